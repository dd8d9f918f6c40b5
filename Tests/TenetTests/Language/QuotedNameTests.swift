import Testing

/// Quotes around the names that declarations write without them.
@Suite struct QuotedNameTests {
  @Test func prepositionsNeedQuotesOnlyWhereTheyWouldDivide() {
    let verbs = "verb () sells () to ()\nverb () sells () to () through ()\n"
    for (quoted, printed) in [
      ("sells hat to \"near to me\"", "sells hat to near to me"),
      ("sells hat to me through \"thick to thin\"", "sells hat to me through thick to thin"),
      ("sells \"hat to go\" to me", "sells \"hat to go\" to me"),
      ("sells hat to \"me through you\"", "sells hat to \"me through you\""),
    ] {
      #expect(conclusions(verbs + "x → \(quoted)", "x") == [printed])
      #expect(conclusions(verbs + "\(printed) → y", quoted) == ["y"])
      #expect(conclusions(verbs + "x → \(printed)", "x") == [printed])
    }
  }

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
