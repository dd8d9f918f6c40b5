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
  /// Rules of which it is not known whether they can go, though others conclude as much.
  private(set) var undecided: [Int] = []
  private let rules: [Rule]
  /// By rule its conclusions, each once.
  private var texts: [[String]] = []
  /// By rule, when it fires with which values of the variables in its conclusions; nil where that is not known.
  private var nodes: [[[UInt32]: DecisionDiagram.Node]??]
  /// By rule the variables in its conclusions.
  private var slots: [[Int]] = []
  private var canGo: [Bool?]

  init(_ linting: Linting, _ space: inout ProfileSpace) {
    rules = linting.set.rules
    nodes = Array(repeating: nil, count: rules.count)
    canGo = Array(repeating: nil, count: rules.count)
    var byText: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      slots.append(RulePairs.slots(rule))
      texts.append(rule.isConflict ? [] : RulePairs.texts(rule, linting))
      for text in texts[index] { byText[text, default: []].append(index) }
    }
    for index in rules.indices {
      guard let first = texts[index].first, let group = byText[first], group.count > 1 else { continue }
      let others = group.filter { other in
        other != index && texts[index].allSatisfy { texts[other].contains($0) }
      }
      if let pair = pair(index, others, &space) {
        pairs.append(pair)
        undecided.removeAll { $0 == index }
      }
    }
  }

  /// The first rule that is the same, else the first that is wider.
  private mutating func pair(_ index: Int, _ others: [Int], _ space: inout ProfileSpace) -> RulePair? {
    var wider: RulePair?
    guard !others.isEmpty, isSuperfluous(index, &space) else { return nil }
    for other in others {
      switch relation(index, other, &space) {
      case .same:
        // Of two rules that can both go, the later one is reported.
        guard other < index || !isSuperfluous(other, &space) else { continue }
        return RulePair(rule: index, other: other, relation: .same)
      case .narrower:
        guard wider == nil, !RulePairs.adds(rules[index]) else { continue }
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
    let change = space.difference(bodies)
    if change < 0 { undecided.append(index) }
    let answer = change == DecisionDiagram.no
    canGo[index] = answer
    return answer
  }

  /// The variables of a rule that its conclusions use, in the order in which they stand there; of a rule that adds the
  /// others too, by name, since each of their bindings adds once.
  private static func slots(_ rule: Rule) -> [Int] {
    var slots: [Int] = []
    func add(_ operand: Operand) {
      if case .variable(let slot) = operand, slot < rule.variables.count, !slots.contains(slot) { slots.append(slot) }
    }
    for conclusion in rule.conclusions {
      switch conclusion.head {
      case .fact(let atom): atom.places.forEach(add)
      case .set(_, let subject, let value), .add(_, let subject, let value): ([subject] + value.subjects).forEach(add)
      }
    }
    if adds(rule) {
      slots += rule.variables.indices.filter { !slots.contains($0) }.sorted { rule.variables[$0] < rule.variables[$1] }
    }
    return slots
  }

  /// The conclusions of a rule, its variables numbered as they come.
  private static func texts(_ rule: Rule, _ linting: Linting) -> [String] {
    var names = rule.variables
    for (number, slot) in slots(rule).enumerated() { names[slot] = "v\(number)" }
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
    for rule in [index, other] where nodes[rule] == nil { nodes[rule] = .some(bindings(rule, &space)) }
    guard let own = nodes[index] ?? nil, let all = nodes[other] ?? nil else {
      return giveUp(index)
    }
    // A rule that cannot fire is another check's business.
    if own.values.allSatisfy({ $0 == DecisionDiagram.no }) { return nil }
    // The variables of the conclusions that both share stand first in both.
    let theirs = RulePairs.first(slots[index].count, of: all, &space)
    for key in own.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let other = theirs[key] ?? DecisionDiagram.no
      guard let node = own[key], let isImplied = space.diagram.implies(node, other) else { return giveUp(index) }
      if !isImplied { return nil }
    }
    let isEqual = theirs.allSatisfy { (own[$0.key] ?? DecisionDiagram.no) == $0.value && $0.value >= 0 }
    return isEqual && texts[index].count == texts[other].count ? .same : .narrower
  }

  private mutating func giveUp(_ index: Int) -> RulePair.Relation? {
    if undecided.last != index { undecided.append(index) }
    return nil
  }

  /// For each binding of what the conclusions use, when the rule fires with it; nil where that is not known.
  private func bindings(_ index: Int, _ space: inout ProfileSpace) -> [[UInt32]: DecisionDiagram.Node]? {
    var found: [[UInt32]: DecisionDiagram.Node] = [:]
    for number in space.mainClauses(rules[index]) {
      let clause = space.program.clauses[number]
      var kept = ProfileSpace.kept(clause)
      var table = space.results[number].table
      if slots[index].contains(where: { !kept[$0] }) {
        for slot in slots[index] { kept[slot] = true }
        table = space.solve(clause, clause.body, keeping: kept)
      }
      if table.isOpen { return nil }
      for row in table.rows {
        let key = slots[index].map { row.binding[$0]?.raw ?? .max }
        found[key] = space.diagram.or(found[key] ?? DecisionDiagram.no, row.node)
      }
    }
    return found
  }

  /// The same by the first so many values.
  private static func first(
    _ count: Int, of nodes: [[UInt32]: DecisionDiagram.Node], _ space: inout ProfileSpace
  ) -> [[UInt32]: DecisionDiagram.Node] {
    guard let length = nodes.keys.first?.count, length > count else { return nodes }
    var found: [[UInt32]: DecisionDiagram.Node] = [:]
    for (key, node) in nodes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let short = Array(key.prefix(count))
      found[short] = space.diagram.or(found[short] ?? DecisionDiagram.no, node)
    }
    return found
  }
}
