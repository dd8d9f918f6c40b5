import Foundation
import Testing

/// Mistakes in profiles that come from elsewhere, and in what is said about them on the command line.
@Suite struct ProfileMistakeTests {
  private let rules = "verb () owns (layer)\nkind layer: interface\nnumber n\nowns interface → b\nn > 1 → c\n"

  private func run(_ name: String, _ profiles: String, _ options: [String] = []) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    try folder.write(name, profiles)
    return try CommandRun(["eval", "--no-trace"] + options + ["r.tenet", name], in: folder.url)
  }

  /// The messages and helps of a run that is refused.
  private func refusal(_ name: String, _ profiles: String) throws -> [String] {
    let run = try run(name, profiles)
    #expect(run.status == 2 && run.output == "")
    return run.errors.split(separator: "\n").map(String.init).filter {
      $0.contains(": error: ") || $0.contains("help: ")
    }
  }

  @Test func tablesSayLineAndColumn() throws {
    #expect(
      try refusal("p.csv", "name,owns interfce,n\nP,yes,abc\n") == [
        "p.csv:1:6: error: `interfce` is no layer, and `owns` takes a layer here (line 1, column \"owns interfce\") "
          + "[unknown-member]",
        "  = help: did you mean `interface`?",
        "p.csv:2:7: error: there is no number `abc` (line 2, column \"n\") [unknown-number]",
        "  = help: declare it: `number abc`; a value is written in digits, as in `3`", "tenet: error: 2 errors",
      ])
  }

  @Test func tablesHaveCommasAndEachColumnOnce() throws {
    #expect(
      try refusal("p.csv", "name;owns interface\nP;yes\n").prefix(2) == [
        "p.csv:1:1: error: the heading is one column: `;` divide no columns here [csv]",
        "  = help: save the table with commas between the columns",
      ])
    #expect(
      try refusal("p.csv", "name,a,A\nP,yes,no\n")[0]
        == "p.csv:1:8: error: there are two columns with the heading `A` [duplicate-name]")
    #expect(
      try refusal("p.csv", "name,n\nP,\"1,000\"\n")[1]
        == "  = help: write numbers without commas, as in `1_000_000`, and decimals with a point, as in `1.5`")
  }

  /// What is told of a rule file with a profile, and what is printed.
  private func told(_ text: String) throws -> [String] {
    let folder = try Folder()
    try folder.write("r.tenet", text)
    let run = try CommandRun(["eval", "r.tenet", "--quiet"], in: folder.url)
    #expect(run.status == 0 && run.output == "")
    return run.errors.split(separator: "\n").map(String.init).filter {
      $0.contains("warning: ") || $0.contains("help: ")
    }
  }

  @Test(arguments: [
    ("ownss interface", "owns interface"), ("has daly use", "daily use"),
    ("acme depnds on bolt", "acme depends on bolt"),
    ("unknown captures habbit", "captures habit"), ("chep power", "cheap power"),
  ])
  func factsThatAreASlipAwayFromARuleAreTold(_ written: String, _ meant: String) throws {
    let told = try told(
      """
      owns interface and daily use → captures habit
      ?a depends on ?b and cheap power and captures habit → linked
      profile "P"
        \(written)

      """)
    #expect(told.count == 2 && told[0].contains("[unread-fact]"), "\(told)")
    #expect(told.last == "  = help: did you mean `\(meant)`?")
  }

  @Test(arguments: [
    ("age 30 years", "age is 30 years"), ("unknown tier gold", "tier is gold"), ("Age 30.5 years", "age is 30.5 years"),
    ("age spread", nil), ("tier list", nil), ("tier 1 support", nil), ("age 30 miles", nil),
  ])
  func valuesWithoutIsAreTold(_ written: String, _ meant: String?) throws {
    let told = try told(
      """
      number age in years
      choice tier: one of gold, silver
      age > 3 years and tier is gold → captures habit
      profile "P"
        \(written)

      """)
    #expect(told.last == meant.map { "  = help: did you mean `\($0)`?" })
  }

  @Test(arguments: [
    "brews coffee", "owns something else", "has tier 2 support", "acme depends on zeta", "users guide", "has plan b",
    "has a daily walk",
  ])
  func factsThatRulesDoNotAskForAreLeftAlone(_ fact: String) throws {
    let told = try told(
      """
      owns interface and daily use and tier 1 support and plan a → captures habit
      ?a depends on ?b → linked
      profile "P"
        \(fact)

      """)
    #expect(told == [])
  }

  @Test(arguments: ["1e30", "1e-20", "12345678901234567890"])
  func jsonNumbersThatDoNotFitAreToldAsWritten(_ number: String) throws {
    let folder = try Folder()
    try folder.write("r.tenet", "number debt\ndebt > 3 → has risk\n")
    try folder.write("p.json", "{\"profile\": \"P\", \"numbers\": {\"debt\": \(number)}}\n")
    let run = try CommandRun(["eval", "r.tenet", "p.json"], in: folder.url)
    #expect(run.status == 2)
    #expect(
      run.errors.hasPrefix("p.json:1:30: error: `\(number)` does not fit: it has more than 18 digits"), "\(run.errors)")
  }

  @Test func conditionsWithAMisspeltVerbAreTold() throws {
    let rule = "owns interface → captures habit\nownss interface → loved\n"
    #expect(try told(rule + "profile \"P\"\n  owns interface\n").first?.hasSuffix("[misspelt-verb]") == true)
    #expect(try told("need money → busy\nneeds money → sad\n\"ownss money\" → b\nprofile \"P\"\n  busy\n") == [])
  }

  @Test func forgottenRuleFilesAreMissed() throws {
    let folder = try Folder()
    try folder.write("p.csv", "name,age\nP,38\n")
    try folder.write("p.ndjson", "{\"facts\": [\"owns interface\"]}\n")
    let warning = "tenet: warning: none of the files holds a rule\n"
    let table = try CommandRun(["eval", "p.csv"], in: folder.url)
    #expect(table.status == 2 && table.errors.contains(warning))
    #expect(table.errors.contains("  = help: if it is a number, name the rule file that says `number age` too;"))
    let lines = try CommandRun(["eval", "p.ndjson"], in: folder.url)
    #expect(lines.status == 0 && lines.errors.hasPrefix(warning))
  }

  @Test func rowsWithoutANameAreNumbered() throws {
    let run = try run("p.csv", "name,owns interface\n,yes\n,no\n")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("profile 1\n") && run.output.contains("\nprofile 2\n"))
  }

  @Test func factsAreNeitherDeniedNorUnknown() throws {
    let messages = try refusal("p.json", #"{"facts": ["not a", "unknown a"], "unknown": ["unknown b"]}"#)
    #expect(
      messages.filter { $0.contains("error: ") } == [
        "p.json:1:12: error: a fact cannot be denied: what is not listed does not hold [denied-fact]",
        "p.json:1:21: error: what nobody knows stands apart from the facts [unknown-value]",
        "p.json:1:47: error: what nobody knows stands apart from the facts [unknown-value]",
        "tenet: error: 3 errors",
      ])
  }

  @Test func aNumberTwiceIsContested() throws {
    for (name, options) in [("p.json", [String]()), ("p.ndjson", [])] {
      let run = try run(name, #"{"profile": "P", "facts": ["n is 5", "n is 6"]}"#, options + ["--format", "ndjson"])
      #expect(run.status == 0)
      #expect(run.output.contains(#""conclusions":[],"#) && run.output.contains(#""contestedNumbers":{"n":["5","6"]}"#))
    }
  }

  @Test func aThousandErrorsAreEnough() throws {
    let run = try run("p.tenet", "profile \"P\"\n" + String(repeating: "  owns\n", count: 1500))
    #expect(run.status == 2)
    #expect(run.errors.contains("tenet: error: 1500 errors\n  = help: the first 1000 are shown"))
    #expect(run.errors.split(separator: "\n").filter { $0.contains("[verb-without-object]") }.count == 1000)
  }

  @Test func jobsAndLimitsAreTold() throws {
    let none = try run("p.json", "{}", ["--jobs", "0"])
    #expect(none.status == 2 && none.errors.hasPrefix("tenet: error: `--jobs` needs at least 1, not 0\n"))
    let limited = try run("p.json", #"{"facts": ["owns interface", "n is 5"]}"#, ["--max-facts", "1"])
    #expect(limited.status == 3 && limited.errors.hasPrefix("tenet: warning: a limit ended the evaluation early\n"))
  }

  /// What is read once is placed, and judged by the kinds of its own profile, each time that it occurs.
  @Test func repeatedFactsAreReadAsIfTheyStoodAlone() throws {
    let lines = [
      #"{"profile": "A", "facts": ["owns interface"], "numbers": {"n": 2}}"#,
      #"{"profile": "B", "facts": ["x is a layer", "owns x", "owns interface"], "numbers": {"n": 2}}"#,
      #"{"profile": "C", "facts": ["owns  the Interface ", "owns interface"]}"#,
      #"{"profile": "D", "facts": ["owns interface", "owns x"], "unknown": ["owns interface"]}"#,
    ]
    func array(_ some: ArraySlice<String>) -> String { "[\n" + some.joined(separator: ",\n") + "\n]\n" }
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    try folder.write("p.json", array(lines.prefix(3)))
    let options = ["eval", "r.tenet", "p.json", "--format", "ndjson"]
    let together = try CommandRun(options, in: folder.url).output.split(separator: "\n")
    #expect(together.count == 3)
    for index in 0..<3 {
      // The others are there with nothing in them, so that lines stay where they are.
      let alone = (0..<3).map { $0 == index ? lines[$0] : "{\"profile\": \"\($0)\"}" }
      try folder.write("p.json", array(alone[...]))
      #expect(try CommandRun(options, in: folder.url).output.split(separator: "\n")[index] == together[index])
    }
    #expect(try refusal("p.json", array(lines[...]))[0].hasPrefix("p.json:5:52: error: `x` is no layer"))
  }
}
