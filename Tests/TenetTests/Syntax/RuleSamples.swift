/// Texts with mistakes in their rules, and what is said of each.
extension Sample {
  static let rules: [Sample] = [
    Sample(
      "rule owns a → b",
      [
        Complaint(
          "rule-form", "rule",
          "`rule` is followed by a name and a colon",
          "write `rule some-name: condition → conclusion`, or leave out the word `rule`")
      ]),
    Sample(
      "rule: owns a → b",
      [
        Complaint(
          "rule-form", "rule",
          "this rule has no name in front of its colon",
          "write `rule some-name: …`, or leave out `rule` and the colon")
      ]),
    Sample(
      "rule a + b: owns a → b",
      [
        Complaint(
          "rule-form", "a + b",
          "the name of a rule is words, or one text in quotes",
          "write `rule some-name: …` or `rule \"some name\": …`")
      ]),
    Sample(
      "habit: owns a → b",
      [
        Complaint(
          "stray-colon", ":",
          "a colon has no meaning here",
          "to name a rule, write `rule habit: …`")
      ]),
    Sample(
      "owns a → b: c",
      [
        Complaint(
          "stray-colon", ":",
          "a colon has no meaning here",
          "delete it, or put the whole name in quotes; a value takes `is`, as in `share is 70%`")
      ]),
    Sample(
      "owns interface",
      [
        Complaint(
          "missing-arrow", "owns interface",
          "this line is no statement: a rule needs `→`, and a fact belongs to a profile",
          "write `condition → conclusion` or `A conflicts with B`; put facts, indented, below a line `profile \"…\"`")
      ]),
    Sample(
      "if owns interface then captures habit",
      [
        Complaint(
          "missing-arrow", "if owns interface then captures habit",
          "this line is no statement: a rule needs `→`, and a fact belongs to a profile",
          "write `condition → conclusion`, without `if` and `then`")
      ]),
    Sample(
      "profile \"x\"\n  owns a\nowns b",
      [
        Complaint(
          "missing-arrow", "owns b",
          "this line is no statement: a rule needs `→`, and a fact of the `profile` above is indented",
          "indent it to make it part of the `profile`, or write `condition → conclusion`")
      ]),
    Sample(
      "example \"x\"\n  given a\nexpects b",
      [
        Complaint(
          "missing-arrow", "expects b",
          "this line is no statement: a rule needs `→`, and a line of the `example` above is indented",
          "indent it to make it part of the `example`, or write `condition → conclusion`")
      ]),
    Sample(
      "rule x: owns a",
      [
        Complaint(
          "missing-arrow", "owns a",
          "this rule has no `→`, so it concludes nothing",
          "write `rule some-name: condition → conclusion` or `rule some-name: A conflicts with B`")
      ]),
    Sample(
      "rule x:",
      [
        Complaint(
          "missing-arrow", "rule x:",
          "this rule has no `→`, so it concludes nothing",
          "write `rule some-name: condition → conclusion` or `rule some-name: A conflicts with B`")
      ]),
    Sample(
      "a → b → c",
      [
        Complaint(
          "second-arrow", "→",
          "a rule has one `→`, and this is another",
          "write two rules: the second one can read what the first one concludes")
      ]),
    Sample(
      "a conflicts with b → c",
      [
        Complaint(
          "arrow-in-conflict", "→",
          "`conflicts with` and `→` cannot stand in one statement",
          "write the conflict by itself, with a name; a rule can read it: `faces NAME → …`")
      ]),
    Sample(
      "a conflicts with b conflicts with c",
      [
        Complaint(
          "second-conflict", "conflicts with",
          "a conflict has two sides, and this starts a third",
          "write one conflict for each pair")
      ]),
    Sample(
      "a conflicts with b unless c",
      [
        Complaint(
          "unless-in-conflict", "unless",
          "a conflict has no `unless`",
          "add the exception to one side: `A and not X conflicts with B`")
      ]),
    Sample(
      "conflicts with b",
      [
        Complaint(
          "missing-condition", "conflicts with",
          "nothing stands before `conflicts with`",
          "write a condition on both sides: `A conflicts with B`")
      ]),
    Sample(
      "a conflicts with",
      [
        Complaint(
          "missing-condition", "conflicts with",
          "nothing stands after `conflicts with`",
          "write a condition on both sides: `A conflicts with B`")
      ]),
    Sample(
      "→ b",
      [
        Complaint(
          "missing-condition", "→",
          "nothing stands before the `→`",
          "write a condition, as in `owns interface → captures habit`")
      ]),
    Sample(
      "a →",
      [
        Complaint(
          "missing-conclusion", "→",
          "nothing stands after the `→`",
          "write a conclusion, as in `owns interface → captures habit`")
      ]),
    Sample(
      "a unless b → c",
      [
        Complaint(
          "unless-before-arrow", "unless",
          "`unless` stands last, after the conclusions",
          "write `condition → conclusion unless exception`, or `and not` here")
      ]),
    Sample(
      "a → b unless c unless d",
      [
        Complaint(
          "second-unless", "unless",
          "a rule has one `unless`, and this is another",
          "join the exceptions: `unless A or B`")
      ]),
    Sample(
      "a → b or c",
      [
        Complaint(
          "or-in-conclusion", "or",
          "a conclusion is definite, so `or` cannot stand in it",
          "write `,` if both follow; if only one can, declare a `choice`")
      ]),
    Sample(
      "a → not b",
      [
        Complaint(
          "not-in-conclusion", "not",
          "a conclusion says what holds, so `not` cannot stand in it",
          "conclude something of its own, such as `lacks …`")
      ]),
    Sample(
      "(a → b)",
      [
        Complaint(
          "inside-parentheses", "→",
          "`→` cannot stand inside parentheses",
          "parentheses group conditions only; close them before `→`")
      ]),
    Sample(
      "(a conflicts with b)",
      [
        Complaint(
          "inside-parentheses", "conflicts with",
          "`conflicts with` cannot stand inside parentheses",
          "parentheses group conditions only; close them before `conflicts with`")
      ]),
    Sample(
      "a → (b unless c)",
      [
        Complaint(
          "inside-parentheses", "unless",
          "`unless` cannot stand inside parentheses",
          "parentheses group conditions only; close them before `unless`")
      ]),
    Sample(
      "profile \"x\"\n  a: b",
      [
        Complaint(
          "stray-colon", ":",
          "a colon has no meaning here",
          "delete it, or put the whole name in quotes; a value takes `is`, as in `share is 70%`")
      ]),
    Sample(
      "a and\nrule x: b → c",
      [
        Complaint(
          "missing-arrow", "a and",
          "this line is no statement: a rule needs `→`, and a fact belongs to a profile",
          "write `condition → conclusion` or `A conflicts with B`; put facts, indented, below a line `profile \"…\"`")
      ]),
    Sample(
      "owns a → b\n→ c",
      [
        Complaint(
          "missing-condition", "→",
          "nothing stands before the `→`",
          "write a condition, as in `owns interface → captures habit`")
      ]),
    Sample(
      "profile \"x\"\n  owns a\n→ c",
      [
        Complaint(
          "missing-condition", "→",
          "nothing stands before the `→`",
          "write a condition, as in `owns interface → captures habit`")
      ]),
    Sample(
      "a → b\n\n\nc → d or e",
      [
        Complaint(
          "or-in-conclusion", "or",
          "a conclusion is definite, so `or` cannot stand in it",
          "write `,` if both follow; if only one can, declare a `choice`")
      ]),
  ]
}
