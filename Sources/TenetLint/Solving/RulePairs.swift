import TenetModel

/// Two rules of which one says nothing beyond the other.
struct RulePair {
  enum Relation { case same, narrower }
  /// The later of two that are the same, the narrower one else.
  var rule: Int
  var other: Int
  var relation: Relation
}

/// Pairs of rules where one concludes all that the other does, in at least as many profiles.
struct RulePairs {
  private(set) var pairs: [RulePair] = []

  init(_ linting: Linting, _ space: inout ProfileSpace) {
    let rules = linting.set.rules
    var texts: [[String]] = []
    var byText: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      texts.append(rule.isConflict ? [] : RulePairs.texts(rule, linting))
      for text in texts[index] { byText[text, default: []].append(index) }
    }
    var nodes: [[String: DecisionDiagram.Node]?] = Array(repeating: nil, count: rules.count)
    for (index, rule) in rules.enumerated() where !rule.isConflict {
      guard let first = texts[index].first, let group = byText[first], group.count > 1 else { continue }
      for other in group where other != index {
        guard texts[index].allSatisfy({ texts[other].contains($0) }) else { continue }
        if nodes[index] == nil { nodes[index] = RulePairs.facts(rule, &space) }
        if nodes[other] == nil { nodes[other] = RulePairs.facts(rules[other], &space) }
        guard let own = nodes[index] ?? nil, let theirs = nodes[other] ?? nil else { continue }
        if let relation = RulePairs.compare(own, theirs, isSame: texts[index].count == texts[other].count, &space) {
          if relation == .same, other > index { continue }
          if relation == .narrower, RulePairs.adds(rule) { continue }
          pairs.append(RulePair(rule: index, other: other, relation: relation))
          break
        }
      }
    }
  }

  /// The conclusions of a rule, its variables numbered.
  private static func texts(_ rule: Rule, _ linting: Linting) -> [String] {
    let names = rule.variables.indices.map { "v\($0)" }
    var texts: [String] = []
    for conclusion in rule.conclusions {
      let text = linting.speller.text(conclusion.head, .init(names: names))
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  private static func adds(_ rule: Rule) -> Bool {
    rule.conclusions.contains { if case .add = $0.head { return true } else { return false } }
  }

  /// For each binding of what the conclusion uses, when the rule fires with it; nil where that is not known.
  private static func facts(_ rule: Rule, _ space: inout ProfileSpace) -> [String: DecisionDiagram.Node]? {
    var facts: [String: DecisionDiagram.Node] = [:]
    for clause in space.mainClauses(rule) {
      if space.results[clause].table.isOpen { return nil }
      let named = space.program.clauses[clause].namedVariableCount
      for row in space.results[clause].table.rows {
        let key = row.binding.prefix(named).map { String($0?.raw ?? .max) }.joined(separator: " ")
        facts[key] = space.diagram.or(facts[key] ?? DecisionDiagram.no, row.node)
      }
    }
    return facts
  }

  private static func compare(
    _ own: [String: DecisionDiagram.Node], _ theirs: [String: DecisionDiagram.Node], isSame: Bool,
    _ space: inout ProfileSpace
  ) -> RulePair.Relation? {
    // A rule that cannot fire is another check's business.
    if own.values.allSatisfy({ $0 == DecisionDiagram.no }) { return nil }
    for key in own.keys.sorted() {
      guard let node = own[key], space.diagram.implies(node, theirs[key] ?? DecisionDiagram.no) == true else {
        return nil
      }
    }
    let isEqual = own.count == theirs.count && theirs.allSatisfy { own[$0.key] == $0.value && $0.value >= 0 }
    return isEqual && isSame ? .same : .narrower
  }
}
