import TenetModel
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
    /// The number of rows by relation; empty where it is not known.
    var rowCounts: [Int] = []
  }

  private let clause: HornClause
  private let request: Request
  private var catalog: IndexCatalog
  private var parts = PlanParts()
  private var isBound: [Bool]
  private var constants: [UInt32: UInt32] = [:]

  /// The plan, or nil where the head has a variable that nothing binds.
  static func plan(
    _ clause: HornClause, number: Int, _ request: Request = Request(), catalog: inout IndexCatalog
  ) -> Plan? {
    var planner = Planner(clause, number, request, catalog)
    planner.order()
    let hasHead = planner.addHead()
    catalog = planner.catalog
    return hasHead ? Plan(planner.parts) : nil
  }

  private init(_ clause: HornClause, _ number: Int, _ request: Request, _ catalog: IndexCatalog) {
    self.clause = clause
    self.request = request
    self.catalog = catalog
    parts.clause = number
    parts.variableCount = clause.variableCount
    isBound = Array(repeating: false, count: clause.variableCount)
    for (variable, bound) in request.bound.enumerated() where bound { isBound[variable] = true }
  }

  // MARK: Order

  private mutating func order() {
    var rest: [Int] = []
    if let delta = request.delta { addMatch(delta) }
    for literal in clause.body.indices where literal != request.delta {
      if isReady(literal) { add(literal) } else { rest.append(literal) }
    }
    while !rest.isEmpty {
      let chosen = next(of: rest)
      add(rest.remove(at: chosen))
    }
  }

  /// Which of the literals (an index in `rest`) comes next.
  private func next(of rest: [Int]) -> Int {
    var best = -1
    var bestEstimate = Double.infinity
    for (position, literal) in rest.enumerated() {
      if isReady(literal) { return position }
      if let atom = clause.body[literal].matched {
        let estimate = estimate(atom)
        if best < 0 || estimate < bestEstimate { (best, bestEstimate) = (position, estimate) }
      }
    }
    if best >= 0 { return best }
    // Only arithmetic is left, and (in a program that is not safe) tests that will find no value.
    return 0
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

  private func isKnown(_ operand: Operand) -> Bool {
    switch operand {
    case .term: true
    case .variable(let variable): isBound[variable]
    case .any: false
    }
  }

  /// The logarithm of about how many rows fit for one binding of what is bound: the rows to the power of the share of open
  /// places.
  private func estimate(_ atom: Atom) -> Double {
    let rows = request.rowCounts.isEmpty ? 1000 : Double(request.rowCounts[atom.relation.index] + 1)
    let open = atom.places.count { !isKnown($0) }
    return logarithm(rows) * Double(open) / Double(max(1, atom.places.count))
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
      let registers = [register(left), register(right)]
      parts.keys += registers
      parts.steps.append(step)
    }
  }

  private mutating func addMatch(_ literal: Int) {
    guard let atom = clause.body[literal].matched else { return }
    var step = PlanStep(kind: .scan, literal: Int32(literal))
    if case .match = clause.body[literal] { step.isPremise = true }
    step.relation = Int32(atom.relation.index)
    step.isGrowing = literal < request.growing.count && request.growing[literal]
    var keyed: [PlanMove] = []
    var checks: [PlanMove] = []
    var binds: [PlanMove] = []
    for (column, operand) in atom.places.enumerated() where operand != .any {
      if isKnown(operand) {
        keyed.append(PlanMove(column: UInt32(column), register: register(operand)))
      } else if case .variable(let variable) = operand {
        let move = PlanMove(column: UInt32(column), register: UInt32(variable))
        if binds.contains(where: { $0.register == move.register }) { checks.append(move) } else { binds.append(move) }
      }
    }
    for bind in binds { isBound[Int(bind.register)] = true }
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
    if step.kind == .delta { always += keyed }
    parts.moves += always
    step.checkCount = UInt32(always.count)
    step.keyCheckStart = UInt32(parts.moves.count)
    parts.moves += keyed[..<covered]
  }

  /// The number of the index on the columns of the first keys.
  private mutating func index(_ relation: Int, _ keyed: [PlanMove]) -> Int {
    var mask: UInt32 = 0
    for move in keyed.prefix(Index.greatestKeyCount) { mask |= 1 << move.column }
    let index = catalog.index(relation: relation, mask: mask)
    if !parts.indexes.contains(index) { parts.indexes.append(index) }
    return index
  }

  private mutating func addCount(_ literal: Int, _ atom: Atom, _ test: CountTest) {
    var keyed: [PlanMove] = []
    for (column, operand) in atom.places.enumerated() where operand != .any {
      keyed.append(PlanMove(column: UInt32(column), register: register(operand)))
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
        excluding: test.excluding.map { Int(register($0)) } ?? -1, bound: test.bound))
    parts.steps.append(step)
  }

  // MARK: Registers

  private mutating func register(_ operand: Operand) -> UInt32 {
    switch operand {
    case .variable(let variable): return UInt32(variable)
    case .term(let term): return constant(term.raw)
    case .any: return constant(UInt32.max)
    }
  }

  private mutating func constant(_ term: UInt32) -> UInt32 {
    if let known = constants[term] { return known }
    let register = UInt32(parts.variableCount + parts.constants.count)
    parts.constants.append(term)
    constants[term] = register
    return register
  }

  private mutating func code(_ expression: Expression) -> ExpressionCode {
    ExpressionCode(expression) { register($0) }
  }

  private mutating func addHead() -> Bool {
    switch clause.head {
    case .fact(let atom):
      parts.head = atom.places.map { register($0) }
      return atom.places.allSatisfy(isKnown)
    case .set(_, let subject, let value), .add(_, let subject, let value):
      parts.head = [register(subject)]
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

/// The binary logarithm of a number of at least 1, to within a tenth: enough for estimates, and the same everywhere.
private func logarithm(_ number: Double) -> Double { Double(number.exponent) + number.significand - 1 }
