import TenetModel

/// A chain of more rules than this is hard to follow in a trace.
private let mostSteps = 10

let deepDerivation = Check(
  .style, "deep-derivation", "a conclusion rests on a chain of more than ten rules",
  why: "A trace of a deep chain is long, and a slip far below shows itself far above.",
  wrong: chain(11), right: chain(10), found: [chain(14)],
  passed: [chain(9), "?a depends on ?b and ?b depends on ?c → ?a depends on ?c\n"]
) { linting in
  let program = linting.set.program
  let depths = derivationDepths(program)
  for (index, rule) in linting.set.rules.enumerated() {
    guard let depth = rule.hornClauses.map({ depths[$0] }).max(), depth == mostSteps + 1 else { continue }
    linting.report(
      "the conclusion of \(linting.name(linting.set.rules[index])) rests on \(mostSteps) rules, one on the other",
      at: rule.place.start(of: linting), help: "conclude it from facts that are nearer to the profile")
  }
}

/// A chain of rules, for the page.
private func chain(_ count: Int) -> String {
  (1...count).map { "step\($0) → step\($0 + 1)\n" }.joined()
}

/// For each clause the number of rules on the longest chain that ends with it; rules that depend on each other count once.
private func derivationDepths(_ program: Program) -> [Int] {
  var depths = Array(repeating: 1, count: program.clauses.count)
  var byRelation: [Int: [Int: Int]] = [:]
  var anyByRelation: [Int: Int] = [:]
  func below(_ clause: HornClause) -> Int {
    var deepest = 0
    for literal in clause.body {
      guard case .match(let atom) = literal else { continue }
      let relation = atom.relation.index
      if case .term(let term)? = atom.places.last {
        deepest = max(deepest, byRelation[relation]?[term.index] ?? 0, byRelation[relation]?[-1] ?? 0)
      } else {
        deepest = max(deepest, anyByRelation[relation] ?? 0)
      }
    }
    return deepest
  }
  for step in program.schedule {
    guard case .derive(let clauses, _, _) = step else { continue }
    let depth = 1 + (clauses.map { below(program.clauses[$0]) }.max() ?? 0)
    for index in clauses {
      depths[index] = depth
      guard case .fact(let atom) = program.clauses[index].head else { continue }
      var key = -1
      if case .term(let term)? = atom.places.last { key = term.index }
      byRelation[atom.relation.index, default: [:]][key] = max(depth, byRelation[atom.relation.index]?[key] ?? 0)
      anyByRelation[atom.relation.index] = max(depth, anyByRelation[atom.relation.index] ?? 0)
    }
  }
  return depths
}
