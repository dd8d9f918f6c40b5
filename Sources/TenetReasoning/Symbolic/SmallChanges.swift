/// Every way of few changes, found by trying all of them, 512 worlds at a time.
///
/// It does not matter how rules hang together, only how many changes there are: so this answers exactly where functions of
/// all changes are too large, but only up to one change or two.
///
/// Cost: one pass over the circuit for each 512 sets of changes.
package final class SmallChanges {
  private let circuit: Circuit
  private let masks = Masks()
  package let run: CircuitRun<Masks>
  /// Whether the circuit as a whole could be looked at.
  package var isUsable: Bool { !run.isExhausted }

  /// What was found: for each question the sets of toggles of which no part does, by size.
  package struct Found {
    package var sets: [[[Int]]]
    /// All sets of up to so many changes were tried.
    package var upTo: Int
  }

  /// Parts of the circuit times passes over it: about half a second for six million.
  private let mostWork: Int

  package init(_ circuit: Circuit, mostWork: Int = 6_000_000) {
    self.circuit = circuit
    self.mostWork = mostWork
    run = CircuitRun(circuit, masks)
    // The world as it is, in which the toggles get their numbers.
    run.evaluate()
  }

  package var toggles: [Toggle] { run.toggles }

  /// Tries one change, then two.
  ///
  /// - Parameters:
  ///   - onlyCheapest: a question is answered where sets of one size were found.
  ///   - functions: for each question the worlds that it asks for, after each pass.
  package func find(_ count: Int, onlyCheapest: Bool = false, functions: () -> [Mask]) -> Found {
    var found = Found(sets: Array(repeating: [], count: count), upTo: 0)
    guard isUsable, work(toggles.count) <= mostWork else { return found }
    attempt(toggles.indices.map { [$0] }, functions, &found)
    found.upTo = 1
    if onlyCheapest, found.sets.allSatisfy({ !$0.isEmpty }) { return found }
    let pairs = self.pairs(count == 1 ? found.sets[0] : [])
    guard work(pairs.count) <= mostWork else { return found }
    let first = found
    attempt(pairs, functions, &found)
    found.upTo = 2
    for index in found.sets.indices {
      let singles = Set(first.sets[index].map { $0[0] })
      if onlyCheapest, !singles.isEmpty { found.sets[index] = first.sets[index] }
      found.sets[index].removeAll { $0.count == 2 && $0.contains { singles.contains($0) } }
    }
    return found
  }

  private func work(_ worlds: Int) -> Int {
    (worlds / Mask.worldCount + 1) * (circuit.partCount + circuit.nodes.count)
  }

  /// Pairs of toggles without those that do by themselves.
  private func pairs(_ singles: [[Int]]) -> [[Int]] {
    let left = Set(singles.map { $0[0] })
    let rest = toggles.indices.filter { !left.contains($0) }
    var pairs: [[Int]] = []
    // Beyond this it is too much work for any circuit.
    guard rest.count <= 4_000 else { return Array(repeating: [], count: mostWork * Mask.worldCount) }
    for (index, first) in rest.enumerated() {
      for second in rest[(index + 1)...] { pairs.append([first, second]) }
    }
    return pairs
  }

  private func attempt(_ worlds: [[Int]], _ functions: () -> [Mask], _ found: inout Found) {
    var start = 0
    while start < worlds.count {
      let batch = Array(worlds[start..<min(start + Mask.worldCount, worlds.count)])
      masks.show(batch)
      run.evaluate()
      for (index, function) in functions().enumerated() {
        let reached = masks.and(function, run.isWorld)
        if reached == .never { continue }
        for world in batch.indices where reached.has(world) { found.sets[index].append(batch[world]) }
      }
      start += batch.count
    }
  }
}
