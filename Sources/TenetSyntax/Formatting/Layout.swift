import TenetText

/// A text on its way into its layout: statement by statement, each line finished before the next.
struct Layout {
  let tree: SyntaxTree
  let tokens: [Token]
  let bytes: [UInt8]
  let isASCII: Bool
  /// The lines that are finished, in UTF-8.
  private(set) var output: [UInt8] = []
  /// One-line rules right below each other, which wait to have their arrows aligned.
  var waiting = ArrowRun()

  static var width: Int { 100 }

  init(_ tree: SyntaxTree, _ bytes: [UInt8], isASCII: Bool) {
    self.tree = tree
    tokens = tree.tokens
    self.bytes = bytes
    self.isASCII = isASCII
    output.reserveCapacity(bytes.count + bytes.count / 8)
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  mutating func run() {
    var end = 0
    for (number, statement) in tree.statements.enumerated() {
      writeGap(end, Int(statement.extent.start), isBelowStatement: number > 0)
      write(statement)
      end = Int(statement.extent.end)
    }
    writeGap(end, tokens.count - 1, isBelowStatement: !tree.statements.isEmpty)
    flushRun()
    while output.last == 10, output.count > 1, output[output.count - 2] == 10 { output.removeLast() }
    if output == [10] { output = [] }
  }

  // MARK: Lines

  /// Writes one finished line; what it consists of has no line end.
  mutating func writeLine(indent: Int, _ text: String) {
    flushRun()
    append(indent: indent, text)
  }

  /// Writes the rules that waited.
  mutating func flushRun() {
    guard !waiting.isEmpty else { return }
    for line in waiting.aligned() { append(indent: 0, line) }
    waiting = ArrowRun()
  }

  private mutating func append(indent: Int, _ text: String) {
    for _ in 0..<indent { output.append(32) }
    output.append(contentsOf: text.utf8)
    output.append(10)
  }

  mutating func writeBlankLine() {
    flushRun()
    if !output.isEmpty { output.append(10) }
  }

  // MARK: Between statements

  /// Writes the comments and blank lines between two statements. Indented comments belong to the statement above.
  private mutating func writeGap(_ start: Int, _ end: Int, isBelowStatement: Bool) {
    var index = start
    // What stands behind the last token of a statement went with its line.
    if isBelowStatement {
      while index < end, tokens[index].kind != .newline { index += 1 }
      if index < end { index += 1 }
    }
    var blankLines = 0
    var isIndented = isBelowStatement
    while index < end {
      let token = tokens[index]
      if token.kind == .newline { blankLines += 1 }
      if token.kind == .comment {
        if blankLines > 0 { writeBlankLine() }
        if column(of: index) == 0 { isIndented = false }
        writeLine(indent: isIndented ? 2 : 0, comment(index))
        // The line end right behind the comment ends its line.
        blankLines = -1
      }
      index += 1
    }
    if blankLines > 0, end < tokens.count - 1 { writeBlankLine() }
  }

  // MARK: Tokens

  /// How far from the start of its line a token stands, in bytes.
  func column(of index: Int) -> Int {
    let start = index > 0 && tokens[index - 1].kind == .newline ? Int(tokens[index - 1].end) : index == 0 ? 0 : -1
    return start < 0 ? 1 : Int(tokens[index].start) - start
  }

  /// A comment without blanks at its end.
  func comment(_ index: Int) -> String {
    var end = Int(tokens[index].end)
    while end > Int(tokens[index].start), bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return String(decoding: bytes[Int(tokens[index].start)..<end], as: UTF8.self)
  }

  func isWord(_ index: Int, _ word: WordID) -> Bool { tokens[index].kind == .word && tokens[index].word == word }

  /// The next significant token from an index on.
  func significant(_ start: Int) -> Int {
    var index = start
    while tokens[index].kind.isTrivia { index += 1 }
    return index
  }
}
