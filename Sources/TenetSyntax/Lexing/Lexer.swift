import TenetText

/// The tokens of a text and what is wrong with its bytes. Joined, the tokens are the text; the last one is `.end`.
///
/// Every byte sequence has tokens. Cost: one pass. At most a hundred errors are reported one by one.
public func tokenize(_ bytes: [UInt8], source: SourceID, words: inout WordTable) -> (
  tokens: [Token], diagnostics: [Diagnostic]
) {
  var lexer = Lexer(source: source)
  lexer.tokens.reserveCapacity(bytes.count / 4 + 1)
  lexer.run(bytes.span, &words)
  return (lexer.tokens, lexer.diagnostics)
}

/// Takes a text apart, byte by byte.
struct Lexer {
  let source: SourceID
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  private var errorCount = 0

  static var mostErrors: Int { 100 }

  init(source: SourceID) { self.source = source }

  mutating func run(_ text: Swift.Span<UInt8>, _ words: inout WordTable) {
    var index = 0
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
      tokens.append(Token(.blank, 0, 3))
      index = 3
    }
    while index < text.count { index = next(text, index, &words) }
    tokens.append(Token(.end, UInt32(text.count), UInt32(text.count)))
    if errorCount > Lexer.mostErrors {
      let end = UInt32(text.count)
      diagnostics.append(
        .moreByteErrors(errorCount - Lexer.mostErrors, at: Span(source: source, start: end, end: end)))
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    errorCount += 1
    if errorCount <= Lexer.mostErrors { diagnostics.append(diagnostic) }
  }

  func span(_ start: Int, _ end: Int) -> Span { Span(source: source, start: UInt32(start), end: UInt32(end)) }

  mutating func add(_ kind: TokenKind, _ start: Int, _ end: Int) -> Int {
    tokens.append(Token(kind, UInt32(start), UInt32(end)))
    return end
  }

  /// Adds the token that starts at `start`; returns where it ends, which is always further on.
  private mutating func next(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let byte = text[start]
    if Lexer.isLetter(byte) { return word(text, start, &words) }
    switch byte {
    case 32, 9: return blank(text, start)
    case 10: return add(.newline, start, start + 1)
    case 13: return add(.newline, start, start + 1 < text.count && text[start + 1] == 10 ? start + 2 : start + 1)
    case UInt8(ascii: "#"): return comment(text, start)
    case UInt8(ascii: "\""): return string(text, start)
    case UInt8(ascii: "?"): return variable(text, start, &words)
    case 48...57: return number(text, start, &words)
    case 0x80...: return nonASCII(text, start, &words)
    default: return sign(text, start)
    }
  }

  // MARK: Trivia

  private mutating func blank(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] == 32 || text[end] == 9 { end += 1 }
    return add(.blank, start, end)
  }

  private mutating func comment(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] != 10, text[end] != 13 {
      let byte = text[end]
      if byte >= 0x80 {
        let scalar = decodeScalar(text, end)
        if !scalar.isValid { report(.invalidUTF8(byte, at: span(end, end + scalar.length))) }
        end += scalar.length
        continue
      }
      if byte < 32, byte != 9 { report(.controlCharacter(byte, at: span(end, end + 1))) }
      end += 1
    }
    return add(.comment, start, end)
  }

  // MARK: Words

  private mutating func word(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let end = wordEnd(text, start)
    let word = words.intern(text, start, end)
    tokens.append(Token(.word, UInt32(start), UInt32(end), word: word))
    return end
  }

  /// Where the word that starts here ends: letters, digits, `-`, `_`, inner apostrophes; before `->`.
  func wordEnd(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count {
      let byte = text[end]
      if Lexer.isLetter(byte) || Lexer.isDigit(byte) || byte == UInt8(ascii: "_") {
        end += 1
      } else if byte == UInt8(ascii: "-") {
        if end + 1 < text.count, text[end + 1] == UInt8(ascii: ">") { break }
        end += 1
      } else if byte == UInt8(ascii: "'") {
        guard end + 1 < text.count, continuesWord(text, end + 1) else { break }
        end += 1
      } else if byte >= 0x80 {
        let scalar = decodeScalar(text, end)
        if scalar.value == 0x2019, end + 3 < text.count, continuesWord(text, end + 3) {
          end += 3
        } else if scalar.isValid, scalar.continuesWord {
          end += scalar.length
        } else {
          break
        }
      } else {
        break
      }
    }
    return end
  }

  /// Whether a letter or digit stands here.
  private func continuesWord(_ text: Swift.Span<UInt8>, _ index: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 { return Lexer.isLetter(byte) || Lexer.isDigit(byte) }
    let scalar = decodeScalar(text, index)
    return scalar.isValid && scalar.continuesWord
  }

  private mutating func variable(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let nameStart = start + 1
    guard nameStart < text.count, startsWord(text, nameStart) else {
      report(.loneQuestionMark(at: span(start, start + 1)))
      return add(.stray, start, start + 1)
    }
    var end = nameStart
    while end < text.count {
      let byte = text[end]
      if byte == UInt8(ascii: "-"), end + 1 < text.count, text[end + 1] == UInt8(ascii: ">") { break }
      if Lexer.isLetter(byte) || Lexer.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
        end += 1
        continue
      }
      guard byte >= 0x80 else { break }
      let scalar = decodeScalar(text, end)
      guard scalar.isValid, scalar.continuesWord else { break }
      end += scalar.length
    }
    let word = words.intern(text, nameStart, end)
    tokens.append(Token(.variable, UInt32(start), UInt32(end), word: word))
    return possessive(text, end)
  }

  /// `'s` right after a variable.
  private mutating func possessive(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    guard start < text.count else { return start }
    var letter = start + 1
    if text[start] != UInt8(ascii: "'") {
      guard text[start] == 0xE2, decodeScalar(text, start).value == 0x2019 else { return start }
      letter = start + 3
    }
    guard letter < text.count, text[letter] | 0x20 == UInt8(ascii: "s"),
      letter + 1 == text.count || !continuesWord(text, letter + 1)
    else { return start }
    return add(.possessive, start, letter + 1)
  }

  private func startsWord(_ text: Swift.Span<UInt8>, _ index: Int) -> Bool {
    if text[index] < 0x80 { return Lexer.isLetter(text[index]) }
    let scalar = decodeScalar(text, index)
    return scalar.isValid && scalar.startsWord
  }

  // MARK: Numbers

  private mutating func number(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    var end = digits(text, start)
    if end + 1 < text.count, text[end] == UInt8(ascii: "."), Lexer.isDigit(text[end + 1]) {
      end = digits(text, end + 1)
    }
    let word = words.intern(text, start, end)
    tokens.append(Token(.number, UInt32(start), UInt32(end), word: word))
    return end
  }

  private func digits(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, Lexer.isDigit(text[end]) || text[end] == UInt8(ascii: "_") { end += 1 }
    return end
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
