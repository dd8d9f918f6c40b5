import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// The numbers that rules conclude, in JSON.
struct QuickNumbers {
  /// What a number of a subject is called.
  private struct Name {
    /// `"score":`
    var key: [UInt8]
    /// `{"fact":"score is `
    var statement: [UInt8]
    /// In the order of the text.
    var effects: [(instance: Int, clause: Int, effect: Int)]
  }

  private let judge: Judge
  private let knownWording: Wording
  /// For the words that the rules know, and where they are wanted those of the batch at hand.
  private var wording: Wording
  private let program: SlotProgram
  /// By number, what stands behind its value: the unit, and the closing quote.
  private let suffixes: [[UInt8]]
  private var names: [UInt64: Name] = [:]

  private static let openingKey = Array("},\"numbers\":{".utf8)
  private static let tracesKey = Array("},\"numberTraces\":{".utf8)
  private static let closing = Array("},\"diagnostics\":[]}".utf8)
  private static let fromKey = Array(",\"from\":[".utf8)

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram) {
    self.judge = judge
    knownWording = wording
    self.wording = wording
    self.program = program
    suffixes = judge.set.vocabulary.numbers.indices.map { number in
      Array(QuickNumbers.quoted(wording.speller.number(.zero, NumberID(number))).dropFirst(2))
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var json = JSONWriter()
    json.string(text)
    return json.bytes
  }

  /// Takes the words of the batch at hand.
  mutating func begin(_ wording: Wording) { self.wording = wording }

  /// Gives the words of a batch back.
  mutating func end() { wording = knownWording }

  /// Forgets the names of subjects: to be done before these get other numbers.
  mutating func forget() { names.removeAll() }

  private mutating func name(_ number: NumberID, _ subject: TermID) -> Name {
    let key = UInt64(number.raw) << 32 | UInt64(subject.raw)
    if let known = names[key] { return known }
    let text = wording.speller.name(number, of: .term(subject), .none)
    let name = Name(
      key: QuickNumbers.quoted(text) + [UInt8(ascii: ":")],
      statement: Array("{\"fact\":".utf8) + QuickNumbers.quoted(text + " is ").dropLast(),
      effects: program.effects(on: number, of: subject))
    names[key] = name
    return name
  }

  /// Appends what stands behind the choices of a profile, which is given by its position in the batch; false where the
  /// general path has to write it.
  ///
  /// - Parameter given: the numbers that the profile gives.
  mutating func append(
    _ position: Int, _ given: ArraySlice<QuickNumber>, _ batch: borrowing SlicedBatch,
    _ comparisons: borrowing Comparisons, _ rest: inout QuickRest, _ reader: borrowing PlainReader,
    _ instances: inout Instances, _ traces: inout QuickTraces?, to output: inout [UInt8]
  ) -> Bool {
    output.append(contentsOf: Self.openingKey)
    var values: [QuickNumber] = []
    for number in judge.concludedNumbers {
      for subject in rest.ordered(batch.subjects(of: number, of: position), position, given, reader) {
        guard case .known(let value) = batch.value(of: number, subject: subject, of: position) else { continue }
        values.append(QuickNumber(number: number, subject: subject, value: value))
      }
    }
    for (index, entry) in values.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: name(entry.number, entry.subject).key)
      output.append(UInt8(ascii: "\""))
      append(entry, to: &output)
    }
    if traces != nil {
      output.append(contentsOf: Self.tracesKey)
      for (index, entry) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        guard
          appendTrace(
            of: entry, position, given, batch, comparisons, rest, reader.table, &instances, &traces, to: &output)
        else { return false }
      }
    }
    output.append(contentsOf: Self.closing)
    return true
  }

  /// Appends a value with its unit, and the closing quote.
  private func append(_ entry: QuickNumber, to output: inout [UInt8]) {
    entry.value.append(to: &output)
    output.append(contentsOf: suffixes[entry.number.index])
  }

  private mutating func appendTrace(
    of entry: QuickNumber, _ position: Int, _ given: ArraySlice<QuickNumber>, _ batch: borrowing SlicedBatch,
    _ comparisons: borrowing Comparisons, _ rest: borrowing QuickRest, _ facts: borrowing FactTable,
    _ instances: inout Instances, _ traces: inout QuickTraces?, to output: inout [UInt8]
  ) -> Bool {
    let name = name(entry.number, entry.subject)
    output.append(contentsOf: name.key)
    output.append(contentsOf: name.statement)
    append(entry, to: &output)
    output.append(contentsOf: Self.fromKey)
    traces?.beginNumber()
    var isFirst = true
    for part in given where part.number == entry.number && part.subject == entry.subject {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(contentsOf: name.statement)
      append(part, to: &output)
      traces?.appendGivenTail(to: &output)
    }
    let isOpen = program.isRestNumber[entry.number.index]
    var holding = name.effects.filter { batch.fires($0.instance, of: position) }
    if isOpen {
      holding = rest.effects(on: entry.number, of: entry.subject, position, facts)
        .map { (program.clauseCount + $0.instance, $0.clause, $0.effect) }
    }
    guard let effects = instances.counting(holding, rest, facts) else { return false }
    for (number, clause, effect) in effects {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      let instance = instances.ordered(number, of: clause, rest, facts)
      traces?.prepare(number, instance, concluding: nil, instances.order, facts)
      let value =
        isOpen ? rest.value(ofEffect: effect, position, facts, batch) : batch.value(ofEffect: effect, of: position)
      guard traces?.append(effectOf: number, value, position, batch, comparisons, instances.order, to: &output) ?? false
      else { return false }
    }
    output.append(contentsOf: [UInt8(ascii: "]"), UInt8(ascii: "}")])
    return true
  }
}

/// What a number of a subject is, or is given as.
struct QuickNumber {
  var number: NumberID
  var subject: TermID
  var value: ExactDecimal
  /// How many facts of the line stand in front of it.
  var place = 0
}
