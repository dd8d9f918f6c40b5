import Tenet
import Testing

@Suite struct RuleBookTests {
  /// The example of the documentation, word for word.
  @Test func theWorkedExample() throws {
    var book = try RuleBook(
      text: """
        rule interface-habit: owns interface → captures habit
          because "People get used to the screen they return to."
          source "P12"
        consumer speed conflicts with enterprise caution
        number partner share in %
        partner share ≥ 60% → leans on partners
        """)
    let lab = try book.profile(
      "Northwind", facts: ["owns interface", "consumer speed"], numbers: [("partner share", "70%")],
      unknown: ["enterprise caution"])
    let verdict = book.judge(lab)
    let printed = verdict.conclusions.map { "\($0.fact) \($0.certainty) \($0.rule ?? "-")" }
    #expect(
      printed == [
        "captures habit certain interface-habit",
        "faces \"consumer speed conflicts with enterprise caution\" possible -", "leans on partners certain -",
      ])
    let proof = try #require(try book.why("captures habit", lab))
    #expect(proof.contains("owns interface") && proof.contains("P12"))
    #expect(try book.why("captures budget", lab) == nil)
  }

  @Test func mistakesAreThrownWithTheirPlace() {
    #expect(throws: RuleBookError.self) { try RuleBook(text: "owns interface captures habit") }
    do {
      var book = try RuleBook(text: "verb owns (layer)\nkind layer: interface\nowns interface → x")
      _ = try book.profile("p", facts: ["owns interfac"])
      Issue.record("a misspelt member was taken")
    } catch {
      #expect(error.description.contains("did you mean `interface`?"))
    }
  }
}
