/// Texts with mistakes in their characters, and what is said of each.
extension Sample {
  static let characters: [Sample] = [
    Sample(
      "owns \u{7}interface → captures habit",
      [
        Complaint(
          "control-character", "\u{7}",
          "the control character 0x07 stands in the text",
          "delete it; is this a text file at all?")
      ]),
    Sample(
      "owns in\u{0}terface → captures habit",
      [
        Complaint(
          "control-character", "\u{0}",
          "a NUL byte (0x00) stands in the text",
          "delete it; is this a text file at all?")
      ]),
    Sample(
      "owns \u{85}interface → captures habit",
      [
        Complaint(
          "control-character", "\u{85}",
          "the control character 0x85 stands in the text",
          "delete it; is this a text file at all?")
      ]),
    Sample(
      "owns interface & workflow → captures habit",
      [
        Complaint(
          "stray-character", "&",
          "`&` has no meaning here",
          "write `and`; if the sign is part of a name, put the whole name in quotes")
      ]),
    Sample(
      "owns interface && workflow → captures habit",
      [
        Complaint(
          "stray-character", "&&",
          "`&` has no meaning here",
          "write `and`; if the sign is part of a name, put the whole name in quotes")
      ]),
    Sample(
      "owns interface | workflow → captures habit",
      [
        Complaint(
          "stray-character", "|",
          "`|` has no meaning here",
          "write `or`; if the sign is part of a name, put the whole name in quotes")
      ]),
    Sample(
      "owns interface; workflow → captures habit",
      [
        Complaint(
          "stray-character", ";",
          "`;` has no meaning here",
          "write `,` or `and`, or start a new line")
      ]),
    Sample(
      "owns interface → captures habit.",
      [
        Complaint(
          "stray-character", ".",
          "`.` has no meaning here",
          "sentences end with their line, without a full stop: delete it")
      ]),
    Sample(
      "! owns interface → captures habit",
      [
        Complaint(
          "stray-character", "!",
          "`!` has no meaning here",
          "write `not` in front of the clause")
      ]),
    Sample(
      "[owns interface] → captures habit",
      [
        Complaint(
          "stray-character", "[",
          "`[` has no meaning here",
          "group with `(` and `)`"),
        Complaint(
          "stray-character", "]",
          "`]` has no meaning here",
          "group with `(` and `)`"),
      ]),
    Sample(
      "owns interface → costs $12",
      [
        Complaint(
          "stray-character", "$",
          "`$` has no meaning here",
          "write the unit behind the number, as in `12 USD`, and declare it: `number price in USD`")
      ]),
    Sample(
      "owns {interface} → captures habit",
      [
        Complaint(
          "stray-character", "{",
          "`{` has no meaning here",
          "group with `(` and `)`"),
        Complaint(
          "stray-character", "}",
          "`}` has no meaning here",
          "group with `(` and `)`"),
      ]),
    Sample(
      "share > .5 → large",
      [
        Complaint(
          "stray-character", ".",
          "a number has one point, with digits on both sides",
          "write `0.5` for `.5`; put a name such as `1.2.3` in quotes")
      ]),
    Sample(
      "version 1.2.3 → old",
      [
        Complaint(
          "stray-character", ".",
          "a number has one point, with digits on both sides",
          "write `0.5` for `.5`; put a name such as `1.2.3` in quotes")
      ]),
    Sample(
      "owns inter\u{200B}face → captures habit",
      [
        Complaint(
          "stray-character", "\u{200B}",
          "the character U+200B has no meaning here",
          "delete it, or put the whole name in quotes")
      ]),
    Sample(
      "owns ? → captures habit",
      [
        Complaint(
          "stray-character", "?",
          "`?` starts a variable, and no name follows",
          "write a name right behind it: `?layer`")
      ]),
    Sample(
      "owns _layer → captures habit",
      [
        Complaint(
          "stray-character", "_layer",
          "a word starts with a letter",
          "leave out the `_`, or put the name in quotes; `_` alone stands for any value")
      ]),
    Sample(
      "owns 🙂 → captures habit",
      [
        Complaint(
          "stray-character", "🙂",
          "`🙂` has no meaning here",
          "delete it, or put the whole name in quotes")
      ]),
    Sample(
      "owns interface => captures habit",
      [
        Complaint(
          "other-sign", "=>",
          "`=>` is written `→` in Tenet",
          "write `→` or `->`")
      ]),
    Sample(
      "owns interface ⇒ captures habit",
      [
        Complaint(
          "other-sign", "⇒",
          "`⇒` is written `→` in Tenet",
          "write `→` or `->`")
      ]),
    Sample(
      "share == 5 → large",
      [
        Complaint(
          "other-sign", "==",
          "`==` is written `=` in Tenet",
          "write `=` or `is`")
      ]),
    Sample(
      "share === 5 → large",
      [
        Complaint(
          "other-sign", "===",
          "`===` is written `=` in Tenet",
          "write `=` or `is`")
      ]),
    Sample(
      "share <> 5 → other",
      [
        Complaint(
          "other-sign", "<>",
          "`<>` is written `≠` in Tenet",
          "write `≠` or `!=`")
      ]),
    Sample(
      "share =< 5 → small",
      [
        Complaint(
          "other-sign", "=<",
          "`=<` is written `≤` in Tenet",
          "write `≤` or `<=`")
      ]),
    Sample(
      "a <=> b → c",
      [
        Complaint(
          "other-sign", "<=>",
          "`<=>` is written `=` in Tenet",
          "write `=`")
      ]),
    Sample(
      "¬ owns interface ∧ owns workflow ∨ owns billing → captures habit",
      [
        Complaint(
          "other-sign", "¬",
          "`¬` is written `not` in Tenet",
          "write `not`"),
        Complaint(
          "other-sign", "∧",
          "`∧` is written `and` in Tenet",
          "write `and`"),
        Complaint(
          "other-sign", "∨",
          "`∨` is written `or` in Tenet",
          "write `or`"),
      ]),
    Sample(
      "a ÷ b > 3 → c",
      [
        Complaint(
          "other-sign", "÷",
          "`÷` is written `/` in Tenet",
          "write `/`")
      ]),
    Sample(
      "owns “24-hour desk” → gains trust",
      [
        Complaint(
          "other-quote", "“24-hour desk”",
          "`“` does not quote",
          "write plain double quotes: \"24-hour desk\"")
      ]),
    Sample(
      "owns ‘desk’ → gains trust",
      [
        Complaint(
          "other-quote", "‘desk’",
          "`‘` does not quote",
          "write plain double quotes: \"desk\"")
      ]),
    Sample(
      "owns 'desk' → gains trust",
      [
        Complaint(
          "other-quote", "'desk'",
          "`'` does not quote",
          "write plain double quotes: \"desk\"")
      ]),
    Sample(
      "owns `desk` → gains trust",
      [
        Complaint(
          "other-quote", "`desk`",
          "a backtick does not quote",
          "write plain double quotes: \"desk\"")
      ]),
    Sample(
      "owns «desk» → gains trust",
      [
        Complaint(
          "other-quote", "«desk»",
          "`«` does not quote",
          "write plain double quotes: \"desk\"")
      ]),
    Sample(
      "owns “desk → gains trust",
      [
        Complaint(
          "other-quote", "“",
          "`“` does not quote",
          "write plain double quotes: \"…\"")
      ]),
    Sample(
      "owns \"desk → gains trust",
      [
        Complaint(
          "unclosed-string", "\"desk → gains trust",
          "this quote is not closed on its line",
          "write `\"` where the text ends")
      ]),
    Sample(
      "owns \"a\\qb\" → gains trust",
      [
        Complaint(
          "bad-escape", "\\q",
          "`\\q` is no escape",
          "there are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is written `\\\\`")
      ]),
    Sample(
      "owns \"a\\u{110000}\" → gains trust",
      [
        Complaint(
          "bad-escape", "\\u{110000}",
          "`\\u{110000}` is no escape",
          "there are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is written `\\\\`")
      ]),
  ]
}
