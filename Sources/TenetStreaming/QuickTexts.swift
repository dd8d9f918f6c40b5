import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// The parts of judgements in JSON that come again and again, each written once by the writer of the general path.
struct QuickTexts {
  static let opening = Array("{\"profile\":\"".utf8)
  static let conclusionsKey = Array("\",\"conclusions\":[".utf8)
  static let conflictsKey = Array("],\"conflicts\":[".utf8)
  static let choicesKey = Array("],\"choices\":{".utf8)
  static let traceKey = Array(",\"trace\":".utf8)
  static let tracesKey = Array(",\"traces\":[".utf8)

  private let judge: Judge
  private let knownWording: Wording
  /// For the words that the rules know, and where they are wanted those of the batch at hand.
  private var wording: Wording
  private let program: SlotProgram
  /// Texts of conclusions, one behind the other, each with a comma in front.
  private var pool: [UInt8] = []
  private var ranges: [UInt64: Range<Int>] = [:]
  /// By fact, the clause whose text was wanted last, and that text: mostly it is the next one too.
  private var lastClause: [Int]
  private var lastRange: [Range<Int>]
  /// By choice, the slots of what can be picked, and the texts by what is.
  private var picks: [[SlotID]]
  private var choices: [[[SlotID]: [UInt8]]]
  /// By fact, its rank by terms.
  let ranks: [Int32]
  /// What stands behind the choices where rules conclude no number.
  let tail: [UInt8]

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, withTraces: Bool) {
    self.judge = judge
    knownWording = wording
    self.wording = wording
    self.program = program
    lastClause = Array(repeating: -1, count: program.factCount)
    lastRange = Array(repeating: 0..<0, count: program.factCount)
    let plans = judge.compiled.program.choices
    picks = plans.map { plan in plan.terms.compactMap { program.slot(plan.picks, [$0]) } }
    choices = Array(repeating: [:], count: plans.count)
    let terms = (0..<program.factCount).map { program.fact(of: SlotID($0))?.terms ?? [] }
    var ranks = Array(repeating: Int32(0), count: terms.count)
    let order = terms.indices.sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
    for (rank, fact) in order.enumerated() { ranks[fact] = Int32(rank) }
    self.ranks = ranks
    var json = JSONWriter()
    json.beginObject()
    json.judgementTail(Judgement(title: ""), wording, withTraces: withTraces)
    tail = Array("},".utf8) + json.bytes.dropFirst() + Array("}".utf8)
  }

  // MARK: Conclusions

  /// Takes the words of the batch at hand.
  mutating func begin(_ wording: Wording) { self.wording = wording }

  /// Gives the words of a batch back.
  mutating func end() { wording = knownWording }

  /// Forgets texts of facts: to be done before these get other numbers.
  mutating func forget() {
    pool.removeAll()
    ranges.removeAll()
    lastClause = Array(repeating: -1, count: program.factCount)
    lastRange = Array(repeating: 0..<0, count: program.factCount)
  }

  /// Appends a conclusion, with a comma in front unless it is the first.
  mutating func append(
    _ conclusion: SlotConclusion, isFirst: Bool, _ facts: borrowing FactTable, to output: inout [UInt8]
  ) {
    let fact = conclusion.slot.index
    if fact >= lastClause.count { fit(facts.count) }
    if lastClause[fact] != conclusion.clause {
      lastClause[fact] = conclusion.clause
      lastRange[fact] = range(conclusion, facts)
    }
    let range = lastRange[fact]
    output.append(contentsOf: pool[range.lowerBound + (isFirst ? 1 : 0)..<range.upperBound])
  }

  private mutating func fit(_ count: Int) {
    lastClause += Array(repeating: -1, count: count - lastClause.count)
    lastRange += Array(repeating: 0..<0, count: count - lastRange.count)
  }

  private mutating func range(_ conclusion: SlotConclusion, _ facts: borrowing FactTable) -> Range<Int> {
    let key = UInt64(conclusion.clause) << 32 | UInt64(conclusion.slot.raw)
    if let known = ranges[key] { return known }
    let start = pool.count
    pool.append(UInt8(ascii: ","))
    pool += written(conclusion, facts)
    ranges[key] = start..<pool.count
    return start..<pool.count
  }

  private func written(_ conclusion: SlotConclusion, _ facts: borrowing FactTable) -> [UInt8] {
    let fact = conclusion.slot.index
    let statement = Fact(facts.relation(of: fact), facts.terms(of: fact))
    var json = JSONWriter()
    json.conclusion(
      JudgedFact(
        statement: statement, certainty: .certain, isOutcome: judge.isOutcome(statement),
        rule: judge.compiled.program.clauses[conclusion.clause].rule, stratum: 0, trace: Trace()), wording, false)
    return json.bytes
  }

  // MARK: Choices

  var choiceCount: Int { picks.count }

  /// What a choice can come to.
  func picks(of choice: Int) -> [SlotID] { picks[choice] }

  /// Appends the member of a choice.
  mutating func append(_ choice: Int, _ picked: [SlotID], to output: inout [UInt8]) {
    if let text = choices[choice][picked] {
      output.append(contentsOf: text)
    } else {
      let text = written(choice, picked)
      choices[choice][picked] = text
      output.append(contentsOf: text)
    }
  }

  private func written(_ choice: Int, _ picked: [SlotID]) -> [UInt8] {
    let terms = picked.compactMap { program.fact(of: $0)?.terms[0] }
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
