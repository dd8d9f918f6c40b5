import Tenet
import Testing

/// The quick way and the general way are each other's oracle: the same bytes for the same lines.
@Suite struct QuickJudgeTests {
  /// What the random rule sets came to.
  private struct Tally {
    var compared = 0
    var withNumbers = 0
    var withVariables = 0
    /// Of unknown words.
    var withOpenNumbers = 0
    var withOpenPicks = 0
  }

  @Test(arguments: [false, true]) func randomRuleSetsGiveTheSameBytes(withTraces: Bool) throws {
    var tally = Tally()
    for seed in 1...700 as ClosedRange<UInt64> {
      var random = ProfileRandom(state: seed)
      var rules = Self.rules(&random)
      if seed % 2 == 0 { rules += Self.numbers(&random) }
      if seed % 3 != 0 { rules += Self.open(&random) }
      if seed % 3 == 1 { rules += Self.openEffects(&random) }
      let workspace = Workspace.load([InputText(path: "rules.tenet", text: rules)])
      guard workspace.isFit else { continue }
      let judge = Judge(workspace.value.set)
      guard var quick = QuickJudge(workspace.value.loaded, judge, tracesIn: withTraces ? "lines" : nil) else {
        continue
      }
      // Words that a batch brings are known to the next.
      for _ in 0..<2 {
        let lines = (1...9).map { Self.line($0, &random) }
        guard try Self.isSame(lines, &quick, workspace.value, judge, withTraces, &tally) else {
          Issue.record("seed \(seed):\n\(rules)")
          return
        }
      }
    }
    #expect(tally.compared > 1000)
    #expect(tally.withNumbers > 200)
    #expect(tally.withVariables > 150)
    #expect(withTraces || tally.withOpenNumbers > 100)
    #expect(withTraces || tally.withOpenPicks > 50)
  }

  /// A closure over names that all lines share is more than all that the single lines say.
  @Test func wordsThatFitTogetherInTooManyWaysAreNoMatter() throws {
    let rules =
      "verb adjoins\nverb reaches\n?x adjoins ?y → ?x reaches ?y\n?x reaches ?y and ?y adjoins ?z → ?x reaches ?z"
    let workspace = Workspace.load([InputText(path: "rules.tenet", text: rules)]).value
    let judge = Judge(workspace.set)
    var random = ProfileRandom(state: 7)
    guard var quick = QuickJudge(workspace.loaded, judge, tracesIn: nil) else {
      Issue.record("rules over any words are for streams too")
      return
    }
    var tally = Tally()
    for _ in 0..<2 {
      let lines = (0..<80).map { line in
        let facts = (0..<15).map { _ in "\"n\(random.below(60)) adjoins n\(random.below(60))\"" }
        return "{\"profile\": \"p\(line)\", \"facts\": [\(facts.joined(separator: ", "))]}"
      }
      #expect(try Self.isSame(lines, &quick, workspace, judge, false, &tally))
    }
    #expect(tally.compared == 160)
  }

  @Test(arguments: [
    // Two proofs of one height: which is first depends on the order in which the line mentions its words.
    (
      "verb links\nverb adjoins\nverb reaches\n?x links ?y → ?x adjoins ?y\n?x adjoins ?y and ?y adjoins ?z → ?x reaches ?z",
      ["a links zeta", "zeta links gamma"], ["x links gamma", "x links zeta", "zeta links y", "gamma links y"]
    ),
    // Numbers that only a rule with variables looks at.
    ("number income\nuses ?x and not income > 100 → lacks ?x", ["income is 50"], ["uses x", "income is 70"]),
  ])
  func tracesDoNotDependOnTheLinesBefore(rules: String, before: [String], line: [String]) throws {
    let workspace = Workspace.load([InputText(path: "rules.tenet", text: rules)]).value
    let judge = Judge(workspace.set)
    guard var quick = QuickJudge(workspace.loaded, judge, tracesIn: "lines") else {
      Issue.record("rules over any words are for streams too")
      return
    }
    var tally = Tally()
    let lines = [before, line].map { facts in
      "{\"profile\": \"p\", \"facts\": [\(facts.map { "\"\($0)\"" }.joined(separator: ", "))]}"
    }
    #expect(try Self.isSame(lines, &quick, workspace, judge, true, &tally))
  }

  /// Whether the lines of a batch say the same either way.
  private static func isSame(
    _ lines: [String], _ quick: inout QuickJudge, _ workspace: Workspace, _ judge: Judge, _ withTraces: Bool,
    _ tally: inout Tally
  ) throws -> Bool {
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let source = Source(name: "lines", bytes: bytes)
    var taken: [Int] = []
    for index in lines.indices where quick.take(bytes, source.lineRange(index), line: index + 1) {
      taken.append(index)
    }
    quick.evaluate()
    for (position, index) in taken.enumerated() {
      var fast: [UInt8] = []
      guard quick.append(position, bytes, to: &fast) else { continue }
      let slow = try #require(Self.slow(source, index, workspace, judge, withTraces))
      #expect(String(decoding: fast, as: UTF8.self) == slow)
      if String(decoding: fast, as: UTF8.self) != slow { return false }
      tally.compared += 1
      if !slow.contains("\"numbers\":{}") { tally.withNumbers += 1 }
      if slow.contains("\"fact\":\"needs ") { tally.withVariables += 1 }
      if slow.contains("'s weight\":") { tally.withOpenNumbers += 1 }
      if slow.contains("\"mood\":{\"picked\":[\"calm") { tally.withOpenPicks += 1 }
    }
    quick.clear()
    return true
  }

  @Test func oneAtATimeAndHundredsAtOnceAgree() throws {
    var compared = 0
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = ProfileRandom(state: seed)
      let workspace = Workspace.load([InputText(path: "rules.tenet", text: Self.rules(&random))])
      guard workspace.isFit else { continue }
      let judge = Judge(workspace.value.set)
      let program = judge.compiled.slotProgram(workspace.value.set.vocabulary.signature)
      var single = CountingJudge(program)
      var batch = SlicedBatch(program)
      for number in 1...12 {
        let source = Source(name: "line", bytes: Array(Self.line(number, &random).utf8))
        let input = try #require(Self.read(source, 0, workspace.value)?.input)
        guard let slots = program.slots(of: input.facts) else { continue }
        batch.clear()
        batch.give(slots, to: number)
        batch.evaluate(count: number + 1)
        batch.collect()
        single.judge(slots)
        let (one, many) = (single.conclusions(), batch.conclusions(of: number))
        #expect(one == many, "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 1000)
  }

  @Test func whatIsNotPlainIsLeftAlone() {
    let workspace = Workspace.load([InputText(path: "r.tenet", text: "number c\nkind layer: x\nowns any layer → y")])
      .value
    guard var quick = QuickJudge(workspace.loaded, Judge(workspace.set), tracesIn: nil) else {
      Issue.record("rules over a declared kind can do without variables")
      return
    }
    for line in [
      "{", "[]", "{\"profile\": \"a\", \"facts\": [\"owns x and y\"]}", "{\"profile\": \"a\", \"fact\": []}",
      "{\"profile\": \"a\", \"unknown\": [\"owns x\"]}", "{\"profile\": \"\\ud800\"}", "{\"facts\": []}",
      "{\"profile\": \"a\", \"profile\": \"b\"}", "{\"profile\": \"a\", \"facts\": [\"z is a layer\"]}",
      "{\"profile\": \"a\"} x", "{\"profile\": \"a\", \"numbers\": {\"c\": 5, \"c\": 5}}",
      "{\"profile\": \"a\", \"numbers\": {\"n\": 5}}",
    ] {
      let bytes = Array(line.utf8)
      let isTaken = quick.take(bytes, 0..<bytes.count, line: 1)
      #expect(!isTaken, "\(line)")
    }
    let isEmpty = quick.isEmpty
    #expect(isEmpty)
    let open = Workspace.load([InputText(path: "r.tenet", text: "choice n: one of a, b\nowns ?x → n is ?x")]).value
    let judge = QuickJudge(open.loaded, Judge(open.set), tracesIn: nil)
    let isLeft = judge == nil
    #expect(isLeft)
  }

  /// Rules with variables, recursion and sums are left to the general engine, step by step, on top of what a batch found.
  @Test func batchesSayWhatTheJudgeSays() throws {
    var compared = 0
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = ProfileRandom(state: seed)
      let workspace = Workspace.load([InputText(path: "rules.tenet", text: Self.rules(&random) + Self.general(&random))]
      )
      guard workspace.isFit else { continue }
      let judge = Judge(workspace.value.set)
      guard var batch = BatchJudge(judge) else { continue }
      let lines = (1...20).map { Self.line($0, &random) }
      let source = Source(name: "lines", bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
      let cases = try lines.indices.map { try #require(Self.read(source, $0, workspace.value)) }
      let set = workspace.value.set
      let wordings = cases.map { Wording(set, program: set.program, reader: $0.reader) }
      var together: [String] = []
      batch.evaluate(cases.map(\.input)[...], Judge.Options()) {
        together.append(Self.text(judge.judgement(of: $1), wordings[together.count]))
      }
      for (position, text) in together.enumerated() {
        let alone = Self.text(judge.judge(cases[position].input), wordings[position])
        #expect(text == alone, "seed \(seed)")
        if text != alone { return }
        compared += 1
      }
    }
    #expect(compared > 1000)
  }

  private static func text(_ judgement: Judgement, _ wording: Wording) -> String {
    var json = JSONWriter()
    json.judgement(judgement, wording, withTraces: true)
    return json.text
  }

  /// Rules that need variables, or that conclude numbers.
  private static func general(_ random: inout ProfileRandom) -> String {
    let rules = [
      "?a owns ?l and ?l is not billing → \(things[random.below(6)])",
      "\(clause(&random)) → add \(random.below(3)) to score", "\(things[random.below(6)]) → add 2 to score",
      "score \([">", "<"][random.below(2)]) \(random.below(4)) → \(things[random.below(6)])",
      "partner owns ?l → owns ?l", "?a owns ?l and ?a trusts ?b → ?b owns ?l", "?a trusts ?b → ?b trusts ?a",
      "partner owns any layer → partner trusts self",
    ]
    var text = "verb (actor) trusts (actor)\n"
    for rule in rules where random.below(2) == 0 { text += rule + "\n" }
    return text
  }

  /// Rules that conclude numbers, and others that compare them.
  private static func numbers(_ random: inout ProfileRandom) -> String {
    let rules = [
      "\(clause(&random)) → add \(random.below(5)) to score", "\(things[random.below(6)]) → add 2 to score",
      "\(things[random.below(6)]) or \(things[random.below(6)]) → add 1 to score, add 3 to partner's score",
      "owns ?l and ?l is a layer → add 1 to score", "\(clause(&random)) → add income to score",
      "score \([">", "<"][random.below(2)]) \(random.below(6)) → \(things[random.below(6)])",
      "\(things[random.below(6)]) and score + 1 >= partner's score → limit is score * 2 + debt",
      "not \(things[random.below(6)]) → limit is 3", "limit > 5 and not score = 4 → thing f",
      "limit / score > 1 → point is north", "not limit > 2 → partner's limit is 7",
      "score * 900000000000000000 > 1 → thing e", "\(things[random.below(6)]) → add limit to debt",
      "thing b and debt > 1 conflicts with thing c or score > 3",
    ]
    var text = ""
    for rule in rules where random.below(3) == 0 { text += rule + "\n" }
    return text
  }

  /// Rules over words that nobody declares.
  private static func open(_ random: inout ProfileRandom) -> String {
    let rules = [
      "uses ?x → needs ?x", "uses ?x and ?x adjoins ?y → uses ?y", "needs ?x and ?x adjoins ?y → needs ?y",
      "\(things[random.below(6)]) and uses ?x → needs ?x", "?x adjoins ?y and not uses ?y → needs ?y, lacks ?x",
      "uses ?x and uses ?y and ?x is not ?y → ?x adjoins ?y", "\(clause(&random)) → needs beta",
      "needs beta → thing \(["a", "b", "c"][random.below(3)])", "income > 100 and uses ?x → needs ?x",
      "uses ?x and not needs ?x → lacks ?x", "someone adjoins ?x → needs ?x",
      "uses ?x and no one adjoins ?x → needs ?x", "uses ?x and not ?x adjoins _ → lacks ?x",
      "uses ?x and ?x adjoins at least 2 layers → needs ?x", "uses ?x and ?x adjoins only beta → needs beta",
      "uses only beta → needs gamma", "someone else adjoins ?x → uses ?x",
      "?x adjoins ?y and ?x's share >= 10% → needs ?y", "uses ?x and ?x adjoins every layer → needs ?x",
      "uses ?x and ?x adjoins exactly 1 layer → lacks ?x, needs ?x", "?x adjoins ?y and ?y adjoins ?x → uses ?x",
      "uses ?x and not (?x adjoins ?x and uses beta) → lacks ?x", "uses ?x and not income > 100 → lacks ?x",
      "?x adjoins ?y and ?y adjoins ?z and not ?x adjoins ?z → ?x reaches ?z", "?x adjoins ?y → ?x reaches ?y",
      "?x reaches ?y and ?y reaches ?z → ?x reaches ?z", "?x reaches at least 2 layers → needs ?x",
      "income * 900000000000000000 > 1 and uses ?x → needs ?x", "?a owns ?l and ?a adjoins ?x → needs ?x",
    ]
    var text = "verb adjoins\nverb reaches\n"
    for (number, rule) in rules.enumerated() where random.below(5) == 0 { text += "rule o\(number): \(rule)\n" }
    return text
  }

  /// Rules that conclude numbers and picks from words that nobody declares.
  private static func openEffects(_ random: inout ProfileRandom) -> String {
    let rules = [
      "uses ?x → add 1 to ?x's weight", "uses ?x or someone adjoins ?x → add \(random.below(3)) to ?x's weight",
      "?x adjoins ?y → add ?y's share to ?x's weight, add 1 to score", "uses ?x → add ?x's share to score",
      "uses ?x and ?x's weight > 1 → mood is calm, needs ?x", "score > \(random.below(4)) and uses ?x → lacks ?x",
      "?x adjoins _ → mood is \(["calm", "tense"][random.below(2)])", "?x adjoins ?y → ?x's price is ?y's share + 2",
      "uses ?x and ?x's price * 900000000000000000 > 1 → lacks ?x", "mood is calm and uses ?x → lacks ?x",
      "mood is \(["nothing", "tense"][random.below(2)]) → thing f",
      "needs ?x and mood is nothing → add 7 to total",
      "?x's weight > total and uses ?x → ?x has mass",
      "(uses ?x or ?x adjoins ?y) and income > 0 → add income to total",
      "\(clause(&random)) → mood is tense", "uses ?x → point is south",
    ]
    var text = """
      number price
      number total
      choice mood: \(["one", "first", "all"][random.below(3)]) of calm, tense\(["", " otherwise flat"][random.below(2)])

      """
    for (number, rule) in rules.enumerated() where random.below(3) == 0 { text += "rule e\(number): \(rule)\n" }
    return text
  }

  private static let names = [
    "alpha", "beta", "Beta", "gamma", "delta grey", "the gamma", "zeta", "partner", "interface", "billing",
    "Größe", "größe", "ΚΌΣΜΟΣ", "κόσμος", "cafe\u{301}", "café",
  ]

  // MARK: Cases

  private static let things = ["a", "b", "c", "d", "e", "f"].map { "thing " + $0 }
  private static let layers = ["interface", "workflow", "billing"]

  private static func clause(_ random: inout ProfileRandom) -> String {
    switch random.below(16) {
    case 0: return "owns any layer"
    case 1: return "owns no layer"
    case 2: return "owns at least 2 layers"
    case 3: return "owns only " + layers[random.below(3)]
    case 4: return "owns every layer"
    case 5: return "point is " + ["north", "south", "nothing"][random.below(3)]
    case 6: return "owns " + layers[random.below(3)]
    case 7: return "partner owns " + layers[random.below(3)]
    case 8: return "?l is a layer and owns ?l"
    case 9: return "income \([">", "<", "=", ">="][random.below(4)]) \(random.below(4) * 100)"
    case 10: return "partner's share >= \(random.below(3) * 10)%"
    case 11: return "income + 50 > 3 * debt"
    default: return things[random.below(6)]
    }
  }

  private static func rules(_ random: inout ProfileRandom) -> String {
    var text = """
      kind layer: interface, workflow, billing
      kind actor: partner
      verb (actor) owns (layer)
      number income
      number debt
      number share in %
      number score
      number limit in USD
      number weight
      choice point: \(["one", "first", "all"][random.below(3)]) of north, south\(["", " otherwise south"][random.below(2)])
      outcome thing a, point

      """
    for number in 0..<3 + random.below(8) {
      let condition = (0...random.below(3)).map { _ in
        (random.below(4) == 0 ? "not " : "") + clause(&random)
      }.map { $0.contains(" and ") && $0.hasPrefix("not ") ? "not owns billing" : $0 }.joined(
        separator: random.below(4) == 0 ? " or " : " and ")
      let conclusion: String
      switch random.below(6) {
      case 0: conclusion = "point is " + ["north", "south"][random.below(2)]
      case 1: conclusion = "owns " + layers[random.below(3)]
      default: conclusion = things[random.below(6)]
      }
      text += "rule r\(number): \(condition) → \(conclusion)\n"
    }
    text += "rule tension: \(things[random.below(6)]) conflicts with \(things[random.below(6)]) and not owns billing\n"
    return text
  }

  private static func line(_ number: Int, _ random: inout ProfileRandom) -> String {
    var facts: [String] = []
    for _ in 0..<random.below(5) { facts.append("\"\(things[random.below(6)])\"") }
    for _ in 0..<random.below(3) { facts.append("\"owns \(layers[random.below(3)])\"") }
    if random.below(3) == 0 { facts.append("\"stranger \(random.below(3))\"") }
    if random.below(5) == 0 { facts.append("\"partner owns interface\"") }
    for _ in 0..<random.below(3) { facts.append("\"uses \(names[random.below(random.below(2) == 0 ? 10 : 16)])\"") }
    for _ in 0..<random.below(3) {
      facts.append(
        "\"\(names[random.below(random.below(2) == 0 ? 10 : 16)]) adjoins \(names[random.below(random.below(2) == 0 ? 10 : 16)])\""
      )
    }
    if random.below(6) == 0 { facts.append("\"point is north\"") }
    if random.below(6) == 0 { facts.append("\"income is \(random.below(4) * 100)\"") }
    var numbers: [String] = []
    if random.below(2) == 0 { numbers.append("\"income\": \(random.below(5) * 100)") }
    if random.below(3) == 0 { numbers.append("\"debt\": -\(random.below(100)).50") }
    if random.below(3) == 0 { numbers.append("\"partner's share\": \"\(random.below(40))%\"") }
    if random.below(9) == 0 { numbers.append("\"score\": \(random.below(4))") }
    if random.below(12) == 0 { numbers.append("\"partner's limit\": \"\(random.below(4)) USD\"") }
    if random.below(20) == 0 { numbers.append("\"zeta's score\": 0.5") }
    if random.below(2) == 0 { numbers.append("\"\(names[random.below(7)])'s share\": \(random.below(3) * 4)") }
    if random.below(4) == 0 { numbers.append("\"\(names[random.below(16)])'s weight\": \(random.below(3))") }
    var members = [
      "\"facts\": [\(facts.joined(separator: ", "))]", "\"numbers\": {\(numbers.joined(separator: ", "))}",
    ]
    if random.below(6) == 0 { members.swapAt(0, 1) }
    return
      "{\"profile\": \"p\(number) \(random.below(3) == 0 ? "№" : "")\", \(members.joined(separator: ", "))}"
  }

  private static func slow(
    _ source: Source, _ index: Int, _ workspace: Workspace, _ judge: Judge, _ withTraces: Bool
  ) -> String? {
    guard let (input, reader) = read(source, index, workspace) else { return nil }
    let wording = Wording(workspace.set, program: workspace.set.program, reader: reader)
      .with(source, as: SourceID(workspace.set.sources.count))
    var json = JSONWriter()
    json.judgement(judge.judge(input, Judge.Options(withTraces: withTraces)), wording, withTraces: withTraces)
    return json.text + "\n"
  }

  private static func read(
    _ source: Source, _ index: Int, _ workspace: Workspace
  ) -> (input: Case, reader: ClauseReader)? {
    var reader = workspace.loaded.reader
    let id = SourceID(workspace.set.sources.count)
    guard let value = try? parseJSON(source.bytes, in: source.lineRange(index)),
      let profile = reader.readJSONProfile(value, source.bytes, id, number: index + 1),
      reader.takeDiagnostics().isEmpty
    else { return nil }
    return (Case(profile), reader)
  }
}

/// A small generator with a seed (Steele, Lea and Flood 2014).
struct ProfileRandom {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
