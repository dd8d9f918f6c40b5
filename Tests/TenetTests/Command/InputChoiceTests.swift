import Foundation
import Testing

/// A choice that rules read and none picks is an input: a profile gives its options, as it gives facts.
@Suite struct InputChoiceTests {
  private let rules = """
    choice sex: one of female, male
    rule tea: sex is female → needs tea
    rule coffee: sex is male → needs coffee

    """

  private func run(_ arguments: [String], _ profile: String = "  owns interface\n") throws -> CommandRun {
    let folder = try Folder()
    try folder.write("rules.tenet", rules)
    try folder.write("edited.tenet", rules.replacingOccurrences(of: "needs tea", with: "needs water"))
    try folder.write("p.tenet", "profile \"P\"\n" + profile)
    return try CommandRun(arguments, in: folder.url)
  }

  @Test func anOptionMayBeAdded() throws {
    let ways = try run(["how", "needs tea", "rules.tenet", "p.tenet", "--format", "json"]).output
    #expect(ways.contains("\"add\": [\n        \"sex is female\"\n      ],\n      \"remove\": [],"))
    let text = try run(["why-not", "needs tea", "rules.tenet", "p.tenet"]).output
    #expect(text.contains("At the least it would take 1 change: add `sex is female`."))
  }

  @Test func anAddedOptionTakesThePlaceOfAnother() throws {
    let run = try run(["how", "needs tea", "rules.tenet", "p.tenet"], "  sex is male\n")
    #expect(run.output.hasPrefix("To reach `needs tea`, P has to add `sex is female` and remove `sex is male`.\n"))
  }

  @Test func versionsThatReadItOtherwiseDiffer() throws {
    let json = try run(["diff", "rules.tenet", "edited.tenet", "--format", "json"]).output
    #expect(json.contains("\"equivalent\": false,\n  \"witness\": [\n    \"sex is female\"\n  ],"))
  }

  @Test func lintTriesEveryOption() throws {
    let json = try run(["lint", "rules.tenet", "--format", "json", "--severity", "choice-gap=off"]).output
    for check in ["unreachable-rule", "redundant-rule", "impossible-condition"] {
      #expect(!json.contains("\"\(check)\""))
    }
    let both = try Folder()
    try both.write("r.tenet", rules + "sex is female and sex is male → odd\n")
    let found = try CommandRun(["lint", "r.tenet", "--check", "unreachable-rule", "--format", "json"], in: both.url)
      .output
    #expect(found.contains("\"line\": 4,"))
  }

  @Test func mutantsAreShownByIt() throws {
    let text = try run(["test", "rules.tenet", "--suggest"]).output
    #expect(text.contains("sex is female"))
  }
}
