/// The parts of a JSON text that hold nothing else: blanks, strings, numbers, `true`, `false`, `null`.
///
/// The bytes are known to be UTF-8.
struct JSONScanner {
  private let bytes: [UInt8]
  private let end: Int
  /// The offset of the next byte.
  var index: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.end = range.upperBound
    self.index = range.lowerBound
    if bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { index += 3 }
  }

  var isAtEnd: Bool { index >= end }

  /// The next byte; 0, which stands nowhere in JSON, at the end.
  var current: UInt8 { index < end ? bytes[index] : 0 }

  mutating func skipBlanks() {
    while index < end {
      switch bytes[index] {
      case 32, 10, 13, 9: index += 1
      default: return
      }
    }
  }

  /// A value that holds no other.
  mutating func readScalar(inside: (JSONError.Container, UInt32)?) throws(JSONError) -> JSONValue {
    let start = UInt32(index)
    let content: JSONValue.Content
    switch current {
    case UInt8(ascii: "\""): content = .string(try readString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try readNumber())
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): content = try readWord()
    default:
      if isAtEnd, let (container, opened) = inside { throw error(.cutShort(inside: container, opened: opened)) }
      throw error(.expectedValue(found: found))
    }
    return JSONValue(content, start: start, end: UInt32(index))
  }

  private mutating func readWord() throws(JSONError) -> JSONValue.Content {
    let start = index
    while index < end, isWordByte(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      let meant = word == "None" || word == "nil" ? "null" : nearest(to: word, in: ["true", "false", "null"])
      throw JSONError(.misspelt(word: clipped(word), meant: meant), at: UInt32(start), to: UInt32(index))
    }
  }

  // MARK: Numbers

  private mutating func readNumber() throws(JSONError) -> String {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let whole = index
    try readDigits("a number needs a digit here")
    if bytes[whole] == UInt8(ascii: "0"), index > whole + 1 {
      throw JSONError(
        .badNumber(why: "a number may not start with a zero in front of other digits"), at: UInt32(start),
        to: UInt32(index))
    }
    if current == UInt8(ascii: ".") {
      index += 1
      try readDigits("a number needs a digit after its point")
    }
    if current | 0x20 == UInt8(ascii: "e") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      try readDigits("a number needs a digit in its exponent")
    }
    if index < end, isWordByte(bytes[index]) || bytes[index] == UInt8(ascii: ".") {
      throw error(.badNumber(why: "a number goes on with \(found)"))
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readDigits(_ why: String) throws(JSONError) {
    let start = index
    while index < end, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    guard index > start else { throw error(.badNumber(why: why)) }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  // MARK: Strings

  /// The string whose opening quote comes next.
  mutating func readString() throws(JSONError) -> String {
    let opened = index
    index += 1
    let start = index
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try readEscapedString(opened: opened, start: start) }
      if byte < 0x20 { throw error(.controlCharacter(byte)) }
      index += 1
    }
    throw error(.cutShort(inside: .string, opened: UInt32(opened)))
  }

  /// The rest of a string in which there are escapes.
  private mutating func readEscapedString(opened: Int, start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<index])
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte < 0x20 { throw error(.controlCharacter(byte)) }
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < end else { break }
        try readEscape(into: &text)
      } else {
        text.append(byte)
        index += 1
      }
    }
    index = end
    throw error(.cutShort(inside: .string, opened: UInt32(opened)))
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONError) {
    let start = index
    index += 2
    switch bytes[start + 1] {
    case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try readScalarEscape(start)).utf8)
    default: throw badEscape(from: start, length: 2)
    }
  }

  /// The scalar of `\uXXXX`, or of the two such escapes of a surrogate pair.
  private mutating func readScalarEscape(_ start: Int) throws(JSONError) -> Character {
    let unit = try readUnit(start)
    if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
    let lone = JSONError(.loneSurrogate, at: UInt32(start), to: UInt32(index))
    guard unit < 0xDC00, index + 1 < end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    else { throw lone }
    let second = index
    index += 2
    let low = try readUnit(second)
    guard low >= 0xDC00, low <= 0xDFFF, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw lone }
    return Character(scalar)
  }

  /// Four hexadecimal digits.
  private mutating func readUnit(_ start: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard index < end, let digit = hexadecimalValue(bytes[index]) else {
        throw badEscape(from: start, length: index - start)
      }
      unit = unit << 4 | digit
      index += 1
    }
    return unit
  }

  private func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return UInt32(byte - UInt8(ascii: "A") + 10)
    default: return nil
    }
  }

  // MARK: Errors

  private func badEscape(from start: Int, length: Int) -> JSONError {
    var last = min(start + length, end)
    while last < end, bytes[last] & 0xC0 == 0x80 { last += 1 }
    let text = String(decoding: bytes[start..<last], as: UTF8.self)
    return JSONError(.badEscape(text), at: UInt32(start), to: UInt32(last))
  }

  /// An error at the next character.
  func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason, at: UInt32(index), to: UInt32(characterEnd))
  }

  private var characterEnd: Int {
    var last = min(index + 1, end)
    while last < end, bytes[last] & 0xC0 == 0x80 { last += 1 }
    return last
  }

  /// The next character in words, for messages.
  var found: String {
    guard index < end else { return "the end of the text" }
    if bytes[index] < 0x20 || bytes[index] == 0x7F { return "a control character" }
    return "`\(String(decoding: bytes[index..<characterEnd], as: UTF8.self))`"
  }

  private func clipped(_ word: String) -> String {
    word.utf8.count <= 60 ? word : String(String.UnicodeScalarView(word.unicodeScalars.prefix(40))) + "…"
  }
}
