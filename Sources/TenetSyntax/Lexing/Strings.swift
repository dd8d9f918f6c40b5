import TenetText

extension Lexer {
  /// A string, closed on its line or not, and `'s` right after it.
  mutating func string(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count {
      let byte = text[end]
      if byte == UInt8(ascii: "\"") { return possessive(text, add(.string, start, end + 1)) }
      if byte == 10 || byte == 13 { break }
      if byte >= 32, byte < 127, byte != UInt8(ascii: "\\") {
        end &+= 1
        continue
      }
      end = byte == UInt8(ascii: "\\") ? escape(text, end) : end + checkedLength(text, end)
    }
    report(start, end) { .unclosedString(at: $0) }
    return add(.string, start, end)
  }

  /// Checks an escape; returns where it ends.
  private mutating func escape(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let letter = Lexer.byte(text, start + 1)
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"): return start + 2
    case 10, 13: return start + 1
    case 0 where start + 1 >= text.count: return start + 1
    case UInt8(ascii: "u"): return unicodeEscape(text, start)
    default:
      let end = start + 1 + decodeScalar(text, start + 1).length
      let shown = Lexer.shown(text, start, end)
      report(start, end) { .badEscape(shown, at: $0) }
      // A control character or a byte that is no UTF-8 is reported for itself.
      return letter < 32 || letter >= 127 ? start + 1 : end
    }
  }

  /// `\u{…}` with the number of a character in it.
  private mutating func unicodeEscape(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start + 2
    if Lexer.byte(text, end) == UInt8(ascii: "{") {
      end += 1
      while Lexer.isLetter(Lexer.byte(text, end)) || Lexer.isDigit(Lexer.byte(text, end)) { end += 1 }
      if Lexer.byte(text, end) == UInt8(ascii: "}") {
        end += 1
        if unicodeScalar(text, start + 3, end - 1) != nil { return end }
      }
    }
    let shown = Lexer.shown(text, start, end)
    report(start, end) { .badEscape(shown, at: $0) }
    return end
  }

  /// The text of a few bytes, for a message.
  static func shown(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> String {
    var bytes: [UInt8] = []
    for index in start..<min(end, start + 24, text.count) { bytes.append(text[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Quotes of other kinds

  /// A quote that does not quote in Tenet. With its partner on the same line it is read as the string that was meant.
  mutating func otherQuote(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    let open = decodeScalar(text, start)
    let inside = start + open.length
    if open.value == 0x27 || open.value == 0x2019, start > 0, continuesWord(text, start - 1) {
      report(start, inside) { .loneApostrophe(at: $0) }
      return add(.stray, start, inside)
    }
    guard let close = closingQuote(text, inside, open.value) else {
      report(start, inside) { .otherQuote(open.shown, fix: nil, at: $0) }
      return add(.stray, start, inside)
    }
    var content: [UInt8] = []
    for index in inside..<close {
      if text[index] == UInt8(ascii: "\"") || text[index] == UInt8(ascii: "\\") { content.append(UInt8(ascii: "\\")) }
      content.append(text[index])
    }
    let end = close + decodeScalar(text, close).length
    let fix = "\"" + String(decoding: content, as: UTF8.self) + "\""
    report(start, end) { .otherQuote(open.shown, fix: fix, at: $0) }
    var index = inside
    while index < close { index += checkedLength(text, index) }
    return add(.string, start, end)
  }

  /// Where the quote that may close the opening one stands, on its line.
  private func closingQuote(_ text: Swift.Span<UInt8>, _ start: Int, _ open: UInt32) -> Int? {
    var index = start
    // Names are short, and a line full of quotes must not be read anew for each.
    while index < min(text.count, start + 400), text[index] != 10, text[index] != 13 {
      let scalar = decodeScalar(text, index)
      if index > start, Lexer.closes(scalar.value, open) {
        let isApostrophe = scalar.value == 0x27 || scalar.value == 0x2019
        if !isApostrophe || !continuesWord(text, index + scalar.length) { return index }
      }
      index += scalar.length
    }
    return nil
  }

  private static func closes(_ quote: UInt32, _ open: UInt32) -> Bool {
    switch open {
    case 0x27, 0x2018...0x201B: return quote == 0x27 || (0x2018...0x201B).contains(quote)
    case 0x60: return quote == 0x60 || quote == 0x27
    case 0xAB, 0xBB: return quote == 0xAB || quote == 0xBB
    case 0x2039, 0x203A: return quote == 0x2039 || quote == 0x203A
    default: return quote == 0x22 || (0x201C...0x201F).contains(quote)
    }
  }
}

/// The character that a range of hexadecimal digits numbers.
private func unicodeScalar(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Unicode.Scalar? {
  guard end > start, end - start <= 6 else { return nil }
  var value: UInt32 = 0
  for index in start..<end {
    let byte = text[index]
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
    value = value << 4 | UInt32(digit)
  }
  return Unicode.Scalar(value)
}

/// The text that a string token stands for: without quotes, escapes resolved; what is no escape stays as it is.
public func decodeString(_ token: [UInt8]) -> String { decodeString(token.span, 0, token.count) }

/// The text that a string token, the given bytes of a text, stands for.
public func decodeString(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> String {
  var result: [UInt8] = []
  guard start < end else { return "" }
  let isPlain = text[start] == UInt8(ascii: "\"")
  var index = start + decodeScalar(text, start).length
  var last = end
  // A quote of another kind, which has been reported, is closed by one of its own.
  if !isPlain, index < end { last -= text[end - 1] < 0x80 ? 1 : text[end - 2] == 0xC2 ? 2 : 3 }
  while index < last, !isPlain || text[index] != UInt8(ascii: "\"") {
    if isPlain, text[index] == UInt8(ascii: "\\"), index + 1 < last {
      index = decodeEscape(text, index, last, &result)
    } else {
      result.append(text[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Appends what an escape stands for; returns where it ends.
private func decodeEscape(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int, _ result: inout [UInt8]) -> Int {
  switch text[start + 1] {
  case UInt8(ascii: "n"): result.append(10)
  case UInt8(ascii: "t"): result.append(9)
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(text[start + 1])
  case UInt8(ascii: "u"):
    var close = start + 2
    while close < end, text[close] != UInt8(ascii: "}") { close += 1 }
    if close < end, text[start + 2] == UInt8(ascii: "{"), let scalar = unicodeScalar(text, start + 3, close) {
      result.append(contentsOf: String(Character(scalar)).utf8)
      return close + 1
    }
    result.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
  default:
    result.append(text[start])
    return start + 1
  }
  return start + 2
}
