import TenetText

/// What the lexer says.
extension Diagnostic {
  static func invalidUTF8(_ byte: UInt8, at span: Span) -> Diagnostic {
    Diagnostic(
      "invalid-utf8", "the byte 0x\(hex(byte)) is not UTF-8 text here", at: span, label: "not UTF-8",
      help: "save the file as UTF-8")
  }

  static func controlCharacter(_ byte: UInt8, at span: Span) -> Diagnostic {
    Diagnostic(
      "control-character",
      byte == 0 ? "a NUL byte (0x00) stands in the text" : "the control character 0x\(hex(byte)) stands in the text",
      at: span, help: "delete it; if the file is no text at all, it is not a Tenet file")
  }

  static func strayCharacter(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    let isShown = scalar.properties.generalCategory != .format && scalar.properties.generalCategory != .privateUse
    let name = isShown ? "`\(scalar)`" : "the invisible character U+\(hex(scalar.value))"
    let help: String
    switch scalar {
    case ".": help = "a sentence needs no full stop here; delete it"
    case ";": help = "write `,` or `and`, or start a new line"
    case "&": help = "write `and`, or put the name in quotes"
    case "|": help = "write `or`"
    case "!": help = "write `not` in front of the clause"
    case "'", "`", "\u{2018}", "\u{2019}": help = "quote with `\"`"
    case "[", "]", "{", "}": help = "group with `(` and `)`"
    default: help = "delete it, or put the whole name in quotes"
    }
    return Diagnostic("stray-character", "\(name) has no meaning here", at: span, help: help)
  }

  static func otherSign(_ sign: String, meant: String, or other: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "`\(sign)` is written `\(meant)` in Tenet", at: span, help: "write `\(meant)` or `\(other)`",
      fixes: [Diagnostic.Fix(span, meant)])
  }

  static func smartQuote(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "a typographic quote does not quote", at: span, help: "write the plain quote `\"`",
      fixes: [Diagnostic.Fix(span, "\"")])
  }

  static func loneQuestionMark(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "`?` starts a variable, and no name follows", at: span,
      help: "write a name right after it: `?layer`")
  }

  static func wordStartsWithUnderscore(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-character", "a word starts with a letter", at: span,
      help: "leave the `_` out, or put the name in quotes; `_` alone stands for any value")
  }

  static func unclosedString(at span: Span) -> Diagnostic {
    Diagnostic(
      "unclosed-string", "this quote is not closed on its line", at: span, label: "opened here",
      help: "add `\"` at the end of the text")
  }

  static func badEscape(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "bad-escape", "`\(text)` is no escape", at: span,
      help: "known are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is written `\\\\`")
  }

  static func moreByteErrors(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "more-errors", "\(count) more errors of this kind in this text", at: span, help: "is this a text file at all?")
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
