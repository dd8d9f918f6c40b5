import TenetModel
import TenetReasoning
import TenetText

/// Looks for a small profile that tells two versions apart where functions of all profiles are too large: all profiles of
/// one fact and of two, then profiles that let an edited rule hold in many ways, 512 at a time.
///
/// What is found is a witness; that nothing is found proves nothing beyond ``upTo``. The order of the search is fixed.
struct WitnessSearch {
  private let masks = Masks()
  private let pair: VersionPair<Masks>
  private let sides: [VersionSide]
  private let isOver: (@Sendable () -> Bool)?
  /// What a profile may say, as variables of the pair.
  private var inputs: [Int] = []
  /// Facts and numbers of a profile that tells the versions apart, by text.
  private(set) var witness: [String]?
  /// All profiles of up to so many facts and numbers were tried, and none of them tells the versions apart.
  private(set) var upTo = -1

  /// Parts of circuits times passes over them.
  private static var mostWork: Int { 12_000_000 }
  /// How often proofs are put together anew for each edited rule.
  private static var rounds: Int { 48 }

  init(_ old: VersionSide, _ new: VersionSide, isOver: (@Sendable () -> Bool)?) {
    sides = [old, new]
    self.isOver = isOver
    pair = VersionPair(old, new, masks)
  }

  mutating func run() {
    // The empty profile, in which the inputs get their numbers.
    let isEmptyOne = !telling([[]]).isEmpty
    if pair.isExhausted { return }
    inputs = pair.shared.texts.indices.sorted { pair.shared.texts[$0] < pair.shared.texts[$1] }
    if isEmptyOne { return found([]) }
    upTo = 0
    if tryAll(inputs.map { [$0] }) { return }
    let count = inputs.count
    // Beyond this it is too much work for any circuit.
    if count < 4_000, tryAll(count * (count - 1) / 2, { $0.pairs }) { return }
    let proofs = self.proofs()
    guard let smallest = telling(proofs).min(by: { isBefore($0, $1) }) else { return }
    found(shrunk(smallest))
  }

  private mutating func found(_ worlds: [Int]) { witness = worlds.map { pair.shared.texts[$0] }.sorted() }

  private func isBefore(_ left: [Int], _ right: [Int]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return text(left) < text(right)
  }

  private func text(_ world: [Int]) -> String {
    world.map { pair.shared.texts[$0] }.sorted().joined(separator: "\n")
  }

  // MARK: Trying

  /// Those of the profiles that tell the versions apart.
  private func telling(_ worlds: [[Int]]) -> [[Int]] {
    var found: [[Int]] = []
    var start = 0
    while start < worlds.count, isOver?() != true {
      let batch = Array(worlds[start..<min(start + Mask.worldCount, worlds.count)])
      masks.show(batch)
      let difference = pair.difference()
      if pair.isExhausted { return [] }
      for world in batch.indices where difference.has(world) { found.append(batch[world]) }
      start += batch.count
    }
    return found
  }

  private var pairs: [[Int]] {
    var pairs: [[Int]] = []
    for (index, first) in inputs.enumerated() {
      for second in inputs[(index + 1)...] { pairs.append([first, second]) }
    }
    return pairs
  }

  private mutating func tryAll(_ worlds: [[Int]]) -> Bool { tryAll(worlds.count) { _ in worlds } }

  /// Whether a witness is found among all profiles of one size; where there are too many nothing is tried.
  private mutating func tryAll(_ count: Int, _ worlds: (WitnessSearch) -> [[Int]]) -> Bool {
    let size = sides.reduce(0) { $0 + ($1.circuit.map { $0.partCount + $0.nodes.count } ?? 0) }
    guard (count / Mask.worldCount + 1) * size <= Self.mostWork else { return false }
    let telling = telling(worlds(self))
    if let first = telling.min(by: { isBefore($0, $1) }) {
      found(first)
      return true
    }
    if isOver?() != true { upTo += 1 }
    return false
  }

  /// Without what it does not need: as it is no part of it by one less tells the versions apart.
  private func shrunk(_ world: [Int]) -> [Int] {
    var world = world
    while true {
      let smaller = world.indices.map { index in world.indices.filter { $0 != index }.map { world[$0] } }
      guard let next = telling(smaller).min(by: { isBefore($0, $1) }) else { return world }
      world = next
    }
  }

  // MARK: Proofs

  /// Profiles that let the edited rules hold, and those that let what they deny hold too.
  private func proofs() -> [[Int]] {
    var worlds: Set<[Int]> = []
    for side in sides {
      guard let circuit = side.circuit else { continue }
      let instances = side.editedInstances
      if instances.isEmpty { continue }
      var proofs = CheapProofs(circuit)
      pair.shared.speller = side.version.speller
      let rounds = max(1, min(Self.rounds, 2_000 / instances.count))
      for round in 0..<rounds {
        proofs.weigh(round)
        for instance in instances.prefix(2_000) {
          for toggles in proofs.toggles(of: instance) {
            worlds.insert(toggles.map { pair.shared.variable($0, circuit.world) }.sorted())
          }
        }
      }
    }
    return worlds.sorted { isBefore($0, $1) }
  }
}
