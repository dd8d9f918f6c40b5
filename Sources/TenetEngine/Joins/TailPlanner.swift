import TenetProgram
import TenetText

/// Which literals the innermost loop over a leaf can take.
struct TailShape {
  /// The variable.
  var leaf: Int
  /// The literal that its values come from.
  var source: Int
  var kind: PlanTail.Source
  /// Literals that keep (or, negated, drop) values.
  var filters: [Int] = []
  /// `.same` literals that exclude a value.
  var exclusions: [Int] = []
  /// The literal whose rows lead to the source, as ``PlanLink`` has it.
  var link: Int?

  func takes(_ literal: Int) -> Bool {
    literal == source || literal == link || filters.contains(literal) || exclusions.contains(literal)
  }

  /// The literal of which the loops around bind all places but the leaf.
  var rows: Int? { link ?? (kind == .list ? nil : source) }
}

extension Planner {
  /// The tail that this clause can have with the relations as they are; nil where it must be run without.
  func tailShape() -> TailShape? {
    guard request.allowsTail, let statistics = request.statistics else { return nil }
    switch clause.head {
    case .fact(let atom):
      guard let leaf = statistics.leaf(of: atom) else { return narrowing(atom, statistics) }
      guard let leaf = leaf.index, atom.places.count(where: { $0 == .variable(leaf) }) == 1 else { return nil }
      return shape(leaf: leaf, statistics).map { linked($0, statistics) }
    case .add(_, let subject, .literal):
      // Each solution adds the same, so they need only be counted.
      for leaf in 0..<clause.variableCount where subject != .variable(leaf) {
        if let shape = shape(leaf: leaf, statistics) { return shape }
      }
      return nil
    default: return nil
    }
  }

  /// For a head that is no grid: a tail where several rows of bits meet, which leaves few of the values.
  private func narrowing(_ head: Atom, _ statistics: Statistics) -> TailShape? {
    for place in head.places {
      guard let leaf = place.index, head.places.count(where: { $0 == place }) == 1 else { continue }
      if let shape = shape(leaf: leaf, statistics), shape.kind == .visible, !shape.filters.isEmpty { return shape }
    }
    return nil
  }

  private func shape(leaf: Int, _ statistics: Statistics) -> TailShape? {
    var shape = TailShape(leaf: leaf, source: -1, kind: .visible)
    var lists: [Int] = []
    for (literal, condition) in clause.body.enumerated() where condition.mentions(leaf) {
      switch condition {
      case .match(let atom), .bind(let atom):
        guard atom.hasOnce(leaf) else { return nil }
        let isBits = statistics.leaf(of: atom) == .variable(leaf)
        if literal == request.delta {
          guard isBits else { return nil }
          shape.source = literal
          shape.kind = .delta
        } else if isBits {
          shape.filters.append(literal)
        } else {
          if literal < request.growing.count, request.growing[literal], !statistics.isGrid[atom.relation.index] {
            return nil
          }
          lists.append(literal)
        }
      case .count(let atom, let test):
        guard test.place == nil, case .atMost(0) = test.bound, atom.hasOnce(leaf),
          statistics.leaf(of: atom) == .variable(leaf)
        else { return nil }
        shape.filters.append(literal)
      case .same(let left, let right, let holds):
        guard !holds, left != right else { return nil }
        shape.exclusions.append(literal)
      case .compare: return nil
      }
    }
    return complete(shape, lists)
  }

  /// Chooses the source if there is none, and checks that the loops around can bind the rest.
  private func complete(_ draft: TailShape, _ lists: [Int]) -> TailShape? {
    var shape = draft
    if lists.count > (shape.source < 0 ? 1 : 0) { return nil }
    if shape.source < 0, let list = lists.first {
      shape.source = list
      shape.kind = .list
    }
    if shape.source < 0 {
      guard let first = shape.filters.firstIndex(where: { clause.body[$0].matched != nil }) else { return nil }
      shape.source = shape.filters.remove(at: first)
    }
    var bound = Set(request.bound.indices.filter { request.bound[$0] })
    for (literal, condition) in clause.body.enumerated() where !shape.takes(literal) || literal == shape.source {
      guard let atom = condition.matched, literal != shape.source || shape.kind != .list else { continue }
      for operand in atom.places { if let variable = operand.index, variable != shape.leaf { bound.insert(variable) } }
    }
    if bound.contains(shape.leaf) { return nil }
    for literal in clause.body.indices where shape.takes(literal) {
      for variable in clause.body[literal].variables where variable != shape.leaf && !bound.contains(variable) {
        return nil
      }
    }
    // A list without a key would be all there is, once for every turn of the loops around.
    if shape.kind == .list, clause.body[shape.source].matched?.places.count == 1 { return nil }
    return shape
  }

  /// The shape with a link where there can be one, and loops around that it saves work.
  private func linked(_ draft: TailShape, _ statistics: Statistics) -> TailShape {
    var shape = draft
    guard shape.kind != .delta, let source = clause.body[shape.source].matched,
      clause.body.count(where: { $0.matched != nil }) > 2
    else { return shape }
    shape.link = clause.body.indices.first { literal in
      guard !shape.takes(literal), let atom = clause.body[literal].matched,
        let variable = statistics.leaf(of: atom)?.index, atom.hasOnce(variable), source.hasOnce(variable),
        clause.body.indices.allSatisfy({
          $0 == literal || $0 == shape.source || !clause.body[$0].mentions(variable)
        }),
        clause.head.atom?.places.contains(.variable(variable)) == false
      else { return false }
      return source.places.allSatisfy { place in
        place.index.map { $0 == shape.leaf || atom.places.contains(.variable($0)) } ?? true
      }
    }
    return shape
  }

  /// Writes the tail.
  mutating func addTail(_ shape: TailShape) {
    guard let atom = clause.body[shape.source].matched else { return }
    var tail = PlanTail(source: shape.kind, relation: Int32(atom.relation.index))
    tail.leaf = UInt32(shape.leaf)
    let domains = classes.columns[atom.relation.index]
    var isNarrowing = false
    if case .fact(let head) = clause.head { isNarrowing = request.statistics?.leaf(of: head) == nil }
    if let link = shape.link {
      tail.link = addLink(link, to: atom)
      count(1)
    } else {
      count(shape.kind == .list || isNarrowing ? estimate(atom) : 1)
    }
    if shape.kind == .list {
      var keyed: [PlanMove] = []
      for (column, operand) in atom.places.enumerated() {
        if operand.index == shape.leaf {
          tail.column = UInt32(column)
        } else {
          keyed.append(PlanMove(column: UInt32(column), register: register(operand, domains[column])))
        }
      }
      tail.index = Int32(index(atom.relation.index, keyed))
      tail.keyStart = UInt32(parts.keys.count)
      parts.keys += keyed.map(\.register)
    } else {
      tail.keyStart = addPrefix(atom)
    }
    for literal in shape.filters { addFilter(literal) }
    tail.filterCount = UInt32(parts.filters.count)
    addExclusions(shape, &tail)
    if case .fact(let head) = clause.head { tail.headStart = addPrefix(head) }
    parts.tail = tail
  }

  private mutating func addLink(_ literal: Int, to source: Atom) -> PlanLink? {
    guard let atom = clause.body[literal].matched, let variable = request.statistics?.leaf(of: atom)?.index else {
      return nil
    }
    // What is gathered serves all solutions of the loops inside the rows.
    let rows = literal == request.delta ? 1 : parts.estimate * estimate(atom)
    isBound[variable] = true
    parts.cost += rows * estimate(source)
    return PlanLink(
      register: UInt32(variable), relation: Int32(atom.relation.index), isDelta: literal == request.delta,
      keyStart: addPrefix(atom))
  }

  /// The registers of all places but the leaf.
  private mutating func addPrefix(_ atom: Atom) -> UInt32 {
    let domains = classes.columns[atom.relation.index]
    let leaf = request.statistics?.leaves[atom.relation.index]
    let registers = atom.places.indices.filter { $0 != leaf }.map { register(atom.places[$0], domains[$0]) }
    parts.keys += registers
    return UInt32(parts.keys.count - registers.count)
  }

  private mutating func addFilter(_ literal: Int) {
    switch clause.body[literal] {
    case .match(let atom), .bind(let atom):
      parts.filters.append(
        PlanFilter(relation: Int32(atom.relation.index), isNegated: false, keyStart: addPrefix(atom)))
    case .count(let atom, _):
      parts.filters.append(
        PlanFilter(relation: Int32(atom.relation.index), isNegated: true, keyStart: addPrefix(atom)))
    default: break
    }
  }

  private mutating func addExclusions(_ shape: TailShape, _ tail: inout PlanTail) {
    var registers: [UInt32] = []
    let domain = classes.variables[parts.clause][shape.leaf]
    for literal in shape.exclusions {
      guard case .same(let left, let right, _) = clause.body[literal] else { continue }
      registers.append(register(left.index == shape.leaf ? right : left, domain))
    }
    tail.excludedStart = UInt32(parts.keys.count)
    tail.excludedCount = UInt32(registers.count)
    parts.keys += registers
  }
}

extension Operand {
  /// The index of the variable that it is.
  var index: Int? {
    if case .variable(let variable) = self { return variable }
    return nil
  }
}

extension Atom {
  /// The variable stands in one place, and every other place has a value.
  fileprivate func hasOnce(_ variable: Int) -> Bool {
    places.count { $0 == .variable(variable) } == 1 && !places.contains(.any)
  }
}

extension Literal {
  var variables: [Int] {
    switch self {
    case .match(let atom), .bind(let atom): atom.places.compactMap(\.index)
    case .count(let atom, let test):
      atom.places.compactMap(\.index) + (test.excluding?.index.map { [$0] } ?? [])
    case .compare(let left, _, let right, _): left.variables + right.variables
    case .same(let left, let right, _): [left, right].compactMap(\.index)
    }
  }

  fileprivate func mentions(_ variable: Int) -> Bool { variables.contains(variable) }
}

extension Expression {
  /// The variables of the subjects in it.
  var variables: [Int] { numbers.compactMap { $0.subject.index } }
}
