/// Why a text is no JSON (RFC 8259), and where.
public struct JSONError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case expectedValue(found: String)
    case expectedKey(found: String)
    case expectedColon(found: String)
    case expectedCommaOrEnd(of: Container, found: String)
    case commaBeforeEnd(of: Container)
    case textAfterValue(found: String)
    /// The text ends inside something that began at `opened`.
    case cutShort(inside: Container, opened: UInt32)
    case empty
    case misspelt(word: String, meant: String?)
    case badNumber(why: String)
    case controlCharacter(UInt8)
    case badEscape(String)
    case loneSurrogate
    case invalidUTF8(UInt8)
    case duplicateKey(String, first: UInt32)
    case tooDeep(limit: Int)
  }

  public enum Container: String, Hashable, Sendable {
    case object = "an object"
    case array = "an array"
    case string = "a string"
  }

  public var reason: Reason
  /// The UTF-8 offset of the first byte that does not fit.
  public var offset: UInt32
  /// The offset behind the last byte that does not fit; at the end of a text the same as `offset`.
  public var end: UInt32

  public init(_ reason: Reason, at offset: UInt32, to end: UInt32) {
    self.reason = reason
    self.offset = offset
    self.end = end
  }
}

extension JSONError {
  /// What is wrong, in one sentence.
  public var message: String {
    switch reason {
    case .expectedValue(let found): return "expected a JSON value, found \(found)"
    case .expectedKey(let found): return "expected a key in double quotes, found \(found)"
    case .expectedColon(let found): return "expected `:` after the key, found \(found)"
    case .expectedCommaOrEnd(let container, let found):
      return "expected `,` or `\(container == .object ? "}" : "]")`, found \(found)"
    case .commaBeforeEnd(let container): return "a comma before the end of \(container.rawValue)"
    case .textAfterValue(let found): return "expected the end of the text after the JSON value, found \(found)"
    case .cutShort(let container, _): return "the text ends inside \(container.rawValue)"
    case .empty: return "expected a JSON value, found nothing"
    case .misspelt(let word, _): return "`\(word)` is no JSON value"
    case .badNumber(let why): return why
    case .controlCharacter(let byte): return "a control character (byte \(hexadecimal(byte))) inside a string"
    case .badEscape(let text): return "`\(text)` is no escape"
    case .loneSurrogate: return "half of a surrogate pair without its other half"
    case .invalidUTF8(let byte): return "byte \(hexadecimal(byte)) is not UTF-8"
    case .duplicateKey(let key, _): return "the key `\(clipped(key))` stands twice in one object"
    case .tooDeep(let limit): return "more than \(limit) arrays and objects inside each other"
    }
  }

  /// What to write instead, where there is something to say.
  public var help: String? {
    switch reason {
    case .expectedKey(found: "`'`"), .expectedValue(found: "`'`"): return "strings stand in double quotes"
    case .commaBeforeEnd: return "leave the last comma out"
    case .misspelt(_, let meant?): return "did you mean `\(meant)`?"
    case .misspelt: return "texts stand in double quotes"
    case .controlCharacter(10): return #"write `\n` for a line end"#
    case .controlCharacter(9): return #"write `\t` for a tab"#
    case .controlCharacter(let byte): return #"write `\u00\#(hexadecimal(byte).dropFirst(2))`"#
    case .badEscape:
      return #"the escapes are `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` and `\u` with four hexadecimal digits"#
    case .loneSurrogate: return #"characters beyond U+FFFF are written as two escapes, such as `\uD83D\uDE42`"#
    case .duplicateKey: return "keep one of the two"
    default: return nil
    }
  }

  /// A further place that explains the error: where the thing began that is not closed, or the first of two keys.
  public var related: (offset: UInt32, text: String)? {
    switch reason {
    case .cutShort(let container, let opened): return (opened, "\(container.rawValue) begins here")
    case .duplicateKey(_, let first): return (first, "the first one")
    default: return nil
    }
  }

  /// The error as a diagnostic of code `json`.
  public func diagnostic(in source: SourceID) -> Diagnostic {
    let others = related.map {
      [Diagnostic.Label(Span(source: source, start: $0.offset, end: $0.offset + 1), $0.text)]
    }
    return Diagnostic(
      "json", .error, message, at: Span(source: source, start: offset, end: end), others: others ?? [], help: help)
  }

  private func clipped(_ key: String) -> String {
    key.utf8.count <= 80 ? key : String(String.UnicodeScalarView(key.unicodeScalars.prefix(60))) + "…"
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0x0\(digits)" : "0x\(digits)"
  }
}
