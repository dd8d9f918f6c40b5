/// The offset of the first byte that does not belong to well-formed UTF-8, or nil where all of it does.
///
/// Cost: one pass, about a byte a cycle for ASCII.
public func firstInvalidUTF8(in bytes: Swift.Span<UInt8>) -> Int? {
  var index = 0
  while index < bytes.count {
    if bytes[index] < 0x80 {
      index += 1
      continue
    }
    let length = lengthOfScalar(in: bytes, at: index)
    if length == 0 { return index }
    index += length
  }
  return nil
}

/// The number of bytes of the scalar beyond ASCII at the index, or 0 where it is malformed (Unicode, table 3-7).
private func lengthOfScalar(in bytes: Swift.Span<UInt8>, at index: Int) -> Int {
  let first = bytes[index]
  let second = index + 1 < bytes.count ? bytes[index + 1] : 0
  let length: Int
  let isSecondFit: Bool
  switch first {
  case 0xC2...0xDF: (length, isSecondFit) = (2, second & 0xC0 == 0x80)
  case 0xE0: (length, isSecondFit) = (3, second >= 0xA0 && second <= 0xBF)
  case 0xED: (length, isSecondFit) = (3, second >= 0x80 && second <= 0x9F)
  case 0xE1...0xEF: (length, isSecondFit) = (3, second & 0xC0 == 0x80)
  case 0xF0: (length, isSecondFit) = (4, second >= 0x90 && second <= 0xBF)
  case 0xF1...0xF3: (length, isSecondFit) = (4, second & 0xC0 == 0x80)
  case 0xF4: (length, isSecondFit) = (4, second >= 0x80 && second <= 0x8F)
  default: return 0
  }
  guard isSecondFit, index + length <= bytes.count else { return 0 }
  var place = index + 2
  while place < index + length {
    if bytes[place] & 0xC0 != 0x80 { return 0 }
    place += 1
  }
  return length
}

/// The character at the index and how many bytes it takes; a malformed byte is U+FFFD and takes one.
public func scalar(in bytes: Swift.Span<UInt8>, at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let first = bytes[index]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = lengthOfScalar(in: bytes, at: index)
  guard length > 0 else { return ("\u{FFFD}", 1) }
  var value = UInt32(first) & (0xFF >> UInt32(length + 1))
  for place in (index + 1)..<(index + length) { value = value << 6 | UInt32(bytes[place] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
