import TenetModel

/// When one clause of a rule's condition holds: for some binding of the variables that others bind, and for every one.
struct LeafNodes {
  var ever: DecisionDiagram.Node
  var always: DecisionDiagram.Node
}

/// One clause of a rule's condition.
struct LeafKey: Hashable {
  /// Tells the rule.
  var firstClause: Int
  var leaf: Int
}

/// What can be asked about one rule.
extension ProfileSpace {
  /// The clauses for the first conclusion of a rule: one for each way in which its condition can hold.
  func mainClauses(_ rule: Rule) -> [Int] { rule.hornClauses.filter { program.clauses[$0].conclusion == 0 } }

  /// When the whole condition of a rule holds, for some binding.
  mutating func fires(_ rule: Rule) -> Node {
    var node = DecisionDiagram.no
    for clause in mainClauses(rule) { node = diagram.or(node, truth(results[clause].table)) }
    return node
  }

  /// When a table has a row.
  mutating func truth(_ table: BindingTable) -> Node {
    var node = DecisionDiagram.no
    for row in table.rows { node = diagram.or(node, row.node) }
    return table.isOpen && node != DecisionDiagram.yes ? DecisionDiagram.open : node
  }

  // MARK: Leaves

  /// When one clause of a rule's condition holds as it stands there, negated or not: for some binding of the variables
  /// that others bind, and for every one.
  mutating func leaf(_ leaf: Int, of rule: Rule) -> LeafNodes {
    let key = LeafKey(firstClause: rule.hornClauses.lowerBound, leaf: leaf)
    if let known = leaves[key] { return known }
    let nodes = nodes(ofLeaf: leaf, of: rule)
    leaves[key] = nodes
    return nodes
  }

  private mutating func nodes(ofLeaf leaf: Int, of rule: Rule) -> LeafNodes {
    var nodes: [[TermID?]: Node] = [:]
    var order: [[TermID?]] = []
    var bindsNames = false
    for index in mainClauses(rule) {
      let clause = program.clauses[index]
      let literals = clause.body.indices.filter { clause.origins[$0] == leaf }.map { clause.body[$0] }
      if literals.isEmpty { continue }
      let bound = ProfileSpace.bound(by: literals)
      if bound.contains(where: { $0 < clause.namedVariableCount }) { bindsNames = true }
      guard let starts = freeBindings(clause, literals, bound) else {
        return LeafNodes(ever: DecisionDiagram.open, always: DecisionDiagram.open)
      }
      for start in starts {
        let kept = Array(repeating: false, count: clause.variableCount)
        let table = solve(clause, literals, keeping: kept, from: start)
        let node = truth(table)
        let key = Array(start.prefix(clause.namedVariableCount))
        if nodes[key] == nil { order.append(key) }
        nodes[key] = diagram.or(nodes[key] ?? DecisionDiagram.no, node)
      }
    }
    var (ever, always) = (DecisionDiagram.no, bindsNames ? DecisionDiagram.no : DecisionDiagram.yes)
    for key in order {
      ever = diagram.or(ever, nodes[key] ?? DecisionDiagram.no)
      always = diagram.and(always, nodes[key] ?? DecisionDiagram.no)
    }
    return order.isEmpty
      ? LeafNodes(ever: DecisionDiagram.open, always: DecisionDiagram.open) : LeafNodes(ever: ever, always: always)
  }

  package static func bound(by literals: [Literal]) -> [Int] {
    var bound: [Int] = []
    for literal in literals {
      switch literal {
      case .match(let atom), .bind(let atom):
        for case .variable(let slot) in atom.places where !bound.contains(slot) { bound.append(slot) }
      default: break
      }
    }
    return bound
  }

  /// Every binding of the variables that the literals use and do not bind; nil where they are too many.
  private func freeBindings(_ clause: HornClause, _ literals: [Literal], _ bound: [Int]) -> [[TermID?]]? {
    var bindings: [[TermID?]] = [Array(repeating: nil, count: clause.variableCount)]
    for literal in literals {
      for case .variable(let slot) in ProfileSpace.operands(literal)
      where !bound.contains(slot) && bindings[0][slot] == nil {
        let terms = candidates(slot, clause)
        if bindings.count * terms.count > 2000 || terms.isEmpty { return nil }
        bindings = bindings.flatMap { binding in
          terms.map { term in
            var next = binding
            next[slot] = term
            return next
          }
        }
      }
    }
    return bindings
  }

  private func candidates(_ slot: Int, _ clause: HornClause) -> [TermID] {
    let domains = VariableDomains(clause, set.vocabulary)
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        if let place = atom.places.firstIndex(of: .variable(slot)) {
          return universe.terms(atom.relation, place).filter { domains.fitsKinds(slot, $0) }
        }
      default: break
      }
    }
    return []
  }

  // MARK: Changed rules

  /// The bodies of a rule's clauses without one leaf of its condition: nil stands for a clause that goes.
  ///
  /// In a conjunction its literals go, in a disjunction the branches that hold it. Nil where the rule would not be one any
  /// more: nothing is left, or a variable is bound no more.
  func bodies(of rule: Rule, without leaf: Int) -> [Int: [Literal]?]? {
    guard let isConjoined = rule.condition.isConjoined(leaf) else { return nil }
    return bodies(of: rule, withoutGroup: [leaf], isConjoined: isConjoined)
  }

  /// The same for a whole group: its clauses' literals go together.
  func bodies(of rule: Rule, withoutGroup leaves: [Int], isConjoined: Bool) -> [Int: [Literal]?]? {
    var bodies: [Int: [Literal]?] = [:]
    var isEmpty = true
    for index in rule.hornClauses where program.clauses[index].conclusion >= 0 {
      let clause = program.clauses[index]
      guard clause.origins.contains(where: leaves.contains) else {
        isEmpty = false
        continue
      }
      if !isConjoined {
        bodies.updateValue(nil, forKey: index)
        continue
      }
      let body = clause.body.indices.filter { !leaves.contains(clause.origins[$0]) }.map { clause.body[$0] }
      guard !body.isEmpty, isSafe(clause, body) else { return nil }
      isEmpty = false
      bodies.updateValue(body, forKey: index)
    }
    return isEmpty || bodies.isEmpty ? nil : bodies
  }

  /// The bodies of a rule's clauses without some leaves that are conjoined to the rest.
  func bodies(of rule: Rule, withoutAll leaves: [Int]) -> [Int: [Literal]] {
    var bodies: [Int: [Literal]] = [:]
    for index in rule.hornClauses where program.clauses[index].conclusion >= 0 {
      let clause = program.clauses[index]
      bodies[index] = clause.body.indices.filter { !leaves.contains(clause.origins[$0]) }.map { clause.body[$0] }
    }
    return bodies
  }

  func isSafe(_ clause: HornClause, _ body: [Literal]) -> Bool {
    let bound = ProfileSpace.bound(by: body)
    for literal in body {
      for case .variable(let slot) in ProfileSpace.operands(literal) where !bound.contains(slot) { return false }
    }
    let kept = ProfileSpace.kept(clause)
    return kept.indices.allSatisfy { !kept[$0] || bound.contains($0) || !isUsed($0, clause.head) }
  }

  private func isUsed(_ slot: Int, _ head: HornClause.Head) -> Bool {
    switch head {
    case .fact(let atom): return atom.places.contains(.variable(slot))
    case .set(_, let subject, let value), .add(_, let subject, let value):
      return ([subject] + value.subjects).contains(.variable(slot))
    }
  }
}

extension Condition {
  /// Whether the leaf stands under an even number of negations; nil where it is not here.
  package func polarity(of leaf: Int) -> Bool? {
    switch self {
    case .clause(let index): return index == leaf ? true : nil
    case .not(let inner): return inner.polarity(of: leaf).map { !$0 }
    case .and(let parts), .or(let parts):
      for part in parts { if let found = part.polarity(of: leaf) { return found } }
      return nil
    }
  }

  /// The parts that hold several clauses and stand beside others, the outer before the inner, each with whether what stands
  /// beside it must hold too.
  var groups: [(condition: Condition, isConjoined: Bool)] {
    var found: [(condition: Condition, isConjoined: Bool)] = []
    collectGroups(holds: true, parent: nil, isPart: true, &found)
    return found
  }

  private func collectGroups(
    holds: Bool, parent: Bool?, isPart: Bool, _ found: inout [(condition: Condition, isConjoined: Bool)]
  ) {
    if isPart, let parent, leaves.count > 1 { found.append((self, parent)) }
    switch self {
    case .clause: return
    case .not(let inner): inner.collectGroups(holds: !holds, parent: parent, isPart: false, &found)
    case .and(let parts), .or(let parts):
      var isAnd = false
      if case .and = self { isAnd = true }
      let own = parts.count > 1 ? isAnd == holds : parent
      for part in parts { part.collectGroups(holds: holds, parent: own, isPart: true, &found) }
    }
  }

  /// Whether what stands beside the leaf must hold too (else it is another way); nil where it stands alone.
  func isConjoined(_ leaf: Int) -> Bool? { search(leaf, holds: true, parent: nil).flatMap { $0 } }

  private func search(_ leaf: Int, holds: Bool, parent: Bool?) -> Bool?? {
    switch self {
    case .clause(let index): return index == leaf ? .some(parent) : nil
    case .not(let inner): return inner.search(leaf, holds: !holds, parent: parent)
    case .and(let parts), .or(let parts):
      var isAnd = false
      if case .and = self { isAnd = true }
      let own = parts.count > 1 ? isAnd == holds : parent
      for part in parts { if let found = part.search(leaf, holds: holds, parent: own) { return found } }
      return nil
    }
  }
}
