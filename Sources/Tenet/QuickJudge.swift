/// Judges profiles in plain NDJSON by ground rules, without traces: what a stream of a million lines mostly is.
///
/// Every text that it writes was written once by the general path (facts, conflicts, picks) and is kept; a line that is not
/// of the plain form, or a rule set that is not ground, is left to the general path. The bytes are the same either way.
public struct QuickJudge: Sendable {
  private let judge: Judge
  private let wording: Wording
  private var reader: ClauseReader
  private var runner: GroundRunner
  private var line = FlatProfile()
  private var known = TextTable()
  /// For each known text the number of its fact, or -1 where only the general path can tell.
  private var factOfText: [Int32] = []
  private var numbers: [GroundRules.Fact: Int32] = [:]
  private var given: [Int32] = []
  private var sorted: [Int32] = []
  /// What stands in front of the title, and for each fact and clause its conclusion.
  private var conclusions: [UInt64: [UInt8]] = [:]
  private var conflicts: [(clause: Int, text: [UInt8])] = []
  private var picks: [[UInt64: [UInt8]]]
  private let verbs: [Bool]
  private let tail: [UInt8]

  /// The facts of verbs that were given and derived by the last line.
  public private(set) var givenCount = 0
  public private(set) var derivedCount = 0

  /// Nil where the rules are not ground, or have numbers.
  public init?(_ workspace: Workspace, _ judge: Judge) {
    let set = workspace.set
    // The sides of a conflict are written with the values of its variables, which only the general path knows.
    if set.rules.contains(where: { $0.isConflict && !$0.variables.isEmpty }) { return nil }
    guard let program = GroundRules(judge.compiled.program, set.vocabulary), program.factCount < 1 << 20 else {
      return nil
    }
    self.judge = judge
    wording = workspace.wording
    reader = workspace.loaded.reader
    runner = GroundRunner(program, clauseCount: judge.compiled.program.clauses.count)
    picks = Array(repeating: [:], count: set.vocabulary.choices.count)
    verbs = program.facts.map { set.vocabulary.relations[$0.relation.index].role == .verb }
    for (number, fact) in program.facts.enumerated() { numbers[fact] = Int32(number) }
    var json = JSONWriter()
    json.beginObject()
    json.judgementTail(Judgement(title: ""), wording, withTraces: false)
    tail = Array("},".utf8) + json.bytes.dropFirst() + Array("}".utf8)
    conflicts = writtenConflicts()
  }

  /// Appends the judgement of one line; false, with nothing appended, where the general path has to judge it.
  public mutating func append(_ bytes: [UInt8], _ range: Range<Int>, to output: inout [UInt8]) -> Bool {
    let text = bytes.span
    guard line.read(text, range), let title = line.title, readFacts(text, bytes) else { return false }
    runner.run(given)
    output.append(contentsOf: QuickJudge.opening)
    for index in title { output.append(bytes[index]) }
    output.append(contentsOf: QuickJudge.conclusionsKey)
    count()
    appendConclusions(to: &output)
    output.append(contentsOf: QuickJudge.conflictsKey)
    appendConflicts(to: &output)
    output.append(contentsOf: QuickJudge.choicesKey)
    appendChoices(to: &output)
    output.append(contentsOf: tail)
    output.append(10)
    return true
  }

  private static let opening = Array("{\"profile\":\"".utf8)
  private static let conclusionsKey = Array("\",\"conclusions\":[".utf8)
  private static let conflictsKey = Array("],\"conflicts\":[".utf8)
  private static let choicesKey = Array("],\"choices\":{".utf8)

  // MARK: Facts

  private mutating func readFacts(_ text: Swift.Span<UInt8>, _ bytes: [UInt8]) -> Bool {
    given.removeAll(keepingCapacity: true)
    for range in line.facts {
      let number = known.number(text, range)
      if number == factOfText.count { factOfText.append(readFact(Array(bytes[range]))) }
      let fact = factOfText[number]
      if fact < 0 { return false }
      given.append(fact)
    }
    return true
  }

  /// The fact that a text says; -1 where it is wrong, or more than a fact of a verb or a pick.
  private mutating func readFact(_ text: [UInt8]) -> Int32 {
    let source = SourceID(UInt32.max)
    let facts = reader.readFact(String(decoding: text, as: UTF8.self), source: source)
    _ = reader.takeDiagnostics()
    guard let facts, facts.facts.count == 1, facts.numbers.isEmpty, facts.unknown.count == 0 else { return -1 }
    let relation = facts.facts.relations[0]
    if case .kind = judge.set.vocabulary.relations[relation.index].role { return -1 }
    let fact = GroundRules.Fact(relation, facts.facts.terms)
    if let number = numbers[fact] { return number }
    let number = runner.addFact()
    numbers[fact] = number
    return number
  }

  /// Whether so many texts are kept that it is time to start anew.
  public var isFull: Bool { factOfText.count > 200_000 }

  private mutating func count() {
    givenCount = 0
    derivedCount = 0
    for fact in runner.given where Int(fact) >= verbs.count || verbs[Int(fact)] { givenCount += 1 }
  }

  // MARK: Conclusions

  private mutating func appendConclusions(to output: inout [UInt8]) {
    sorted.removeAll(keepingCapacity: true)
    for fact in runner.derived where Int(fact) < verbs.count && verbs[Int(fact)] { sorted.append(fact) }
    derivedCount = sorted.count
    sort()
    var isFirst = true
    for fact in sorted {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      let clause = runner.clause(of: fact)
      let key = UInt64(UInt32(bitPattern: clause)) << 32 | UInt64(UInt32(bitPattern: fact))
      if let text = conclusions[key] {
        output.append(contentsOf: text)
      } else {
        let text = written(fact, clause)
        conclusions[key] = text
        output.append(contentsOf: text)
      }
    }
  }

  /// By stratum, clause, height, terms: the order of every judgement. Insertion, since there are few.
  private mutating func sort() {
    for index in sorted.indices.dropFirst() {
      let fact = sorted[index]
      var place = index
      while place > 0, precedes(fact, sorted[place - 1]) {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = fact
    }
  }

  private func precedes(_ left: Int32, _ right: Int32) -> Bool {
    let (first, second) = (runner.clause(of: left), runner.clause(of: right))
    if first != second {
      let strata = judge.compiled.strata
      let (low, high) = (strata[Int(first)], strata[Int(second)])
      return low != high ? low < high : first < second
    }
    let (low, high) = (runner.level(of: left), runner.level(of: right))
    return low != high ? low < high : runner.program.ranks[Int(left)] < runner.program.ranks[Int(right)]
  }

  private func written(_ fact: Int32, _ clause: Int32) -> [UInt8] {
    let ground = runner.program.facts[Int(fact)]
    let statement = Trace.Statement(ground.relation, ground.terms)
    var json = JSONWriter()
    json.conclusion(
      JudgedFact(
        statement: statement, certainty: .certain, isOutcome: judge.isOutcome(statement),
        rule: judge.compiled.program.clauses[Int(clause)].rule, stratum: 0, trace: Trace()), wording, false)
    return json.bytes
  }

  // MARK: Conflicts and choices

  /// The text of each clause that is a conflict, in the order of the rules.
  private func writtenConflicts() -> [(clause: Int, text: [UInt8])] {
    var result: [(clause: Int, text: [UInt8])] = []
    for (index, rule) in judge.set.rules.enumerated() where rule.isConflict {
      for clause in rule.hornClauses where judge.compiled.program.clauses[clause].conclusion >= 0 {
        let horn = judge.compiled.program.clauses[clause]
        guard case .fact(let head) = horn.head, case .term(let subject) = head.places[0],
          case .term(let name) = head.places[1]
        else { continue }
        var json = JSONWriter()
        json.conflict(
          JudgedConflict(
            rule: RuleID(index), subject: subject, name: name,
            binding: Array(repeating: nil, count: horn.variableCount), certainty: .certain, traces: []), wording, false)
        result.append((clause, json.bytes))
      }
    }
    return result
  }

  private func appendConflicts(to output: inout [UInt8]) {
    var last: [UInt8]?
    for conflict in conflicts where runner.fired(conflict.clause) && last != conflict.text {
      if last != nil { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: conflict.text)
      last = conflict.text
    }
  }

  private mutating func appendChoices(to output: inout [UInt8]) {
    for choice in picks.indices {
      if choice > 0 { output.append(UInt8(ascii: ",")) }
      let picked = runner.picks(of: choice)
      if let text = picks[choice][picked] {
        output.append(contentsOf: text)
      } else {
        let text = written(choice, picked)
        picks[choice][picked] = text
        output.append(contentsOf: text)
      }
    }
  }

  private func written(_ choice: Int, _ picked: UInt64) -> [UInt8] {
    let ground = runner.program.picks(of: choice)
    let terms = ground.indices.filter { picked >> UInt64($0) & 1 == 1 }.map { ground[$0] }
    let isOne = judge.compiled.program.choices[choice].policy == .one
    var json = JSONWriter()
    json.beginObject()
    let judged = JudgedChoice(
      choice: ChoiceID(choice), picked: terms, isContested: isOne && terms.count > 1,
      possible: terms.isEmpty ? [nil] : terms, traces: [])
    json.choice(judged, Judgement(title: ""), wording, false)
    return Array(json.bytes.dropFirst())
  }
}
