import Testing

/// What declarations mean beside each other.
@Suite struct DeclarationMeaningTests {
  private let kinds = "kind actor: ann, bob\nkind layer: screen\n"

  @Test func verbsDeclaredTwiceAreMerged() {
    for declarations in ["verb hides\nverb (actor) hides (layer)\n", "verb (actor) hides ()\nverb () hides (layer)\n"] {
      #expect(conclusions(declarations + kinds + "hides screen → x", "hides screen") == ["x"])
      #expect(conclusions(declarations + kinds + "hides ann → x", "hides screen") == ["error: unknown-member"])
    }
    #expect(
      conclusions("verb (actor) owns (layer)\nverb owns\n" + kinds + "owns ann → x", "") == ["error: unknown-member"])
  }

  @Test func verbsDeclaredTwiceWithDifferentKindsAreAnError() {
    let verdict = verdict("verb (actor) hides (layer)\nverb (layer) hides (actor)\n" + kinds + "profile \"p\"")
    #expect(verdict.codes == ["declared-twice"])
    #expect(
      verdict.diagnostics.map { $0.message }
        == ["the verb `hides` takes `actor` in one declaration and `layer` in another"])
  }

  @Test func twoVerbsAreDeclaredInTwoLines() {
    let diagnostics = verdict("verb owns, captures\nprofile \"p\"").diagnostics
    #expect(diagnostics.map { $0.help } == ["declare each in a line of its own: `owns`, `captures`"])
  }

  @Test func theFirstSpellingIsPrinted() {
    let choice = "choice route: first of Sell Side, other\n"
    let kind = "kind channel: sell side\n"
    #expect(conclusions(choice + kind + "x → uses sell side", "x") == ["uses Sell Side"])
    #expect(conclusions(kind + choice + "x → uses Sell Side", "x") == ["uses sell side"])
  }

  @Test func aVerbIsMoreThanIs() {
    #expect(verdict("verb is\nprofile \"p\"").codes == ["not-a-name"])
    #expect(conclusions("verb is part of\n?x is part of y → ?x has z", "a is part of y") == ["a has z"])
  }

  @Test func aProfileMayContestANumberByItself() {
    let rules = "number n\nn > 1 → x\nn is not 5 → y"
    #expect(conclusions(rules, "n is 5\nn is 6") == [])
    #expect(conclusions(rules, "n is 5\nn is 5.0") == ["x"])
  }

  @Test func whatIsUnknownHasToBeSaid() {
    #expect(conclusions("a → b", "unknown") == ["error: missing-clause"])
    #expect(conclusions("has unknown → b", "has unknown") == ["b"])
  }
}
