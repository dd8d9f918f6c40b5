import TenetText

/// What the parser says.
extension Diagnostic {
  // MARK: Layout

  static func indentedStart(at span: Span) -> Diagnostic {
    Diagnostic(
      "indented-start", "this line is indented, but no statement stands above it", at: span,
      help: "start the statement in the first column")
  }

  static func mixedIndentation(at span: Span) -> Diagnostic {
    Diagnostic(
      "mixed-indentation", "tabs and blanks are mixed in one indentation", at: span, label: "tabs and blanks",
      help: "indent with blanks only")
  }

  static func indentThisLine(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "indent-this-line", "`\(word)` cannot start a statement", at: span,
      help: "indent the line, so that it belongs to the statement above it")
  }

  static func misspeltKeyword(_ word: String, meant: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-keyword", "there is no statement `\(word)`", at: span, help: "did you mean `\(meant)`?",
      fixes: [Diagnostic.Fix(span, meant)])
  }

  static func attributeWithoutText(_ word: String, at span: Span) -> Diagnostic {
    let form = word.lowercased() == "tag" ? "tag word, word" : "\(word) \"…\""
    return Diagnostic("attribute-without-text", "`\(word)` needs its text in quotes", at: span, help: "write `\(form)`")
  }

  // MARK: Rules

  static func ruleWithoutColon(at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-without-name", "`rule` is followed by a name and a colon", at: span,
      help: "write `rule some-name: condition → conclusion`, or leave out the word `rule`")
  }

  static func ruleWithoutName(at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-without-name", "this rule has no name in front of its colon", at: span,
      help: "write `rule some-name: …`, or leave out `rule` and the colon")
  }

  static func strayColon(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-colon", "a colon has no meaning here", at: span,
      help: "a name needs the word `rule` in front: `rule some-name: …`")
  }

  static func missingArrow(isNamed: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-arrow",
      isNamed ? "this rule has no `→`, so it concludes nothing" : "this line is no statement: it has no `→`", at: span,
      help: "write `condition → conclusion` or `A conflicts with B`; a fact belongs below a line `profile \"…\"`")
  }

  static func secondArrow(at span: Span) -> Diagnostic {
    Diagnostic(
      "second-arrow", "a rule has one `→`, and this is another", at: span, label: "second arrow",
      help: "write two rules, the second one reading what the first concludes")
  }

  static func arrowInConflict(at span: Span) -> Diagnostic {
    Diagnostic(
      "arrow-in-conflict", "`conflicts with` and `→` cannot stand in one statement", at: span,
      help: "write the conflict by itself; another rule can read it: `faces NAME → …`")
  }

  static func secondConflict(at span: Span) -> Diagnostic {
    Diagnostic(
      "second-conflict", "a conflict has two sides, and this starts a third", at: span,
      help: "write one conflict for each pair")
  }

  static func unlessInConflict(at span: Span) -> Diagnostic {
    Diagnostic(
      "unless-in-conflict", "a conflict has no `unless`", at: span,
      help: "add the exception to one side: `A and not X conflicts with B`")
  }

  static func conflictWithoutSide(isLeft: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-condition", "nothing stands \(isLeft ? "before" : "after") `conflicts with`", at: span,
      help: "write a condition on both sides: `A conflicts with B`")
  }

  static func missingCondition(at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-condition", "nothing stands before the `→`", at: span, label: "if what?",
      help: "write a condition, as in `owns interface → captures habit`")
  }

  static func missingConclusion(at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-conclusion", "nothing stands after the `→`", at: span, label: "then what?",
      help: "write a conclusion, as in `owns interface → captures habit`")
  }

  static func unlessBeforeArrow(at span: Span) -> Diagnostic {
    Diagnostic(
      "unless-before-arrow", "`unless` stands after the conclusions", at: span,
      help: "write `condition → conclusion unless exception`, or `and not` here")
  }

  static func secondUnless(at span: Span) -> Diagnostic {
    Diagnostic(
      "second-unless", "a rule has one `unless`, and this is another", at: span,
      help: "join the exceptions: `unless A or B`")
  }

  static func orInConclusion(at span: Span) -> Diagnostic {
    Diagnostic(
      "or-in-conclusion", "a conclusion is definite, so `or` cannot stand in it", at: span,
      help: "write `,` if both follow; if only one can, declare a `choice`")
  }

  static func notInConclusion(at span: Span) -> Diagnostic {
    Diagnostic(
      "not-in-conclusion", "a conclusion says what holds, so `not` cannot stand in it", at: span,
      help: "conclude something of its own, such as `lacks …`")
  }

  // MARK: Conditions

  static func missingClause(after word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-clause", word.isEmpty ? "a clause is missing here" : "a clause is missing beside `\(word)`", at: span,
      help: "write what has to hold, or delete the word that joins it")
  }

  static func missingConnector(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-connector", "`\(word)` follows without anything that joins it", at: span,
      help: "write `and` or `or` in front of it")
  }

  static func emptyParentheses(at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-clause", "nothing stands between these parentheses", at: span,
      help: "write a condition between them, or delete them")
  }

  static func unclosedParenthesis(at span: Span) -> Diagnostic {
    Diagnostic(
      "unclosed-parenthesis", "this parenthesis is never closed", at: span, label: "opened here",
      help: "add `)` where the group ends")
  }

  static func strayParenthesis(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-parenthesis", "this parenthesis closes nothing", at: span,
      help: "delete it, or add `(` where the group starts")
  }

  static func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      "too-deep", "this condition nests more than 200 deep", at: span,
      help: "give the inner parts names: rules of their own")
  }

  // MARK: Declarations

  static func missingString(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-string", "`\(keyword)` needs a text in quotes after it", at: span, help: "write `\(keyword) \"…\"`")
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

  static func emptyList(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "empty-list", "nothing is listed after `\(keyword)`", at: span,
      help: "list at least one name; several are separated by commas")
  }

  static func emptyItem(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "empty-list", "a name is missing beside this comma", at: span, help: "delete the comma, or write the name")
  }

  static func numberWithoutName(at span: Span) -> Diagnostic {
    Diagnostic(
      "number-form", "`number` needs a name", at: span,
      help: "write `number market share in %`, or without a unit `number score`")
  }

  static func missingUnit(at span: Span) -> Diagnostic {
    Diagnostic(
      "number-form", "a unit is missing after `in`", at: span,
      help: "write the unit, as in `in %` or `in USD`, or leave `in` out")
  }

  static func choiceForm(at span: Span) -> Diagnostic {
    Diagnostic(
      "choice-form", "a choice needs a name, a colon, a policy and its options", at: span,
      help:
        "write `choice control point: first of interface, workflow otherwise nothing`; policies are `one of`, `first of`, `all of`"
    )
  }

  // MARK: Examples and profiles

  static func exampleLine(at span: Span) -> Diagnostic {
    Diagnostic(
      "example-form", "a line of an example starts with `given` or `expect`", at: span,
      help: "write `given FACT`, `expect FACT` or `expect not FACT`")
  }

  static func exampleWordInProfile(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "example-form", "`\(word)` belongs into an `example`", at: span, help: "in a profile write the fact alone")
  }

  static func oneFactALine(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "one-fact-a-line", "a line says one fact, so `\(word)` cannot stand in it", at: span,
      help: "write each fact on a line of its own; if the word is part of a name, put the name in quotes")
  }

  static func negatedFact(at span: Span) -> Diagnostic {
    Diagnostic(
      "negated-fact", "a fact cannot be denied: what is not listed does not hold", at: span,
      help: "leave the line out; if nobody knows, write `unknown …`")
  }
}
