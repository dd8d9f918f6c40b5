import TenetText

/// Parses a text: its tree, and everything that is wrong with it.
///
/// Never fails: what cannot be read becomes an `invalid` statement, and the next one is tried. Cost: linear.
public func parse(_ source: Source, id: SourceID, words: inout WordTable) -> Diagnosed<SyntaxTree> {
  let lexed = tokenize(source.bytes, source: id, words: &words)
  var parser = Parser(lexed.tokens, source.bytes, id, &words)
  parser.run()
  let tree = SyntaxTree(source: id, tokens: lexed.tokens, statements: parser.statements)
  let unclosed = lexed.diagnostics.filter { $0.code == "unclosed-string" }.map { $0.span }
  return Diagnosed(tree, lexed.diagnostics + parser.diagnostics.filter { !follows($0, unclosed, parser) })
}

/// Whether an error only follows from a string that is not closed in the same statement.
private func follows(_ diagnostic: Diagnostic, _ unclosed: [Span], _ parser: Parser) -> Bool {
  guard !unclosed.isEmpty else { return false }
  return parser.statements.contains { statement in
    let (start, end) = (
      parser.tokens[Int(statement.extent.start)].start, parser.tokens[Int(statement.extent.end) - 1].end
    )
    let holds = { (span: Span) in span.start >= start && span.start < end }
    return holds(diagnostic.span) && unclosed.contains(where: holds)
  }
}

/// The tokens of a text without statements, for clauses that stand in other files (JSON, CSV, the command line).
public func tokenizeClause(_ text: [UInt8], source: SourceID, words: inout WordTable) -> (
  tokens: [Token], diagnostics: [Diagnostic]
) {
  tokenize(text, source: source, words: &words)
}

/// One line that holds something, by token indices.
struct Line {
  var start: Int
  /// One past its last significant token.
  var end: Int
  var indent: Int
}

/// What statements are read from: the tokens of one text, and the words that the parser knows.
struct ParsedText {
  let tokens: [Token]
  let bytes: [UInt8]
  let source: SourceID
  let known: ParserWords

  /// Whether a statement goes on after a line that ends like this.
  func continues(_ line: Line) -> Bool {
    let token = tokens[line.end - 1]
    switch token.kind {
    case .arrow, .comma, .colon, .openParenthesis: return true
    case .word: return token.word == known.and || token.word == known.or
    default: return false
    }
  }

  func span(_ start: Int, _ end: Int) -> Span {
    let last = max(start, end - 1)
    return Span(source: source, start: tokens[start].start, end: end > start ? tokens[last].end : tokens[start].start)
  }

  func text(_ index: Int) -> String {
    String(decoding: bytes[Int(tokens[index].start)..<Int(tokens[index].end)], as: UTF8.self)
  }
}

/// Takes a text apart into statements.
struct Parser {
  let text: ParsedText
  var statements: [Statement] = []
  var diagnostics: [Diagnostic] = []

  /// Where the next line starts.
  private var position = 0
  /// `##` comments right above the line that comes next.
  private var documentation: [Int] = []
  private var pending: Line?

  var tokens: [Token] { text.tokens }

  init(_ tokens: [Token], _ bytes: [UInt8], _ source: SourceID, _ words: inout WordTable) {
    text = ParsedText(tokens: tokens, bytes: bytes, source: source, known: ParserWords(&words))
  }

  mutating func run() {
    pending = nextLine()
    while let line = pending {
      if line.indent > 0 { report(.indentedStart(at: text.span(line.start, line.start + 1))) }
      let comments = documentation
      parseBlock(from: line, comments)
    }
  }

  /// A statement with the lines that belong to it.
  private mutating func parseBlock(from first: Line, _ comments: [Int]) {
    var lines = [first]
    var last = first
    pending = nextLine()
    while let line = pending, line.indent > 0 || text.continues(last) {
      lines.append(line)
      last = line
      pending = nextLine()
    }
    var parser = StatementParser(text, lines)
    let kind = parser.statement()
    diagnostics += parser.diagnostics
    statements.append(
      Statement(
        kind: kind, extent: Phrase(UInt32(first.start), UInt32(last.end)), documentation: comments,
        attributes: parser.attributes))
  }

  // MARK: Lines

  /// The next line that holds something; notes `##` comments above it.
  private mutating func nextLine() -> Line? {
    documentation.removeAll(keepingCapacity: true)
    while position < tokens.count {
      var index = position
      let indent = indentation(&index)
      let start = index
      var first = -1
      var end = start
      var comment = -1
      while index < tokens.count, tokens[index].kind != .newline, tokens[index].kind != .end {
        if !tokens[index].kind.isTrivia {
          if first < 0 { first = index }
          end = index + 1
        } else if tokens[index].kind == .comment {
          comment = index
        }
        index += 1
      }
      let isLast = index >= tokens.count || tokens[index].kind == .end
      position = index + 1
      if first >= 0 { return Line(start: first, end: end, indent: indent) }
      if comment >= 0, isDocumentation(comment) {
        documentation.append(comment)
      } else {
        documentation.removeAll(keepingCapacity: true)
      }
      if isLast { return nil }
    }
    return nil
  }

  /// The width of the blanks that a line starts with; `index` is moved past them (and past a byte-order mark).
  private mutating func indentation(_ index: inout Int) -> Int {
    if index == 0, tokens[0].kind == .blank, text.bytes[0] == 0xEF { index = 1 }
    guard tokens[index].kind == .blank else { return 0 }
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    index += 1
    let isMixed = end - start > 1 && text.bytes[start..<end].contains(9) && text.bytes[start..<end].contains(32)
    let holdsSomething = !tokens[index].kind.isTrivia && tokens[index].kind != .end
    if isMixed, holdsSomething {
      report(.mixedIndentation(at: Span(source: text.source, start: UInt32(start), end: UInt32(end))))
    }
    return end - start
  }

  /// A comment that starts with `##`.
  private func isDocumentation(_ index: Int) -> Bool {
    let start = Int(tokens[index].start)
    return start + 1 < text.bytes.count && text.bytes[start + 1] == UInt8(ascii: "#")
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}

/// The words that the parser knows, by number.
struct ParserWords {
  let and, or, not, unless, `is`, conflicts, with, rule, because, source, version, tag, given, expect, unknown, `in`,
    `import`, of, one, first, all, otherwise: WordID
  /// First words of statements, as ``Keyword/statements``.
  let statements: [WordID]

  init(_ words: inout WordTable) {
    and = words.intern("and")
    or = words.intern("or")
    not = words.intern("not")
    unless = words.intern("unless")
    `is` = words.intern("is")
    conflicts = words.intern("conflicts")
    with = words.intern("with")
    rule = words.intern("rule")
    because = words.intern("because")
    source = words.intern("source")
    version = words.intern("version")
    tag = words.intern("tag")
    given = words.intern("given")
    expect = words.intern("expect")
    unknown = words.intern("unknown")
    `in` = words.intern("in")
    `import` = words.intern("import")
    of = words.intern("of")
    one = words.intern("one")
    first = words.intern("first")
    all = words.intern("all")
    otherwise = words.intern("otherwise")
    statements = Keyword.statements.map { words.intern($0) }
  }
}
