import TenetText

/// What the parser says about layout and the words that lines start with.
extension Diagnostic {
  static func indentedStatement(isFirst: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "indented-statement",
      isFirst ? "this line is indented, but no statement stands above it" : "this statement is indented", at: span,
      help: "start the statement in the first column")
  }

  static func mixedIndentation(at span: Span) -> Diagnostic {
    Diagnostic(
      "mixed-indentation", "tabs and blanks are mixed in one indentation", at: span, label: "tabs and blanks",
      help: "indent with blanks only")
  }

  static func indentThisLine(_ word: String, at span: Span) -> Diagnostic {
    let start = Span(source: span.source, start: span.start, end: span.start)
    return Diagnostic(
      "line-not-indented", "`\(word)` cannot start a statement", at: span,
      help: "indent this line, so that it belongs to the statement above it", fixes: [Fix(start, "  ")])
  }

  static func misplacedLine(_ word: String, belongsTo owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "misplaced-line", "a line with `\(word)` cannot stand here", at: span,
      help: "it belongs below \(owner), indented")
  }

  static func lineBelowAttributes(at span: Span) -> Diagnostic {
    Diagnostic(
      "misplaced-line", "the statement has ended above this line", at: span,
      help: "write lines such as `because \"…\"` last, or start a new statement in the first column")
  }

  static func misspeltKeyword(_ word: String, meant: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-keyword", "`\(word)` is no word that a line of this kind starts with", at: span,
      help: "did you mean `\(meant)`?", fixes: [Fix(span, meant)])
  }

  static func unknownStatement(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-keyword", "there is no statement `\(word)`", at: span,
      help: "statements with a title are `ruleset`, `import`, `example` and `profile`")
  }

  static func attributeWithoutText(_ word: String, at span: Span) -> Diagnostic {
    let form = word == "tag" ? "tag word, word" : "\(word) \"…\""
    let message = word == "tag" ? "`tag` needs words, with commas between them" : "`\(word)` needs one text in quotes"
    return Diagnostic("attribute-form", message, at: span, help: "write `\(form)` on a line of its own")
  }

  static func moreErrors(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "more-errors", "\(count) more \(count == 1 ? "error" : "errors") in this text", at: span,
      help: "mend the first ones; others may follow from them")
  }
}
