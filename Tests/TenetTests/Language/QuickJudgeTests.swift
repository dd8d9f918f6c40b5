import Tenet
import Testing

/// The quick way and the general way are each other's oracle: the same bytes for the same lines.
@Suite struct QuickJudgeTests {
  @Test func randomRuleSetsGiveTheSameBytes() throws {
    var compared = 0
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = ProfileRandom(state: seed)
      let rules = Self.rules(&random)
      let workspace = Workspace.load([InputText(path: "rules.tenet", text: rules)])
      guard workspace.isFit else { continue }
      let judge = Judge(workspace.value.set)
      guard var quick = QuickJudge(workspace.value, judge) else { continue }
      for number in 1...12 {
        let line = Array(Self.line(number, &random).utf8)
        var fast: [UInt8] = []
        guard quick.append(line, 0..<line.count, to: &fast) else { continue }
        let slow = try #require(Self.slow(line, workspace.value, judge))
        #expect(String(decoding: fast, as: UTF8.self) == slow, "seed \(seed):\n\(rules)")
        if String(decoding: fast, as: UTF8.self) != slow { return }
        compared += 1
      }
    }
    #expect(compared > 1000)
  }

  @Test func whatIsNotPlainIsLeftAlone() throws {
    let workspace = Workspace.load([InputText(path: "r.tenet", text: "kind layer: x\nowns any layer → y")]).value
    var quick = try #require(QuickJudge(workspace, Judge(workspace.set)))
    var output: [UInt8] = []
    for line in [
      "{", "[]", "{\"profile\": \"a\", \"facts\": [\"owns x and y\"]}", "{\"profile\": \"a\", \"fact\": []}",
      "{\"profile\": \"a\", \"unknown\": [\"owns x\"]}", "{\"profile\": \"\\u0041\"}", "{\"facts\": []}",
      "{\"profile\": \"a\", \"profile\": \"b\"}", "{\"profile\": \"a\", \"facts\": [\"z is a layer\"]}",
      "{\"profile\": \"a\"} x",
    ] {
      let bytes = Array(line.utf8)
      #expect(!quick.append(bytes, 0..<bytes.count, to: &output), "\(line)")
    }
    #expect(output == [])
    let numbers = Workspace.load([InputText(path: "r.tenet", text: "number n\nn > 3 → y")]).value
    #expect(QuickJudge(numbers, Judge(numbers.set)) == nil)
  }

  // MARK: Cases

  private static let things = ["a", "b", "c", "d", "e", "f"].map { "thing " + $0 }
  private static let layers = ["interface", "workflow", "billing"]

  private static func clause(_ random: inout ProfileRandom) -> String {
    switch random.below(12) {
    case 0: return "owns any layer"
    case 1: return "owns no layer"
    case 2: return "owns at least 2 layers"
    case 3: return "owns only " + layers[random.below(3)]
    case 4: return "owns every layer"
    case 5: return "point is " + ["north", "south", "nothing"][random.below(3)]
    case 6: return "owns " + layers[random.below(3)]
    case 7: return "partner owns " + layers[random.below(3)]
    case 8: return "?l is a layer and owns ?l"
    default: return things[random.below(6)]
    }
  }

  private static func rules(_ random: inout ProfileRandom) -> String {
    var text = """
      kind layer: interface, workflow, billing
      kind actor: partner
      verb (actor) owns (layer)
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
    if random.below(6) == 0 { facts.append("\"point is north\"") }
    return "{\"profile\": \"p\(number)\", \"facts\": [\(facts.joined(separator: ", "))]}"
  }

  private static func slow(_ line: [UInt8], _ workspace: Workspace, _ judge: Judge) -> String? {
    var reader = workspace.loaded.reader
    let id = SourceID(workspace.set.sources.count)
    guard let value = try? parseJSON(line), let profile = reader.readJSONProfile(value, line, id, number: 1),
      reader.takeDiagnostics().isEmpty
    else { return nil }
    let wording = Wording(workspace.set, program: workspace.set.program, reader: reader)
    var json = JSONWriter()
    json.judgement(
      judge.judge(Case(profile), Judge.Options(withTraces: false)), wording, withTraces: false)
    return json.text + "\n"
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
