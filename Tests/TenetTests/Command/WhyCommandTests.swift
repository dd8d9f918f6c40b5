import Foundation
import TenetText
import Testing

@Suite struct WhyCommandTests {
  private let rules = """
    number score
    choice pick: first of x, y otherwise z
    rule habit: owns interface → captures habit, add 2 to score
      because "people return"
      source "P12"
    rule spread: ?a depends on ?b and ?b depends on ?c → ?a depends on ?c
    rule pick-x: score ≥ 2 and not lacks brand → pick is x
    rule careful: consumer speed conflicts with enterprise caution
    profile "Northwind"
      owns interface
      depends on cloud
      cloud depends on chips
      consumer speed
      enterprise caution
    profile "Fenwick"
      unknown owns interface

    """

  private func why(_ fact: String, _ more: [String] = ["--profile", "Northwind"]) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    return try CommandRun(["why", fact, "r.tenet"] + more, in: folder.url)
  }

  @Test(arguments: ["why", "why-not", "how", "ask", "robust"])
  func wordsWithoutQuotesAreNoFiles(command: String) throws {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    let run = try CommandRun([command, "captures", "habit", "r.tenet", "--profile", "Northwind"], in: folder.url)
    #expect(run.status == 2 && run.output.isEmpty)
    let help = "quotes make one fact of several words: `\"captures habit\"`"
    #expect(run.errors == "tenet: error: there is no file `habit`\n  = help: \(help)\n")
  }

  @Test(arguments: [
    (
      "Captures  the HABIT",
      """
      captures habit  · rule habit, r.tenet:3
        because people return
        source P12
      └─ owns interface  · given, r.tenet:10

      """
    ),
    (
      "depends on chips",
      """
      depends on chips  · rule spread, r.tenet:6
      ├─ depends on cloud  · given, r.tenet:11
      └─ cloud depends on chips  · given, r.tenet:12

      """
    ),
    ("owns interface", "owns interface  · given, r.tenet:10\n"),
    (
      "score",
      """
      score is 2
      └─ add 2 to score  · rule habit, r.tenet:3
         because people return
         source P12
         └─ owns interface  · given, r.tenet:10

      """
    ),
    (
      "pick is x",
      """
      pick is x  · rule pick-x, r.tenet:7
      ├─ score ≥ 2  · score is 2
      └─ not lacks brand  · nothing gives it

      """
    ),
    (
      "CAREFUL",
      """
      consumer speed  · given, r.tenet:13

      enterprise caution  · given, r.tenet:14

      """
    ),
  ])
  func showsTheProof(fact: String, proof: String) throws {
    let run = try why(fact)
    #expect(run.status == 0, "\(run.errors)")
    // A sentence stands in front of the tree.
    #expect(run.output.hasSuffix("\n\n" + proof), "\(run.output)")
  }

  @Test func namesTheOneOfWhomADenialHolds() throws {
    let folder = try Folder()
    let rules = """
      kind layer: web, shop
      kind actor: ann, bob
      verb (actor) owns (layer)
      someone else owns no layer → room
      someone owns at most 1 layer → gap
      someone owns only shop → narrow
      profile "p"
        owns web
        owns shop
        ann owns shop

      """
    try folder.write("r.tenet", rules)
    for (fact, denied) in [
      ("room", "bob owns any layer"), ("gap", "ann owns at least 2 layers"), ("narrow", "ann owns another layer"),
    ] {
      let why = try CommandRun(["why", fact, "r.tenet"], in: folder.url)
      #expect(why.output.hasSuffix("└─ not \(denied)  · nothing gives it\n"), "\(why.output)")
      try folder.write("t.json", try CommandRun(["why", fact, "r.tenet", "--format", "json"], in: folder.url).output)
      #expect(try CommandRun(["verify", "t.json", "r.tenet"], in: folder.url).status == 0)
    }
  }

  @Test(arguments: ["captures value", "score is 3", "pick is y", "cloud owns interface"])
  func whatDoesNotHoldIsAFinding(fact: String) throws {
    let run = try why(fact)
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.contains("`\(fact)` does not hold for `Northwind`"))
  }

  @Test(arguments: ["captures", "", "owns a and b", "captures ?x", "score is high"])
  func whatCannotBeAskedIsAnError(fact: String) throws {
    let run = try why(fact)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("FACT:1:1: error: ") || run.errors.contains("FACT:1:"))
  }

  @Test func oneProfileMustBeMeant() throws {
    let run = try why("captures habit", [])
    #expect(run.status == 2)
    #expect(run.errors.contains("there are 2") && run.errors.contains("`Northwind`, `Fenwick`"))
  }

  @Test func whatDependsOnTheUnknownIsPossible() throws {
    let run = try why("captures habit", ["--profile", "Fenwick", "--format", "json"])
    #expect(run.status == 0)
    let answer = try parseJSON(Array(run.output.utf8))
    #expect(answer["certainty"]?.string == "possible")
    let given = answer["trace"]?["from"]?.array?.first
    #expect(given?["fact"]?.string == "owns interface")
    let pick = try why("pick", ["--profile", "Fenwick"])
    #expect(pick.output.contains("pick is x") && pick.output.contains("pick is z") && pick.output.contains("possible"))
  }

  @Test func theJSONHoldsTheTrace() throws {
    let answer = try parseJSON(
      Array(try why("captures habit", ["--profile", "Northwind", "--format=json"]).output.utf8))
    #expect(answer["fact"]?.string == "captures habit")
    #expect(answer["trace"]?["rule"]?.string == "habit")
    #expect(answer["trace"]?["because"]?.string == "people return")
    #expect(answer["trace"]?["source"]?.string == "P12")
  }
}

@Suite struct ExampleCommandTests {
  private let text = """
    number score
    rule habit: owns interface → captures habit, add 2 to score
    example "good"
      given owns interface
      expect captures habit
      expect not captures value
    example "bad"
      given owns interface
      expect captures value
      expect not captures habit
      expect score is 1
    example "open"
      given unknown owns interface
      expect captures habit

    """

  private func test(_ arguments: [String]) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("r.tenet", text)
    return try CommandRun(["test", "r.tenet"] + arguments, in: folder.url)
  }

  @Test func saysWhatWasExpectedWhatCameAndWhy() throws {
    let run = try test([])
    #expect(run.status == 1)
    #expect(
      run.output == """
        ✓ good
        ✗ bad  · r.tenet:7
          expected captures value, but nothing gives captures value  · r.tenet:9
          expected not captures habit, but captures habit holds  · r.tenet:10
          └─ captures habit  · rule habit, r.tenet:2
             └─ owns interface  · given, r.tenet:8
          expected score is 1, but score is 2  · r.tenet:11
          └─ score is 2
             └─ add 2 to score  · rule habit, r.tenet:2
                └─ owns interface  · given, r.tenet:8
        ✗ open  · r.tenet:12
          expected captures habit, but that depends on what is unknown  · r.tenet:14

        3 examples, 2 failed

        """)
  }

  @Test func passesAreFine() throws {
    let run = try test(["--filter", "GOOD"])
    #expect(run.status == 0)
    #expect(run.output == "✓ good\n\n1 example, all passed\n")
    #expect(try test(["--filter", "bad", "--quiet"]).output == "")
  }

  @Test func theJSONHasTheContract() throws {
    let run = try test(["--format", "json"])
    #expect(run.status == 1)
    let examples = try #require(try parseJSON(Array(run.output.utf8))["examples"]?.array)
    #expect(examples.map { $0["title"]?.string } == ["good", "bad", "open"])
    guard case .bool(true)? = examples[0]["passed"]?.content, case .bool(false)? = examples[1]["passed"]?.content else {
      Issue.record("passed is true or false")
      return
    }
    #expect(examples[1]["failures"]?.array?.count == 3)
  }
}

@Suite struct PageCommandTests {
  @Test func everyPageCanBeRead() throws {
    let list = try CommandRun(["explain"])
    #expect(list.status == 0)
    let codes = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(codes.contains("json") && codes == codes.sorted())
    for code in [codes.first, codes.last, "[json]", "CSV"].compactMap({ $0 }) {
      let page = try CommandRun(["explain", code])
      #expect(page.status == 0)
      #expect(page.output.contains("Instead of\n"))
    }
  }

  @Test func anUnknownPageOffersTheNearest() throws {
    let run = try CommandRun(["explain", "jsn"])
    #expect(run.status == 2)
    #expect(run.errors == "tenet: error: there is no page `jsn`\n  = help: did you mean `tenet explain json`?\n")
  }
}
