import TenetText

extension Lexer {
  /// A sign of one or two ASCII characters.
  mutating func sign(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let after = Lexer.byte(text, start + 1)
    switch text[start] {
    case UInt8(ascii: ","): return add(.comma, start, start + 1)
    case UInt8(ascii: ":"): return add(.colon, start, start + 1)
    case UInt8(ascii: "("): return add(.openParenthesis, start, start + 1)
    case UInt8(ascii: ")"): return add(.closeParenthesis, start, start + 1)
    case UInt8(ascii: "-"): return minus(text, start, after)
    case UInt8(ascii: "+"): return add(.plus, start, start + 1)
    case UInt8(ascii: "*"): return add(.star, start, start + 1)
    case UInt8(ascii: "/"): return add(.slash, start, start + 1)
    case UInt8(ascii: "%"): return add(.percent, start, start + 1)
    case UInt8(ascii: "<"): return less(text, start, after)
    case UInt8(ascii: ">"):
      return after == UInt8(ascii: "=") ? add(.atLeast, start, start + 2) : add(.greater, start, start + 1)
    case UInt8(ascii: "!") where after == UInt8(ascii: "="): return add(.unequal, start, start + 2)
    case UInt8(ascii: "="): return equals(text, start, after)
    case UInt8(ascii: "_"): return any(text, start)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return otherQuote(text, start)
    default: return strayASCII(text, start, after)
    }
  }

  private mutating func minus(_ text: Swift.Span<UInt8>, _ start: Int, _ after: UInt8) -> Int {
    if after == UInt8(ascii: ">") { return add(.arrow, start, start + 2) }
    guard after == UInt8(ascii: "-"), Lexer.byte(text, start + 2) == UInt8(ascii: ">") else {
      return add(.minus, start, start + 1)
    }
    report(start, start + 3) { .otherSign("-->", meant: "→", or: "->", at: $0) }
    return add(.arrow, start, start + 3)
  }

  private mutating func less(_ text: Swift.Span<UInt8>, _ start: Int, _ after: UInt8) -> Int {
    if after == UInt8(ascii: "=") {
      guard Lexer.byte(text, start + 2) == UInt8(ascii: ">") else { return add(.atMost, start, start + 2) }
      report(start, start + 3) { .otherSign("<=>", meant: "=", at: $0) }
      return add(.equal, start, start + 3)
    }
    guard after == UInt8(ascii: ">") else { return add(.less, start, start + 1) }
    report(start, start + 2) { .otherSign("<>", meant: "≠", or: "!=", at: $0) }
    return add(.unequal, start, start + 2)
  }

  private mutating func equals(_ text: Swift.Span<UInt8>, _ start: Int, _ after: UInt8) -> Int {
    if after == UInt8(ascii: ">") {
      report(start, start + 2) { .otherSign("=>", meant: "→", or: "->", at: $0) }
      return add(.arrow, start, start + 2)
    }
    if after == UInt8(ascii: "<") {
      report(start, start + 2) { .otherSign("=<", meant: "≤", or: "<=", at: $0) }
      return add(.atMost, start, start + 2)
    }
    if after == UInt8(ascii: "="), Lexer.byte(text, start + 2) == UInt8(ascii: ">") {
      report(start, start + 3) { .otherSign("==>", meant: "→", or: "->", at: $0) }
      return add(.arrow, start, start + 3)
    }
    if after == UInt8(ascii: "=") {
      let end = Lexer.byte(text, start + 2) == UInt8(ascii: "=") ? start + 3 : start + 2
      report(start, end) { .otherSign(end - start == 3 ? "===" : "==", meant: "=", or: "is", at: $0) }
      return add(.equal, start, end)
    }
    // A combining stroke through the sign is the other way to write ≠.
    if after == 0xCC, Lexer.byte(text, start + 2) == 0xB8 { return add(.unequal, start, start + 3) }
    return add(.equal, start, start + 1)
  }

  /// `_` on its own; words that start with it are none.
  private mutating func any(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let end = wordEnd(text, start, takingApostrophes: true)
    if end == start + 1 { return add(.any, start, end) }
    report(start, end) { .wordStartsWithUnderscore(at: $0) }
    return add(.stray, start, end)
  }

  /// What has no meaning. Where it is plain what was meant, the token means that, so that no other error follows from it.
  private mutating func strayASCII(_ text: Swift.Span<UInt8>, _ start: Int, _ after: UInt8) -> Int {
    let byte = text[start]
    if byte < 32 || byte == 127 {
      report(start, start + 1) { .controlCharacter(UInt32(byte), at: $0) }
      return add(.stray, start, start + 1)
    }
    let isDouble = byte == after && (byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|"))
    let end = isDouble ? start + 2 : start + 1
    if byte == UInt8(ascii: "."), Lexer.isDigit(after) {
      report(start, end) { .pointWithoutDigit(at: $0) }
    } else {
      report(start, end) { .strayCharacter(Unicode.Scalar(byte), at: $0) }
    }
    switch byte {
    case UInt8(ascii: "&"): return add(meaning: KnownWords.and, start, end)
    case UInt8(ascii: "|"): return add(meaning: KnownWords.or, start, end)
    case UInt8(ascii: "!"): return add(meaning: KnownWords.not, start, end)
    case UInt8(ascii: ";") where !endsLine(text, end): return add(.comma, start, end)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return add(.openParenthesis, start, end)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return add(.closeParenthesis, start, end)
    default: return add(.stray, start, end)
    }
  }

  /// Whether nothing but blanks follows on the line.
  private func endsLine(_ text: Swift.Span<UInt8>, _ start: Int) -> Bool {
    var index = start
    while index < text.count, text[index] == 32 || text[index] == 9 || text[index] == 13 { index += 1 }
    return index == text.count || text[index] == 10
  }

  // MARK: Beyond ASCII

  /// A letter, sign or blank beyond ASCII, or bytes that are no UTF-8.
  mutating func nonASCII(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let scalar = decodeScalar(text, start)
    let end = start + scalar.length
    guard scalar.isValid else {
      report(start, end) { .invalidUTF8(text[start], at: $0) }
      return add(.stray, start, end)
    }
    switch scalar.value {
    case 0x2192: return add(.arrow, start, end)
    case 0x2265: return add(.atLeast, start, end)
    case 0x2264: return add(.atMost, start, end)
    case 0x2260: return add(.unequal, start, end)
    case 0x2212: return add(.minus, start, end)
    case 0xD7: return add(.star, start, end)
    default: break
    }
    if scalar.startsWord { return word(text, start, &words) }
    return scalar.isBlank ? end : otherSign(text, start, scalar)
  }

  /// A sign beyond ASCII that Tenet writes otherwise, or does not know.
  private mutating func otherSign(_ text: Swift.Span<UInt8>, _ start: Int, _ scalar: ScannedScalar) -> Int {
    let end = start + scalar.length
    switch scalar.value {
    case 0x201C...0x201F, 0xAB, 0xBB, 0x2018...0x201B, 0x2039, 0x203A: return otherQuote(text, start)
    case 0x21D2, 0x27F6, 0x27F9, 0x21A6, 0x2794, 0x279C, 0x2799, 0x27A1:
      report(start, end) { .otherSign(scalar.shown, meant: "→", or: "->", at: $0) }
      return add(.arrow, start, end)
    case 0x2227:
      report(start, end) { .otherSign(scalar.shown, meant: "and", at: $0) }
      return add(meaning: KnownWords.and, start, end)
    case 0x2228:
      report(start, end) { .otherSign(scalar.shown, meant: "or", at: $0) }
      return add(meaning: KnownWords.or, start, end)
    case 0xAC:
      report(start, end) { .otherSign(scalar.shown, meant: "not", at: $0) }
      return add(meaning: KnownWords.not, start, end)
    case 0xF7:
      report(start, end) { .otherSign(scalar.shown, meant: "/", at: $0) }
      return add(.slash, start, end)
    case 0x2010...0x2015 where Lexer.byte(text, end) == UInt8(ascii: ">"):
      report(start, end + 1) { .otherSign(scalar.shown + ">", meant: "→", or: "->", at: $0) }
      return add(.arrow, start, end + 1)
    case 0x2010...0x2015:
      report(start, end) { .otherSign(scalar.shown, meant: "-", at: $0) }
      return add(.minus, start, end)
    default:
      if scalar.isControl {
        report(start, end) { .controlCharacter(scalar.value, at: $0) }
      } else {
        report(start, end) { .strayCharacter(Unicode.Scalar(scalar.value) ?? "\u{FFFD}", at: $0) }
      }
      return add(.stray, start, end)
    }
  }
}
