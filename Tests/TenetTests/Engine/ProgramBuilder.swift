import TenetModel
import TenetText

/// Builds programs by hand, and finds an order of evaluation for them.
struct ProgramBuilder {
  var program = Program()
  var profile = ProfileFacts()
  private var rules = 0

  mutating func relation(_ arity: Int, _ role: RelationRole = .verb) -> RelationID {
    program.arities.append(arity)
    program.roles.append(role)
    return RelationID(program.arities.count - 1)
  }

  mutating func number() -> NumberID {
    program.numberCount += 1
    return NumberID(program.numberCount - 1)
  }

  mutating func rule(_ head: HornClause.Head, _ branches: [Literal]..., named: Int? = nil) {
    for (branch, body) in branches.enumerated() {
      let variables = HornClause.variableCount(head, body)
      program.clauses.append(
        HornClause(
          rule: RuleID(rules), conclusion: 0, branch: branch, head: head, body: body,
          namedVariableCount: named ?? variables, variableCount: max(variables, named ?? 0),
          origins: Array(body.indices)))
    }
    rules += 1
  }

  mutating func give(_ relation: RelationID, _ terms: Int...) { give(relation, terms) }

  mutating func give(_ relation: RelationID, _ terms: [Int]) {
    let line = UInt32(profile.facts.count)
    let place = Span(source: SourceID(0), start: line, end: line + 1)
    profile.facts.append(relation, terms.map { TermID($0) }, at: place)
  }

  mutating func give(_ number: NumberID, _ subject: Int, _ value: ExactDecimal) {
    let place = Span(source: SourceID(0), start: 0, end: 0)
    profile.numbers.append(.init(number, subject: TermID(subject), value: value, place: place))
  }

  mutating func declare(_ kind: RelationID, _ members: Int...) {
    for member in members {
      program.facts.append(kind, [TermID(member)], at: Span(source: SourceID(0), start: 0, end: 0))
    }
  }

  /// Sets the schedule; false where a circle goes through a count, a number or a choice.
  mutating func schedule(termCount: Int) -> Bool {
    program.termCount = termCount
    profile.termCount = termCount
    guard let steps = Scheduler(program).steps() else { return false }
    program.schedule = steps
    return true
  }
}

extension HornClause {
  static func variableCount(_ head: Head, _ body: [Literal]) -> Int {
    var operands: [Operand] = []
    switch head {
    case .fact(let atom): operands += atom.places
    case .set(_, let subject, let value), .add(_, let subject, let value): operands += [subject] + value.subjects
    }
    for literal in body { operands += literal.operands }
    return operands.map { if case .variable(let variable) = $0 { variable + 1 } else { 0 } }.max() ?? 0
  }
}

extension Expression {
  var subjects: [Operand] {
    switch self {
    case .literal: []
    case .number(_, let subject): [subject]
    case .negate(let inner): inner.subjects
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
      .divide(let left, let right):
      left.subjects + right.subjects
    }
  }

  var numbers: [NumberID] {
    switch self {
    case .literal: []
    case .number(let number, _): [number]
    case .negate(let inner): inner.numbers
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
      .divide(let left, let right):
      left.numbers + right.numbers
    }
  }
}

extension Literal {
  var operands: [Operand] {
    switch self {
    case .match(let atom), .bind(let atom): atom.places
    case .count(let atom, let test): atom.places + (test.excluding.map { [$0] } ?? [])
    case .compare(let left, _, let right, _): left.subjects + right.subjects
    case .same(let left, let right, _): [left, right]
    }
  }
}

/// Orders clauses and settlements by their dependencies.
private struct Scheduler {
  enum Node {
    case clause(Int)
    case number(NumberID)
    case choice(ChoiceID)
  }

  let program: Program
  var nodes: [Node] = []
  /// By node, the nodes it needs, and whether they must be finished before.
  var edges: [[(node: Int, strict: Bool)]] = []

  init(_ program: Program) {
    self.program = program
    nodes += program.clauses.indices.map { .clause($0) }
    nodes += (0..<program.numberCount).map { .number(NumberID($0)) }
    nodes += program.choices.indices.map { .choice(ChoiceID($0)) }
    edges = nodes.map(needs)
  }

  private func needs(_ node: Node) -> [(node: Int, strict: Bool)] {
    let clauses = program.clauses
    let firstNumber = clauses.count
    let firstChoice = firstNumber + program.numberCount
    switch node {
    case .number(let number):
      return clauses.indices.filter { clauses[$0].head.number == number }.map { ($0, true) }
    case .choice(let choice):
      let candidates = program.choices[choice.index].candidates
      return clauses.indices.filter { clauses[$0].head.relation == candidates }.map { ($0, true) }
    case .clause(let index):
      var result: [(node: Int, strict: Bool)] = []
      func read(_ atom: Atom, strict: Bool) {
        for (other, clause) in clauses.enumerated() where clause.head.unifies(atom) { result.append((other, strict)) }
        for (choice, plan) in program.choices.enumerated()
        where plan.picks == atom.relation && plan.picks != plan.candidates {
          result.append((firstChoice + choice, true))
        }
      }
      var numbers: [NumberID] = []
      for literal in clauses[index].body {
        switch literal {
        case .match(let atom): read(atom, strict: false)
        // A bind stands beside a count of the same facts.
        case .bind(let atom): read(atom, strict: true)
        case .count(let atom, let test):
          read(atom, strict: true)
          if let kind = test.kind { read(Atom(kind, [.any]), strict: true) }
        case .compare(let left, _, let right, _): numbers += left.numbers + right.numbers
        case .same: break
        }
      }
      if case .set(_, _, let value) = clauses[index].head { numbers += value.numbers }
      if case .add(_, _, let value) = clauses[index].head { numbers += value.numbers }
      return result + numbers.map { (firstNumber + $0.index, true) }
    }
  }

  func steps() -> [Program.Step]? {
    let reach = reachability()
    var done = Array(repeating: false, count: nodes.count)
    var steps: [Program.Step] = []
    while let next = nodes.indices.first(where: { node in
      !done[node]
        && nodes.indices.allSatisfy { done[$0] || !reach[node][$0] || reach[$0][node] }
    }) {
      let circle = nodes.indices.filter { $0 == next || (reach[next][$0] && reach[$0][next]) }
      for member in circle {
        done[member] = true
        for edge in edges[member] where edge.strict && circle.contains(edge.node) && reach[member][member] {
          return nil
        }
      }
      let stratum = steps.count
      switch nodes[next] {
      case .clause: steps.append(.derive(clauses: circle, recursive: reach[next][next], stratum: stratum))
      case .number(let number): steps.append(.settleNumber(number, stratum: stratum))
      case .choice(let choice): steps.append(.settleChoice(choice, stratum: stratum))
      }
    }
    return steps
  }

  private func reachability() -> [[Bool]] {
    var reach = nodes.map { _ in nodes.map { _ in false } }
    for (node, needed) in edges.enumerated() { for edge in needed { reach[node][edge.node] = true } }
    for middle in nodes.indices {
      for from in nodes.indices where reach[from][middle] {
        for to in nodes.indices where reach[middle][to] { reach[from][to] = true }
      }
    }
    return reach
  }
}

extension HornClause.Head {
  var relation: RelationID? {
    if case .fact(let atom) = self { return atom.relation }
    return nil
  }

  var number: NumberID? {
    switch self {
    case .fact: nil
    case .set(let number, _, _), .add(let number, _, _): number
    }
  }

  func unifies(_ atom: Atom) -> Bool {
    guard case .fact(let head) = self, head.relation == atom.relation else { return false }
    for (left, right) in zip(head.places, atom.places) {
      if case .term(let first) = left, case .term(let second) = right, first != second { return false }
    }
    return true
  }
}
