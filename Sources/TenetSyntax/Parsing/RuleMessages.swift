import TenetText

/// What the parser says about rules, conflicts and conditions.
extension Diagnostic {
  static func ruleWithoutColon(at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-form", "`rule` is followed by a name and a colon", at: span,
      help: "write `rule some-name: condition → conclusion`, or leave out the word `rule`")
  }

  static func ruleWithoutName(at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-form", "this rule has no name in front of its colon", at: span,
      help: "write `rule some-name: …`, or leave out `rule` and the colon")
  }

  static func ruleName(at span: Span) -> Diagnostic {
    Diagnostic(
      "rule-form", "the name of a rule is words, or one text in quotes", at: span,
      help: "write `rule some-name: …` or `rule \"some name\": …`")
  }

  static func strayColon(name: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-colon", "a colon has no meaning here", at: span,
      help: name.map { "to name a rule, write `rule \($0): …`" }
        ?? "delete it, or put the whole name in quotes; a value takes `is`, as in `share is 70%`")
  }

  /// What a line without an arrow seems to be meant as.
  enum Meant {
    case ifThen
    case remark
    case other
  }

  static func missingArrow(_ meant: Meant, at span: Span) -> Diagnostic {
    let help =
      switch meant {
      case .ifThen: "write `condition → conclusion`, without `if` and `then`"
      case .remark: "a remark starts with `#`"
      case .other:
        "write `condition → conclusion` or `A conflicts with B`; put facts, indented, below a line `profile \"…\"`"
      }
    return Diagnostic(
      "missing-arrow", "this line is no statement: a rule needs `→`, and a fact belongs to a profile", at: span,
      help: help)
  }

  static func factNotIndented(_ word: String, at span: Span) -> Diagnostic {
    let start = Span(source: span.source, start: span.start, end: span.start)
    let line = word == "profile" ? "a fact" : "a line"
    return Diagnostic(
      "missing-arrow", "this line is no statement: a rule needs `→`, and \(line) of the `\(word)` above is indented",
      at: span, help: "indent it to make it part of the `\(word)`, or write `condition → conclusion`",
      fixes: word == "profile" ? [Fix(start, "  ")] : [])
  }

  /// - Parameter isValue: it says what something is, as in `share is loan / income`.
  static func ruleWithoutArrow(isValue: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-arrow", "this rule has no `→`, so it concludes nothing", at: span,
      help: "write `rule some-name: condition → conclusion` or `rule some-name: A conflicts with B`"
        + (isValue ? "; a value needs a condition too, as in `loan > 0 → share is 5%`" : ""))
  }

  static func secondArrow(at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "second-arrow", "a rule has one `→`, and this is another", at: span, label: "second arrow",
      others: [Label(first, "first arrow")],
      help: "write two rules: the second one can read what the first one concludes")
  }

  static func arrowInConflict(at span: Span) -> Diagnostic {
    Diagnostic(
      "arrow-in-conflict", "`conflicts with` and `→` cannot stand in one statement", at: span,
      help: "write the conflict by itself, with a name; a rule can read it: `faces NAME → …`")
  }

  static func insideParentheses(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "inside-parentheses", "`\(word)` cannot stand inside parentheses", at: span,
      help: "parentheses group conditions only; close them before `\(word)`")
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
      "unless-before-arrow", "`unless` stands last, after the conclusions", at: span,
      help: "write `condition → conclusion unless exception`, or `and not` here")
  }

  static func secondUnless(at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "second-unless", "a rule has one `unless`, and this is another", at: span, label: "second `unless`",
      others: [Label(first, "first `unless`")], help: "join the exceptions: `unless A or B`")
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
      "missing-clause", "nothing stands after `\(word)`", at: span,
      help: "write what belongs there, or delete `\(word)`")
  }

  /// - Parameter comma: the word before it is a comma: `a, and b`.
  static func missingClause(before word: String, afterComma comma: Bool, at span: Span) -> Diagnostic {
    let help =
      switch word {
      case "and" where comma: "a comma means `and`: delete one of the two"
      case "or" where comma: "a comma means `and`: write `or` instead of each comma"
      default: "write what belongs there, or delete `\(word)`"
      }
    return Diagnostic("missing-clause", "nothing stands before this `\(word)`", at: span, help: help)
  }

  static func missingConnector(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-connector", "nothing joins `\(word)` to what stands before it", at: span,
      help: "write `and` or `or` in front of it")
  }

  static func emptyParentheses(at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-clause", "nothing stands between these parentheses", at: span,
      help: "write a condition between them, or delete them")
  }

  static func groupInClause(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "group-in-clause", "`\(word)` joins whole clauses, not parts of one", at: span,
      help: "write each clause in full: `owns interface \(word == "," ? "and" : word) owns workflow`")
  }

  static func groupedConclusions(at span: Span) -> Diagnostic {
    Diagnostic(
      "group-in-clause", "parentheses group conditions, and these stand around conclusions", at: span,
      help: "leave them out: `condition → conclusion, conclusion`")
  }

  static func unclosedParenthesis(at span: Span) -> Diagnostic {
    Diagnostic(
      "unclosed-parenthesis", "this parenthesis is never closed", at: span, label: "opened here",
      help: "write `)` where the group ends")
  }

  static func strayParenthesis(at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-parenthesis", "this parenthesis closes nothing", at: span,
      help: "delete it, or write `(` where the group starts")
  }

  static func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      "too-deep", "this nests more than 200 deep", at: span, label: "one too many",
      help: "give the inner parts names, by rules of their own")
  }
}
