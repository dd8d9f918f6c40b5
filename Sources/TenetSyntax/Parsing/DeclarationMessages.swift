import TenetText

/// What the parser says about declarations, examples and profiles.
extension Diagnostic {
  static func missingString(_ keyword: String, words: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-string", "`\(keyword)` needs a text in quotes after it", at: span,
      help: "write `\(keyword) \"\(words.map { quotable($0) } ?? "…")\"`")
  }

  /// What can be shown between quotes.
  private static func quotable(_ words: String) -> String {
    let title = String(words.drop { $0 == ":" || $0 == " " })
    return title.isEmpty || title.utf8.count > 40 || title.contains("\"") ? "…" : title
  }

  static func strayAfter(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-text", "nothing else can stand on the line of `\(keyword)`", at: span,
      help: "start a new line, indented if it belongs to this statement")
  }

  static func verbWithoutWords(at span: Span) -> Diagnostic {
    Diagnostic(
      "verb-form", "`verb` needs the words of the verb", at: span,
      help: "write `verb hides`, or with places `verb (actor) sells (product) to (actor)`")
  }

  static func prepositionWithoutPlace(at span: Span) -> Diagnostic {
    Diagnostic(
      "verb-form", "after its object a verb goes on with a preposition and a place", at: span,
      help: "write `verb sells (product) to (actor)`; `()` takes anything")
  }

  static func kindWithoutMembers(at span: Span) -> Diagnostic {
    Diagnostic(
      "kind-form", "`kind` needs a name, a colon and members", at: span, help: "write `kind layer: interface, workflow`"
    )
  }

  static func pluralForm(at span: Span) -> Diagnostic {
    Diagnostic(
      "kind-form", "only a plural in parentheses stands between the name and the colon", at: span,
      help: "write `kind company (companies): Northwind, Lexmoor`")
  }

  static func emptyList(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "list-form", "nothing is listed after `\(keyword)`", at: span,
      help: "list at least one name; several have commas between them")
  }

  static func emptyItem(at span: Span) -> Diagnostic {
    Diagnostic(
      "list-form", "a name is missing beside this comma", at: span, help: "delete the comma, or write the name")
  }

  static func badListSign(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "list-form", "`\(word)` cannot stand in a list of names", at: span,
      help: "write commas between names; a name that holds `\(word)` stands in quotes")
  }

  static func numberWithoutName(at span: Span) -> Diagnostic {
    Diagnostic(
      "number-form", "`number` needs a name", at: span,
      help: "write `number market share in %`, or without a unit `number score`")
  }

  static func numberForm(_ sign: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "number-form", "`\(sign)` cannot stand where a number is declared", at: span,
      help: "write one line for each number: `number score`, `number share in %`; its value stands in a profile")
  }

  static func missingUnit(at span: Span) -> Diagnostic {
    Diagnostic(
      "number-form", "a unit is missing after `in`", at: span,
      help: "write the unit, as in `in %` or `in USD`, or leave `in` out")
  }

  static func choiceForm(at span: Span) -> Diagnostic {
    Diagnostic(
      "choice-form", "a choice needs a name, a colon, a policy and its options", at: span,
      help: "write `choice control point: first of interface, workflow otherwise nothing`")
  }

  static func choicePolicy(at span: Span) -> Diagnostic {
    Diagnostic(
      "choice-form", "a choice says how it picks", at: span,
      help: "write `one of`, `first of` or `all of` after the colon, then the options")
  }

  // MARK: Examples and profiles

  static func exampleLine(_ line: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "example-form", "a line of an example starts with `given` or `expect`", at: span,
      help: line.utf8.count > 40 || line.contains("\n")
        ? "write `given FACT`, `expect FACT` or `expect not FACT`" : "write `given \(line)` or `expect \(line)`")
  }

  static func exampleLineInProfile(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "misplaced-line", "a line with `\(word)` cannot stand in a profile", at: span,
      help: word.lowercased() == "given" ? "in a profile write the fact alone" : "it belongs below an `example`")
  }

  static func severalFacts(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "one-fact-a-line", "a line says one fact, so `\(word)` cannot stand in it", at: span,
      help: "write each fact on a line of its own; if `\(word)` is part of a name, put the name in quotes")
  }

  static func decimalComma(_ number: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "one-fact-a-line", "a line says one fact, so `,` cannot stand in it", at: span,
      help: "a number is written with a point, and without commas between its digits: `\(number)`")
  }

  static func eitherFact(at span: Span) -> Diagnostic {
    Diagnostic(
      "one-fact-a-line", "a fact is definite, so `or` cannot stand in it", at: span,
      help: "write the fact that holds; what nobody knows is written `unknown …`, one line each")
  }

  static func deniedFact(at span: Span) -> Diagnostic {
    Diagnostic(
      "denied-fact", "a fact cannot be denied: what is not listed does not hold", at: span,
      help: "leave the line out; if nobody knows, write `unknown …`")
  }

  static func ruleInProfile(_ sign: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-among-facts", "`\(sign)` makes this a rule, but only facts stand here", at: span,
      help: "start the rule in the first column, outside of the profile or example")
  }

  static func ruleInExpectation(_ sign: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-among-facts", "`\(sign)` cannot stand in an expectation, which is a condition", at: span,
      help: "write `expect CONDITION` or `expect not CONDITION`")
  }
}
