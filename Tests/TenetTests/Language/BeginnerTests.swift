import Testing

/// What people who never programmed write at first, and the help that they get.
@Suite struct BeginnerTests {
  private static let vocabulary = """
    verb (actor) owns (layer)
    verb (actor) sells (product) to (actor)
    kind actor: cloud partner, chip maker
    kind layer: interface, billing
    kind product: model
    number share in %
    number revenue in USD
    choice stance: one of product-led, enterprise-led

    """

  /// The code and the help of each diagnostic.
  private func help(_ rule: String, _ fact: String = "") -> [String] {
    let facts = fact.isEmpty ? "" : "  " + fact + "\n"
    return verdict(Self.vocabulary + rule + "\nprofile \"p\"\n" + facts).diagnostics.map {
      "\($0.code): \($0.help ?? "")"
    }
  }

  @Test(arguments: [
    ("if owns interface then captures habit", "missing-arrow: write `condition → conclusion`, without `if` and `then`"),
    ("owns interface then captures habit", "missing-arrow: write `condition → conclusion`, without `if` and `then`"),
    ("if owns interface → x", "unknown-member: a rule starts without `if`: `condition → conclusion`"),
    ("owns interface —> x", "other-sign: write `→` or `->`"),
    ("owns interface --> x", "other-sign: write `→` or `->`"),
    ("owns interface ==> x", "other-sign: write `→` or `->`"),
    ("owns interface → x;", "stray-character: write `,` or `and`, or start a new line"),
    (
      "owns interface owns billing → x",
      "unknown-member: join two clauses with `and` in front of `owns`; if it is part of a name, put the name in quotes"
    ),
    (
      "it owns interface → x",
      "unknown-member: leave it out: a clause without a subject speaks of the one that is judged"
    ),
    (
      "X owns interface → x",
      "unknown-member: for anyone at all write a variable: `?X`; else add it to `kind actor: …`"
    ),
    ("anyone owns interface → x", "unknown-member: write `someone`"),
    ("nobody owns interface → x", "unknown-member: write `no one`"),
    ("owns all layers → x", "unknown-member: write `every layer`"),
    ("owns a layer → x", "unknown-member: write `any layer` for one of them"),
    ("owns some layer → x", "unknown-member: write `any layer`"),
    ("owns none → x", "unknown-member: write `no layer`"),
    (
      "everyone owns interface → x",
      "unknown-member: no clause says this of all subjects: say what nobody is, as in `no one lacks …`"
    ),
    (
      "sells model to at least 2 companies → x",
      "unknown-kind: declare `kind companies: …`, or put the whole term in quotes"
    ),
    (
      "cloud partner owns at least 2 layres → x",
      "unknown-kind: did you mean `layers`? Another plural is declared, as in `kind layer (layres): …`. "
        + "Else declare `kind layres: …`, or put the whole term in quotes"
    ),
    ("owns interface, and owns billing → x", "missing-clause: a comma means `and`: delete one of the two"),
    ("owns interface, or owns billing → x", "missing-clause: a comma means `and`: write `or` instead of each comma"),
    (
      "owns interface → is urgent",
      "is-without-sides: a property is written without `is`: `urgent`; a value has a name in front, as in "
        + "`risk is high`; a verb that starts with `is` is declared, as in `verb is part of`"
    ),
    (
      "someone is allergic to nuts → x",
      "undeclared-is: a property takes `has`: `someone has allergic to nuts`; a verb with `is` in it is declared, as in "
        + "`verb is part of`"
    ),
    (
      "the door is open → x",
      "undeclared-is: declare `choice door: one of open, …` or `number door`; a plain property needs no `is`: `door open`"
    ),
    (
      "owns ?l → needs visa for ?l",
      "mixed-variable: let the variable stand alone behind a verb: declare the words before it, as in "
        + "`verb needs visa for`"
    ),
    ("owns the ?l → x", "mixed-variable: leave `the` out: a variable stands for a whole term"),
    ("owns the \"2nd layer\" → x", "mixed-quotes: leave `the` out: a text in quotes is a whole term"),
    (
      "someone else relies upon ?l → x",
      "mixed-variable: let the variable stand alone behind a verb: declare the words before it, as in "
        + "`verb relies upon`"
    ),
    ("James' share > 3% → x", "other-quote: a possessive ends in `'s`, behind an s too: `James's score`"),
    ("no one trusts ?l → x", "unknown-kind: declare it: `verb trusts`"),
    ("no one else trusts interface → x", "unknown-kind: declare it: `verb trusts`"),
    (
      "rule ratio: share is revenue / 2",
      "missing-arrow: write `rule some-name: condition → conclusion` or `rule some-name: A conflicts with B`; "
        + "a value needs a condition too, as in `loan > 0 → share is 5%`"
    ),
    (
      "owns more than 1 layer → x",
      "unknown-member: write `at least 2 layers`, `at most 2 layers` or `exactly 2 layers`"
    ),
    ("owns both interface and billing → x", "unknown-member: write each clause in full, joined with `and`"),
    (
      "owns 2 layers → x",
      "term-starts-with-digit: write `at least 2 layers`, `at most 2 layers` or `exactly 2 layers`; "
        + "if it is a name, write it in quotes: `\"2 layers\"`"
    ),
    (
      "does not own interface → x",
      "reserved-word: to deny a clause, write `not` in front of it; in a name, write the whole term in quotes: "
        + "`\"does not own interface\"`"
    ),
    ("share > 60 percent → x", "unknown-unit: write the sign: `60%`"),
    ("revenue > 2 million USD → x", "unknown-unit: write the number in digits, as in `2_000_000`"),
    ("revenue > USD 500 → x", "unknown-number: write the unit behind the number: `500 USD`"),
    ("share is more than 60% → x", "unknown-number: write `is above …`"),
    ("share is less than 60% → x", "unknown-number: write `is below …`"),
    ("share at least 60% → x", "missing-comparison: add a comparison, as in `… ≥ 3` or `… is at least 3`"),
    ("share is > 60% → x", "stray-in-calculation: compare with `is` or with a sign, not with both: `share > 60%`"),
    (
      "?a owns interface → ?a serves them",
      "mixed-variable: `serves` is no verb that is known: declare it, as in `verb serves`, or write a property with "
        + "`has`: `?a has …`"
    ),
    ("?a owns interface → ?a is rich", "undeclared-is: a property takes `has`: `?a has rich`"),
    ("cloud partner is actor → x", "undeclared-is: to say what it is, write `cloud partner is an actor`"),
    ("shre is 3 → x", "unknown-number: did you mean `share`?"),
    ("owns interface → (x and y)", "group-in-clause: leave them out: `condition → conclusion, conclusion`"),
    (
      "owns interface → x because \"y\"",
      "mixed-quotes: write `because \"…\"` on a line of its own below the rule, indented"
    ),
    ("// a remark", "missing-arrow: a remark starts with `#`"),
    (
      "unless x owns interface → y",
      "unless-before-arrow: write `condition → conclusion unless exception`, or `and not` here"
    ),
    ("profile: Northwind", "missing-string: write `profile \"Northwind\"`"),
    ("owns 😀 → x", "stray-character: delete it, or put the whole name in quotes"),
  ])
  func rulesGetHelp(rule: String, expected: String) {
    #expect(help(rule).contains(expected), "\(help(rule))")
  }

  @Test(arguments: [
    ("share: 70%", "stray-colon: delete it, or put the whole name in quotes; a value takes `is`, as in `share is 70%`"),
    (
      "share 70%",
      "stray-in-clause: a value takes `is`, as in `share is 70%`; a term with signs in it needs quotes"
    ),
    ("- owns interface", "stray-in-clause: leave the `-` out: every line is an item by itself"),
    (
      "revenue is 1,5 USD",
      "one-fact-a-line: a number is written with a point, and without commas between its digits: `1.5`"
    ),
    (
      "revenue is 1,500 USD",
      "one-fact-a-line: a number is written with a point, and without commas between its digits: `1_500`"
    ),
    ("share is about 70%", "unknown-number: write the value alone: `n is 70`"),
    ("share is seventy", "unknown-number: declare it: `number seventy`; a value is written in digits, as in `3`"),
    ("unknown", "missing-clause: write what belongs there, or delete `unknown`"),
  ])
  func factsGetHelp(fact: String, expected: String) {
    #expect(help("owns interface → x", fact) == [expected])
  }

  @Test func oneMistakeIsToldOnce() {
    #expect(verdict("owns 😀 → x\nprofile \"p\"\n  owns 😀").codes == ["stray-character", "stray-character"])
    #expect(verdict("number n\nn > ３ → x\nprofile \"p\"").codes == ["stray-character"])
    #expect(verdict("owns _a → x\nprofile \"p\"").codes == ["stray-character"])
    #expect(verdict("choice c: one of x, y\nunless a → b\nprofile \"p\"").codes == ["unless-before-arrow"])
  }

  @Test func kindsTakeTheirArticle() {
    let messages = verdict(Self.vocabulary + "owns interface → x\nprofile \"p\"\n  zz owns interface").diagnostics
    #expect(messages.map { $0.message } == ["`zz` is no actor, and `owns` takes an actor here"])
  }
}
