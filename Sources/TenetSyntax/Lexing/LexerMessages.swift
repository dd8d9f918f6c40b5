import TenetText

/// What the lexer says.
extension Diagnostic {
  static func invalidUTF8(_ byte: UInt8, at span: Span) -> Diagnostic {
    Diagnostic(
      "invalid-utf8", "the byte 0x\(hex(UInt32(byte), 2)) is not UTF-8 text here", at: span, label: "not UTF-8",
      help: "save the file as UTF-8")
  }

  static func controlCharacter(_ value: UInt32, at span: Span) -> Diagnostic {
    Diagnostic(
      "control-character",
      value == 0
        ? "a NUL byte (0x00) stands in the text" : "the control character 0x\(hex(value, 2)) stands in the text",
      at: span, label: "invisible", help: "delete it; is this a text file at all?")
  }

  static func strayCharacter(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    Diagnostic("stray-character", "\(name(of: scalar)) has no meaning here", at: span, help: help(about: scalar))
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator, .nonspacingMark,
      .spacingMark, .enclosingMark:
      return "the character U+\(hex(scalar.value, 4))"
    default: return "`\(scalar)`"
    }
  }

  private static func help(about scalar: Unicode.Scalar) -> String {
    switch scalar {
    case ".": "sentences end with their line, without a full stop: delete it"
    case ";": "write `,` or `and`, or start a new line"
    case "&": "write `and`; if the sign is part of a name, put the whole name in quotes"
    case "|": "write `or`; if the sign is part of a name, put the whole name in quotes"
    case "!": "write `not` in front of the clause"
    case "[", "]", "{", "}": "group with `(` and `)`"
    case "$", "€", "£", "¥": "write the unit behind the number, as in `12 USD`, and declare it: `number price in USD`"
    default: "delete it, or put the whole name in quotes"
    }
  }

  static func pointWithoutDigit(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "a number has one point, with digits on both sides", at: span,
      help: "write `0.5` for `.5`; put a name such as `1.2.3` in quotes")
  }

  static func otherSign(_ sign: String, meant: String, or other: String? = nil, at span: Span) -> Diagnostic {
    Diagnostic(
      "other-sign", "`\(sign)` is written `\(meant)` in Tenet", at: span,
      help: other.map { "write `\(meant)` or `\($0)`" } ?? "write `\(meant)`", fixes: [Diagnostic.Fix(span, meant)])
  }

  static func otherQuote(_ quote: String, fix: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "other-quote", "\(quote == "`" ? "a backtick" : "`\(quote)`") does not quote", at: span,
      help: "write plain double quotes: \(fix ?? "\"…\"")",
      fixes: fix.map { [Diagnostic.Fix(span, $0)] } ?? [])
  }

  static func loneApostrophe(at span: Span) -> Diagnostic {
    Diagnostic(
      "other-quote", "nothing follows the apostrophe of this word", at: span,
      help: "a possessive ends in `'s`, behind an s too: `James's score`")
  }

  static func loneQuestionMark(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "`?` starts a variable, and no name follows", at: span,
      help: "write a name right behind it: `?layer`")
  }

  static func wordStartsWithUnderscore(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "a word starts with a letter", at: span,
      help: "leave out the `_`, or put the name in quotes; `_` alone stands for any value")
  }

  static func unclosedString(at span: Span) -> Diagnostic {
    Diagnostic(
      "unclosed-string", "this quote is not closed on its line", at: span, label: "opened here",
      help: "write `\"` where the text ends")
  }

  static func badEscape(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "bad-escape", "`\(text)` is no escape", at: span,
      help: "there are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is written `\\\\`")
  }

  static func moreByteErrors(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "more-errors", "\(count) more such \(count == 1 ? "error" : "errors") in this text", at: span,
      help: "is this a text file at all?")
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
