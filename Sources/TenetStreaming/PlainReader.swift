import TenetEngine
import TenetModel
import TenetText

/// Reads the facts and numbers of plain lines; a text that comes again is looked up.
struct PlainReader: ~Copyable {
  /// What a text says.
  enum Meaning {
    /// A fact by its number in the table: its slot where the rules mention it.
    case fact(Int32)
    case number(NumberID, subject: TermID, ExactDecimal)
    /// Only the full reader can tell, or report what is wrong.
    case other
  }

  /// What it starts anew with, and refers to: too large to be a part of every copy.
  private final class Start: Sendable {
    let reader: ClauseReader
    let vocabulary: Vocabulary

    init(_ reader: ClauseReader, _ vocabulary: Vocabulary) {
      self.reader = reader
      self.vocabulary = vocabulary
    }
  }

  private let start: Start
  /// The reader with all words until now.
  private(set) var words: ClauseReader
  private let program: SlotProgram
  /// Whether judgements may mention words that no rule knows.
  private let showsWords: Bool
  private var texts = TextTable()
  private var meanings: [Meaning] = []
  /// By text, the fact that it says, or -1.
  private var facts: [Int32] = []
  private var names = TextTable()
  /// By name of a number that is given without a unit, what it names; nil where only the full reader can tell.
  private var numbers: [(number: NumberID, subject: TermID)?] = []
  private var scratch: [UInt8] = []
  /// All facts by number.
  var table: FactTable

  init(_ reader: ClauseReader, _ program: SlotProgram, _ vocabulary: Vocabulary) {
    start = Start(reader, vocabulary)
    words = reader
    self.program = program
    showsWords = !program.isWhole || program.concludesNumbers
    table = FactTable(program)
  }

  /// Forgets texts and facts once they are very many, so that a stream of any length takes the same memory; true if so.
  mutating func forgetIfFull() -> Bool {
    guard meanings.count + numbers.count + table.count > program.factCount + 200_000 else { return false }
    self = PlainReader(start.reader, program, start.vocabulary)
    return true
  }

  // MARK: A line

  /// Reads what a line gives: its facts in place of others, its numbers beside others; false where the general path has to.
  mutating func read(
    _ line: FlatProfile, _ bytes: [UInt8], into facts: inout [Int32], _ numbers: inout [QuickNumber]
  ) -> Bool {
    facts.removeAll(keepingCapacity: true)
    let start = numbers.count
    if line.hasNumbersFirst, !readNumbers(line, bytes, facts.count, &numbers) { return false }
    for piece in line.facts {
      if let fact = fact(bytes.span, piece) {
        facts.append(fact)
        continue
      }
      guard case .number(let number, let subject, let value) = meaning(bytes.span, piece) else { return false }
      numbers.append(QuickNumber(number: number, subject: subject, value: value, place: facts.count))
    }
    if !line.hasNumbersFirst, !readNumbers(line, bytes, facts.count, &numbers) { return false }
    return readPicks(line, bytes, &facts) && !PlainReader.hasRepeats(numbers[start...])
  }

  private mutating func readNumbers(
    _ line: FlatProfile, _ bytes: [UInt8], _ place: Int, _ numbers: inout [QuickNumber]
  ) -> Bool {
    for entry in line.numbers {
      guard case .number(let number, let subject, let value) = number(bytes, entry) else { return false }
      numbers.append(QuickNumber(number: number, subject: subject, value: value, place: place))
    }
    return true
  }

  /// Picks of one choice under two keys are for the general path to report.
  private mutating func readPicks(_ line: FlatProfile, _ bytes: [UInt8], _ facts: inout [Int32]) -> Bool {
    let first = facts.count
    for (index, pick) in line.picks.enumerated() {
      guard let fact = self.pick(bytes, pick) else { return false }
      let relation = table.relation(of: Int(fact))
      for other in 0..<index where line.picks[other].name != pick.name {
        if table.relation(of: Int(facts[first + other])) == relation { return false }
      }
      facts.append(fact)
    }
    return true
  }

  /// Whether one number is given twice: two values, or one key that stands twice, which the general path tells.
  private static func hasRepeats(_ numbers: ArraySlice<QuickNumber>) -> Bool {
    for (index, entry) in zip(numbers.indices, numbers) {
      for other in numbers[..<index] where other.number == entry.number && other.subject == entry.subject {
        return true
      }
    }
    return false
  }

  // MARK: A text

  /// The number of the fact that a text says; nil where it says something else, which ``meaning(_:_:)`` tells.
  @inline(__always) private mutating func fact(_ bytes: Swift.Span<UInt8>, _ piece: TextTable.Piece) -> Int32? {
    let text = texts.number(bytes, piece)
    if text == meanings.count { add(read(bytes, piece.range)) }
    let fact = facts[text]
    return fact < 0 ? nil : fact
  }

  private mutating func meaning(_ bytes: Swift.Span<UInt8>, _ piece: TextTable.Piece) -> Meaning {
    let text = texts.number(bytes, piece)
    if text == meanings.count { add(read(bytes, piece.range)) }
    return meanings[text]
  }

  private mutating func add(_ meaning: Meaning) {
    meanings.append(meaning)
    if case .fact(let fact) = meaning { facts.append(fact) } else { facts.append(-1) }
  }

  /// A value with a unit, or a bare one.
  private mutating func number(_ bytes: [UInt8], _ entry: FlatProfile.Number) -> Meaning {
    if !entry.isText {
      let name = names.number(bytes.span, entry.name)
      if name == numbers.count { numbers.append(readName(bytes, entry)) }
      guard let known = numbers[name], let value = value(bytes, entry.value) else { return .other }
      return .number(known.number, subject: known.subject, value)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch += bytes[entry.name.range]
    scratch += " is ".utf8
    scratch += bytes[entry.value]
    let written = scratch
    let text = texts.number(written.span, TextTable.piece(written.span, written.indices))
    if text == meanings.count {
      let meaning = read(written.span, written.indices)
      // The same words as a fact are a fact; here they have to be a number.
      if case .number = meaning { add(meaning) } else { add(.other) }
    }
    if case .fact = meanings[text] { return .other }
    return meanings[text]
  }

  /// The fact that a pick says; nil where only the full reader can tell.
  private mutating func pick(_ bytes: [UInt8], _ entry: FlatProfile.Pick) -> Int32? {
    scratch.removeAll(keepingCapacity: true)
    scratch += bytes[entry.name]
    scratch += " is ".utf8
    scratch += bytes[entry.value]
    let written = scratch
    return fact(written.span, TextTable.piece(written.span, written.indices))
  }

  /// The text of a string of which these bytes are the inside; nil where it is no string.
  private func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    if !bytes.contains(UInt8(ascii: "\\")) { return bytes }
    return PlainReader.text(bytes[...]).map { Array($0.utf8) }
  }

  /// The text of a string of which these bytes are the inside; nil where it is no string.
  static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    try? parseJSON([UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]).string
  }

  private func value(_ bytes: [UInt8], _ range: Range<Int>) -> ExactDecimal? {
    try? ExactDecimal(parsing: bytes.span.extracting(range), allowingExponent: false)
  }

  /// What a name of a bare number names, if the number means itself.
  private mutating func readName(
    _ bytes: [UInt8], _ entry: FlatProfile.Number
  ) -> (number: NumberID, subject: TermID)? {
    guard let value = value(bytes, entry.value) else { return nil }
    let text = Array(bytes[entry.name.range]) + Array((" is " + value.description).utf8)
    guard case .number(let number, let subject, let read) = read(text.span, text.indices), read == value else {
      return nil
    }
    return (number, subject)
  }

  private mutating func read(_ bytes: Swift.Span<UInt8>, _ range: Range<Int>) -> Meaning {
    guard let text = decoded(range.map { bytes[$0] }) else { return .other }
    let facts = words.readFact(String(decoding: text, as: UTF8.self), source: SourceID(UInt32.max))
    _ = words.takeDiagnostics()
    guard let facts, facts.unknown.count == 0 else { return .other }
    if facts.facts.count == 0, facts.numbers.count == 1 {
      let given = facts.numbers[0]
      // The subject stands in front; its letters may stand behind it again.
      let spelling = words.terms.spelling(of: given.subject)
      if showsWords, !text.starts(with: spelling.utf8), !isSpelled([given.subject], as: text) { return .other }
      return .number(given.number, subject: given.subject, given.value)
    }
    guard facts.facts.count == 1, facts.numbers.isEmpty else { return .other }
    let relation = facts.facts.relations[0]
    if case .kind = start.vocabulary.relations[relation.index].role { return .other }
    if showsWords, !isSpelled(facts.facts.terms, as: text) { return .other }
    return .fact(Int32(table.number(relation, facts.facts.terms[...])))
  }

  /// Whether terms that no rule knows are written as they were when they were first read: conclusions spell them so, and are
  /// to be the same whatever lines there were before.
  private func isSpelled(_ terms: [TermID], as text: [UInt8]) -> Bool {
    var folded: [UInt8] = []
    for term in terms where term.index >= start.reader.terms.count {
      let spelling = words.terms.spelling(of: term)
      let found = Self.count(Array(spelling.utf8), in: text)
      // What differs in case only may be the term as well; some letters are two in the other case.
      if folded.isEmpty { folded = Self.folded(String(decoding: text, as: UTF8.self)) }
      guard found >= terms.count(where: { $0 == term }),
        Self.count(Self.folded(spelling), in: folded) == found
      else { return false }
    }
    return true
  }

  /// A text in which letters of either case are the same.
  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.allSatisfy { $0 < 0x80 } ? Array(text.lowercased().utf8) : Array(text.uppercased().lowercased().utf8)
  }

  /// How often some bytes stand in others.
  private static func count(_ part: [UInt8], in whole: [UInt8]) -> Int {
    guard part.count <= whole.count else { return 0 }
    return (0...whole.count - part.count).count { whole[$0..<$0 + part.count].elementsEqual(part) }
  }
}
