import TenetText

/// What the resolver says about statements and the rule set as a whole.
extension Diagnostic {
  static func notAName(_ word: String, name: String, at span: Span) -> Diagnostic {
    var help = "a name is made of words; `and`, `or`, `not`, `unless`, `is` have meanings of their own"
    // One declaration is meant to be several.
    if word == "," {
      let names = name.split(separator: ",").map { "`\($0.drop { $0 == " " })`" }
      help = "declare each in a line of its own: \(names.joined(separator: ", "))"
    }
    return Diagnostic("not-a-name", "`\(word)` cannot be part of the name `\(name)`", at: span, help: help)
  }

  static func declaredTwice(_ name: String, as sort: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "declared-twice", "the \(sort) `\(name)` is declared twice, and differently", at: span, label: "here again",
      others: [Label(first, "first declared here")], help: "keep one of the two, or give one another name")
  }

  static func verbDeclaredTwice(
    _ verb: String, kinds: (first: String, second: String), at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      "declared-twice", "the verb `\(verb)` takes `\(kinds.first)` in one declaration and `\(kinds.second)` in another",
      at: span, label: "here again", others: [Label(first, "first declared here")],
      help: "keep one of the two, or declare a kind that holds the members of both")
  }

  static func duplicateName(_ name: String, sort: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "duplicate-name", "there are two \(sort)s with the name `\(name)`", at: span, label: "here again",
      others: [Label(first, "the first one")], help: "give one of them another name")
  }

  static func unboundVariable(_ name: String, in place: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unbound-variable", "nothing says what `?\(name)` may be, and \(place) needs to know", at: span,
      label: "`?\(name)` is not bound",
      help:
        "add a clause that finds it, such as `someone owns ?\(name)` or `?\(name) is a KIND`; under `not`, in comparisons and in conclusions a variable is only used"
    )
  }

  static func tooManyBranches(at span: Span) -> Diagnostic {
    Diagnostic(
      "too-many-combinations", "the `or`s of this condition combine to more than 4,096 cases", at: span,
      help: "give some of the groups names: rules of their own, whose conclusions this rule reads")
  }

  static func setAndAdded(_ name: String, at span: Span, other: Span) -> Diagnostic {
    Diagnostic(
      "set-and-added", "`\(name)` is set with `is` by one rule and added to by another", at: span, label: "set here",
      others: [Label(other, "added to here")], help: "use `add … to` in both, or give one of them a number of its own")
  }

  static func circle(_ steps: [(text: String, place: Span)], at span: Span) -> Diagnostic {
    Diagnostic(
      "circle-through-negation",
      "these rules wait for each other in a circle: " + steps.map { $0.text }.joined(separator: "; "), at: span,
      label: steps[0].text, others: steps.dropFirst().map { Label($0.place, $0.text) },
      help:
        "`not`, counts, numbers and settled choices look only at what is finished; let one of these rules read something that does not depend on the others"
    )
  }

  static func importNotFound(_ path: String, _ reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "import-not-found", "cannot read `\(path)`: \(reason)", at: span,
      help: "the path is taken from the folder of this file")
  }

  static func importCircle(_ names: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      "circular-import", "these files import each other in a circle: " + names.joined(separator: " → "), at: span,
      help: "move what both need into a third file that both import")
  }
}
