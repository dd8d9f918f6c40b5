import TenetText

/// Parses a text: its tree, and everything that is wrong with it, in the order of the text.
///
/// Never fails: what cannot be read becomes an `invalid` statement, and the next one is tried. Of a text that is hardly one
/// (more than a hundred bytes or signs that have no place in it) only those are told. Cost: linear.
public func parse(_ source: Source, id: SourceID, words: inout WordTable) -> Diagnosed<SyntaxTree> {
  var lexer = Lexer(source: id)
  lexer.tokens.reserveCapacity(source.bytes.count / 4 + 8)
  lexer.run(source.bytes.span, &words)
  let isText = lexer.errorCount <= Lexer.mostErrors
  let lexed = lexer.finish()
  var parser = Parser(lexed.tokens, source.bytes, id)
  if isText { parser.run() }
  return parser.finish(lexed.diagnostics)
}

/// The tokens of a text without statements, for clauses that stand in other files (JSON, CSV, the command line).
public func tokenizeClause(
  _ text: [UInt8], source: SourceID, words: inout WordTable
) -> (tokens: [Token], diagnostics: [Diagnostic]) {
  tokenize(text, source: source, words: &words)
}

/// Reads statements off the tokens of one text.
struct Parser: ~Copyable {
  let tokens: [Token]
  let bytes: [UInt8]
  let source: SourceID
  private var statements: [Statement] = []
  private var diagnostics: [Diagnostic] = []
  private var errorCount = 0

  // Reading lines.
  /// Where the next line starts.
  var position = 0
  /// The `##` comments right above the next line.
  var documentation: [Int] = []
  /// The next line, which no statement has taken yet.
  var next: Line?

  // The statement that is being read.
  /// Its lines, but for those of a profile or an example, which are read one by one.
  var lines: [Line] = []
  /// How far its first line is indented: 0 but in texts that are in error.
  var base = 0
  /// Its significant tokens, by index, without attribute lines.
  var body: [Int] = []
  /// For each parenthesis in `body` the position of its partner.
  var partners: [Int] = []
  var attributes: [Attribute] = []
  /// The last significant token that belongs to it.
  var last = 0
  /// The title of the profile or example that ended right above, for a line that was not indented.
  var caseAbove: Int?

  /// Where text was to stand in quotes: signs in it that only quotes would allow need not be told as well.
  var unquoted: [Span] = []

  /// How many errors of one text are told one by one.
  static var mostErrors: Int { 1000 }

  init(_ tokens: [Token], _ bytes: [UInt8], _ source: SourceID) {
    self.tokens = tokens
    self.bytes = bytes
    self.source = source
  }

  mutating func run() {
    next = nextLine()
    while let line = next {
      let comments = documentation
      let above = base
      base = line.indent
      if base > 0, base != above { report(.indentedStatement(isFirst: statements.isEmpty, at: span(line))) }
      next = nextLine()
      attributes.removeAll()
      last = line.end - 1
      let kind = statement(line)
      forgetCase(kind)
      statements.append(
        Statement(
          kind: kind, extent: Phrase(UInt32(line.start), UInt32(last + 1)), documentation: comments,
          attributes: attributes))
    }
  }

  /// Below another statement than a profile or an example, a line without an arrow is no fact of it.
  private mutating func forgetCase(_ kind: Statement.Kind) {
    switch kind {
    case .profile, .example, .invalid: break
    default: caseAbove = nil
    }
  }

  consuming func finish(_ earlier: [Diagnostic]) -> Diagnosed<SyntaxTree> {
    let unquoted = unquoted
    let earlier = earlier.filter { sign in
      sign.code != "stray-character" || !unquoted.contains { $0.start <= sign.span.start && sign.span.end <= $0.end }
    }
    var all = earlier + diagnostics
    if !earlier.isEmpty || !diagnostics.isEmpty { all = Parser.sorted(all) }
    if errorCount > Parser.mostErrors {
      let end = UInt32(bytes.count)
      let place = Span(source: source, start: end, end: end)
      all.append(.moreErrors(errorCount - Parser.mostErrors, at: place))
    }
    return Diagnosed(SyntaxTree(source: source, tokens: tokens, statements: statements), all)
  }

  /// Diagnostics in the order of their places; of one place as they were found.
  private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let order = diagnostics.indices.sorted { left, right in
      let (a, b) = (diagnostics[left].span.start, diagnostics[right].span.start)
      return a != b ? a < b : left < right
    }
    return order.map { diagnostics[$0] }
  }
}

// MARK: - Tokens and places

extension Parser {
  mutating func report(_ diagnostic: Diagnostic) {
    errorCount += 1
    if errorCount <= Parser.mostErrors { diagnostics.append(diagnostic) }
  }

  /// The number of errors so far, to see whether there were more.
  var errors: Int { errorCount }

  /// The text of a token.
  func text(_ index: Int) -> String { text(index, index + 1) }

  /// The text of a range of tokens, and what stands between them.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[Int(tokens[start].start)..<Int(tokens[end - 1].end)], as: UTF8.self)
  }

  func isWord(_ index: Int, _ word: WordID) -> Bool { tokens[index].kind == .word && tokens[index].word == word }

  /// The first token of a range that is no trivia.
  func significant(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      if !tokens[index].kind.isTrivia { return index }
      index += 1
    }
    return nil
  }

  func span(_ start: Int, _ end: Int) -> Span {
    Span(source: source, start: tokens[start].start, end: end > start ? tokens[end - 1].end : tokens[start].start)
  }

  func span(_ index: Int) -> Span { span(index, index + 1) }

  func span(_ line: Line) -> Span { span(line.start, line.end) }

  /// Whether a string is not closed; that has been reported.
  func isBrokenString(_ index: Int) -> Bool {
    let token = tokens[index]
    let (start, end) = (Int(token.start), Int(token.end))
    guard bytes[start] == UInt8(ascii: "\"") else { return false }
    guard end - start > 1, bytes[end - 1] == UInt8(ascii: "\"") else { return true }
    var backslashes = 0
    while bytes[end - 2 - backslashes] == UInt8(ascii: "\\") { backslashes += 1 }
    return backslashes % 2 == 1
  }
}
