import TenetModel
import TenetText

/// Finds the solutions of bodies, each with the profiles in which it is one.
extension ProfileSpace {
  /// More bindings at once than this are not followed.
  private static var mostRows: Int { 4000 }

  /// The bindings of the kept variables under which all literals hold.
  ///
  /// Literals that bind come first, those with least left to bind before others; each variable is dropped as soon as
  /// nothing needs it any more.
  mutating func solve(
    _ clause: HornClause, _ body: [Literal], keeping kept: [Bool], from binding: [TermID?]? = nil
  ) -> BindingTable {
    var table = BindingTable()
    table.rows = [(binding ?? Array(repeating: nil, count: clause.variableCount), DecisionDiagram.yes)]
    var rest = body
    while let index = next(rest, table) {
      let literal = rest.remove(at: index)
      extend(&table, literal)
      if table.rows.count > ProfileSpace.mostRows { return BindingTable(rows: [], isOpen: true) }
      if clause.variableCount > 0 { project(&table, after: literal, rest, kept) }
      if table.rows.isEmpty { break }
    }
    return table
  }

  /// The literal to take next: a test whose variables are bound, else the match that leaves least open.
  private func next(_ literals: [Literal], _ table: BindingTable) -> Int? {
    guard !literals.isEmpty else { return nil }
    let binding = table.rows.first?.binding ?? []
    func isBound(_ operand: Operand) -> Bool {
      if case .variable(let slot) = operand { return binding[slot] != nil }
      return true
    }
    var best: (index: Int, open: Int)?
    for (index, literal) in literals.enumerated() {
      switch literal {
      case .match(let atom), .bind(let atom):
        var open = 1
        for place in atom.places { if !isBound(place) || place == .any { open += 1 } }
        if best.map({ open < $0.open }) ?? true { best = (index, open) }
      default:
        if ProfileSpace.operands(literal).allSatisfy(isBound) { return index }
      }
    }
    return best?.index ?? literals.startIndex
  }

  package static func operands(_ literal: Literal) -> [Operand] {
    switch literal {
    case .match(let atom), .bind(let atom): return atom.places
    case .count(let atom, let test): return atom.places + (test.excluding.map { [$0] } ?? [])
    case .compare(let left, _, let right, _): return left.subjects + right.subjects
    case .same(let left, let right, _): return [left, right]
    }
  }

  private mutating func extend(_ table: inout BindingTable, _ literal: Literal) {
    var rows: [(binding: [TermID?], node: Node)] = []
    for row in table.rows {
      switch literal {
      case .match(let atom), .bind(let atom):
        if match(atom, row, &rows) { table.isOpen = true }
      default:
        let node = diagram.and(row.node, test(literal, row.binding))
        if node != DecisionDiagram.no { rows.append((row.binding, node)) }
      }
      if rows.count > ProfileSpace.mostRows { break }
    }
    table.rows = rows
  }

  /// Appends the ways in which facts fit the atom; true where there may be more.
  private mutating func match(
    _ atom: Atom, _ row: (binding: [TermID?], node: Node), _ rows: inout [(binding: [TermID?], node: Node)]
  ) -> Bool {
    let relation = atom.relation.index
    var tuple: [TermID] = []
    for place in atom.places {
      guard let term = BindingTable.value(place, row.binding) else { break }
      tuple.append(term)
    }
    if tuple.count == atom.places.count {
      let node = diagram.and(row.node, relations[relation].node(tuple))
      if node != DecisionDiagram.no { rows.append((row.binding, node)) }
      return false
    }
    for index in relations[relation].rows(near: atom, row.binding) {
      guard let binding = ProfileSpace.unify(atom, relations[relation].tuples[index], row.binding) else { continue }
      let node = diagram.and(row.node, relations[relation].nodes[index])
      if node != DecisionDiagram.no { rows.append((binding, node)) }
    }
    return relations[relation].isOpen
  }

  static func unify(_ atom: Atom, _ tuple: [TermID], _ binding: [TermID?]) -> [TermID?]? {
    var binding = binding
    for (place, operand) in atom.places.enumerated() {
      switch operand {
      case .any: break
      case .term(let term): if term != tuple[place] { return nil }
      case .variable(let slot):
        if let value = binding[slot] {
          if value != tuple[place] { return nil }
        } else {
          binding[slot] = tuple[place]
        }
      }
    }
    return binding
  }

  /// Forgets variables that nothing needs any more and joins what then is one binding.
  private mutating func project(
    _ table: inout BindingTable, after literal: Literal, _ rest: [Literal], _ kept: [Bool]
  ) {
    guard let first = table.rows.first else { return }
    var needed = kept
    for literal in rest {
      for case .variable(let slot) in ProfileSpace.operands(literal) { needed[slot] = true }
    }
    // Each row has what the others have bound, and they differ in it as long as nothing is left out.
    let dropsAny = first.binding.indices.contains { first.binding[$0] != nil && !needed[$0] }
    guard dropsAny || ProfileSpace.operands(literal).contains(.any) else { return }
    var places: [[TermID?]: Int] = [:]
    var rows: [(binding: [TermID?], node: Node)] = []
    for row in table.rows {
      var binding = row.binding
      for slot in binding.indices where !needed[slot] { binding[slot] = nil }
      if let known = places[binding] {
        rows[known].node = diagram.or(rows[known].node, row.node)
      } else {
        places[binding] = rows.count
        rows.append((binding, row.node))
      }
    }
    table.rows = rows
  }

  // MARK: Tests

  /// When a test holds under a binding.
  mutating func test(_ literal: Literal, _ binding: [TermID?]) -> Node {
    switch literal {
    case .match, .bind: return DecisionDiagram.open
    case .same(let left, let right, let holds):
      guard let a = BindingTable.value(left, binding), let b = BindingTable.value(right, binding) else {
        return DecisionDiagram.open
      }
      return (a == b) == holds ? DecisionDiagram.yes : DecisionDiagram.no
    case .compare(let left, let comparison, let right, let holds):
      let node = compare(left, comparison, right, binding)
      return holds ? node : diagram.not(node)
    case .count(let atom, let test): return count(atom, test, binding)
    }
  }

  private mutating func count(_ atom: Atom, _ test: CountTest, _ binding: [TermID?]) -> Node {
    // How many there are of a kind depends on who a profile says is one.
    if profiles == .all, test.place != nil { return DecisionDiagram.open }
    let relation = relations[atom.relation.index]
    var values: [(term: TermID, node: Node)] = []
    var places: [TermID: Int] = [:]
    let excluded = test.excluding.flatMap { BindingTable.value($0, binding) }
    if let tuple = groundTuple(atom, binding) {
      // Nothing varies: one lookup.
      values.append((.self, relation.node(tuple)))
    } else {
      for index in relation.rows(near: atom, binding) {
        guard ProfileSpace.unify(atom, relation.tuples[index], binding) != nil else { continue }
        let term = test.place.map { relation.tuples[index][$0] } ?? .self
        if test.place != nil, let excluded, term == excluded { continue }
        var node = relation.nodes[index]
        if let kind = test.kind { node = diagram.and(node, relations[kind.index].node([term])) }
        if let known = places[term] {
          values[known].node = diagram.or(values[known].node, node)
        } else {
          places[term] = values.count
          values.append((term, node))
        }
      }
      if relation.isOpen { return DecisionDiagram.open }
    }
    return bound(values.map { $0.node }, test)
  }

  private func groundTuple(_ atom: Atom, _ binding: [TermID?]) -> [TermID]? {
    var tuple: [TermID] = []
    for place in atom.places {
      guard let term = BindingTable.value(place, binding) else { return nil }
      tuple.append(term)
    }
    return tuple
  }

  private mutating func bound(_ nodes: [Node], _ test: CountTest) -> Node {
    switch test.bound {
    case .atLeast(let count): return atLeast(count, nodes)
    case .atMost(let count): return diagram.not(atLeast(count + 1, nodes))
    case .exactly(let count): return exactly(count, nodes)
    case .notExactly(let count): return diagram.not(exactly(count, nodes))
    case .every: return exactly(memberCount(test), nodes)
    case .notEvery: return diagram.not(exactly(memberCount(test), nodes))
    }
  }

  private func memberCount(_ test: CountTest) -> Int { test.kind.map { relations[$0.index].tuples.count } ?? 0 }

  private mutating func exactly(_ count: Int, _ nodes: [Node]) -> Node {
    diagram.and(atLeast(count, nodes), diagram.not(atLeast(count + 1, nodes)))
  }

  /// When at least so many of the functions are true.
  private mutating func atLeast(_ count: Int, _ nodes: [Node]) -> Node {
    if count <= 0 { return DecisionDiagram.yes }
    if count > nodes.count { return DecisionDiagram.no }
    // reached[n]: at least n of those so far.
    var reached = Array(repeating: DecisionDiagram.no, count: count + 1)
    reached[0] = DecisionDiagram.yes
    for node in nodes {
      for number in stride(from: count, through: 1, by: -1) {
        reached[number] = diagram.or(reached[number], diagram.and(reached[number - 1], node))
      }
    }
    return reached[count]
  }
}
