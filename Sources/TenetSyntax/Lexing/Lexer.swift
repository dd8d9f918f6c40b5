import TenetText

/// The tokens of a text and what is wrong with its bytes; the last token is `.end`.
///
/// Between two tokens stand only blanks, and in front of the first one perhaps a byte-order mark: see ``pieces(of:)``.
/// Every byte sequence has tokens. Cost: one pass. At most a hundred errors are reported one by one.
public func tokenize(
  _ bytes: [UInt8], source: SourceID, words: inout WordTable
) -> (tokens: [Token], diagnostics: [Diagnostic]) {
  var lexer = Lexer(source: source)
  lexer.tokens.reserveCapacity(bytes.count / 4 + 8)
  lexer.run(bytes.span, &words)
  return lexer.finish()
}

/// All of a text in pieces: its tokens, and the blanks between them as tokens of their own. Joined, they are the text.
public func pieces(of tokens: [Token]) -> [Token] {
  var pieces: [Token] = []
  var end: UInt32 = 0
  for token in tokens {
    if token.start > end { pieces.append(Token(.blank, end, token.start)) }
    pieces.append(token)
    end = token.end
  }
  return pieces
}

/// Takes a text apart, byte by byte.
struct Lexer: ~Copyable {
  let source: SourceID
  var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0

  /// How many errors are told one by one.
  static var mostErrors: Int { 100 }

  init(source: SourceID) {
    self.source = source
  }

  consuming func finish() -> (tokens: [Token], diagnostics: [Diagnostic]) { (tokens, diagnostics) }

  mutating func run(_ text: Swift.Span<UInt8>, _ words: inout WordTable) {
    var index = 0
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { index = 3 }
    while index < text.count {
      index = plainWords(text, index, &words)
      if index < text.count { index = other(text, index, text[index], &words) }
    }
    tokens.append(Token(.end, UInt32(text.count), UInt32(text.count)))
    if errorCount > Lexer.mostErrors {
      diagnostics.append(.moreByteErrors(errorCount - Lexer.mostErrors, at: span(text.count, text.count)))
    }
  }

  /// Adds whatever token starts here, or passes over a blank; returns where it ends, which is always further on.
  private mutating func other(
    _ text: Swift.Span<UInt8>, _ start: Int, _ byte: UInt8, _ words: inout WordTable
  ) -> Int {
    switch byte {
    case 9, 32: return start + 1
    case 10: return add(.newline, start, start + 1)
    case 13: return add(.newline, start, Lexer.byte(text, start + 1) == 10 ? start + 2 : start + 1)
    case 48...57: return number(text, start, &words)
    case UInt8(ascii: "#"): return comment(text, start)
    case UInt8(ascii: "\""): return string(text, start)
    case UInt8(ascii: "?"): return variable(text, start, &words)
    case 0x80...: return nonASCII(text, start, &words)
    default: return Lexer.isLetter(byte) ? word(text, start, &words) : sign(text, start)
    }
  }

  private mutating func comment(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count {
      let byte = text[end]
      if byte >= 32, byte < 127 {
        end &+= 1
        continue
      }
      if byte == 10 || byte == 13 { break }
      end += checkedLength(text, end)
    }
    return add(.comment, start, end)
  }

  /// The length of the character here; reports what no text may hold.
  mutating func checkedLength(_ text: Swift.Span<UInt8>, _ index: Int) -> Int {
    let byte = text[index]
    if byte >= 0x80 {
      let scalar = decodeScalar(text, index)
      if !scalar.isValid { report(index, index + 1) { .invalidUTF8(byte, at: $0) } }
      if scalar.isControl { report(index, index + scalar.length) { .controlCharacter(scalar.value, at: $0) } }
      return scalar.length
    }
    if byte < 32 && byte != 9 || byte == 127 { report(index, index + 1) { .controlCharacter(UInt32(byte), at: $0) } }
    return 1
  }

  private mutating func number(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    var end = digits(text, start)
    if Lexer.byte(text, end) == UInt8(ascii: "."), Lexer.isDigit(Lexer.byte(text, end + 1)) {
      end = digits(text, end + 1)
    }
    let word = words.intern(text, start, end)
    tokens.append(Token(.number, UInt32(start), UInt32(end), word: word))
    // `tier 1's share`
    return possessive(text, end)
  }

  /// Where the digits and underscores that start here end.
  @inline(__always)
  private func digits(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, Lexer.isDigit(text[end]) || text[end] == UInt8(ascii: "_") { end &+= 1 }
    return end
  }
}

extension Lexer {
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  /// The byte at the index; 0 at the end of the text.
  @inline(__always)
  static func byte(_ text: Swift.Span<UInt8>, _ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  /// Reports an error, unless there were so many that the rest is only counted.
  mutating func report(_ start: Int, _ end: Int, _ diagnostic: (Span) -> Diagnostic) {
    errorCount += 1
    if errorCount <= Lexer.mostErrors { diagnostics.append(diagnostic(span(start, end))) }
  }

  func span(_ start: Int, _ end: Int) -> Span { Span(source: source, start: UInt32(start), end: UInt32(end)) }

  mutating func add(_ kind: TokenKind, _ start: Int, _ end: Int) -> Int {
    tokens.append(Token(kind, UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end)))
    return end
  }

  /// Adds a word that the writer meant by another sign, which has been reported.
  mutating func add(meaning word: WordID, _ start: Int, _ end: Int) -> Int {
    tokens.append(Token(.word, UInt32(start), UInt32(end), word: word))
    return end
  }
}
