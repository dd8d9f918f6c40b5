/// Texts with mistakes in their lines, and what is said of each.
extension Sample {
  static let lines: [Sample] = [
    Sample(
      "because \"open",
      [
        Complaint(
          "misplaced-line", "because \"open",
          "a line with `because` cannot stand here",
          "it belongs below a rule, a conflict or a `ruleset`, indented"),
        Complaint(
          "unclosed-string", "\"open",
          "this quote is not closed on its line",
          "write `\"` where the text ends"),
      ]),
    Sample(
      "  owns interface → captures habit",
      [
        Complaint(
          "indented-statement", "owns interface → captures habit",
          "this line is indented, but no statement stands above it",
          "start the statement in the first column")
      ]),
    Sample(
      "owns a → b\n  rule x: owns c → d",
      [
        Complaint(
          "indented-statement", "rule x: owns c → d",
          "this statement is indented",
          "start the statement in the first column")
      ]),
    Sample(
      "profile \"x\"\n \towns interface",
      [
        Complaint(
          "mixed-indentation", " \t",
          "tabs and blanks are mixed in one indentation",
          "indent with blanks only")
      ]),
    Sample(
      "owns interface\n→ captures habit",
      [
        Complaint(
          "line-not-indented", "→",
          "`→` cannot start a statement",
          "indent this line, so that it belongs to the statement above it")
      ]),
    Sample(
      "owns interface\nand owns workflow → captures habit",
      [
        Complaint(
          "line-not-indented", "and",
          "`and` cannot start a statement",
          "indent this line, so that it belongs to the statement above it")
      ]),
    Sample(
      "owns interface → captures habit\nbecause \"It does.\"",
      [
        Complaint(
          "line-not-indented", "because",
          "`because` cannot start a statement",
          "indent this line, so that it belongs to the statement above it")
      ]),
    Sample(
      "example \"x\"\ngiven owns interface",
      [
        Complaint(
          "line-not-indented", "given",
          "`given` cannot start a statement",
          "indent this line, so that it belongs to the statement above it")
      ]),
    Sample(
      "profile \"x\"\nunknown owns interface",
      [
        Complaint(
          "line-not-indented", "unknown",
          "`unknown` cannot start a statement",
          "indent this line, so that it belongs to the statement above it")
      ]),
    Sample(
      "profile \"x\"\n  owns a\n  because \"It does.\"",
      [
        Complaint(
          "misplaced-line", "because \"It does.\"",
          "a line with `because` cannot stand here",
          "it belongs below a rule, a conflict or a `ruleset`, indented")
      ]),
    Sample(
      "profile \"x\"\ngiven owns a",
      [
        Complaint(
          "misplaced-line", "given owns a",
          "a line with `given` cannot stand here",
          "it belongs below an `example`, indented")
      ]),
    Sample(
      "given owns a\n  owns b",
      [
        Complaint(
          "misplaced-line", "given owns a",
          "a line with `given` cannot stand here",
          "it belongs below an `example`, indented")
      ]),
    Sample(
      "verb hides\n  because \"Somebody has to.\"",
      [
        Complaint(
          "misplaced-line", "because \"Somebody has to.\"",
          "a line with `because` cannot stand here",
          "it belongs below a rule, a conflict or a `ruleset`, indented")
      ]),
    Sample(
      "owns a → b\n  version \"1\"",
      [
        Complaint(
          "misplaced-line", "version \"1\"",
          "a line with `version` cannot stand here",
          "it belongs below a `ruleset`, indented")
      ]),
    Sample(
      "ruleset \"x\"\n  tag y",
      [
        Complaint(
          "misplaced-line", "tag y",
          "a line with `tag` cannot stand here",
          "it belongs below a rule or a conflict, indented")
      ]),
    Sample(
      "owns a → b\n  because \"c\"\n  unless d",
      [
        Complaint(
          "misplaced-line", "unless d",
          "the statement has ended above this line",
          "write lines such as `because \"…\"` last, or start a new statement in the first column")
      ]),
    Sample(
      "owns a → b\n  expect c",
      [
        Complaint(
          "misplaced-line", "expect c",
          "a line with `expect` cannot stand here",
          "it belongs below an `example`, indented")
      ]),
    Sample(
      "profil \"x\"\n  owns a",
      [
        Complaint(
          "unknown-keyword", "profil",
          "`profil` is no word that a line of this kind starts with",
          "did you mean `profile`?")
      ]),
    Sample(
      "exampel \"x\"\n  given a",
      [
        Complaint(
          "unknown-keyword", "exampel",
          "`exampel` is no word that a line of this kind starts with",
          "did you mean `example`?")
      ]),
    Sample(
      "rul x: a → b",
      [
        Complaint(
          "unknown-keyword", "rul",
          "`rul` is no word that a line of this kind starts with",
          "did you mean `rule`?")
      ]),
    Sample(
      "kinds x: a, b",
      [
        Complaint(
          "unknown-keyword", "kinds",
          "`kinds` is no word that a line of this kind starts with",
          "did you mean `kind`?")
      ]),
    Sample(
      "verbs hides",
      [
        Complaint(
          "unknown-keyword", "verbs",
          "`verbs` is no word that a line of this kind starts with",
          "did you mean `verb`?")
      ]),
    Sample(
      "facts \"x\"\n  owns a",
      [
        Complaint(
          "unknown-keyword", "facts",
          "there is no statement `facts`",
          "statements with a title are `ruleset`, `import`, `example` and `profile`")
      ]),
    Sample(
      "owns a → b\n  becuase \"c\"",
      [
        Complaint(
          "unknown-keyword", "becuase",
          "`becuase` is no word that a line of this kind starts with",
          "did you mean `because`?")
      ]),
    Sample(
      "owns a → b\n  because c",
      [
        Complaint(
          "attribute-form", "because c",
          "`because` needs one text in quotes",
          "write `because \"…\"` on a line of its own")
      ]),
    Sample(
      "owns a → b\n  because \"c\" \"d\"",
      [
        Complaint(
          "attribute-form", "because \"c\" \"d\"",
          "`because` needs one text in quotes",
          "write `because \"…\"` on a line of its own")
      ]),
    Sample(
      "owns a → b\n  tag ,",
      [
        Complaint(
          "attribute-form", "tag ,",
          "`tag` needs words, with commas between them",
          "write `tag word, word` on a line of its own")
      ]),
    Sample(
      "example \"x\"\n  gven a",
      [
        Complaint(
          "unknown-keyword", "gven",
          "`gven` is no word that a line of this kind starts with",
          "did you mean `given`?")
      ]),
    Sample(
      "example \"x\"\n  given a\n  rule x: a → b",
      [
        Complaint(
          "indented-statement", "rule x: a → b",
          "this statement is indented",
          "start the statement in the first column")
      ]),
    Sample(
      "profile \"x\"\n  given a",
      [
        Complaint(
          "misplaced-line", "given",
          "a line with `given` cannot stand in a profile",
          "in a profile write the fact alone")
      ]),
    Sample(
      "unless b",
      [
        Complaint(
          "misplaced-line", "unless b",
          "a line with `unless` cannot stand here",
          "it belongs below a rule, indented")
      ]),
  ]
}
