import TenetText

/// What is wrong with single characters.
let characterPages: [Page] = [
  Page(
    "invalid-utf8", "bytes that are no text",
    """
    Rule files are text in UTF-8. This byte, shown in base 16, belongs to no character there. The file was saved in \
    another encoding, such as Latin-1, or is no text at all. Save it as UTF-8.
    """,
    wrong: "owns interface → caf\u{FFFD} → the byte 0xE9 of a file in Latin-1",
    right: "owns interface → captures \"café\""),
  Page(
    "control-character", "an invisible character in the text",
    """
    A text consists of characters that can be seen, blanks, tabs and line ends. A NUL or another control character is \
    the trace of a broken copy, or of a file that is no text. Delete it.
    """,
    wrong: "owns \u{7}interface → captures habit",
    right: "owns interface → captures habit"),
  Page(
    "stray-character", "a character without a meaning",
    """
    Sentences consist of words, numbers, texts in quotes and a few signs. What else a name is made of stands in quotes, \
    around the whole name: `owns "R&D lab"`. Sentences end with their line, so there is no full stop and no semicolon.
    """,
    wrong: "owns interface & trust → captures habit.",
    right: "owns \"interface & trust\" → captures habit"),
  Page(
    "other-sign", "a sign that is written otherwise",
    """
    The text holds a sign that other languages use. In Tenet the arrow is `→` or `->`, comparisons are `=`, `≠` or `!=`, \
    `≤` or `<=`, `≥` or `>=`, and conditions are joined and denied by the words `and`, `or` and `not`.
    """,
    wrong: "owns interface => captures habit",
    right: "owns interface → captures habit"),
  Page(
    "other-quote", "quotes of another kind",
    """
    Only plain double quotes quote. Word processors like to replace them with typographic ones; single quotes stand \
    inside words, as apostrophes.
    """,
    wrong: "owns “24-hour desk” → gains trust",
    right: "owns \"24-hour desk\" → gains trust"),
  Page(
    "unclosed-string", "a quote that is never closed",
    """
    A text in quotes ends on the line where it starts. A quote inside of it is written `\\"`, a line end `\\n`.
    """,
    wrong: "owns interface → captures habit\n  because \"People return to it.",
    right: "owns interface → captures habit\n  because \"People return to it.\""),
  Page(
    "bad-escape", "a backslash with something unknown behind it",
    """
    Inside quotes a backslash starts an escape: `\\"` a quote, `\\\\` a backslash, `\\n` a line end, `\\t` a tab, and \
    `\\u{…}` the character with that number in base 16. There are no others.
    """,
    wrong: "owns \"C:\\data\" → has files",
    right: "owns \"C:\\\\data\" → has files"),
  Page(
    "more-errors", "too many errors to list",
    """
    Of one text at most a hundred errors of its characters, and a thousand of its sentences, are told one by one. So many \
    usually have one cause: the file is no rule file, or an early error makes the rest look wrong.
    """,
    wrong: "", right: ""),
]
