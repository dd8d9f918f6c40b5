import TenetProgram
import TenetText

/// Chooses the order of a clause's literals and writes the plan.
///
/// Greedy: tests as soon as their variables are bound, then the match with the smallest estimate of fitting rows, and of
/// two alike the earlier in the text. Arithmetic comes last, so that what overflows does not depend on the order.
struct Planner {
  /// What is wanted of a plan, apart from its clause.
  struct Request {
    /// The literal that runs over the new rows alone.
    var delta: Int?
    /// The literals whose relations grow while the clause runs; empty for none.
    var growing: [Bool] = []
    /// Variables whose registers are filled before the plan starts.
    var bound: [Bool] = []
    /// Nil where nothing is known of the relations.
    var statistics: Statistics?
    /// The plan may end in a ``PlanTail``: all its facts get one level.
    var allowsTail = false
  }

  let clause: HornClause
  let request: Request
  private var catalog: IndexCatalog
  var parts = PlanParts()
  var isBound: [Bool]
  let classes: ColumnClasses

  /// The plan, or nil where the head has a variable that nothing binds.
  static func plan(
    _ clause: HornClause, number: Int, _ classes: ColumnClasses, _ request: Request, catalog: inout IndexCatalog
  ) -> Plan? {
    var planner = Planner(clause, number, classes, request, catalog)
    let shape = planner.tailShape()
    planner.order(without: shape)
    if let shape { planner.addTail(shape) }
    let hasHead = planner.addHead(leaf: shape?.leaf)
    catalog = planner.catalog
    return hasHead ? Plan(planner.parts) : nil
  }

  private init(
    _ clause: HornClause, _ number: Int, _ classes: ColumnClasses, _ request: Request, _ catalog: IndexCatalog
  ) {
    self.classes = classes
    self.clause = clause
    self.request = request
    self.catalog = catalog
    parts.clause = number
    parts.variableCount = clause.variableCount
    isBound = Array(repeating: false, count: clause.variableCount)
    for (variable, bound) in request.bound.enumerated() where bound { isBound[variable] = true }
  }

  // MARK: Order

  private mutating func order(without shape: TailShape?) {
    var rest: [Int] = []
    if let delta = request.delta {
      if shape?.rows == delta { addRows(delta, .deltaRows) } else { addMatch(delta) }
    }
    for literal in clause.body.indices where literal != request.delta && shape?.takes(literal) != true {
      if isReady(literal) { add(literal) } else { rest.append(literal) }
    }
    var rowsToAdd = shape?.rows == request.delta ? nil : shape?.rows
    while !rest.isEmpty {
      if let chosen = next(of: rest) {
        add(rest.remove(at: chosen))
      } else if let source = rowsToAdd {
        if !isPrefixBound(source) { addRows(source, .gridRows) }
        rowsToAdd = nil
      } else {
        // Only arithmetic is left, and (in a program that is not safe) tests that will find no value.
        add(rest.removeFirst())
      }
    }
    if let source = rowsToAdd, !isPrefixBound(source) { addRows(source, .gridRows) }
  }

  /// All places but the leaf of a literal are bound.
  private func isPrefixBound(_ literal: Int) -> Bool {
    guard let atom = clause.body[literal].matched else { return true }
    let leaf = request.statistics?.leaves[atom.relation.index]
    return atom.places.indices.allSatisfy { $0 == leaf || isKnown(atom.places[$0]) }
  }

  /// Which of the literals (an index in `rest`) comes next; nil where none is ready or ranges over facts.
  private func next(of rest: [Int]) -> Int? {
    var best = -1
    var bestEstimate = Double.infinity
    for (position, literal) in rest.enumerated() {
      if isReady(literal) { return position }
      if let atom = clause.body[literal].matched {
        let estimate = estimate(atom)
        if best < 0 || estimate < bestEstimate { (best, bestEstimate) = (position, estimate) }
      }
    }
    return best >= 0 ? best : nil
  }

  /// The literal multiplies nothing: everything in it is bound, and it is not arithmetic.
  private func isReady(_ literal: Int) -> Bool {
    switch clause.body[literal] {
    case .match(let atom), .bind(let atom): return atom.places.allSatisfy(isKnown)
    case .count(let atom, let test):
      return atom.places.allSatisfy { $0 == .any || isKnown($0) } && (test.excluding.map(isKnown) ?? true)
    case .compare(let left, _, let right, _): return left.isPlain(isKnown) && right.isPlain(isKnown)
    case .same(let left, let right, _): return isKnown(left) && isKnown(right)
    }
  }

  func isKnown(_ operand: Operand) -> Bool {
    switch operand {
    case .term: true
    case .variable(let variable): isBound[variable]
    case .any: false
    }
  }

  /// About how many rows fit for one binding of what is bound.
  func estimate(_ atom: Atom) -> Double {
    let relation = atom.relation.index
    guard let statistics = request.statistics else {
      let open = atom.places.count { !isKnown($0) }
      return Double(1 + open * 1000)
    }
    var estimate = Double(statistics.rows[relation])
    for (column, operand) in atom.places.enumerated() where isKnown(operand) {
      if !statistics.distinct[relation].isEmpty { estimate /= Double(max(1, statistics.distinct[relation][column])) }
    }
    return estimate
  }

  // MARK: Steps

  private mutating func add(_ literal: Int) {
    switch clause.body[literal] {
    case .match, .bind: addMatch(literal)
    case .count(let atom, let test): addCount(literal, atom, test)
    case .compare(let left, let comparison, let right, let holds):
      var step = PlanStep(kind: .compare, literal: Int32(literal))
      step.detail = Int32(parts.comparisons.count)
      let first = code(left)
      let second = code(right)
      parts.comparisons.append(
        PlanComparison(literal: literal, left: first, right: second, comparison: comparison, holds: holds))
      parts.steps.append(step)
    case .same(let left, let right, let holds):
      var step = PlanStep(kind: holds ? .same : .differ, literal: Int32(literal))
      step.keyStart = UInt32(parts.keys.count)
      step.keyCount = 2
      // Two constants may be of any class; nothing else would tell.
      let domain = [left, right].compactMap { self.domain(of: $0) }.first ?? PlanConstant.anyClass
      let registers = [register(left, domain), register(right, domain)]
      parts.keys += registers
      parts.steps.append(step)
    }
  }

  /// Notes that each turn so far goes on with so many rows.
  mutating func count(_ rows: Double) {
    parts.estimate *= rows
    parts.cost += parts.estimate
  }

  /// Loops over the rows of a grid's bits; the leaf stays open.
  private mutating func addRows(_ literal: Int, _ kind: PlanStep.Kind) {
    guard var atom = clause.body[literal].matched else { return }
    if kind == .gridRows { count(max(1, estimate(atom))) }
    if let leaf = request.statistics?.leaves[atom.relation.index] { atom.places[leaf] = .any }
    var step = PlanStep(kind: kind, relation: Int32(atom.relation.index), literal: Int32(literal))
    let moves = moves(of: atom)
    write(&step, keyed: moves.keyed, checks: moves.checks, binds: moves.binds)
    parts.steps.append(step)
    // One turn takes all new facts of a row.
    if kind == .deltaRows { parts.estimate /= max(1, estimate(atom)) }
  }

  private mutating func addMatch(_ literal: Int) {
    guard let atom = clause.body[literal].matched else { return }
    if literal != request.delta { count(estimate(atom)) }
    var step = PlanStep(kind: .scan, literal: Int32(literal))
    if case .match = clause.body[literal] { step.isPremise = true }
    step.relation = Int32(atom.relation.index)
    step.isGrowing = literal < request.growing.count && request.growing[literal]
    let (keyed, checks, binds) = moves(of: atom)
    if literal == request.delta {
      step.kind = .delta
    } else if keyed.count == atom.places.count {
      step.kind = .member
    } else if !keyed.isEmpty {
      step.kind = .lookup
      step.index = Int32(index(atom.relation.index, keyed))
    }
    write(&step, keyed: keyed, checks: checks, binds: binds)
    parts.steps.append(step)
  }

  /// What a row of the atom must match, what must then agree, and what it binds.
  private mutating func moves(of atom: Atom) -> (keyed: [PlanMove], checks: [PlanMove], binds: [PlanMove]) {
    var keyed: [PlanMove] = []
    var checks: [PlanMove] = []
    var binds: [PlanMove] = []
    let domains = classes.columns[atom.relation.index]
    for (column, operand) in atom.places.enumerated() where operand != .any {
      if isKnown(operand) {
        keyed.append(PlanMove(column: UInt32(column), register: register(operand, domains[column])))
      } else if case .variable(let variable) = operand {
        let move = PlanMove(column: UInt32(column), register: UInt32(variable))
        if binds.contains(where: { $0.register == move.register }) { checks.append(move) } else { binds.append(move) }
      }
    }
    for bind in binds { isBound[Int(bind.register)] = true }
    return (keyed, checks, binds)
  }

  private mutating func write(_ step: inout PlanStep, keyed: [PlanMove], checks: [PlanMove], binds: [PlanMove]) {
    let covered = step.kind == .lookup ? min(keyed.count, Index.greatestKeyCount) : keyed.count
    step.keyStart = UInt32(parts.keys.count)
    step.keyCount = UInt32(covered)
    for move in keyed { parts.keys.append(move.register) }
    step.bindStart = UInt32(parts.moves.count)
    step.bindCount = UInt32(binds.count)
    parts.moves += binds
    step.checkStart = UInt32(parts.moves.count)
    var always = checks + keyed[covered...]
    if step.kind == .delta || step.kind == .gridRows || step.kind == .deltaRows { always += keyed }
    parts.moves += always
    step.checkCount = UInt32(always.count)
    step.keyCheckStart = UInt32(parts.moves.count)
    parts.moves += keyed[..<covered]
  }

  /// The number of the index on the columns of the first keys.
  mutating func index(_ relation: Int, _ keyed: [PlanMove]) -> Int {
    var mask: UInt32 = 0
    for move in keyed.prefix(Index.greatestKeyCount) { mask |= 1 << move.column }
    let index = catalog.index(relation: relation, mask: mask)
    if !parts.indexes.contains(index) { parts.indexes.append(index) }
    return index
  }

  private mutating func addCount(_ literal: Int, _ atom: Atom, _ test: CountTest) {
    var keyed: [PlanMove] = []
    let domains = classes.columns[atom.relation.index]
    for (column, operand) in atom.places.enumerated() where operand != .any {
      keyed.append(PlanMove(column: UInt32(column), register: register(operand, domains[column])))
    }
    let isFull = keyed.count == atom.places.count
    let step = PlanStep(
      kind: .count, relation: Int32(atom.relation.index), literal: Int32(literal), detail: Int32(parts.tests.count))
    parts.tests.append(
      PlanTest(
        literal: literal, relation: atom.relation.index, arity: atom.places.count,
        index: isFull || keyed.isEmpty ? -1 : index(atom.relation.index, keyed),
        keys: keyed.map(\.register), checks: keyed, place: test.place ?? -1,
        repeats: atom.places.count - keyed.count > 1, kind: test.kind?.index ?? -1,
        excluding: test.excluding.map { Int(register($0, domains[test.place ?? 0])) } ?? -1, bound: test.bound))
    parts.steps.append(step)
  }

  // MARK: Registers

  /// The register of an operand; a constant's is in the numbers of the class.
  mutating func register(_ operand: Operand, _ domain: Int) -> UInt32 {
    switch operand {
    case .variable(let variable): return UInt32(variable)
    case .term(let term): return constant(PlanConstant(term: term.raw, domain: domain))
    case .any: return constant(PlanConstant(term: UInt32.max, domain: PlanConstant.anyClass))
    }
  }

  private mutating func constant(_ constant: PlanConstant) -> UInt32 {
    if let known = parts.constants.firstIndex(of: constant) { return UInt32(parts.variableCount + known) }
    parts.constants.append(constant)
    return UInt32(parts.variableCount + parts.constants.count - 1)
  }

  private func domain(of operand: Operand) -> Int? {
    if case .variable(let variable) = operand { return classes.variables[parts.clause][variable] }
    return nil
  }

  private mutating func code(_ expression: Expression) -> ExpressionCode {
    ExpressionCode(expression) { register($1, classes.subjects[$0.index]) }
  }

  /// Returns whether all places have values. Those of the leaf come from the tail.
  private mutating func addHead(leaf: Int?) -> Bool {
    switch clause.head {
    case .fact(let atom):
      let domains = classes.columns[atom.relation.index]
      parts.head = atom.places.enumerated().map { register($0.element, domains[$0.offset]) }
      return atom.places.allSatisfy { isKnown($0) || $0.index == leaf && leaf != nil }
    case .set(let number, let subject, let value), .add(let number, let subject, let value):
      parts.head = [register(subject, classes.subjects[number.index])]
      parts.value = code(value)
      return isKnown(subject)
    }
  }
}

extension Literal {
  /// The atom of a literal that ranges over facts.
  var matched: Atom? {
    switch self {
    case .match(let atom), .bind(let atom): atom
    default: nil
    }
  }
}

extension Expression {
  /// A literal or a number of a bound subject.
  fileprivate func isPlain(_ isKnown: (Operand) -> Bool) -> Bool {
    switch self {
    case .literal: true
    case .number(_, let subject): isKnown(subject)
    default: false
    }
  }
}
