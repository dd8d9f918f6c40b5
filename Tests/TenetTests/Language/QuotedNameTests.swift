import Testing

/// Quotes around the names that declarations write without them.
@Suite struct QuotedNameTests {
  private let partners = "kind partner: Ostrel, \"Chip Co\"\nverb () knows (partner)\n"

  @Test func quotesNameAMemberSpelledExactlySo() {
    #expect(conclusions(partners + "knows \"Ostrel\" → x", "knows Ostrel") == ["x"])
    #expect(conclusions(partners + "knows ostrel → x", "knows \"Ostrel\"") == ["x"])
    #expect(conclusions(partners + "knows \"OSTREL\" → x", "knows Ostrel") == ["error: unknown-member"])
  }

  @Test func theOrderOfDeclarationsDoesNotMatter() {
    #expect(conclusions("kind a: \"Ostrel\"\n" + partners + "owns any a → x", "owns Ostrel") == ["x"])
    #expect(conclusions(partners + "kind a: \"Ostrel\"\nowns any a → x", "owns Ostrel") == ["x"])
  }

  @Test func aMemberThatOnlyQuotesCanWriteIsOfferedInQuotes() {
    let rules = "kind partner: \"Ostrel\"\nverb () knows (partner)\nknows Ostrel → x\nprofile \"p\""
    #expect(verdict(rules).diagnostics.map { $0.help } == ["did you mean `\"Ostrel\"`?"])
  }

  @Test func optionsAndConflictsToo() {
    #expect(conclusions("choice c: one of Alpha, Beta\nc is \"Alpha\" → x", "c is \"Alpha\"") == ["x"])
    #expect(
      conclusions("rule Big One: a conflicts with b\nfaces \"Big One\" → x", "a\nb") == ["faces Big One", "x"])
    #expect(conclusions("rule the tie: a conflicts with b\nfaces tie → x", "a\nb") == ["faces tie", "x"])
  }

  @Test func namesThatNobodyDeclaresAreComparedExactly() {
    #expect(conclusions("owns Habit → x\nowns \"Habit\" → y", "owns habit") == ["x"])
    #expect(conclusions("owns Habit → x\nowns \"Habit\" → y", "owns \"Habit\"") == ["y"])
  }
}
