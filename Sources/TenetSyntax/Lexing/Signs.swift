import TenetText

extension Lexer {
  /// A sign of one or two ASCII characters.
  mutating func sign(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let byte = text[start]
    let after = start + 1 < text.count ? text[start + 1] : 0
    switch byte {
    case UInt8(ascii: "-"):
      return after == UInt8(ascii: ">") ? add(.arrow, start, start + 2) : add(.minus, start, start + 1)
    case UInt8(ascii: ","): return add(.comma, start, start + 1)
    case UInt8(ascii: ":"): return add(.colon, start, start + 1)
    case UInt8(ascii: "("): return add(.openParenthesis, start, start + 1)
    case UInt8(ascii: ")"): return add(.closeParenthesis, start, start + 1)
    case UInt8(ascii: "+"): return add(.plus, start, start + 1)
    case UInt8(ascii: "*"): return add(.star, start, start + 1)
    case UInt8(ascii: "/"): return add(.slash, start, start + 1)
    case UInt8(ascii: "%"): return add(.percent, start, start + 1)
    case UInt8(ascii: "<"):
      return after == UInt8(ascii: "=") ? add(.atMost, start, start + 2) : add(.less, start, start + 1)
    case UInt8(ascii: ">"):
      return after == UInt8(ascii: "=") ? add(.atLeast, start, start + 2) : add(.greater, start, start + 1)
    case UInt8(ascii: "!") where after == UInt8(ascii: "="): return add(.unequal, start, start + 2)
    case UInt8(ascii: "="): return equals(start, after)
    case UInt8(ascii: "_"): return any(text, start)
    case 0..<32, 127:
      report(.controlCharacter(byte, at: span(start, start + 1)))
      return add(.stray, start, start + 1)
    default:
      report(.strayCharacter(Unicode.Scalar(byte), at: span(start, start + 1)))
      return add(.stray, start, start + 1)
    }
  }

  private mutating func equals(_ start: Int, _ after: UInt8) -> Int {
    if after == UInt8(ascii: ">") {
      report(.otherSign("=>", meant: "→", or: "->", at: span(start, start + 2)))
      return add(.stray, start, start + 2)
    }
    if after == UInt8(ascii: "=") {
      report(.otherSign("==", meant: "is", or: "=", at: span(start, start + 2)))
      return add(.equal, start, start + 2)
    }
    return add(.equal, start, start + 1)
  }

  private mutating func any(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let end = wordEnd(text, start)
    if end == start + 1 { return add(.any, start, end) }
    report(.wordStartsWithUnderscore(at: span(start, end)))
    return add(.stray, start, end)
  }

  /// A letter, sign or blank beyond ASCII, or bytes that are no UTF-8.
  mutating func nonASCII(_ text: Swift.Span<UInt8>, _ start: Int, _ words: inout WordTable) -> Int {
    let scalar = decodeScalar(text, start)
    let end = start + scalar.length
    guard scalar.isValid else {
      report(.invalidUTF8(text[start], at: span(start, end)))
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
    if scalar.startsWord {
      let wordEnd = wordEnd(text, start)
      tokens.append(Token(.word, UInt32(start), UInt32(wordEnd), word: words.intern(text, start, wordEnd)))
      return wordEnd
    }
    if scalar.isBlank { return add(.blank, start, end) }
    switch scalar.value {
    case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB: report(.smartQuote(at: span(start, end)))
    case 0x21D2, 0x27F6, 0x2794, 0x279C:
      report(.otherSign(character(scalar), meant: "→", or: "->", at: span(start, end)))
    default: if let value = Unicode.Scalar(scalar.value) { report(.strayCharacter(value, at: span(start, end))) }
    }
    return add(.stray, start, end)
  }

  private func character(_ scalar: ScannedScalar) -> String { Unicode.Scalar(scalar.value).map { String($0) } ?? "" }

  // MARK: Strings

  /// A string, closed on its line or not.
  mutating func string(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count {
      let byte = text[end]
      if byte == UInt8(ascii: "\"") { return add(.string, start, end + 1) }
      if byte == 10 || byte == 13 { break }
      if byte == UInt8(ascii: "\\") {
        end = escape(text, end)
      } else if byte >= 0x80 {
        let scalar = decodeScalar(text, end)
        if !scalar.isValid { report(.invalidUTF8(byte, at: span(end, end + 1))) }
        end += scalar.length
      } else {
        if byte < 32, byte != 9 { report(.controlCharacter(byte, at: span(end, end + 1))) }
        end += 1
      }
    }
    report(.unclosedString(at: span(start, end)))
    return add(.string, start, end)
  }

  /// Checks an escape; returns where it ends.
  private mutating func escape(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    guard start + 1 < text.count, text[start + 1] != 10, text[start + 1] != 13 else { return start + 1 }
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"): return start + 2
    case UInt8(ascii: "u"):
      var end = start + 2
      if end < text.count, text[end] == UInt8(ascii: "{") {
        end += 1
        while end < text.count, Lexer.isLetter(text[end]) || Lexer.isDigit(text[end]) { end += 1 }
        if end < text.count, text[end] == UInt8(ascii: "}"), scalarValue(text, start + 3, end) != nil { return end + 1 }
      }
      report(.badEscape("\\u", at: span(start, end)))
      return end
    default:
      let length = text[start + 1] < 0x80 ? 1 : decodeScalar(text, start + 1).length
      var shown: [UInt8] = []
      for index in start..<min(start + 1 + length, text.count) { shown.append(text[index]) }
      report(.badEscape(String(decoding: shown, as: UTF8.self), at: span(start, start + 1 + length)))
      return start + 1 + length
    }
  }

  private func scalarValue(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Unicode.Scalar? {
    guard end > start, end - start <= 6 else { return nil }
    var value: UInt32 = 0
    for index in start..<end {
      let byte = text[index]
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}

/// The text that a string token stands for: without quotes, escapes resolved; what is no escape stays as it is.
public func decodeString(_ token: [UInt8]) -> String {
  guard token.first == UInt8(ascii: "\"") else { return String(decoding: token, as: UTF8.self) }
  var result: [UInt8] = []
  var index = 1
  while index < token.count, token[index] != UInt8(ascii: "\"") {
    guard token[index] == UInt8(ascii: "\\"), index + 1 < token.count else {
      result.append(token[index])
      index += 1
      continue
    }
    switch token[index + 1] {
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "u"):
      if let close = token[index...].firstIndex(of: UInt8(ascii: "}")), index + 3 < close,
        let value = UInt32(String(decoding: token[index + 3..<close], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        result.append(contentsOf: String(scalar).utf8)
        index = close + 1
        continue
      }
      result.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    default: result.append(token[index + 1])
    }
    index += 2
  }
  return String(decoding: result, as: UTF8.self)
}
