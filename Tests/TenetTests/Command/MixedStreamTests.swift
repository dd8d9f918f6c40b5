import Foundation
import TenetText
import Testing

/// Streams in which lines of every sort stand side by side: what goes the quick way and what cannot say the same as when all
/// goes the general way, which `--format json` takes.
@Suite struct MixedStreamTests {
  @Test(arguments: [["--no-trace"], ["--jobs", "2"]]) func eachLineSaysTheSame(options: [String]) throws {
    var random = ProfileRandom(state: 41)
    let lines = (0..<700).map { Self.line($0, &random) }
    let judged = try Self.judged(lines, by: Self.rules, options)
    #expect(judged.quick.count == 700 - lines.count { $0 == " " })
    guard judged.isSame else { return }
    let (found, expected) = (judged.quick, judged.slow)
    let numbered = expected.count { $0["numbers"]?["score"] != nil }
    let reached = found.count { $0.contains("\"fact\":\"reaches ") }
    #expect(numbered > 400 && reached > 100)
    let guided = expected.count { $0["choices"]?["guide"]?["picked"]?.array?.first?.string == "kind" }
    let worn = expected.count { $0["numbers"]?["hill's wear"] != nil }
    #expect(guided > 50 && worn > 50)
  }

  /// Proofs that hang on the order of facts, where facts of one height have different numbers of terms; picks, several ways,
  /// and counts, in conflicts as well.
  @Test(arguments: [[], ["--no-trace"]]) func proofsAndConflictsNameTheFirstOfTheirFacts(options: [String]) throws {
    let rules = """
      kind layer: interface, workflow, billing
      verb owns (layer)
      verb lacks (layer)
      verb eyes (layer)
      verb meets () with ()
      choice point: one of interface, workflow, billing
      rule a: lacks ?l → eyes ?l, self meets ?l with zoe
      rule b: ?p owns any layer and not (?p lacks any layer and ?p lacks billing) → ?p eyes workflow, broad
      rule p: owns interface → point is interface
      rule q: owns workflow → point is workflow
      rule j: ?p owns ?l and eyes ?k and point is ?k conflicts with ?p lacks ?l and eyes ?k
      rule k: owns at least 2 layers and eyes ?k conflicts with lacks ?k
      rule m: someone else owns at least 2 layers and ?x meets ?y with ?z and broad → ?x meets ?z with ?y

      """
    var random = ProfileRandom(state: 7)
    let lines = (0..<400).map { line in
      let facts = (0..<random.below(10)).map { _ in
        let who = ["", "zoe ", "amy\(line % 9) "][random.below(3)]
        return
          "\"\(who)\(["owns", "lacks"][random.below(2)]) \(["interface", "workflow", "billing"][random.below(3)])\""
      }
      return "{\"profile\": \"p\(line)\", \"facts\": [\(facts.joined(separator: ", "))]}"
    }
    let judged = try Self.judged(lines, by: rules, options)
    #expect(judged.isSame && judged.quick.count == 400)
    #expect(judged.slow.count { ($0["conflicts"]?.array ?? []).isEmpty } < 340)
  }

  /// One of two conclusions of one height has fewer terms, and all of them are the other's too.
  @Test func factsOfSeveralRelationsAreOrdered() throws {
    let rules = """
      kind layer: x, maker, billing
      rule r9: low lacks x and not (needs low and someone needs any layer and thin) and (maker captures any layer
        or (maker captures only low and not (needs no layers, needs _, not low lacks billing) and not low lacks any layer))
        → self has wide unless not maker has edge and late
      maker needs _ and lacks _ and late → maker captures x

      """
    let facts = ["has thin", "maker captures billing", "low lacks x", "maker needs maker"].map { "\"\($0)\"" }
    let lines = (0..<40).map { "{\"profile\": \"p\($0)\", \"facts\": [\(facts.joined(separator: ", "))]}" }
    let judged = try Self.judged(lines, by: rules, [])
    #expect(judged.isSame && judged.quick.count == 40)
  }

  /// A member that one line adds is none of the next.
  @Test func membersAreThoseOfTheirLine() throws {
    let rules = "kind layer: office, interface\nverb needs (layer)\nrule a: needs any layer → late\n"
    let lines = (0..<40).map { line in
      let fact = ["office is late", "dana \(line) is a layer", "needs dana \(line - 1)", "needs office"][line % 4]
      return "{\"profile\": \"p\(line)\", \"facts\": [\"\(fact)\"]}"
    }
    let judged = try Self.judged(lines, by: rules, [])
    #expect(judged.isSame && judged.quick.count == 40)
    #expect(judged.slow.count { $0["error"]?.string?.contains("is no layer") == true } == 10)
  }

  /// A word is spelled as its line spells it first, also where a capital letter is written as two.
  @Test func wordsAreSpelledAsTheirLineDoes() throws {
    let rules = "verb needs\nverb likes\nrule a: needs ?x → likes ?x\n"
    let lines = (0..<40).map { line in
      let facts = [
        "\"needs straße\"", "\"needs STRASSE\", \"needs straße\"", "\"STRASSE needs \\\"straße\\\"\", \"needs straße\"",
      ]
      return "{\"profile\": \"p\(line)\", \"facts\": [\(facts[line % 3])]}"
    }
    let judged = try Self.judged(lines, by: rules, [])
    #expect(judged.isSame && judged.quick.count { $0.contains("likes STRASSE") } > 20)
  }

  /// The answers to a stream, and whether they are those of the general way.
  private static func judged(
    _ lines: [String], by rules: String, _ options: [String]
  ) throws -> (quick: [Substring], slow: [JSONValue], isSame: Bool) {
    let folder = try Folder()
    try folder.write("rules.tenet", rules)
    let input = lines.joined(separator: "\n") + "\n"
    let arguments = ["eval", "rules.tenet", "-", "--keep-going"] + options
    let quick = try CommandRun(arguments + ["--format", "ndjson"], input: input, in: folder.url)
    let slow = try CommandRun(arguments + ["--format", "json"], input: input, in: folder.url)
    #expect(quick.status == slow.status && quick.status < 2)
    let expected = try parseJSON(Array(slow.output.utf8)).array ?? []
    let found = quick.output.split(separator: "\n")
    try #require(found.count == expected.count)
    for (line, value) in zip(found, expected) {
      var json = JSONWriter()
      json.value(value)
      #expect(String(line) == json.text)
      if String(line) != json.text { return (found, expected, false) }
    }
    return (found, expected, true)
  }

  private static let rules = """
    verb reaches
    verb adjoins
    verb hires
    verb trains
    kind layer: interface, workflow
    verb owns (layer)
    number score
    number income in USD
    number limit in USD
    choice point: one of north, south otherwise nothing
    rule a: hires someone → busy
    rule b: owns any layer → add 2 to score
    rule c: busy or owns interface → add 1 to score, hires smith
    rule d: score ≥ 3 → point is north, reaches goal
    rule e: reaches ?x and ?x adjoins ?y → reaches ?y
    rule f: hires ?x and not reaches ?x → trains ?x
    rule g: income > 100 and score > 1 → limit is income * score
    rule h: limit > 600 conflicts with owns workflow
    choice guide: first of kind, stern otherwise none
    number wear
    rule i: someone adjoins ?x → add 2 to ?x's wear
    rule j: ?x adjoins _ and ?x's wear > ?x's slope / 2 or ?x adjoins _ and ?x's wear = 2 → guide is kind
    rule k: ?x adjoins _ → guide is stern, add ?x's slope to climb
    rule l: guide is kind and reaches ?x and climb ≥ 1 → trains ?x
    number slope
    number climb

    """

  private static func line(_ number: Int, _ random: inout ProfileRandom) -> String {
    var facts: [String] = []
    for fact in ["owns interface", "owns workflow", "hires jones", "hires Müller", "reaches goal", "z is a layer"]
    where random.below(4) == 0 { facts.append(fact) }
    // Words in one order, so that none comes to the tables before another in one line and after it in the next.
    for (place, other) in [("goal", "hill"), ("hill", "moor"), ("moor", "port \(number % 50)")]
    where random.below(2) == 0 { facts.append("\(place) adjoins \(other)") }
    var members = ["\"profile\": \"p\(number)\""]
    switch random.below(24) {
    case 0: members.append("\"unknown\": [\"owns interface\"]")
    case 1: members.append("\"profile\": \"again\"")
    case 2: return "{\"profile\": \"p\(number)\", \"facts\": [\"owns interface\""
    case 3: facts.append("owns nothing known")
    case 4: facts.append("\\u0062usy")
    case 5: members.append("\"numbers\": {\"score\": 1, \"income\": \"900000000000000000 USD\"}")
    case 6: members.append("\"numbers\": {\"score\": 5, \"limit\": \"7 USD\"}")
    case 7: members.append("\"choices\": {\"point\": \"south\"}")
    case 8: return " "
    case 9:
      members.append("\"numbers\": {\"Hill's slope\": 1, \"moor's slope\": \(random.below(4)), \"hill's wear\": 3}")
    case 10: members.append("\"numbers\": {\"port 7's wear\": 1, \"port 3's wear\": 2}")
    case 11: members.append("\"numbers\": {\"moor's slope\": 1, \"moor's slope\": 1}")
    case 12..<16: members.append("\"numbers\": {\"hill's slope\": \(random.below(3)), \"moor's slope\": 2}")
    default: if random.below(2) == 0 { members.append("\"numbers\": {\"income\": \"\(random.below(400)) USD\"}") }
    }
    members.append("\"facts\": [" + facts.map { "\"\($0)\"" }.joined(separator: ", ") + "]")
    return "{" + members.joined(separator: ", ") + "}"
  }
}
