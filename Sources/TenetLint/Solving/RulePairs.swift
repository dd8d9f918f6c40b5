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
  /// By rule its conclusions, each once; those with the same text have the same number.
  private var texts: [[Int]] = []
  /// By rule what is known of when it fires, once it was asked for.
  private var firings: [Firings??]
  /// By rule the variables in its conclusions.
  private var slots: [[Int]] = []
  private var canGo: [Bool?]

  init(_ linting: Linting, _ space: inout ProfileSpace) {
    rules = linting.set.rules
    firings = Array(repeating: nil, count: rules.count)
    canGo = Array(repeating: nil, count: rules.count)
    var numbers: [String: Int] = [:]
    var byText: [[Int]] = []
    for (index, rule) in rules.enumerated() {
      slots.append(RulePairs.slots(rule))
      var own: [Int] = []
      for text in rule.isConflict ? [] : RulePairs.texts(rule, linting) {
        let number = numbers[text, default: byText.count]
        if number == byText.count {
          numbers[text] = number
          byText.append([])
        }
        byText[number].append(index)
        own.append(number)
      }
      texts.append(own)
    }
    for index in rules.indices {
      guard let first = texts[index].first, byText[first].count > 1 else { continue }
      let others = byText[first].filter { other in
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
    for rule in [index, other] where firings[rule] == nil { firings[rule] = .some(firings(of: rule, &space)) }
    guard let own = firings[index] ?? nil, var theirs = firings[other] ?? nil else { return giveUp(index) }
    // A rule that cannot fire is another check's business.
    if own.bindings.isEmpty { return nil }
    // The variables of the conclusions that both share stand first in both.
    if slots[index].count < slots[other].count { theirs = theirs.joined(by: slots[index].count, &space) }
    // To add is repeated only by a rule that adds as often.
    let asksForSame = RulePairs.adds(rules[index])
    var isEqual = own.bindings.count == theirs.bindings.count
    var next = 0
    for (binding, node) in zip(own.bindings, own.nodes) {
      let their = theirs.node(binding, from: &next)
      if node == their, node >= 0 { continue }
      isEqual = false
      if asksForSame, node >= 0, their >= 0 { return nil }
      guard let isImplied = space.diagram.implies(node, their) else { return giveUp(index) }
      if !isImplied { return nil }
    }
    return isEqual && texts[index].count == texts[other].count ? .same : .narrower
  }

  private mutating func giveUp(_ index: Int) -> RulePair.Relation? {
    if undecided.last != index { undecided.append(index) }
    return nil
  }

  /// When a rule fires with which values of what its conclusions use; nil where that is not known.
  private func firings(of index: Int, _ space: inout ProfileSpace) -> Firings? {
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
    return Firings(found)
  }
}

/// The bindings with which a rule may fire, rising, each with the profiles in which it does.
private struct Firings {
  private(set) var bindings: [[UInt32]] = []
  private(set) var nodes: [DecisionDiagram.Node] = []

  init(_ found: [[UInt32]: DecisionDiagram.Node]) {
    let possible = found.filter { $0.value != DecisionDiagram.no }
    for (binding, node) in possible.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      bindings.append(binding)
      nodes.append(node)
    }
  }

  /// When the rule fires with a binding. Bindings have to be asked for in their order.
  ///
  /// - Parameter next: where to look, 0 at first.
  func node(_ binding: [UInt32], from next: inout Int) -> DecisionDiagram.Node {
    while next < bindings.count, bindings[next].lexicographicallyPrecedes(binding) { next += 1 }
    return next < bindings.count && bindings[next] == binding ? nodes[next] : DecisionDiagram.no
  }

  /// The same by the first so many values of each binding.
  func joined(by count: Int, _ space: inout ProfileSpace) -> Firings {
    var found: [[UInt32]: DecisionDiagram.Node] = [:]
    for (binding, node) in zip(bindings, nodes) {
      let short = Array(binding.prefix(count))
      found[short] = space.diagram.or(found[short] ?? DecisionDiagram.no, node)
    }
    return Firings(found)
  }
}
