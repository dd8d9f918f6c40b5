import Foundation
import Testing

/// What `eval` does with conflicts that say the same, and with calculations that do not fit.
@Suite struct JudgementDetailTests {
  private func eval(_ rules: String, _ more: [String] = []) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("rules.tenet", rules)
    return try CommandRun(["eval", "rules.tenet"] + more, in: folder.url)
  }

  private let twice = """
    fast conflicts with careful
    fast conflicts with careful
    rule named: fast conflicts with careful
    profile "P"
      fast
      careful

    """

  /// A conflict without a name is called by what it says: what says the same is the same conflict.
  @Test func equalConflictsWithoutANameAreOne() throws {
    let text = try eval(twice)
    #expect(text.output.components(separatedBy: "✗ fast conflicts with careful\n").count == 2)
    #expect(text.output.contains("✗ named\n"))
    #expect(text.output.contains("P: 2 conclusions, 2 conflicts, "))
    let json = try eval(twice, ["--format", "json"])
    #expect(json.output.components(separatedBy: "\"between\"").count == 3)
    let markdown = try eval(twice, ["--format", "markdown"])
    #expect(markdown.output.components(separatedBy: "- **fast conflicts with careful**").count == 2)
  }

  @Test func equalConflictsAreOneInStreamsToo() throws {
    let folder = try Folder()
    let rules = twice.components(separatedBy: "profile")[0]
    try folder.write("rules.tenet", rules)
    let line = "{\"profile\": \"P\", \"facts\": [\"fast\", \"careful\"]}\n"
    try folder.write("p.ndjson", String(repeating: line, count: 2_000))
    let run = try CommandRun(["eval", "rules.tenet", "p.ndjson", "--format", "ndjson"], in: folder.url)
    let answers = run.output.split(separator: "\n")
    #expect(answers.count == 2_000)
    #expect(answers.allSatisfy { $0.components(separatedBy: "\"between\"").count == 3 })
  }

  @Test func aCalculationThatDoesNotFitIsAnError() throws {
    let rules = """
      number m
      number n
      rule big: fast → n is 999999999999999999 * m
      rule quick: fast → wins
      profile "P"
        fast
        m is 5
      profile "Q"
        fast
        m is 6

      """
    let run = try eval(rules)
    #expect(run.status == 2)
    #expect(run.output.contains("● wins"))
    #expect(!run.output.contains("n is"))
    #expect(run.errors.components(separatedBy: "rules.tenet:3:1: error: a calculation here").count == 2)
    let json = try eval(rules, ["--format", "json", "--profile", "P"])
    #expect(json.status == 2)
    #expect(json.output.contains("\"code\": \"number-does-not-fit\""))
    #expect(try eval(rules, ["--quiet"]).status == 2)
    #expect(try eval(rules, ["--keep-going"]).status == 1)
    #expect(try eval(rules.replacingOccurrences(of: "* m", with: "+ 0")).status == 0)
  }

  private let ratio = """
    number debt in EUR
    number income in EUR
    number ratio in %
    rule ratio: employed → ratio is debt / income * 100
    rule fine: ratio ≤ 35% and not arrears → fine
    profile "P"
      employed
      debt is 900 EUR
      income is 3800 EUR
      unknown arrears

    """

  /// The quotient is rounded before it is multiplied: the ratio turns a hundred times farther past the threshold.
  @Test func aRoundedQuotientThatIsMultipliedTurnsFartherOut() throws {
    let folder = try Folder()
    try folder.write("rules.tenet", ratio)
    let json = try CommandRun(["how", "not fine", "rules.tenet", "--format", "json"], in: folder.url)
    #expect(json.output.contains("\"debt\": \"1330.000000000000001901 EUR\""))
    #expect(json.output.contains("\"income\": \"2571.428571428571424897 EUR\""))
    let text = try CommandRun(["how", "not fine", "rules.tenet"], in: folder.url)
    #expect(text.output.contains("set `debt` to just above 1330 EUR"))
  }

  @Test func whatANumberIsMadeOfAndWhatIsUnknownIsSaid() throws {
    let folder = try Folder()
    try folder.write("rules.tenet", ratio)
    let number = try CommandRun(["why", "ratio", "rules.tenet"], in: folder.url)
    #expect(number.output.contains("with debt at 900 EUR and income"))
    let fact = try CommandRun(["why", "fine", "rules.tenet"], in: folder.url)
    #expect(fact.output.contains("└─ not arrears  · unknown, supposed not to hold"))
    let picture = try CommandRun(["eval", "rules.tenet", "--format", "dot"], in: folder.url)
    #expect(picture.output.contains("unknown, supposed not to hold"))
    #expect(!picture.output.contains("nothing gives it"))
  }
}
