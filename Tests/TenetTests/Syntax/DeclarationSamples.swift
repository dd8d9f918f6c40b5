/// Texts with mistakes in their declarations, examples and profiles, and what is said of each.
extension Sample {
  static let declarations: [Sample] = [
    Sample(
      "ruleset",
      [
        Complaint(
          "missing-string", "ruleset",
          "`ruleset` needs a text in quotes after it",
          "write `ruleset \"…\"`")
      ]),
    Sample(
      "ruleset X y",
      [
        Complaint(
          "missing-string", "X y",
          "`ruleset` needs a text in quotes after it",
          "write `ruleset \"X y\"`")
      ]),
    Sample(
      "import \"a\" \"b\"",
      [
        Complaint(
          "stray-text", "\"b\"",
          "nothing else can stand on the line of `import`",
          "start a new line, indented if it belongs to this statement")
      ]),
    Sample(
      "import a.tenet",
      [
        Complaint(
          "missing-string", "a.tenet",
          "`import` needs a text in quotes after it",
          "write `import \"a.tenet\"`")
      ]),
    Sample(
      "profile Lab",
      [
        Complaint(
          "missing-string", "Lab",
          "`profile` needs a text in quotes after it",
          "write `profile \"Lab\"`")
      ]),
    Sample(
      "profile",
      [
        Complaint(
          "missing-string", "profile",
          "`profile` needs a text in quotes after it",
          "write `profile \"…\"`")
      ]),
    Sample(
      "profile \"x\" y",
      [
        Complaint(
          "stray-text", "y",
          "nothing else can stand on the line of `profile`",
          "start a new line, indented if it belongs to this statement")
      ]),
    Sample(
      "verb",
      [
        Complaint(
          "verb-form", "verb",
          "`verb` needs the words of the verb",
          "write `verb hides`, or with places `verb (actor) sells (product) to (actor)`")
      ]),
    Sample(
      "verb (actor)",
      [
        Complaint(
          "verb-form", "verb (actor)",
          "`verb` needs the words of the verb",
          "write `verb hides`, or with places `verb (actor) sells (product) to (actor)`")
      ]),
    Sample(
      "verb sells (product) to",
      [
        Complaint(
          "verb-form", "to",
          "after its object a verb goes on with a preposition and a place",
          "write `verb sells (product) to (actor)`; `()` takes anything")
      ]),
    Sample(
      "verb sells to () by",
      [
        Complaint(
          "verb-form", "by",
          "after its object a verb goes on with a preposition and a place",
          "write `verb sells (product) to (actor)`; `()` takes anything")
      ]),
    Sample(
      "kind layer",
      [
        Complaint(
          "kind-form", "kind layer",
          "`kind` needs a name, a colon and members",
          "write `kind layer: interface, workflow`")
      ]),
    Sample(
      "kind layer interface, workflow",
      [
        Complaint(
          "kind-form", "kind layer interface, workflow",
          "`kind` needs a name, a colon and members",
          "write `kind layer: interface, workflow`")
      ]),
    Sample(
      "kind layer (): a",
      [
        Complaint(
          "kind-form", "()",
          "only a plural in parentheses stands between the name and the colon",
          "write `kind company (companies): Northwind, Lexmoor`")
      ]),
    Sample(
      "kind layer (layers) x: a",
      [
        Complaint(
          "kind-form", "(layers) x",
          "only a plural in parentheses stands between the name and the colon",
          "write `kind company (companies): Northwind, Lexmoor`")
      ]),
    Sample(
      "kind layer:",
      [
        Complaint(
          "list-form", "kind layer:",
          "nothing is listed after `kind`",
          "list at least one name; several have commas between them")
      ]),
    Sample(
      "kind layer: a,, b",
      [
        Complaint(
          "list-form", ",",
          "a name is missing beside this comma",
          "delete the comma, or write the name")
      ]),
    Sample(
      "kind layer: a,",
      [
        Complaint(
          "list-form", ",",
          "a name is missing beside this comma",
          "delete the comma, or write the name")
      ]),
    Sample(
      "kind layer: a and b",
      [
        Complaint(
          "list-form", "and",
          "`and` cannot stand in a list of names",
          "write commas between names; a name that holds `and` stands in quotes")
      ]),
    Sample(
      "outcome",
      [
        Complaint(
          "list-form", "outcome",
          "nothing is listed after `outcome`",
          "list at least one name; several have commas between them")
      ]),
    Sample(
      "outcome a: b",
      [
        Complaint(
          "list-form", ":",
          "`:` cannot stand in a list of names",
          "write commas between names; a name that holds `:` stands in quotes")
      ]),
    Sample(
      "number",
      [
        Complaint(
          "number-form", "number",
          "`number` needs a name",
          "write `number market share in %`, or without a unit `number score`")
      ]),
    Sample(
      "number x = 3",
      [
        Complaint(
          "number-form", "=",
          "`=` cannot stand where a number is declared",
          "write one line for each number: `number score`, `number share in %`; its value stands in a profile")
      ]),
    Sample(
      "number x in",
      [
        Complaint(
          "number-form", "in",
          "a unit is missing after `in`",
          "write the unit, as in `in %` or `in USD`, or leave `in` out")
      ]),
    Sample(
      "choice x",
      [
        Complaint(
          "choice-form", "choice x",
          "a choice needs a name, a colon, a policy and its options",
          "write `choice control point: first of interface, workflow otherwise nothing`")
      ]),
    Sample(
      "choice x: a, b",
      [
        Complaint(
          "choice-form", ": a,",
          "a choice says how it picks",
          "write `one of`, `first of` or `all of` after the colon, then the options")
      ]),
    Sample(
      "choice x: one of",
      [
        Complaint(
          "list-form", "choice x: one of",
          "nothing is listed after `choice`",
          "list at least one name; several have commas between them")
      ]),
    Sample(
      "example \"x\"\n  owns a",
      [
        Complaint(
          "example-form", "owns a",
          "a line of an example starts with `given` or `expect`",
          "write `given owns a` or `expect owns a`")
      ]),
    Sample(
      "example \"x\"\n  given not a",
      [
        Complaint(
          "denied-fact", "not a",
          "a fact cannot be denied: what is not listed does not hold",
          "leave the line out; if nobody knows, write `unknown …`")
      ]),
    Sample(
      "example \"x\"\n  expect a → b",
      [
        Complaint(
          "rule-among-facts", "→",
          "`→` cannot stand in an expectation, which is a condition",
          "write `expect CONDITION` or `expect not CONDITION`")
      ]),
    Sample(
      "example \"x\"\n  expect a unless b",
      [
        Complaint(
          "rule-among-facts", "unless",
          "`unless` cannot stand in an expectation, which is a condition",
          "write `expect CONDITION` or `expect not CONDITION`")
      ]),
    Sample(
      "profile \"x\"\n  a, b",
      [
        Complaint(
          "one-fact-a-line", ",",
          "a line says one fact, so `,` cannot stand in it",
          "write each fact on a line of its own; if `,` is part of a name, put the name in quotes")
      ]),
    Sample(
      "profile \"x\"\n  a and b",
      [
        Complaint(
          "one-fact-a-line", "and",
          "a line says one fact, so `and` cannot stand in it",
          "write each fact on a line of its own; if `and` is part of a name, put the name in quotes")
      ]),
    Sample(
      "profile \"x\"\n  a or b",
      [
        Complaint(
          "one-fact-a-line", "or",
          "a fact is definite, so `or` cannot stand in it",
          "write the fact that holds; what nobody knows is written `unknown …`, one line each")
      ]),
    Sample(
      "profile \"x\"\n  not a",
      [
        Complaint(
          "denied-fact", "not a",
          "a fact cannot be denied: what is not listed does not hold",
          "leave the line out; if nobody knows, write `unknown …`")
      ]),
    Sample(
      "profile \"x\"\n  a → b",
      [
        Complaint(
          "rule-among-facts", "→",
          "`→` makes this a rule, but only facts stand here",
          "start the rule in the first column, outside of the profile or example")
      ]),
    Sample(
      "profile \"x\"\n  a conflicts with b",
      [
        Complaint(
          "rule-among-facts", "conflicts with",
          "`conflicts with` makes this a rule, but only facts stand here",
          "start the rule in the first column, outside of the profile or example")
      ]),
    Sample(
      "profile \"x\"\n  import \"a\" \"b\"",
      [
        Complaint(
          "stray-text", "\"b\"",
          "nothing else can stand on the line of `import`",
          "start a new line, indented if it belongs to this statement")
      ]),
    Sample(
      "owns x → y\nprofile \"a\"\n  unknown not b",
      [
        Complaint(
          "denied-fact", "not b",
          "a fact cannot be denied: what is not listed does not hold",
          "leave the line out; if nobody knows, write `unknown …`")
      ]),
    Sample(
      "kind x: a,\nrule y: a → b",
      [
        Complaint(
          "list-form", ",",
          "a name is missing beside this comma",
          "delete the comma, or write the name")
      ]),
  ]
}
