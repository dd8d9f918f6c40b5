import TenetText

/// One Unicode scalar of a text, or one byte that belongs to none.
struct ScannedScalar {
  var value: UInt32
  var length: Int
  var isValid: Bool

  private var scalar: Unicode.Scalar? { Unicode.Scalar(value) }

  @inline(never)
  var startsWord: Bool { scalar?.properties.isAlphabetic == true }

  /// A letter, a mark that goes with one, a digit, or a joiner inside a word.
  @inline(never)
  var continuesWord: Bool {
    guard let scalar else { return false }
    if scalar.properties.isAlphabetic || value == 0x200C || value == 0x200D { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return false
    }
  }

  var isBlank: Bool {
    value == 0xA0 || value == 0x202F || value == 0x3000 || (value >= 0x2000 && value <= 0x200A)
  }
}

/// Decodes the scalar at an index by the well-formed table of Unicode (chapter 3, table 3-7).
func decodeScalar(_ text: Swift.Span<UInt8>, _ index: Int) -> ScannedScalar {
  let first = text[index]
  let bad = ScannedScalar(value: UInt32(first), length: 1, isValid: false)
  if first < 0x80 { return ScannedScalar(value: UInt32(first), length: 1, isValid: true) }
  let length: Int
  var low: UInt8 = 0x80
  var high: UInt8 = 0xBF
  switch first {
  case 0xC2...0xDF: length = 2
  case 0xE0...0xEF:
    length = 3
    if first == 0xE0 { low = 0xA0 }
    if first == 0xED { high = 0x9F }
  case 0xF0...0xF4:
    length = 4
    if first == 0xF0 { low = 0x90 }
    if first == 0xF4 { high = 0x8F }
  default: return bad
  }
  guard index + length <= text.count, text[index + 1] >= low, text[index + 1] <= high else { return bad }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for offset in 1..<length {
    let byte = text[index + offset]
    guard byte & 0xC0 == 0x80 else { return bad }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  return ScannedScalar(value: value, length: length, isValid: true)
}

extension ScannedScalar {
  /// A control character of the second block, U+0080 to U+009F.
  var isControl: Bool { isValid && value >= 0x80 && value < 0xA0 }

  /// The character itself, for a message.
  var shown: String { Unicode.Scalar(value).map { String(Character($0)) } ?? "" }
}
