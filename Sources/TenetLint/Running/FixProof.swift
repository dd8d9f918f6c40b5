import TenetModel
import TenetText

/// What a fix would do to a rule.
struct RuleChange {
  enum What {
    case withoutRule
    case withoutLeaf(Int)
    case withoutException
  }

  var rule: Int
  var what: What
}

/// Proves that changes of rules, all of them together, keep every conclusion of every profile.
///
/// A profile may give more than the findings speak of: what rules conclude, what they make of numbers, further members of
/// declared kinds; the proof is over those profiles too. Each accepted change is made in the rules before the next one is
/// tried, so of two rules that say the same only one goes. All that is accepted goes the same way: rules only get narrower,
/// or only get wider, so that any part of it is as safe as all of it.
///
/// Cost: where all can go, one comparison; else about log n for each one that cannot.
struct FixProof {
  private let rules: [Rule]
  private let changes: [RuleChange]
  private var space: ProfileSpace
  private(set) var accepted: [Int] = []

  init(_ set: RuleSet, _ reader: ClauseReader, _ changes: [RuleChange]) {
    rules = set.rules
    self.changes = changes
    var reader = reader
    space = ProfileSpace(set, &reader, over: .all)
    var narrowing: [Int] = []
    var widening: [Int] = []
    for index in changes.indices {
      if isNarrowing(changes[index]) { narrowing.append(index) } else { widening.append(index) }
    }
    // Of rules that say the same the first one stays.
    accept(ArraySlice(narrowing.sorted { changes[$0].rule > changes[$1].rule }))
    if accepted.isEmpty { accept(ArraySlice(widening)) }
  }

  private func isNarrowing(_ change: RuleChange) -> Bool {
    switch change.what {
    case .withoutRule: return true
    case .withoutException: return false
    case .withoutLeaf(let leaf): return rules[change.rule].condition.isConjoined(leaf) == false
    }
  }

  private mutating func accept(_ indices: ArraySlice<Int>) {
    guard !indices.isEmpty else { return }
    if let clauses = clauses(after: indices), space.isSame(with: clauses) {
      accepted += indices
      return
    }
    guard indices.count > 1 else { return }
    let middle = indices.startIndex + indices.count / 2
    accept(indices[..<middle])
    accept(indices[middle...])
  }

  /// The clauses of the changed rules; nil where a rule would not be one any more.
  private func clauses(after indices: ArraySlice<Int>) -> [Int: HornClause]? {
    var leaves: [Int: [Int]] = [:]
    var clauses: [Int: HornClause] = [:]
    for index in indices {
      let rule = rules[changes[index].rule]
      switch changes[index].what {
      case .withoutRule: for clause in rule.hornClauses { clauses[clause] = space.program.clauses[clause].never }
      case .withoutLeaf(let leaf): leaves[changes[index].rule, default: []].append(leaf)
      case .withoutException: leaves[changes[index].rule, default: []] += rule.exception?.leaves ?? []
      }
    }
    for (rule, gone) in leaves.sorted(by: { $0.key < $1.key }) {
      guard let changed = space.clauses(of: rules[rule], withoutEach: gone) else { return nil }
      clauses.merge(changed) { removed, _ in removed }
    }
    return clauses
  }
}

extension ProfileSpace {
  /// Whether every profile comes to the same with other clauses; if so they are there from now on.
  fileprivate mutating func isSame(with clauses: [Int: HornClause]) -> Bool {
    var bodies: [Int: [Literal]?] = [:]
    for (index, clause) in clauses { bodies[index] = .some(clause.body) }
    guard difference(bodies) == DecisionDiagram.no else { return false }
    for (index, clause) in clauses.sorted(by: { $0.key < $1.key }) { replace(index, with: clause) }
    return true
  }

  /// The clauses of a rule without some leaves of its condition, one after another.
  fileprivate func clauses(of rule: Rule, withoutEach leaves: [Int]) -> [Int: HornClause]? {
    var changed: [Int: HornClause] = [:]
    // An exception goes as a whole.
    let excepted = rule.exception?.leaves ?? []
    let conjoined = leaves.filter { excepted.contains($0) || rule.condition.isConjoined($0) == true }
    let alternative = leaves.filter { !conjoined.contains($0) }
    var hasBody = false
    for index in rule.hornClauses {
      var clause = program.clauses[index]
      if clause.origins.contains(where: alternative.contains) {
        changed[index] = clause.never
        continue
      }
      let kept = clause.origins.indices.filter { !conjoined.contains(clause.origins[$0]) }
      if kept.count < clause.origins.count {
        clause.body = kept.map { clause.body[$0] }
        clause.origins = kept.map { clause.origins[$0] }
        guard !clause.body.isEmpty, isSafe(clause, clause.body) else { return nil }
        changed[index] = clause
      }
      hasBody = true
    }
    return hasBody && !changed.isEmpty ? changed : nil
  }
}

extension HornClause {
  /// The clause where its body can never hold, so that all others keep their numbers.
  var never: HornClause {
    var clause = self
    clause.body = [.same(.term(.self), .term(.self), holds: false)]
    clause.origins = [0]
    return clause
  }
}
