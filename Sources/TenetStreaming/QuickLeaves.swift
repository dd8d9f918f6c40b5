import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// Steps of traces in JSON that rest on nothing, each written once by the writer of the general path.
struct QuickLeaves {
  private let judge: Judge
  /// For the words that the rules know, and where they are wanted those of the batch at hand.
  var wording: Wording
  private let program: SlotProgram
  /// What stands between the text of a given step and its line.
  private let givenTail: [UInt8]
  /// By fact, once it is wanted: the text of a given step up to its place, that of a step that was shown before, and that of
  /// the `otherwise` of a choice.
  private var givens: [Range<Int>]
  private var repeats: [Range<Int>]
  private var defaults: [Range<Int>]
  private var pool: [UInt8] = []
  /// The number of the line at hand.
  private var line: [UInt8] = []

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, stream: String) {
    self.judge = judge
    self.wording = wording
    self.program = program
    var json = JSONWriter()
    json.beginObject()
    json.member("given", true)
    json.member("file", stream)
    givenTail = Array(",".utf8) + json.bytes.dropFirst() + Array(",\"line\":".utf8)
    givens = Array(repeating: 0..<0, count: program.factCount)
    repeats = givens
    defaults = givens
  }

  mutating func begin(line number: Int) { line = Array(String(number).utf8) }

  static func written(_ trace: Trace, _ wording: Wording) -> [UInt8] {
    var json = JSONWriter()
    json.trace(trace, wording)
    return json.bytes
  }

  static func written(_ kind: Trace.Kind, _ wording: Wording) -> [UInt8] {
    var trace = Trace()
    trace.steps = [Trace.Step(depth: 0, kind: kind)]
    return written(trace, wording)
  }

  private mutating func keep(_ text: [UInt8]) -> Range<Int> {
    let start = pool.count
    pool += text
    return start..<pool.count
  }

  func statement(_ fact: SlotID) -> Fact {
    guard let ground = program.fact(of: fact) else { preconditionFailure("conditions and counts have no text") }
    return Fact(ground.relation, ground.terms)
  }

  /// Gets ready for so many facts.
  mutating func fit(_ count: Int) {
    let more = Array(repeating: 0..<0, count: count - givens.count)
    givens += more
    repeats += more
    defaults += more
  }

  /// Takes what a fact without a slot says.
  mutating func learn(_ fact: Int, _ statement: Fact) {
    if givens[fact].isEmpty { givens[fact] = keep(given(statement)) }
    if repeats[fact].isEmpty { repeats[fact] = keep(Self.written(.seen(statement), wording)) }
  }

  private func given(_ statement: Fact) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("fact", wording.text(statement))
    return json.bytes
  }

  /// Appends what stands behind the text of a given step whose line is the one at hand.
  func appendGivenTail(to output: inout [UInt8]) {
    output.append(contentsOf: givenTail)
    output.append(contentsOf: line)
    output.append(UInt8(ascii: "}"))
  }

  /// Appends a given step.
  mutating func appendGiven(_ fact: SlotID, to output: inout [UInt8]) {
    if givens[fact.index].isEmpty { givens[fact.index] = keep(given(statement(fact))) }
    output.append(contentsOf: pool[givens[fact.index]])
    appendGivenTail(to: &output)
  }

  mutating func appendRepeat(_ fact: SlotID, to output: inout [UInt8]) {
    if repeats[fact.index].isEmpty {
      repeats[fact.index] = keep(Self.written(.seen(statement(fact)), wording))
    }
    output.append(contentsOf: pool[repeats[fact.index]])
  }

  /// Appends the `otherwise` of a choice.
  mutating func appendDefault(_ fact: SlotID, to output: inout [UInt8]) {
    let statement = statement(fact)
    if defaults[fact.index].isEmpty, case .picks(let choice) = judge.compiled.program.roles[statement.relation.index] {
      var trace = Trace()
      trace.steps = [
        Trace.Step(depth: 0, kind: .otherwise(statement)), Trace.Step(depth: 1, kind: .absent(.pick(choice))),
      ]
      defaults[fact.index] = keep(Self.written(trace, wording))
    }
    output.append(contentsOf: pool[defaults[fact.index]])
  }
}
