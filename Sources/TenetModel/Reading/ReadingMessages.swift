import TenetText

/// What the clause reader says. Lower case, one sentence, the reader's words in backticks.
extension Diagnostic {
  /// "did you mean" where there is a near name, else the other advice.
  private static func advice(_ nearest: String?, else other: String) -> String {
    nearest.map { "did you mean `\($0)`?" } ?? other
  }

  private static func fixes(_ nearest: String?, at span: Span) -> [Fix] {
    nearest.map { [Fix(span, $0)] } ?? []
  }

  // MARK: Terms

  static func emptyTerm(at span: Span) -> Diagnostic {
    Diagnostic(
      "empty-term", "a term in quotes has no text", at: span, label: "nothing between the quotes",
      help: "write a word between the quotes, or leave the quotes out")
  }

  static func termStartsWithDigit(_ text: String, advice: String?, at span: Span) -> Diagnostic {
    let quoted = "write it in quotes: `\"\(text)\"`"
    return Diagnostic(
      "term-starts-with-digit", "`\(text)` starts with a digit, so it cannot be read as a term", at: span,
      help: advice.map { $0 + "; if it is a name, " + quoted } ?? quoted,
      fixes: advice == nil ? [Fix(span, "\"\(text)\"")] : [])
  }

  static func reservedWord(_ word: String, term: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "reserved-word", "`\(word)` has a meaning of its own and cannot be part of a name", at: span,
      label: "reserved word",
      help: (word.lowercased() == "not" ? "to deny a clause, write `not` in front of it; in a name, " : "")
        + "write the whole term in quotes: `\"\(term)\"`")
  }

  static func mixedVariable(_ word: String, advice: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "mixed-variable", "`\(word)` stands for a whole term, so no other word can stand beside it", at: span,
      help: advice ?? "let the variable stand alone between verb and preposition, as in `owns ?layer`")
  }

  static func mixedQuotes(_ word: String, advice: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "mixed-quotes", "\(word) is a whole term, so no other word can stand beside it", at: span,
      help: advice ?? "put the quotes around all of the term, or join two conditions with `and`")
  }

  static func strayInTerm(_ word: String, term: String, advice: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-in-clause", "`\(word)` cannot stand in `\(term)`", at: span,
      help: advice ?? "a term with signs in it needs quotes; a calculation needs a comparison, as in `score + 1 > 3`")
  }

  // MARK: Places

  static func unknownMember(
    _ term: String, kind: Kind, verb: String, nearest: String?, advice special: String?, at span: Span
  ) -> Diagnostic {
    let article = Article.indefinite(before: kind.name)
    return Diagnostic(
      "unknown-member", "`\(term)` is no \(kind.name), and `\(verb)` takes \(article) \(kind.name) here", at: span,
      label: "not \(article) \(kind.name)", others: [Label(kind.place, "the members of \(kind.name)")],
      help: special ?? advice(nearest, else: "add it to `kind \(kind.name): …`, or use one of its members"),
      fixes: special == nil ? fixes(nearest, at: span) : [])
  }

  static func variableInFact(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "variable-in-fact", "a fact names things, so the variable `\(name)` cannot stand in it", at: span,
      help: "write the thing itself; variables belong into rules")
  }

  static func anyInConclusion(at span: Span) -> Diagnostic {
    Diagnostic(
      "any-in-conclusion", "`_` stands for any value, so it cannot be concluded", at: span,
      help: "write a term, or a variable that the condition binds")
  }

  static func quantifier(_ text: String, in role: ClauseRole, at span: Span) -> Diagnostic {
    let place = role == .fact ? "a fact" : "a conclusion"
    return Diagnostic(
      "misplaced-quantifier", "\(place) names things, so `\(text)` cannot stand in it", at: span,
      help: "write each thing in a clause of its own; if these words are part of a name, put it in quotes")
  }

  static func twoQuantifiers(at span: Span) -> Diagnostic {
    Diagnostic(
      "two-quantifiers", "a clause has one quantifier for its objects, and this is the second", at: span,
      help: "write a rule of its own for one of them, and use its conclusion here")
  }

  static func noOneWithQuantifier(at span: Span) -> Diagnostic {
    Diagnostic(
      "two-quantifiers", "`no one` cannot stand beside a quantifier of the object", at: span,
      help: "write `not someone …`, which says the same with one reading")
  }

  static func onlyAny(at span: Span) -> Diagnostic {
    Diagnostic(
      "only-any", "`only _` says nothing: `_` is any value", at: span, help: "name the one thing: `owns only interface`"
    )
  }

  static func countNotWhole(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "count-not-whole", "`\(text)` is no whole number to count with", at: span,
      help: "write digits, as in `at least 3 layers`")
  }

  static func quantifierAlone(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-kind", "`\(word)` needs something after it", at: span, label: "\(word) what?",
      help: "name a kind, as in `any layer`, or for `only` one thing; if the word is a name, put it in quotes")
  }

  static func noOneWithoutVerb(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-kind", "`no one` goes with a verb, and `\(word)` is no verb that is known", at: span,
      label: "no such verb",
      help: "declare it: `verb \(word)`")
  }

  static func unknownQuantifiedKind(
    _ name: String, quantifier: String, clause: String, isNo: Bool, verb: String,
    nearest: (text: String, kind: Kind)?, at span: Span
  ) -> Diagnostic {
    var help = "declare `kind \(name): …`, or put the whole term in quotes"
    if isNo {
      let phrase = clause.hasPrefix(quantifier) ? "has \(name)" : clause.replacingFirst(quantifier + " ", with: "")
      help = "write `not \(phrase)`; `\(quantifier)` is for kinds, which `kind \(name): …` declares"
    }
    if let nearest {
      let isPlural = nearest.text == nearest.kind.plural && nearest.text == nearest.kind.name + "s"
      let declared = isPlural ? " Another plural is declared, as in `kind \(nearest.kind.name) (\(name)): …`." : ""
      help = "did you mean `\(nearest.text)`?\(declared) Else \(help)"
    }
    return Diagnostic(
      "unknown-kind", "`\(quantifier)` goes with a kind, and there is no kind `\(name)`", at: span,
      label: "no such kind", help: help, fixes: fixes(nearest?.text, at: span))
  }

  static func unknownKind(_ name: String, nearest: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-kind", "there is no kind `\(name)`", at: span, label: "no such kind",
      help: advice(nearest, else: "declare it: `kind \(name): …`"), fixes: fixes(nearest, at: span))
  }

  // MARK: Verbs

  static func verbWithoutObject(_ verb: String, clause: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "verb-without-object", "`\(verb)` is a verb, and nothing stands after it", at: span, label: "what?",
      help: "say what, as in `\(verb) something`; if the word is part of a name, put it in quotes: `\"\(clause)\"`")
  }

  static func missingPreposition(_ word: String, verb: Relation, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-preposition", "`\(verb.verb)` also wants `\(word) …`", at: span,
      others: verb.place.map { [Label($0, "declared here")] } ?? [],
      help: "add `\(word) …`; `\(word) _` stands for any")
  }

  // MARK: Numbers and choices

  static func bareName(_ name: String, isNumber: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "bare-name", "`\(name)` is a \(isNumber ? "number" : "choice"), so it needs something to compare it with",
      at: span,
      help: isNumber ? "write `\(name) ≥ 1`, or another comparison" : "write `\(name) is …`")
  }

  static func bareConclusion(_ name: String, isNumber: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "bare-name", "`\(name)` is a \(isNumber ? "number" : "choice"), so a conclusion has to give it a value", at: span,
      help: isNumber ? "write `\(name) is 1` or `add 1 to \(name)`" : "write `\(name) is …`")
  }

  static func bareFact(_ name: String, isNumber: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "bare-name", "`\(name)` is a \(isNumber ? "number" : "choice"), so a fact has to give it a value", at: span,
      help: "write `\(name) is …`")
  }

  static func unknownNumber(
    _ name: String, nearest: String?, isChoice: Bool, advice special: String?, at span: Span
  ) -> Diagnostic {
    if isChoice {
      return Diagnostic(
        "unknown-number", "`\(name)` is a choice, and choices do not calculate", at: span,
        help: "compare it with one of its options: `\(name) is …`")
    }
    return Diagnostic(
      "unknown-number", "there is no number `\(name)`", at: span, label: "no such number",
      help: special ?? advice(nearest, else: "declare it: `number \(name)`; a value is written in digits, as in `3`"),
      fixes: special == nil ? fixes(nearest, at: span) : [])
  }

  static func unknownUnit(_ unit: String, nearest: String?, advice special: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-unit", "`\(unit)` is no unit of any declared number", at: span,
      help: special ?? advice(nearest, else: "declare it with its number: `number NAME in \(unit)`"),
      fixes: special == nil ? fixes(nearest, at: span) : [])
  }

  static func unitMismatch(_ left: String, _ right: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unit-mismatch", "`\(left)` and `\(right)` are different units", at: span,
      help: "use one unit on both sides; a number written without a unit fits any")
  }

  static func conjunctionAsName(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "conjunction-as-name", .warning, "`\(word)` is read as a part of the name that follows it", at: span,
      help: "leave it out: a rule is `condition → conclusion`; if it is part of the name, put the name in quotes")
  }

  static func quantifierInName(_ name: String, help: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "quantifier-in-name", .warning, "`\(name)` is read as a name here, not as a quantifier", at: span,
      help: help + "; if it is a name, put it in quotes")
  }

  static func memberAsProperty(_ term: String, kind: String, verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "member-as-property", .warning,
      "`\(term)` is \(Article.indefinite(before: kind)) \(kind), and is read as a property here, without `\(verb)`",
      at: span,
      help: "write each clause in full, as in `\(verb) \(term)`; a property may be written with `has`: `has \(term)`")
  }

  static func numberInProperty(_ clause: String, number: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "number-in-property", .warning, "`\(clause)` is read as a property, and compares nothing", at: span,
      help: "compare as in `\(number) ≥ 3` or `\(number) is above 3`; if it is a name, put it in quotes")
  }

  static func changeAsProperty(_ clause: String, number: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "number-in-property", .warning, "`\(clause)` is read as a property, and changes nothing", at: span,
      help: "write `add 3 to \(number)`, with `-3` to take away; if it is a name, put it in quotes")
  }

  static func percentAsFactor(_ product: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "percent-as-factor", .warning, "a product takes a value in % as its bare number: 20% multiplies by 20", at: span,
      help: "for a share, divide by 100: `\(product) / 100`")
  }

  static func unitOnBareNumber(_ unit: String, number: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unit-mismatch", "`\(number)` is declared without a unit, so `\(unit)` does not fit it", at: span,
      help: "leave the unit out, or declare `number \(number) in \(unit)`")
  }

  static func numberDoesNotFit(_ text: String, _ reason: String, at span: Span) -> Diagnostic {
    let shown = text.count > 40 ? String(text.prefix(37)) + "…" : text
    return Diagnostic(
      "number-does-not-fit", "`\(shown)` does not fit: \(reason)", at: span,
      help: "a number has up to 18 digits before and 18 after the point")
  }

  static func divisionByZero(at span: Span) -> Diagnostic {
    Diagnostic(
      "division-by-zero", "this divides by zero", at: span, help: "divide by something else, or drop the division")
  }

  static func longExpression(at span: Span) -> Diagnostic {
    Diagnostic(
      "long-expression", "this calculation has more than 500 signs", at: span,
      help: "give parts of it names: numbers with rules of their own")
  }

  static func missingExpression(at span: Span) -> Diagnostic {
    Diagnostic("missing-number", "a number is missing here", at: span, help: "write a number, or the name of one")
  }

  static func strayInExpression(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "stray-in-calculation", "`\(text)` cannot stand here in a calculation", at: span,
      help: text.lowercased() == "is"
        ? "compare with `is` or with a sign, not with both: `share > 60%`"
        : "a calculation is made of numbers, names of numbers, `+`, `-`, `*`, `/` and parentheses")
  }

  static func expressionWithoutComparison(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "missing-comparison", "`\(text)` calculates, but compares with nothing", at: span,
      help: "add a comparison, as in `… ≥ 3` or `… is at least 3`")
  }

  static func secondComparison(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "second-comparison", "one clause compares two sides, and `\(text)` starts a third", at: span,
      help: "write two comparisons joined with `and`")
  }

  static func isWithoutSides(at span: Span) -> Diagnostic {
    Diagnostic("is-without-sides", "something is missing beside this", at: span, help: "write `NAME is VALUE`")
  }

  /// `is urgent`.
  static func isWithoutName(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "is-without-sides", "nothing stands before this `is`, so nothing can be `\(value)`", at: span,
      help:
        "a property is written without `is`: `\(value)`; a value has a name in front, as in `risk is high`; "
        + "a verb that starts with `is` is declared, as in `verb is part of`")
  }

  static func undeclaredIs(
    _ name: String, value: String, nearest: String?, advice special: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "undeclared-is", "`\(name)` is no number and no choice, so it cannot be `\(value)`", at: span,
      label: "not declared", help: advice(nearest, else: special), fixes: fixes(nearest, at: span))
  }

  static func anyCompared(at span: Span) -> Diagnostic {
    Diagnostic(
      "any-compared", "`_` stands for any value, so there is nothing to compare", at: span,
      help: "give it a name: `?name`")
  }

  static func unknownOption(
    _ term: String, choice: Choice, options: [String], nearest: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "unknown-option", "`\(term)` is no option of the choice `\(choice.name)`", at: span, label: "not an option",
      others: [Label(choice.place, "its options")],
      help: advice(
        nearest, else: "use one of \(options.map { "`\($0)`" }.joined(separator: ", ")), or add it to the choice"),
      fixes: fixes(nearest, at: span))
  }

  static func notANumber(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "not-a-number", "`\(text)` is a calculation; only one number can be given a value", at: span,
      help: "write the name of one number")
  }

  static func valueNotLiteral(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "value-not-literal", "a fact gives a number a value, and `\(text)` has to be calculated", at: span,
      help: "write the value itself, or let a rule calculate it")
  }

  static func comparisonInFact(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "comparison-in-fact", "`\(text)` compares, but a fact says what is", at: span, help: "write `NUMBER is VALUE`")
  }

  static func comparisonConcluded(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "comparison-concluded", "a conclusion gives a number one value; it cannot compare", at: span,
      help: "write `NUMBER is VALUE` or `add VALUE to NUMBER`")
  }

  static func negatedConclusion(at span: Span) -> Diagnostic {
    Diagnostic(
      "negated-conclusion", "a conclusion says what holds; it cannot deny", at: span,
      help: "conclude something of its own, such as `lacks …`")
  }

  static func membershipConcluded(at span: Span) -> Diagnostic {
    Diagnostic(
      "membership-concluded", "a rule cannot make something a member of a kind", at: span,
      help: "conclude a property instead; members stand in `kind …` or, as `X is a KIND`, in a profile")
  }

  static func unknownValue(_ text: String, isMembership: Bool, at span: Span) -> Diagnostic {
    if isMembership {
      return Diagnostic(
        "unknown-value", "`unknown` marks a fact, and `\(text)` says what something is", at: span,
        help: "of what kind things are has to be known: leave the line out, or give a property, as in `unknown X has …`"
      )
    }
    return Diagnostic(
      "unknown-value", "`unknown` marks a fact, and `\(text)` gives a value", at: span,
      help: "leave the line out: a number that is not given is unknown anyway, and a choice is `nothing`")
  }
}

extension String {
  func replacingFirst(_ part: String, with other: String) -> String {
    guard !part.isEmpty else { return self }
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) {
        return String(self[..<index]) + other + String(self[self.index(index, offsetBy: part.count)...])
      }
      index = self.index(after: index)
    }
    return self
  }
}
