import Testing

/// `not someone …` with a count, beside variables that other clauses bind.
@Suite struct SomeoneTests {
  private let words = """
    kind actor: cloud, chip
    kind layer: l1, l2
    verb (actor) uses (layer) for (actor)
    verb serves

    """
  private let facts = "uses l1 for chip\nuses l2 for chip\ncloud uses l1 for chip\ncloud uses l2 for chip"

  @Test func variablesMayBeBoundByOtherClauses() {
    // For the chip maker everyone but itself uses both layers; for the cloud nobody uses any.
    let rule = words + "?a is an actor and not someone uses at most 1 layer for ?a → serves ?a"
    #expect(conclusions(rule, facts) == [])
    #expect(conclusions(rule, facts + "\nchip uses l1 for chip\nchip uses l2 for chip") == ["serves chip"])
  }

  @Test func everyAndElse() {
    let rule = words + "?a is an actor and not someone else uses every layer for ?a → serves ?a"
    #expect(conclusions(rule, facts) == ["serves cloud"])
  }

  @Test func everyBranchBindsThem() {
    let rule = words + "(?a is an actor or ?a is a layer) and not someone uses no layer for chip → serves ?a"
    #expect(conclusions(rule, facts) == [])
    let bound = words + "(?a is an actor or cloud uses l1 for ?a) and not someone uses no layer for ?a → serves ?a"
    #expect(conclusions(bound, facts + "\nchip uses l1 for chip") == ["serves chip"])
  }

  @Test func unboundVariablesAreNamed() {
    #expect(conclusions(words + "not someone uses at most 1 layer for ?a → x", "") == ["error: unbound-variable"])
  }

  @Test func expectationsMayHoldVariables() {
    let text = """
      kind layer: l1, l2
      owns l1 → b
      example "x"
        given owns l1
        given cloud uses l2
        expect owns ?x and someone else uses ?y and ?x is not ?y
        expect ?x is a layer and not owns ?x
      profile "p"
        owns l1
      """
    #expect(verdict(text).codes == [])
  }
}
