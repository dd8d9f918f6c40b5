import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// The conflicts of a line: which hold, by which instances of their clauses, and their texts.
struct QuickConflicts {
  /// One way in which a conflict can come about, in the order of the rules.
  private struct Way {
    var rule: RuleID
    var clause: Int
    /// Those that need no variables.
    var instances: [Int]
  }

  /// What an instance says of a line.
  struct Found {
    var number: Int
    var clause: Int
    var text: [UInt8]
  }

  private let judge: Judge
  private let program: SlotProgram
  private let ways: [Way]
  /// By instance, whom it concerns, and its text without traces.
  private var texts: [Int: (subject: TermID, text: [UInt8])] = [:]

  init(_ judge: Judge, _ program: SlotProgram) {
    self.judge = judge
    self.program = program
    var ways: [Way] = []
    for id in judge.conflicts {
      for clause in judge.set.rules[id.index].hornClauses where judge.compiled.program.clauses[clause].conclusion >= 0 {
        ways.append(Way(rule: id, clause: clause, instances: program.instances(ofClause: clause)))
      }
    }
    self.ways = ways
    needOrder = ways.contains { $0.instances.count > 1 || program.isLeft[$0.clause] }
  }

  var isEmpty: Bool { ways.isEmpty }

  /// Whether some conflict can hold in several ways by one clause, so that the order of facts tells which comes first.
  let needOrder: Bool

  /// The clauses that conclude them.
  var clauses: [Int] { ways.map(\.clause) }

  /// Forgets the texts: to be done before instances get other numbers.
  mutating func forget() { texts.removeAll() }

  /// The conflicts of a line, each subject of one rule once: by its first instance. Nil where only the general path can tell
  /// which that is.
  mutating func found(
    _ position: Int, _ batch: borrowing SlicedBatch, _ rest: borrowing QuickRest,
    _ facts: borrowing FactTable, _ instances: inout Instances
  ) -> [Found]? {
    var result: [Found] = []
    var rule: RuleID?
    var subjects: [TermID] = []
    for way in ways {
      if way.rule != rule { subjects.removeAll() }
      rule = way.rule
      var holding = way.instances.filter { batch.fires($0, of: position) }
      if program.isLeft[way.clause] {
        guard let open = rest.firing(way.clause, position), !gives(way.clause, rest.given(position), facts) else {
          return nil
        }
        holding = open.map { program.clauseCount + $0 }
      }
      guard let numbers = instances.sorted(holding, of: way.clause, rest, facts) else { return nil }
      for number in numbers {
        guard let (subject, text) = text(number, way, rest, facts, &instances) else { return nil }
        if subjects.contains(subject) { continue }
        subjects.append(subject)
        result.append(Found(number: number, clause: way.clause, text: text))
      }
    }
    return result
  }

  /// Whether a line gives what a clause may conclude.
  private func gives(_ clause: Int, _ given: ArraySlice<Int32>, _ facts: borrowing FactTable) -> Bool {
    guard case .fact(let head) = judge.compiled.program.clauses[clause].head else { return false }
    for fact in given where facts.relation(of: Int(fact)) == head.relation { return true }
    return false
  }

  private mutating func text(
    _ number: Int, _ way: Way, _ rest: borrowing QuickRest, _ facts: borrowing FactTable, _ instances: inout Instances
  ) -> (subject: TermID, text: [UInt8])? {
    if let known = texts[number] { return known }
    let instance = instances.instance(number, of: way.clause, rest, facts)
    guard case .fact(let head) = judge.compiled.program.clauses[way.clause].head,
      let statement = head.ground(instance.binding), statement.terms.count == 2
    else { return nil }
    var json = JSONWriter()
    json.conflict(
      JudgedConflict(
        rule: way.rule, subject: statement.terms[0], name: statement.terms[1], binding: instance.binding,
        certainty: .certain, traces: []), rest.wording, false)
    texts[number] = (statement.terms[0], json.bytes)
    return (statement.terms[0], json.bytes)
  }
}
