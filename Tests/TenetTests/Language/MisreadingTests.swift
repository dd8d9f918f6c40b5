import Testing

/// What newcomers write, which is read as a name: it is warned of, and stays what it is.
@Suite struct MisreadingTests {
  private func codes(_ rules: String) -> [String] { verdict("number score\nnumber support\n" + rules + "\n").codes }

  @Test func ifAndThenAreNoNames() {
    #expect(codes("if owns interface → captures habit") == ["conjunction-as-name"])
    #expect(codes("owns interface → then captures habit") == ["conjunction-as-name"])
    #expect(codes("\"if any\" → \"then some\"").isEmpty)
    #expect(codes("what if → and-then").isEmpty)
    #expect(conclusions("if bold → loud", "if bold") == ["error: conjunction-as-name"])
  }

  @Test func quantifiersWhereNoneCanStand() {
    let verbs = "verb owns\nkind layer: interface, workflow\n"
    #expect(codes(verbs + "every neighbour owns permit → safe") == ["quantifier-in-name"])
    #expect(codes(verbs + "at least 2 banks owns permit → safe") == ["quantifier-in-name"])
    #expect(codes(verbs + "owns someone else → safe") == ["quantifier-in-name"])
    #expect(codes(verbs + "someone owns every layer and no one owns power → safe").isEmpty)
    #expect(codes(verbs + "\"every neighbour\" owns \"someone\" → safe").isEmpty)
    #expect(codes(verbs + "at home owns tv → safe").isEmpty)
  }

  @Test func quantitiesOfAKindThatNoVerbAsksFor() {
    let kind = "kind channel: web, radio\n"
    for phrase in ["all channels", "some channel", "more than 2 channels", "a channel", "channels", "most channels"] {
      #expect(codes(kind + "uses \(phrase) → broad") == ["quantifier-in-name"], "\(phrase)")
    }
    #expect(codes(kind + "uses sales channel and uses any channel and uses web → broad").isEmpty)
    #expect(codes(kind + "uses \"channel\" and channel → broad").isEmpty)
  }

  @Test func subjectsThatSpeakOfNobody() {
    for word in ["everyone", "either", "They", "it", "nobody", "neither"] {
      #expect(codes("\(word) owns interface → strong") == ["quantifier-in-name"], "\(word)")
    }
    #expect(codes("IT owns interface and the board owns shares → strong").isEmpty)
    #expect(codes("\"they\" owns interface → strong").isEmpty)
    #expect(codes("when cheap → sold") == ["conjunction-as-name"])
  }

  @Test func objectsWithoutTheirVerb() {
    let verbs = "verb uses (channel)\nkind channel: web, radio, TV\n"
    #expect(codes(verbs + "uses web or radio → broad") == ["member-as-property"])
    #expect(codes(verbs + "uses web, radio, TV → broad") == ["member-as-property", "member-as-property"])
    #expect(codes(verbs + "broad → uses web, radio") == ["member-as-property"])
    #expect(codes(verbs + "uses web → broad unless radio") == ["member-as-property"])
    #expect(codes(verbs + "uses web or uses radio → broad").isEmpty)
    #expect(codes(verbs + "uses web and has radio and \"TV\" → broad").isEmpty)
    #expect(codes(verbs + "uses web → broad\nradio → loud").isEmpty)
    #expect(codes(verbs + "verb has (channel)\nuses web and radio → TV").isEmpty)
  }

  @Test func optionsWithoutTheirChoice() {
    let choice = "choice tier: one of gold, silver, dark grey\n"
    #expect(codes(choice + "tier is gold or silver → loud") == ["member-as-property"])
    #expect(codes(choice + "tier is not gold and not dark grey → loud") == ["member-as-property"])
    #expect(codes(choice + "tier dark grey → loud") == ["member-as-property"])
    #expect(codes(choice + "loud → tier is gold, silver") == ["member-as-property"])
    #expect(codes(choice + "tier is gold or tier is silver → loud").isEmpty)
    #expect(codes(choice + "tier is gold and owns house and silver → loud").isEmpty)
    #expect(codes(choice + "tier is gold and has silver lining → loud\nsilver → bright").isEmpty)
    #expect(codes(choice + "tier is gold or \"silver\" → loud").isEmpty)
  }

  @Test func denialsAndSomeoneWithoutAVerb() {
    #expect(codes("Ann doesn't owns house → poor") == ["denial-in-name"])
    #expect(codes("isn’t open → closed") == ["denial-in-name"])
    #expect(codes("not owns house and Kent owns ant → \"can't pay\"").isEmpty)
    #expect(codes("someone else borrow atlas → lent") == ["quantifier-in-name"])
    #expect(codes("someone owns atlas and someone's turn → lent").isEmpty)
  }

  @Test func numbersOfNobody() {
    #expect(codes("someone's score > 3 → loud") == ["quantifier-in-name"])
    #expect(codes("someone else's score > 3 and no one's score < 2 → loud").count == 2)
    #expect(codes("loud → add 1 to someone's score") == ["quantifier-in-name"])
    #expect(codes("\"someone\"'s score > 3 and the other one's score > 3 → loud").isEmpty)
    #expect(codes("loud → add 3") == ["number-in-property"])
    #expect(codes("loud → add to score") == ["number-in-property"])
    #expect(codes("loud → add score") == ["number-in-property"])
    #expect(codes("loud → add colour").isEmpty)
  }

  @Test func calculationsThatAreRead() {
    #expect(codes("score exceeds 3 → big") == ["number-in-property"])
    #expect(codes("owns interface → increase score by 3") == ["number-in-property"])
    #expect(codes("owns interface → add 3 score") == ["number-in-property"])
    #expect(codes("tier 1 support → helped\nuses tier 2 support → helped").isEmpty)
    #expect(codes("owns interface → add 3 to score").isEmpty)
    #expect(codes("score > 3 → score keeper").isEmpty)
  }
}
