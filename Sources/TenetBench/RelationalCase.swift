import TenetEngine
import TenetModel
import TenetText

/// A workload of many facts, joins and recursion.
struct RelationalCase {
  var name: String
  var program: Program
  var profile: ProfileFacts
  /// The relations whose facts count as the answer.
  var answers: [RelationID]
  /// Numbers whose subjects count as well.
  var counted: [NumberID] = []

  /// What there is to measure, by name.
  static let names = ["W1a", "W1b", "W2", "W3", "W4"]

  /// The workload with this name, `scale` times as large where that is not 1 (in the number of nodes).
  static func named(_ name: String, scale: Double = 1, data: String?) -> RelationalCase? {
    let size = { (nodes: Int) in Int(Double(nodes) * scale) }
    switch name {
    case "W1a": return closure(name, facts("edge", data) ?? Graphs.chain(size(2000)))
    case "W1b": return closure(name, facts("edge", data) ?? Graphs.random(size(2000), size(4000), seed: 7))
    case "W2": return sameGeneration(name, facts("parent", data) ?? Graphs.tree(size(2047)))
    case "W3": return pointsTo(name, Graphs.PointsTo(variables: size(12000), objects: size(2400), data: data))
    case "W4":
      return unreachable(
        name, facts("edge", data) ?? Graphs.random(size(2000), size(4000), seed: 7),
        nodes: facts("node", data)?.map { $0[0] } ?? Array(0..<size(2000)))
    default: return variation(name, scale: scale)
    }
  }

  private static func facts(_ relation: String, _ data: String?) -> [[Int]]? {
    data.flatMap { Graphs.read("\($0)/\(relation).facts") }
  }

  // MARK: Workloads

  private static let x = Operand.variable(0)
  private static let y = Operand.variable(1)
  private static let z = Operand.variable(2)

  /// `?x links to ?y → ?x reaches ?y` and `?x reaches ?y and ?y links to ?z → ?x reaches ?z`.
  private static func closure(_ name: String, _ edges: [[Int]]) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let reaches = builder.relation(2)
    builder.closure(links, reaches)
    return builder.finish(name, answers: [reaches])
  }

  /// Those whose parents are siblings or of one generation are of one generation.
  private static func sameGeneration(_ name: String, _ edges: [[Int]]) -> RelationalCase {
    var builder = CaseBuilder()
    let parent = builder.relation(2, edges)
    let same = builder.relation(2)
    let b = Operand.variable(3)
    builder.once(
      Atom(same, [x, y]),
      [.match(Atom(parent, [z, x])), .match(Atom(parent, [z, y])), .same(x, y, holds: false)])
    builder.recursive([
      (
        Atom(same, [x, y]),
        [.match(Atom(parent, [z, x])), .match(Atom(same, [z, b])), .match(Atom(parent, [b, y]))]
      )
    ])
    return builder.finish(name, answers: [same])
  }

  /// Andersen's analysis with fields: what variables and fields may point to.
  private static func pointsTo(_ name: String, _ input: Graphs.PointsTo) -> RelationalCase {
    var builder = CaseBuilder()
    let alloc = builder.relation(2, input.alloc)
    let assign = builder.relation(2, input.assign)
    let load = builder.relation(3, input.load)
    let store = builder.relation(3, input.store)
    let points = builder.relation(2)
    let field = builder.relation(3)
    let f = Operand.variable(3)
    let g = Operand.variable(4)
    builder.once(Atom(points, [x, y]), [.match(Atom(alloc, [x, y]))])
    builder.recursive([
      (Atom(points, [x, y]), [.match(Atom(assign, [x, z])), .match(Atom(points, [z, y]))]),
      (
        Atom(field, [y, f, g]),
        [.match(Atom(store, [x, f, z])), .match(Atom(points, [x, y])), .match(Atom(points, [z, g]))]
      ),
      (
        Atom(points, [x, g]),
        [.match(Atom(load, [x, y, f])), .match(Atom(points, [y, z])), .match(Atom(field, [z, f, g]))]
      ),
    ])
    return builder.finish(name, answers: [points, field])
  }

  /// What cannot be reached, and how many each reaches.
  private static func unreachable(_ name: String, _ edges: [[Int]], nodes: [Int]) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let node = builder.relation(1, nodes.map { [$0] })
    let reaches = builder.relation(2)
    let misses = builder.relation(2)
    builder.closure(links, reaches)
    builder.once(
      Atom(misses, [x, y]),
      [
        .match(Atom(node, [x])), .match(Atom(node, [y])),
        .count(Atom(reaches, [x, y]), CountTest(place: nil, bound: .atMost(0))),
      ])
    let reach = builder.sum(x, [.match(Atom(node, [x])), .match(Atom(reaches, [x, y]))])
    let zero = builder.zero(reach, x, [.match(Atom(node, [x]))])
    return builder.finish(name, answers: [reaches, misses], counted: [zero])
  }
}

/// Builds the program of a case.
struct CaseBuilder {
  private var program = Program()
  private var profile = ProfileFacts()
  private var termCount = 1

  mutating func relation(_ arity: Int, _ facts: [[Int]] = []) -> RelationID {
    program.arities.append(arity)
    program.roles.append(.verb)
    let relation = RelationID(program.arities.count - 1)
    let nowhere = Span(source: SourceID(0), start: 0, end: 0)
    for fact in facts {
      // Term 0 is the profile's own subject.
      profile.facts.append(relation, fact.map { TermID($0 + 1) }, at: nowhere)
      for term in fact { termCount = max(termCount, term + 2) }
    }
    return relation
  }

  private mutating func clause(_ head: HornClause.Head, _ body: [Literal]) -> Int {
    let number = program.clauses.count
    program.clauses.append(
      HornClause(
        rule: RuleID(number), conclusion: 0, branch: 0, head: head, body: body, namedVariableCount: 5,
        variableCount: 5, origins: Array(body.indices)))
    return number
  }

  mutating func once(_ head: Atom, _ body: [Literal]) {
    let number = clause(.fact(head), body)
    program.schedule.append(.derive(clauses: [number], recursive: false, stratum: program.schedule.count))
  }

  mutating func recursive(_ clauses: [(Atom, [Literal])]) {
    var numbers: [Int] = []
    for (head, body) in clauses { numbers.append(clause(.fact(head), body)) }
    program.schedule.append(.derive(clauses: numbers, recursive: true, stratum: program.schedule.count))
  }

  mutating func closure(_ links: RelationID, _ reaches: RelationID) {
    let places = [Operand.variable(0), .variable(1), .variable(2)]
    once(Atom(reaches, [places[0], places[1]]), [.match(Atom(links, [places[0], places[1]]))])
    recursive([
      (
        Atom(reaches, [places[0], places[2]]),
        [.match(Atom(reaches, [places[0], places[1]])), .match(Atom(links, [places[1], places[2]]))]
      )
    ])
  }

  /// A number that each solution adds 1 to.
  mutating func sum(_ subject: Operand, _ body: [Literal]) -> NumberID {
    let number = NumberID(program.numberCount)
    program.numberCount += 1
    add(number, subject, body, 1)
    return number
  }

  /// Adds 0 as well, so that every subject has the number.
  mutating func zero(_ number: NumberID, _ subject: Operand, _ body: [Literal]) -> NumberID {
    add(number, subject, body, 0)
    program.schedule.append(.settleNumber(number, stratum: program.schedule.count))
    return number
  }

  private mutating func add(_ number: NumberID, _ subject: Operand, _ body: [Literal], _ value: Int) {
    let clause = clause(.add(number, subject: subject, .literal(ExactDecimal(value))), body)
    program.schedule.append(.derive(clauses: [clause], recursive: false, stratum: program.schedule.count))
  }

  consuming func finish(_ name: String, answers: [RelationID], counted: [NumberID] = []) -> RelationalCase {
    program.termCount = termCount
    profile.termCount = termCount
    return RelationalCase(name: name, program: program, profile: profile, answers: answers, counted: counted)
  }
}
