import TenetModel

/// Two rules of which one says nothing beyond the other, and can go.
struct RulePair {
  enum Relation { case same, narrower }
  /// The one that can go.
  var rule: Int
  var other: Int
  var relation: Relation
}

/// Pairs of rules where one concludes all that the other does, in at least as many profiles.
///
/// The other rule may rest on the one that says nothing beyond it (`a → c` and `c → c`), and then it would not fire alone:
/// only a rule without which every profile comes to the same is paired.
struct RulePairs {
  private(set) var pairs: [RulePair] = []
  private let rules: [Rule]
  /// By rule its conclusions, each once.
  private var texts: [[String]] = []
  private var nodes: [[String: DecisionDiagram.Node]?]
  private var canGo: [Bool?]

  init(_ linting: Linting, _ space: inout ProfileSpace) {
    rules = linting.set.rules
    nodes = Array(repeating: nil, count: rules.count)
    canGo = Array(repeating: nil, count: rules.count)
    var byText: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      texts.append(rule.isConflict ? [] : RulePairs.texts(rule, linting))
      for text in texts[index] { byText[text, default: []].append(index) }
    }
    for index in rules.indices {
      guard let first = texts[index].first, let group = byText[first], group.count > 1 else { continue }
      let others = group.filter { other in
        other != index && texts[index].allSatisfy { texts[other].contains($0) }
      }
      if let pair = pair(index, others, &space) { pairs.append(pair) }
    }
  }

  /// The first rule that is the same, else the first that is wider.
  private mutating func pair(_ index: Int, _ others: [Int], _ space: inout ProfileSpace) -> RulePair? {
    var wider: RulePair?
    for other in others {
      switch relation(index, other, &space) {
      case .same:
        // Of two rules that can both go, the later one is reported.
        guard isSuperfluous(index, &space), other < index || !isSuperfluous(other, &space) else { continue }
        return RulePair(rule: index, other: other, relation: .same)
      case .narrower:
        guard wider == nil, !RulePairs.adds(rules[index]), isSuperfluous(index, &space) else { continue }
        wider = RulePair(rule: index, other: other, relation: .narrower)
      case nil: continue
      }
    }
    return wider
  }

  /// Whether every profile comes to the same without the rule; what it adds to numbers is left out, since a second addition
  /// is as much a repetition as a second conclusion.
  private mutating func isSuperfluous(_ index: Int, _ space: inout ProfileSpace) -> Bool {
    if let known = canGo[index] { return known }
    var bodies = space.bodies(without: rules[index])
    for clause in bodies.keys.sorted() {
      if case .add = space.program.clauses[clause].head { bodies.removeValue(forKey: clause) }
    }
    let answer = space.difference(bodies) == DecisionDiagram.no
    canGo[index] = answer
    return answer
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

  // MARK: Comparing

  private mutating func relation(_ index: Int, _ other: Int, _ space: inout ProfileSpace) -> RulePair.Relation? {
    if nodes[index] == nil { nodes[index] = RulePairs.bindings(rules[index], &space) }
    if nodes[other] == nil { nodes[other] = RulePairs.bindings(rules[other], &space) }
    guard let own = nodes[index] ?? nil, let theirs = nodes[other] ?? nil else { return nil }
    // A rule that cannot fire is another check's business.
    if own.values.allSatisfy({ $0 == DecisionDiagram.no }) { return nil }
    for key in own.keys.sorted() {
      guard let node = own[key], space.diagram.implies(node, theirs[key] ?? DecisionDiagram.no) == true else {
        return nil
      }
    }
    let isEqual = theirs.allSatisfy { (own[$0.key] ?? DecisionDiagram.no) == $0.value && $0.value >= 0 }
    return isEqual && texts[index].count == texts[other].count ? .same : .narrower
  }

  /// For each binding of what the conclusions use, when the rule fires with it; nil where that is not known.
  private static func bindings(_ rule: Rule, _ space: inout ProfileSpace) -> [String: DecisionDiagram.Node]? {
    var found: [String: DecisionDiagram.Node] = [:]
    for clause in space.mainClauses(rule) {
      if space.results[clause].table.isOpen { return nil }
      for row in space.results[clause].table.rows {
        var key = ""
        for (slot, value) in row.binding.prefix(space.program.clauses[clause].namedVariableCount).enumerated() {
          if let value { key += "\(slot)=\(value.raw) " }
        }
        found[key] = space.diagram.or(found[key] ?? DecisionDiagram.no, row.node)
      }
    }
    return found
  }
}
