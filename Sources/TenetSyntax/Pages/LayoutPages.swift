import TenetText

/// How lines belong together.
let layoutPages: [Page] = [
  Page(
    "indented-statement", "a statement that does not start in the first column",
    """
    A statement starts in the first column; the lines that belong to it are indented. That is how a reader sees where one \
    ends and the next begins.
    """,
    wrong: "  owns interface → captures habit",
    right: "owns interface → captures habit"),
  Page(
    "mixed-indentation", "tabs and blanks in one indentation",
    """
    How wide a tab is depends on the editor, so an indentation of tabs and blanks looks different to different readers. \
    Indent with blanks, two for a step.
    """,
    wrong: "profile \"Northwind\"\n \towns interface",
    right: "profile \"Northwind\"\n  owns interface"),
  Page(
    "line-not-indented", "a line that belongs to the statement above",
    """
    No statement starts with this word or sign, so the line goes on with the one above, and has to be indented to say so.
    """,
    wrong: "owns interface\n→ captures habit",
    right: "owns interface\n  → captures habit"),
  Page(
    "misplaced-line", "a line below a statement that has no such lines",
    """
    `because`, `source` and `tag` lines stand below a rule or a conflict, `because`, `source` and `version` below \
    `ruleset`, and `given` and `expect` below an example, after everything else that the statement says.
    """,
    wrong: "verb hides\n  because \"Somebody has to.\"",
    right: "# Somebody has to.\nverb hides"),
  Page(
    "unknown-keyword", "a misspelt word at the start of a line",
    """
    The shape of the line shows that it was to start with a word of the language: `ruleset`, `import`, `verb`, `kind`, \
    `number`, `choice`, `outcome`, `rule`, `example`, `profile`; below them `because`, `source`, `version`, `tag`, `given`, \
    `expect`, `unknown`.
    """,
    wrong: "profil \"Northwind\"\n  owns interface",
    right: "profile \"Northwind\"\n  owns interface"),
  Page(
    "attribute-form", "a `because`, `source`, `version` or `tag` line of another form",
    """
    `because`, `source` and `version` are followed by one text in quotes, on the same line, and by nothing else; `tag` by \
    words with commas between them. A longer reason takes several `because` lines.
    """,
    wrong: "owns interface → captures habit\n  because people return to it",
    right: "owns interface → captures habit\n  because \"People return to it.\""),
]
