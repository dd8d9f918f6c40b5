/// How words are set apart on a terminal, or that they are not.
public struct Palette: Sendable {
  /// What a word is, so that one place decides how it looks.
  public enum Tone: Sendable {
    case plain
    case strong
    case quiet
    case error
    case warning
    case hint
    case good
    case place
  }

  public var isColored: Bool

  public init(isColored: Bool) { self.isColored = isColored }

  /// Appends a text in its tone. Control characters in it become visible signs, so that no text can steer a terminal.
  public func append(_ text: String, as tone: Tone = .plain, to output: inout [UInt8]) {
    let code = isColored ? Self.code(of: tone) : ""
    if !code.isEmpty { output.append(contentsOf: "\u{1B}[\(code)m".utf8) }
    if isHarmless(text) {
      output.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars {
        output.append(contentsOf: UTF8.encode(visible(scalar)) ?? UTF8.encodedReplacementCharacter)
      }
    }
    if !code.isEmpty { output.append(contentsOf: "\u{1B}[0m".utf8) }
  }

  private static func code(of tone: Tone) -> String {
    switch tone {
    case .plain: return ""
    case .strong: return "1"
    case .quiet: return "2"
    case .error: return "1;31"
    case .warning: return "1;33"
    case .hint: return "1;36"
    case .good: return "32"
    case .place: return "1;34"
    }
  }
}

/// Whether a text has only ASCII that can be seen, line ends, and characters from U+2080 to U+2FFF, such as the lines of trees:
/// most texts do, and need no second look.
private func isHarmless(_ text: String) -> Bool {
  var before: UInt8 = 0
  for byte in text.utf8 {
    if byte < 0x80 {
      if byte < 0x20 && byte != 10 || byte == 0x7F { return false }
    } else if byte >= 0xC0 {
      if byte != 0xE2 { return false }
    } else if before == 0xE2, byte < 0x82 {
      return false
    }
    before = byte
  }
  return true
}

/// What stands on the screen for a character: itself, or a sign where it is a control character or turns the direction of
/// the text around. A line end stays.
func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 10: return scalar
  case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x7F: return "\u{2421}"
  case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: return "\u{FFFD}"
  default: return scalar
  }
}
