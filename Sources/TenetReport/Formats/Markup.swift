import TenetText

/// Writes XML and HTML. Only text of the program itself can stand unescaped: the type of ``raw(_:)`` sees to that.
public struct Markup: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// Text of the program, as it is.
  package mutating func raw(_ text: StaticString) {
    for byte in text.description.utf8 { bytes.append(byte) }
  }

  /// What other markup holds.
  package mutating func append(_ other: Markup) { bytes.append(contentsOf: other.bytes) }

  /// A start tag. Values are escaped.
  package mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)] = []) {
    bytes.append(UInt8(ascii: "<"))
    raw(name)
    for (key, value) in attributes {
      bytes.append(32)
      raw(key)
      raw("=\"")
      text(value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func close(_ name: StaticString) {
    raw("</")
    raw(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// An element that holds a text.
  package mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)] = [], text: String) {
    open(name, attributes)
    self.text(text)
    close(name)
  }

  /// A text of anybody: marks of HTML escaped, characters that XML forbids replaced.
  package mutating func text(_ text: String) {
    if isPlain(text.utf8Span.span) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "&": raw("&amp;")
      case "\"": raw("&quot;")
      case "'": raw("&#39;")
      default: bytes.append(contentsOf: UTF8.encode(allowed(scalar)) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private func isPlain(_ utf8: Swift.Span<UInt8>) -> Bool {
    for index in utf8.indices {
      switch utf8[index] {
      case 0..<32, 0x7F...0xFF, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        return false
      default: break
      }
    }
    return true
  }

  private func allowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFFFE, 0xFFFF: return "\u{FFFD}"
    case 9: return " "
    default: return visible(scalar)
    }
  }
}
