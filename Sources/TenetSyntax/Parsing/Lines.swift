import TenetText

/// One line that holds something, by token indices.
///
/// Small, because lines are handed on one by one.
struct Line: BitwiseCopyable {
  private var first: UInt32
  private var limit: UInt32
  private var width: UInt32
  /// Which tokens it holds: a bit for each ``TokenKind``, ``joiningBit`` and ``isBit``.
  var contents: UInt32
  var isIndentedByTabs = false

  init(start: Int, end: Int, contents: UInt32) {
    first = UInt32(truncatingIfNeeded: start)
    limit = UInt32(truncatingIfNeeded: end)
    width = 0
    self.contents = contents
  }

  var start: Int { Int(first) }

  /// One past its last significant token.
  var end: Int {
    get { Int(limit) }
    set { limit = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The width of its indentation.
  var indent: Int {
    get { Int(width) }
    set { width = UInt32(truncatingIfNeeded: newValue) }
  }

  /// Stands for the words that join clauses.
  static var joiningBit: UInt32 { 1 << 31 }
  /// Stands for the word `is`.
  static var isBit: UInt32 { 1 << 30 }

  /// What ends a line.
  static var ends: UInt32 { bit(.newline) | bit(.end) }
  /// What a line does not hold, see ``TokenKind/isTrivia``.
  static var trivia: UInt32 { bit(.blank) | bit(.newline) | bit(.comment) | bit(.stray) }

  static func bit(_ kind: TokenKind) -> UInt32 { 1 << UInt32(kind.rawValue) }

  func holds(_ kind: TokenKind) -> Bool { contents & Line.bit(kind) != 0 }
  var holdsJoiningWord: Bool { contents & Line.joiningBit != 0 }
  var holdsIs: Bool { contents & Line.isBit != 0 }

  /// Whether the line is indented more deeply than another. A tab is neither deeper nor less deep than blanks.
  func isDeeper(than other: Line) -> Bool {
    indent > other.indent && (other.indent == 0 || isIndentedByTabs == other.isIndentedByTabs)
  }
}

extension Parser {
  /// The next line that holds something; notes `##` comments above it.
  mutating func nextLine() -> Line? {
    if !documentation.isEmpty { documentation.removeAll(keepingCapacity: true) }
    while position < tokens.count - 1 {
      let from = position
      let (line, end) = Parser.line(tokens.span, from)
      position = end + 1
      if var line {
        measureIndentation(from == 0 ? textStart : Int(tokens[from - 1].end), &line, from)
        return line
      }
      noteComment(from, end)
    }
    return nil
  }

  /// The line that starts at a token, or nil where it holds nothing; and the token that ends it.
  @inline(__always)
  private static func line(_ tokens: Swift.Span<Token>, _ start: Int) -> (line: Line?, end: Int) {
    var index = start
    var first = -1
    var end = index
    var contents: UInt32 = 0
    while true {
      let token = tokens[index]
      let kind: UInt32 = 1 &<< UInt32(token.kind.rawValue)
      if kind & Line.ends != 0 { break }
      index &+= 1
      if kind & Line.trivia != 0 { continue }
      if first < 0 { first = index &- 1 }
      end = index
      contents |= kind
      if token.word.raw &- 1 <= KnownWords.lastJoining, token.kind == .word {
        contents |= token.word == KnownWords.is ? Line.isBit : Line.joiningBit
      }
    }
    if first < 0 { return (nil, index) }
    return (Line(start: first, end: end, contents: contents), index)
  }

  private var textStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Keeps the comment of a line without anything else if it is documentation; other lines end a run of such comments.
  private mutating func noteComment(_ start: Int, _ end: Int) {
    let isDocumentation =
      start < end && tokens[start].kind == .comment && tokens[start].end - tokens[start].start > 1
      && bytes[Int(tokens[start].start) + 1] == UInt8(ascii: "#")
    if isDocumentation { documentation.append(start) } else { documentation.removeAll(keepingCapacity: true) }
  }

  /// Finds how far the line is indented; reports tabs mixed with blanks.
  @inline(__always)
  private mutating func measureIndentation(_ start: Int, _ line: inout Line, _ first: Int) {
    let end = Int(tokens[first].start)
    line.indent = end - start
    guard end > start else { return }
    var tabs = 0
    for index in start..<end where bytes[index] == 9 { tabs += 1 }
    line.isIndentedByTabs = tabs > 0
    if tabs > 0, tabs < end - start {
      report(.mixedIndentation(at: Span(source: source, start: UInt32(start), end: UInt32(end))))
    }
  }

  /// Whether a statement goes on after a line that ends like this.
  func continues(_ line: Line) -> Bool {
    let token = tokens[line.end - 1]
    switch token.kind {
    case .arrow, .comma, .colon, .openParenthesis: return true
    case .word: return token.word == KnownWords.and || token.word == KnownWords.or
    default: return false
    }
  }

  /// Whether the line holds an arrow or `conflicts with`, as rules do.
  func holdsRule(_ line: Line) -> Bool {
    if line.holds(.arrow) { return true }
    guard line.holdsJoiningWord else { return false }
    for index in line.start..<line.end where isWord(index, KnownWords.conflicts) {
      if let next = significant(index + 1, line.end), isWord(next, KnownWords.with) { return true }
    }
    return false
  }
}

// MARK: - Which lines belong to a statement

/// What a statement is as far as its lines go.
enum Block {
  case profile
  case example
  case other
}

/// What becomes of the line that comes next.
enum Belonging {
  /// It starts another statement.
  case no
  case yes
  /// It belongs nowhere, which has been reported.
  case dropped
}

extension Parser {
  /// Whether the next line belongs to the statement whose last line so far is given.
  @inline(__always)
  mutating func belonging(of line: Line, after last: Line, in block: Block) -> Belonging {
    if line.indent > base || continues(last) { return isPlainlyStatement(line, in: block) ? .no : .yes }
    return shallowBelonging(of: line, in: block)
  }

  /// The same for a line that is not indented, below one that is whole.
  @inline(never)
  private mutating func shallowBelonging(of line: Line, in block: Block) -> Belonging {
    guard isLoose(line) else { return .no }
    // A line with an arrow below a whole rule is a rule that lacks its condition; below a declaration it has a start of its own.
    if holdsRule(line), block != .other || lines.contains(where: { holdsRule($0) }) || isDeclaration(lines[0]) {
      return .no
    }
    return looseLine(line, in: block)
  }

  private func isDeclaration(_ line: Line) -> Bool {
    let first = tokens[line.start]
    return first.kind == .word && first.word != KnownWords.rule && KnownWords.startsStatement(first.word)
  }

  /// Whether the line can only be a statement of its own: it starts like `rule x:` or `profile "…"`.
  @inline(__always)
  private func isPlainlyStatement(_ line: Line, in block: Block) -> Bool {
    let first = tokens[line.start]
    guard first.kind == .word, KnownWords.startsStatement(first.word) else { return false }
    return isPlainlyStatement(line, first, in: block)
  }

  /// The same for a line whose first word starts statements.
  @inline(never)
  private func isPlainlyStatement(_ line: Line, _ first: Token, in block: Block) -> Bool {
    guard let second = significant(line.start + 1, line.end) else { return false }
    switch first.word {
    case KnownWords.rule: return line.holds(.colon)
    case KnownWords.kind, KnownWords.choice: return line.holds(.colon) && !holdsRule(line)
    case KnownWords.import where block == .profile: return false
    case KnownWords.ruleset, KnownWords.import, KnownWords.example, KnownWords.profile:
      return second + 1 == line.end && tokens[second].kind == .string
    default: return false
    }
  }

  /// A line in the first column that starts with what cannot start a statement belongs to the one above.
  private mutating func looseLine(_ line: Line, in block: Block) -> Belonging {
    let word = tokens[line.start].kind == .word ? tokens[line.start].word : KnownWords.and
    let fits: Bool
    switch word {
    case KnownWords.given, KnownWords.expect: fits = block == .example
    case KnownWords.unknown: fits = block == .profile
    default: fits = block == .other
    }
    if fits {
      report(.indentThisLine(text(line.start), at: span(line.start)))
      return .yes
    }
    report(.misplacedLine(text(line.start), belongsTo: owner(of: word), at: span(line)))
    return .dropped
  }

  /// Whether a line in the first column starts with a word or sign of lines that stand inside statements.
  func isLoose(_ line: Line) -> Bool {
    let first = tokens[line.start]
    if first.kind == .arrow { return true }
    guard first.kind == .word else { return false }
    switch first.word {
    case KnownWords.and, KnownWords.or, KnownWords.unless: return true
    case KnownWords.because, KnownWords.source, KnownWords.version:
      guard !holdsRule(line), let second = significant(line.start + 1, line.end) else { return !holdsRule(line) }
      return tokens[second].kind == .string
    case KnownWords.given, KnownWords.expect, KnownWords.unknown, KnownWords.tag: return !holdsRule(line)
    default: return false
    }
  }

  /// The statements that lines with this first word belong to, in words.
  func owner(of word: WordID) -> String {
    switch word {
    case KnownWords.given, KnownWords.expect: "an `example`"
    case KnownWords.unknown: "a `profile` or, after `given`, an `example`"
    case KnownWords.version: "a `ruleset`"
    case KnownWords.tag: "a rule or a conflict"
    case KnownWords.because, KnownWords.source: "a rule, a conflict or a `ruleset`"
    default: "a rule"
    }
  }
}
