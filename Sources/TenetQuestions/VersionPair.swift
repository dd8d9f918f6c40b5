import TenetModel
import TenetReasoning
import TenetText

/// Two versions in the same worlds, and in which of these they say something else.
final class VersionPair<Algebra: WorldAlgebra> {
  let shared: SharedVariables
  private let algebra: Algebra
  private let sides: [VersionSide]
  private let runs: [CircuitRun<Algebra>]
  /// What both versions tell, paired by what it is about.
  private var pairs: [(old: [VersionSide.Outcome], new: [VersionSide.Outcome])] = []

  init(_ old: VersionSide, _ new: VersionSide, _ algebra: Algebra) {
    self.algebra = algebra
    sides = [old, new]
    let shared = SharedVariables(old.version.speller)
    self.shared = shared
    runs = sides.compactMap { $0.circuit }.map { CircuitRun($0, algebra, shared: shared) }
    var places: [String: Int] = [:]
    for (text, outcome) in old.outcomes { pairs[place(of: text, &places)].old.append(outcome) }
    for (text, outcome) in new.outcomes { pairs[place(of: text, &places)].new.append(outcome) }
  }

  private func place(of text: String, _ places: inout [String: Int]) -> Int {
    if let known = places[text] { return known }
    places[text] = pairs.count
    pairs.append(([], []))
    return pairs.count - 1
  }

  var isExhausted: Bool { runs.count < 2 || runs.contains { $0.isExhausted } || algebra.isExhausted }

  /// The worlds that tell the versions apart; without meaning where ``isExhausted``.
  func difference() -> Algebra.Worlds {
    var isWorld = Algebra.Worlds.always
    for (side, run) in zip(sides, runs) {
      shared.speller = side.version.speller
      run.evaluate()
      if run.isExhausted { return .never }
      isWorld = algebra.and(isWorld, run.isWorld)
    }
    let differences = pairs.map { difference($0.old, $0.new) }
    return algebra.and(algebra.or(differences), isWorld)
  }

  private func difference(_ old: [VersionSide.Outcome], _ new: [VersionSide.Outcome]) -> Algebra.Worlds {
    if isNumber(old) || isNumber(new) { return algebra.not(algebra.same(values(old, 0), values(new, 1))) }
    let (before, after) = (worlds(old, 0), worlds(new, 1))
    return algebra.or(algebra.and(before, algebra.not(after)), algebra.and(after, algebra.not(before)))
  }

  private func isNumber(_ outcomes: [VersionSide.Outcome]) -> Bool {
    if case .number? = outcomes.first { return true }
    return false
  }

  /// Where one of them holds: equal conflicts without names are one.
  private func worlds(_ outcomes: [VersionSide.Outcome], _ side: Int) -> Algebra.Worlds {
    shared.speller = sides[side].version.speller
    let run = runs[side]
    return algebra.or(
      outcomes.map { outcome in
        switch outcome {
        case .fact(let node, let given):
          return given.map { algebra.and(run.facts[node], algebra.not(run.variable($0))) } ?? run.facts[node]
        case .conflict(let instances): return algebra.or(instances.map { run.diagram(of: $0) })
        case .number: return .never
        }
      })
  }

  private func values(_ outcomes: [VersionSide.Outcome], _ side: Int) -> [NumberCase<Algebra.Worlds>] {
    guard case .number(let node)? = outcomes.first else {
      // What has no value in one version may not be asked for in the other one.
      return [NumberCase(value: .unknown, diagram: .always)]
    }
    return runs[side].numbers[node]
  }
}

extension WorldAlgebra {
  /// The worlds in which a number has the same value twice.
  fileprivate func same(_ left: [NumberCase<Worlds>], _ right: [NumberCase<Worlds>]) -> Worlds {
    or(
      left.flatMap { one in
        right.filter { $0.value == one.value }.map { and(one.diagram, $0.diagram) }
      })
  }
}
