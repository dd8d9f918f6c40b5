import TenetProgram
import TenetText

/// Which columns can share terms: two belong to one class where some variable, comparison or choice ties them.
///
/// A join only ever compares values of one class, so each class can number its terms on its own, from 0 on and without
/// gaps; see ``Domains``. The classes follow from the program alone.
struct ColumnClasses: Sendable {
  private(set) var count = 0
  /// By relation, then by column.
  private(set) var columns: [[Int]] = []
  /// By clause, then by variable.
  private(set) var variables: [[Int]] = []
  /// By number, the class of its subjects.
  private(set) var subjects: [Int] = []

  init(_ program: Program, additionGroups: [Int]) {
    var ties = Ties(program)
    for (number, clause) in program.clauses.enumerated() { ties.tie(clause, number) }
    for choice in program.choices { ties.union(ties.column(choice.candidates, 0), ties.column(choice.picks, 0)) }
    ties.tieGroups(additionGroups)
    var numbering = Array(repeating: -1, count: ties.count)
    var count = 0
    func classOf(_ element: Int) -> Int {
      let root = ties.root(element)
      if numbering[root] < 0 {
        numbering[root] = count
        count += 1
      }
      return numbering[root]
    }
    for (relation, arity) in program.arities.enumerated() {
      columns.append((0..<arity).map { classOf(ties.column(RelationID(relation), $0)) })
    }
    for (number, clause) in program.clauses.enumerated() {
      variables.append((0..<clause.variableCount).map { classOf(ties.variable(number, $0)) })
    }
    subjects = (0..<program.numberCount).map { classOf(ties.subject(NumberID($0))) }
    self.count = count
  }
}

extension ColumnClasses {
  /// Adds a relation and a clause that a run makes for itself; the clause has the variables of another.
  mutating func append(columns added: [Int], clauseLike clause: Int) {
    columns.append(added)
    variables.append(variables[clause])
  }
}

/// Union-find over columns, variables and subjects.
private struct Ties {
  private var parents: [Int] = []
  private let firstColumns: [Int]
  private let firstVariables: [Int]
  private let firstSubject: Int
  private let program: Program

  init(_ program: Program) {
    self.program = program
    var next = 0
    var firstColumns: [Int] = []
    for arity in program.arities {
      firstColumns.append(next)
      next += arity
    }
    var firstVariables: [Int] = []
    for clause in program.clauses {
      firstVariables.append(next)
      next += clause.variableCount
    }
    self.firstColumns = firstColumns
    self.firstVariables = firstVariables
    firstSubject = next
    parents = Array(0..<next + program.numberCount)
  }

  var count: Int { parents.count }

  func column(_ relation: RelationID, _ column: Int) -> Int { firstColumns[relation.index] + column }
  func variable(_ clause: Int, _ variable: Int) -> Int { firstVariables[clause] + variable }
  func subject(_ number: NumberID) -> Int { firstSubject + number.index }

  mutating func root(_ element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  mutating func union(_ left: Int, _ right: Int) {
    let first = root(left)
    let second = root(right)
    parents[max(first, second)] = min(first, second)
  }

  mutating func tie(_ clause: HornClause, _ number: Int) {
    switch clause.head {
    case .fact(let atom): tie(atom, number)
    case .set(let target, let operand, let value), .add(let target, let operand, let value):
      tie(operand, number, to: subject(target))
      tie(value, number)
    }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): tie(atom, number)
      case .count(let atom, let test):
        tie(atom, number)
        guard let place = test.place else { continue }
        if let kind = test.kind { union(column(kind, 0), column(atom.relation, place)) }
        if let excluding = test.excluding { tie(excluding, number, to: column(atom.relation, place)) }
      case .compare(let left, _, let right, _):
        tie(left, number)
        tie(right, number)
      case .same(let left, let right, _):
        if case .variable(let first) = left { tie(right, number, to: variable(number, first)) }
      }
    }
  }

  private mutating func tie(_ atom: Atom, _ number: Int) {
    for (place, operand) in atom.places.enumerated() { tie(operand, number, to: column(atom.relation, place)) }
  }

  private mutating func tie(_ operand: Operand, _ number: Int, to element: Int) {
    if case .variable(let index) = operand { union(variable(number, index), element) }
  }

  private mutating func tie(_ expression: Expression, _ number: Int) {
    for (target, operand) in expression.numbers { tie(operand, number, to: subject(target)) }
  }

  /// The bindings of clauses that add together are compared variable by variable.
  mutating func tieGroups(_ groups: [Int]) {
    var first: [Int: Int] = [:]
    for (number, group) in groups.enumerated() where group >= 0 {
      guard let leader = first[group] else {
        first[group] = number
        continue
      }
      let shared = min(program.clauses[leader].variableCount, program.clauses[number].variableCount)
      for index in 0..<shared { union(variable(leader, index), variable(number, index)) }
    }
  }
}
