import Tenet

/// The symbols of a text for a ``Recognizer``: the lexer's tokens without trivia, and what the layout means.
enum SymbolReading {
  private static let attributes: Set<String> = ["because", "source", "version", "tag"]

  /// The symbols from one character of a text up to another; both are the places of significant tokens.
  static func symbols(of text: String, from start: Int? = nil, to end: Int? = nil) -> [Recognizer.Symbol] {
    var words = WordTable()
    let bytes = Array(text.utf8)
    let tokens = pieces(of: tokenize(bytes, source: SourceID(UInt32(0)), words: &words).tokens)
    let first = start.map { utf8Offset($0, text) } ?? 0
    let last = end.map { utf8Offset($0, text) } ?? bytes.count
    var layout = Layout()
    var result: [Recognizer.Symbol] = []
    for token in tokens where token.kind != .end {
      let spelling = String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      let lineBreak = layout.pass(token.kind, spelling)
      guard !token.kind.isTrivia, Int(token.start) >= first, Int(token.end) <= last else { continue }
      if let lineBreak, !result.isEmpty { result.append(lineBreak) }
      result += symbols(token.kind, spelling)
    }
    return result
  }

  private static func utf8Offset(_ character: Int, _ text: String) -> Int {
    text.utf8.distance(from: text.startIndex, to: text.index(text.startIndex, offsetBy: character))
  }

  private static func symbols(_ kind: TokenKind, _ spelling: String) -> [Recognizer.Symbol] {
    switch kind {
    case .word:
      let folded = spelling.lowercased()
      guard folded.hasSuffix("'s") || folded.hasSuffix("’s") else { return [.word(folded)] }
      return [.word(String(folded.dropLast(2))), .mark("'s")]
    case .number: return [.lexeme("literal", text: spelling)]
    case .string: return [.lexeme("string", text: spelling)]
    case .variable: return [.lexeme("variable", text: spelling)]
    case .possessive: return [.mark("'s")]
    default: return [.mark(spelling)]
    }
  }

  /// Tells what a line end means, as the grammar's preface puts it.
  private struct Layout {
    private var isLineStart = true
    private var indent = 0
    private var isCase = false
    private var isOpen = false
    private var itemIndent: Int?

    /// Takes the next token; answers with the symbol in front of it where a line end is one.
    mutating func pass(_ kind: TokenKind, _ spelling: String) -> Recognizer.Symbol? {
      switch kind {
      case .newline:
        isLineStart = true
        indent = 0
        return nil
      case .blank:
        if isLineStart { indent = spelling.count }
        return nil
      case .comment, .stray, .end: return nil
      default: break
      }
      let meaning = isLineStart ? lineBreak(spelling.lowercased()) : nil
      isLineStart = false
      isOpen = ["→", "->", ",", ":", "(", "and", "or"].contains(spelling.lowercased())
      return meaning
    }

    private mutating func lineBreak(_ word: String) -> Recognizer.Symbol? {
      if isOpen { return nil }
      if indent == 0 {
        isCase = word == "example" || word == "profile"
        itemIndent = nil
        return .newline
      }
      if !isCase { return attributes.contains(word) ? .indent : nil }
      if let itemIndent, indent > itemIndent { return nil }
      itemIndent = indent
      return .indent
    }
  }
}
