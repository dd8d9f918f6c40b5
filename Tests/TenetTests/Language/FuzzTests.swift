import Tenet
import Testing

/// Broken texts, all the way through reading and judging: refused or answered, never more. `Tests/Fuzz` does it at length.
@Suite struct FuzzTests {
  private static let pieces = [
    " and ", " or ", " not ", " → ", " unless ", " is ", " is a ", "(", ")", ",", ":", "\"", "#", "?x", " _ ", " self ",
    " someone ", " no one ", " every ", " only ", " at least 2 ", " at most 1 ", "'s ", "%", "-", "/ 0", "\n", "\n  ",
    "\t",
    "\u{0}", "\u{FEFF}", "\u{202E}", "😀", " conflicts with ", " add 1 to ", "999999999999999999", "kind a: b\n", "{",
    "[", "]",
  ]

  private func mutated(_ text: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var text = text
    for _ in 0...random.below(4) {
      let place = random.below(text.count + 1)
      let end = min(text.count, place + 1 + random.below(30))
      switch random.below(5) {
      case 0: text.removeSubrange(place..<end)
      case 1: text.insert(contentsOf: text[place..<end], at: place)
      case 2 where !text.isEmpty: text[place % text.count] = UInt8(random.below(256))
      case 3: text[place..<end].reverse()
      default: text.insert(contentsOf: Array(Self.pieces[random.below(Self.pieces.count)].utf8), at: place)
      }
    }
    return text
  }

  /// Reads and, where nothing is wrong, judges; every error has a place in its text and says something.
  private func check(_ texts: [InputText]) {
    let loaded = Workspace.load(texts)
    for diagnostic in loaded.diagnostics {
      let length = loaded.value.set.sources[diagnostic.span.source.index].bytes.count
      #expect(diagnostic.span.start <= diagnostic.span.end && Int(diagnostic.span.end) <= length)
      #expect(!diagnostic.message.isEmpty && !diagnostic.code.isEmpty)
    }
    guard loaded.isFit else { return }
    let judge = Judge(loaded.value.set)
    var options = Judge.Options()
    options.limits.derivedFacts = 20_000
    for example in loaded.value.cases.prefix(3) { _ = judge.judge(example, options) }
  }

  @Test func rules() {
    var random = SplitMix(seed: 11)
    let files = ["labs", "labs/profiles", "embolism"].flatMap { Library.files($0) }
    let blocks = files.flatMap { Library.blocks(of: Library.read($0)) }
    for _ in 0..<150 {
      let some = (0...random.below(6)).map { _ in blocks[random.below(blocks.count)] }
      let text = mutated(Array(some.joined(separator: "\n").utf8), &random)
      check([InputText(path: "x.tenet", bytes: text)])
    }
  }

  @Test func profiles() {
    var random = SplitMix(seed: 12)
    let rules = InputText(path: "r.tenet", text: "number n in %\nchoice c: one of x, y\nowns a → b\nn > 3% → c is x")
    let json =
      #"{"profile": "P", "facts": ["owns a", "b"], "numbers": {"n": "7%"}, "choices": {"c": "y"}, "unknown": ["d"]}"#
    let csv = "name,owns a,n,c\nP,yes,7%,x\n\"Q, R\",unknown,,\n"
    for _ in 0..<150 {
      check([rules, InputText(path: "p.json", bytes: mutated(Array(json.utf8), &random))])
      check([rules, InputText(path: "p.ndjson", bytes: mutated(Array((json + "\n" + json).utf8), &random))])
      check([rules, InputText(path: "p.csv", bytes: mutated(Array(csv.utf8), &random))])
    }
  }

  @Test func deepAndLongOnes() {
    let deep = 5000
    let texts = [
      String(repeating: "(", count: deep) + "a" + String(repeating: ")", count: deep) + " → b",
      String(repeating: "not ", count: deep) + "a → b",
      "a " + String(repeating: "→ ", count: deep) + "b",
      "a " + String(repeating: "conflicts with b ", count: deep),
      "number n\nn > " + String(repeating: "-", count: deep) + "1 → b",
      String(repeating: "\"", count: deep + 1),
      String(repeating: "owns ", count: deep),
    ]
    for text in texts { check([InputText(path: "x.tenet", text: text)]) }
    check([InputText(path: "p.json", text: String(repeating: "[", count: deep))])
  }

  @Test func proofsOfALongChainStaySmall() {
    let rules = (0..<1500).map { "a\($0) → a\($0 + 1)\n" }.joined() + "profile \"p\"\n  a0\n"
    let loaded = Workspace.load([InputText(path: "x.tenet", text: rules)])
    let judgement = Judge(loaded.value.set).judge(loaded.value.cases[0])
    #expect(judgement.conclusions.count == 1500)
    #expect(judgement.conclusions[99].trace.steps.count == 101)
    #expect(judgement.conclusions[1499].trace.steps.count == 2)
    #expect(judgement.conclusions.reduce(0) { $0 + $1.trace.steps.count } < 400_000)
  }
}
