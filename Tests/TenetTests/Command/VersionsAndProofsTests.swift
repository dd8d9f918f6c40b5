import Foundation
import Testing

/// `diff` and `verify`, as processes.
@Suite struct VersionsAndProofsTests {
  // MARK: diff

  private let old = """
    number score
    rule habit: owns interface → captures habit
    rule hold: captures habit and daily use → strong hold
    rule points: captures habit → add 2 to score

    """

  private let profiles = """
    profile "Northwind"
      owns interface
      daily use
    profile "Corvane"
      owns model endpoint

    """

  private func diff(_ new: String, _ more: [String] = [], from other: String? = nil) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("old.tenet", other ?? old)
    try folder.write("new.tenet", new)
    try folder.write("p.tenet", profiles)
    return try CommandRun(["diff", "old.tenet", "new.tenet", "--profiles", "p.tenet"] + more, in: folder.url)
  }

  @Test func aRuleThatSaysNothingNewPassesDifferencesOn() throws {
    // In the new version `firm` also rests on `good name`, where a condition of its own already gives it.
    let before = "rule a: early → good name\nrule b: late → good name\nrule c: rich → firm\nrule d: loud → firm\n"
    let after =
      "rule a: early → good name\nrule c: rich → firm\nrule d: loud → firm\nrule e: good name and rich → firm\n"
    let run = try diff(after, from: before)
    #expect(run.output.contains("The versions differ: a profile with `late` tells them apart."))
  }

  @Test func aProfileThatChangesDecidesWhatWasNotDecided() throws {
    // Two numbers of two subjects: too much to be proved, and the given profile tells the versions apart all the same.
    let before = "number price in EUR\nrule cheap: price < Ann's price * Bob's price → good deal\n"
    let folder = try Folder()
    try folder.write("old.tenet", before)
    try folder.write("new.tenet", before.replacingOccurrences(of: "<", with: ">"))
    let profile = "profile \"P\"\n  price is 3 EUR\n  Ann's price is 2 EUR\n  Bob's price is 2 EUR\n  has shop\n"
    try folder.write("p.tenet", profile)
    let run = try CommandRun(
      ["diff", "old.tenet", "new.tenet", "--profiles", "p.tenet", "--format", "json"], in: folder.url)
    #expect(run.output.contains("\"equivalent\": false"))
    #expect(!run.output.contains("has shop") && !run.output.contains("\"shop\""))
  }

  @Test func numbersThatRulesConcludeOfOthersOnlyAreTried() throws {
    let before = "number share in %\nrule own: big → share is 5%\nrule anns: Ann's share > 10% → rich\n"
    let folder = try Folder()
    try folder.write("old.tenet", before)
    try folder.write("new.tenet", before.replacingOccurrences(of: "10%", with: "20%"))
    // What rules conclude is no input in either version.
    try folder.write("own.tenet", before.replacingOccurrences(of: "rule anns", with: "share > 6% → odd\nrule anns"))
    let moved = try CommandRun(["diff", "old.tenet", "new.tenet"], in: folder.url)
    #expect(moved.output.hasPrefix("The versions differ: a profile with `Ann's share is 10."), "\(moved)")
    let same = try CommandRun(["diff", "old.tenet", "own.tenet"], in: folder.url)
    #expect(same.output.hasPrefix("These edits change nothing, for any profile."), "\(same)")
  }

  @Test func profilesMayPutAnythingWhereNoKindSaysWhat() throws {
    let before = """
      kind lot: road
      verb offers (lot) at ()
      number turnover in EUR
      rule fit: offers ?l at _ and turnover ≥ 20 EUR → may win ?l

      """
    let folder = try Folder()
    try folder.write("old.tenet", "verb may win (lot)\n" + before)
    try folder.write("new.tenet", "verb may win (lot)\n" + before.replacingOccurrences(of: "20", with: "15"))
    let run = try CommandRun(["diff", "old.tenet", "new.tenet"], in: folder.url)
    let witness = "a profile with `offers road at thing 1` and `turnover is 15 EUR`"
    #expect(run.output.hasPrefix("The versions differ: " + witness))
  }

  @Test func onlyTheProfilesOfProfileFilesCount() throws {
    let folder = try Folder()
    let later = old.replacingOccurrences(of: "strong hold", with: "firm hold")
    try folder.write("old.tenet", old + profiles)
    try folder.write("new.tenet", later + profiles.replacingOccurrences(of: "daily use", with: "rare use"))
    try folder.write("more.tenet", "import \"old.tenet\"\nprofile \"Ostrel\"\n  owns interface\n  daily use\n")
    // Each version holds rules and profiles of its own: of what stands behind `--profiles` the profiles are taken.
    for (named, changed) in [("old.tenet", "Northwind"), ("more.tenet", "Ostrel"), ("./old.tenet", "Northwind")] {
      let run = try CommandRun(["diff", "old.tenet", "new.tenet", "--profiles", named], in: folder.url)
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output.contains("1 of \(named == "more.tenet" ? 1 : 2) profile"))
      #expect(run.output.contains("\(changed) · because of hold"))
    }
    let none = try CommandRun(["diff", "old.tenet", "new.tenet", "--profiles", "new.tenet"], in: folder.url)
    #expect(none.output.contains("0 of 2 profiles change"))
  }

  @Test func editsThatChangeNothingAreProved() throws {
    // Two rules for one, in another order, with a condition that is implied.
    let new = """
      number score
      rule points: captures habit → add 2 to score
      rule hold-a: captures habit and daily use and owns interface → strong hold
      rule hold-b: captures habit and daily use and not owns interface → strong hold
      rule habit: owns interface → captures habit

      """
    let text = try diff(new, ["--fail"])
    #expect(text.status == 0)
    #expect(text.output.hasPrefix("These edits change nothing, for any profile.\n0 of 2 profiles change.\n"))
    let json = try diff(new, ["--format", "json"])
    #expect(json.output.contains("\"equivalent\": true,\n  \"witness\": [],"))
    #expect(json.output.contains("\"changes\": [],"))
  }

  private static let written = """
    kind actor: alpha, beta
    verb (actor) serves (actor)
    verb (actor) reaches (actor)
    number share in %
    number score
    rule path: ?a serves ?b and ?b serves ?c → ?a reaches ?c
    rule big: share ≥ 60% and owns data → broad unless sold off
    rule points: broad and owns data → add 2 to score

    """

  /// Edits that only write the same in another way.
  static let rewritings = [
    ("?a serves ?b and ?b serves ?c → ?a reaches ?c", "?y serves ?z and ?x serves ?y → ?x reaches ?z"),
    ("share ≥ 60% and owns data → broad unless sold off", "not sold off and (owns data and share ≥ 60%) → broad"),
    ("share ≥ 60% and owns data", "share ≥ 60% and owns data and owns data"),
    ("broad and owns data → add", "broad and owns data and broad → add"),
    ("→ broad unless sold off", "→ broad unless sold off\n  because \"size counts\"\n  source \"S1\""),
  ]

  @Test(arguments: rewritings.indices) func otherWordsForTheSameAreNoEdit(_ index: Int) throws {
    let (before, after) = Self.rewritings[index]
    let new = Self.written.replacingOccurrences(of: before, with: after)
    #expect(new != Self.written)
    let run = try diff(new, ["--fail"], from: Self.written)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Both versions say the same, rule by rule: these edits change nothing"))
  }

  /// Edits of which each conclusion, taken by itself, shows that they change nothing.
  static let needless = [
    ("share ≥ 60% and", "share ≥ 60% and share > 20% and"),
    ("share ≥ 60% and", "not (share < 60%) and share ≥ 60% and"),
    ("broad and owns data → add", "broad and (owns data or owns data and sold off) → add"),
    ("rule points", "rule narrow: share > 80% and owns data → broad unless sold off\nrule points"),
  ]

  @Test(arguments: needless.indices) func needlessConditionsChangeNothing(_ index: Int) throws {
    let (before, after) = Self.needless[index]
    let new = Self.written.replacingOccurrences(of: before, with: after)
    let run = try diff(new, ["--fail"], from: Self.written)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("These edits change nothing, for any profile."), "\(run.output)")
  }

  @Test func addingTwiceIsNoNeedlessEdit() throws {
    let new = Self.written + "rule again: broad and owns data → add 2 to score\n"
    let run = try diff(new, from: Self.written)
    #expect(run.output.hasPrefix("The versions differ: a profile with `owns data` and `share is 60%`"), "\(run.output)")
  }

  /// Layers of rules on each other: too many ways for functions of all profiles.
  @Test func amongVeryManyRulesAProfileIsFound() throws {
    var state: UInt64 = 7
    func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var below = (0..<120).map { "owns asset\($0)" }
    var rules = "verb gains\n"
    for layer in 0..<5 {
      let above = (0..<60).map { "gains step \(layer) of benefit\($0)" }
      for _ in 0..<240 {
        let conditions = (0..<2 + roll(2)).map { _ in below[roll(below.count)] }
        rules += conditions.joined(separator: " and ") + " → " + above[roll(above.count)] + "\n"
      }
      below = above
    }
    let last = "rule last: \(below[0]) and owns asset3 → wide reach\n"
    let run = try diff(rules + "rule last: \(below[0]) → wide reach\n", from: rules + last)
    #expect(run.output.hasPrefix("The versions differ: a profile with "), "\(run.output)")
    #expect(run.output.contains(" tells them apart.") || run.output.contains(" tells them\napart."))
  }

  /// Rules that are the same in both versions differ in what they come to, because another version's rule is gone.
  @Test func choicesAndNumbersOfOneVersionAloneAreFollowed() throws {
    let shared = """
      choice lane: one of alpha, beta otherwise nothing
      number score
      rule hold: not thin margin or lane is alpha → strong hold
      rule reach: not thin margin or score > 3 → wide reach

      """
    let old = shared + "rule pick: late start → lane is alpha\nrule points: late start → score is 5\n"
    let json = try diff(shared, ["--format", "json"], from: old)
    #expect(json.output.contains("\"equivalent\": false,\n  \"witness\": [\n    \"late start\"\n  ],"))
  }

  @Test func changesAreBlamedOnTheEditedRule() throws {
    let new = old.replacingOccurrences(of: "captures habit and daily use", with: "captures habit and signed contract")
    let text = try diff(new, ["--fail"])
    #expect(text.status == 1)
    #expect(
      text.output == """
        The versions differ: a profile with `daily use` and `owns interface` tells them apart.
        1 of 2 profiles changes.

        Edited rules
          • hold

        Northwind · because of hold
          • loses strong hold

        """)
    let json = try diff(new, ["--format", "json"])
    #expect(json.status == 0)
    #expect(json.output.contains("\"equivalent\": false"))
    #expect(json.output.contains("\"lost\": [\n        \"strong hold\"\n      ]"))
    #expect(json.output.contains("\"blame\": [\n        \"hold\"\n      ]"))
  }

  @Test func changesOfNumbersAndThroughOtherRulesAreSeen() throws {
    let new = old.replacingOccurrences(of: "owns interface →", with: "owns interface and owns data →")
    let run = try diff(new, ["--format", "markdown"])
    #expect(run.output.contains("## Northwind · because of habit"))
    for line in ["- loses captures habit", "- loses strong hold", "- score: 2 → 0"] {
      #expect(run.output.contains(line), "\(line)\n\(run.output)")
    }
  }

  @Test func aChangeThatNoProfileShowsIsTold() throws {
    let new = old + "rule far: moon base → wide reach\n"
    let run = try diff(new, ["--fail"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("The versions differ: a profile with `moon base` tells them apart.\n"))
    #expect(run.output.contains("0 of 2 profiles change.\n"))
  }

  // MARK: verify

  private let rules = """
    number score
    number share in %
    kind layer: interface, workflow, data
    rule habit: owns interface and not sold off → captures habit
      unless has rival
    rule reach: captures habit and share ≥ 60% → wide reach
    rule broad: owns at least 2 layers → broad
    rule points: wide reach → add 2 to score
    rule top: score ≥ 2 and broad → top
    profile "P"
      owns interface
      owns data
      share is 70%

    """

  private func verify(_ trace: String, _ more: [String] = [], profile: String? = nil) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("r.tenet", profile.map { rules.components(separatedBy: "profile ")[0] + $0 } ?? rules)
    try folder.write("t.json", trace)
    return try CommandRun(["verify", "t.json", "r.tenet"] + more, in: folder.url)
  }

  private func trace(_ fact: String) throws -> String {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    return try CommandRun(["why", fact, "r.tenet", "--format", "json"], in: folder.url).output
  }

  @Test(arguments: ["top", "captures habit", "wide reach", "broad", "score"])
  func honestTracesAreAccepted(_ fact: String) throws {
    let run = try verify(try trace(fact))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("Every step follows: "))
  }

  @Test(arguments: [
    // What is proved, a premise, the rule, a value, a given fact, a step left out, one doubled, another profile's number.
    ("\"fact\": \"top\"", "\"fact\": \"bottom\""),
    ("\"fact\": \"captures habit\"", "\"fact\": \"captures data\""),
    ("\"fact\": \"captures habit\"", "\"fact\": \"loses habit\""),
    ("\"rule\": \"reach\"", "\"rule\": \"habit\""),
    ("\"rule\": \"habit\"", "\"rule\": \"nobody\""),
    ("\"rule\": \"top\"", "\"rule\": null"),
    ("\"share\": \"70%\"", "\"share\": \"80%\""),
    ("\"share\": \"70%\"", "\"share\": \"unknown\""),
    ("\"test\": \"share ≥ 60%\"", "\"test\": \"share ≥ 10%\""),
    ("\"fact\": \"owns interface\"", "\"fact\": \"owns workflow\""),
    ("\"not\": \"sold off\"", "\"not\": \"owns workflow\""),
    ("\"not\": \"rival\"", "\"not\": \"owns data\""),
    ("\"fact\": \"broad\"", "\"fact\": \"narrow\""),
    ("\"fact\": \"owns data\"", "\"fact\": \"owns interface\""),
    ("\"given\": true", "\"given\": false"),
    // A value left out, a place, what is said to carry it, and a fact that only adds words.
    ("\"share\": \"70%\"", "\"stock\": \"70%\""),
    ("\"line\": 4", "\"line\": 3"),
    ("\"certainty\": \"certain\"", "\"certainty\": \"possible\""),
    ("\"owns interface\"\n", "\"owns workflow\"\n"),
  ])
  func tamperedTracesAreRefused(_ honest: String, _ tampered: String) throws {
    var refused = 0
    for fact in ["top", "wide reach", "captures habit"] {
      let text = try trace(fact)
      guard let range = text.range(of: honest, options: .backwards) else { continue }
      let run = try verify(text.replacingCharacters(in: range, with: tampered))
      #expect(run.status == 1, "\(honest) → \(tampered) in \(fact): \(run.output)")
      #expect(run.errors.contains("the trace is refused: "), "\(run.errors)")
      refused += 1
    }
    #expect(refused > 0, "no trace holds \(honest)")
  }

  private let sums = """
    number score
    number rate in %
    kind plan (plans): site plan, fire plan
    verb submits (plan)
    choice tier: all of gold, silver
    rule whole: submits every plan → complete file
    rule one: complete file → add 2 to score
    rule two: has firewall → add 3 to score
    rule high: has firewall → rate is 4%, tier is gold
    rule low: complete file → rate is 2%, tier is silver
    rule clash: has firewall conflicts with score > 4
    profile "P"
      submits site plan
      submits fire plan
      has firewall

    """

  /// Takes one thing out of an honest trace, or changes it.
  @Test(arguments: [
    ("score", "\"value\": \"3\"", "\"value\": \"4\""),
    ("score", "\"fact\": \"score is 5\"", "\"fact\": \"score is 6\""),
    ("score", "add 3 to score", "add 2 to score"), ("rate", "\"value\": \"4\"", "\"value\": \"3\""),
    ("tier", "\"fact\": \"tier is gold\"", "\"fact\": \"tier is silver\""),
    ("clash", "\"score\": \"5\"", "\"score\": \"7\""),
    ("clash", "score > 4", "score > 3"), ("complete file", "submits site plan", "submits fire plan"),
    ("tier", "\"rule\": \"high\"", "\"rule\": \"low\""), ("clash", "\"given\": true", "\"seen\": true"),
  ])
  func tamperedSumsCountsAndPicksAreRefused(_ fact: String, _ honest: String, _ tampered: String) throws {
    let folder = try Folder()
    try folder.write("r.tenet", sums)
    let text = try CommandRun(["why", fact, "r.tenet", "--format", "json"], in: folder.url).output
    try folder.write("t.json", text)
    let fine = try CommandRun(["verify", "t.json", "r.tenet"], in: folder.url)
    #expect(fine.status == 0, "\(fine.errors)")
    let start = try #require(text.range(of: "\"trace\""))
    let range = try #require(text.range(of: honest, range: start.upperBound..<text.endIndex))
    try folder.write("t.json", text.replacingCharacters(in: range, with: tampered))
    let run = try CommandRun(["verify", "t.json", "r.tenet"], in: folder.url)
    #expect(run.status == 1 && run.errors.contains("the trace is refused: "), "\(run.output)")
  }

  @Test func stepsThatAreLeftOutOrDoubledAreRefused() throws {
    let folder = try Folder()
    try folder.write("r.tenet", sums)
    for fact in ["score", "rate", "complete file", "tier is silver"] {
      let text = try CommandRun(["why", fact, "r.tenet", "--format", "json"], in: folder.url).output
      var answer = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      var trace = try #require(answer["trace"] as? [String: Any])
      let steps = try #require(trace["from"] as? [Any])
      for changed in [
        Array(steps.dropFirst()), steps + [steps[0]], steps + [["fact": "made up", "given": true] as [String: Any]],
      ] {
        trace["from"] = changed
        answer["trace"] = trace
        answer["traces"] = nil
        try folder.write("t.json", String(decoding: try JSONSerialization.data(withJSONObject: answer), as: UTF8.self))
        let run = try CommandRun(["verify", "t.json", "r.tenet"], in: folder.url)
        #expect(run.status == 1, "\(fact): \(run.output)")
      }
    }
  }

  @Test func aTraceOfAnotherProfileIsRefused() throws {
    let run = try verify(
      try trace("wide reach"), profile: "profile \"P\"\n  owns interface\n  has rival\n  share is 70%\n")
    #expect(run.status == 1)
  }

  @Test func theAnswerCanBeJSON() throws {
    let fine = try verify(try trace("broad"), ["--format", "json"])
    #expect(fine.output == "{\n  \"profile\": \"P\",\n  \"fact\": \"broad\",\n  \"verified\": true\n}\n")
    let text = try trace("broad").replacingOccurrences(of: "owns data", with: "owns workflow")
    let refused = try verify(text, ["--format", "json"])
    #expect(refused.status == 1)
    #expect(refused.output.contains("\"verified\": false,\n  \"refusal\": \""))
  }
}
