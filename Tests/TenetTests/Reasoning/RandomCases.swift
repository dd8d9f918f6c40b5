/// Random small rule sets over a few base facts, with everything that makes questions hard: negation, counts, numbers,
/// choices, variables, circles without negation.
struct RandomCases {
  static let layers = ["ink", "oak", "rye"]
  static let signs = ["s1", "s2", "s3"]
  /// The facts that rules read and none concludes.
  static let base = layers.map { "owns " + $0 } + signs.map { "has " + $0 }

  private var random: SplitMix
  private(set) var rules = ""
  private(set) var goals: [String] = []

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    rules = """
      kind layer: ink, oak, rye
      verb owns (layer)
      number level
      number score
      choice side: \(pick(["first of", "one of", "all of"])) left, right otherwise \(pick(["nothing", "right"]))

      """
    for level in 0..<4 {
      for _ in 0..<(1 + Int(random.next() % 2)) {
        rules += condition(below: level) + " → shows c\(level)\(exception(below: level))\n"
      }
    }
    rules += "owns ?l\(chance(2) ? " and not has s1" : "") → add 1 to score\n"
    if chance(2) { rules += clause(below: 2) + " → add 2 to score\n" }
    rules += clause(below: 3) + " → side is left\n" + clause(below: 4) + " → side is right\n"
    if chance(2) { rules += "score ≥ \(1 + random.next() % 3) and \(clause(below: 1)) → shows high\n" }
    if chance(3) {
      rules += "shows c1 and has s2 → shows c0b\nshows c0b → shows c1b\nshows c1b and has s3 → shows c0b\n"
    }
    if chance(2) { rules += "side is left → shows lefty\n" }
    if chance(2) { rules += "?a shows c0 conflicts with ?a has s3\n" }
    goals = ["shows c3", "shows c2", "shows c1", "side is right", "side is left"]
    for extra in ["shows high", "shows lefty", "shows c0b"] where rules.contains("→ " + extra) { goals.append(extra) }
  }

  mutating func chance(_ of: UInt64) -> Bool { random.next() % of == 0 }
  mutating func pick(_ list: [String]) -> String { list[Int(random.next() % UInt64(list.count))] }
  mutating func number(_ below: UInt64) -> Int { Int(random.next() % below) }

  private mutating func clause(below level: Int) -> String {
    switch random.next() % 9 {
    case 0 where level > 0, 1 where level > 0: return "shows c\(random.next() % UInt64(level))"
    case 2: return "level \(pick(["≥", "<", ">", "≤"])) \(random.next() % 4)"
    case 3:
      return pick([
        "owns at least 2 layers", "owns no layer", "owns every layer", "owns exactly 1 layer", "owns any layer",
      ])
    default: return pick(RandomCases.base)
    }
  }

  private mutating func condition(below level: Int) -> String {
    var parts: [String] = []
    for _ in 0...(random.next() % 2) {
      let negation = chance(4) ? "not " : ""
      parts.append(negation + clause(below: level))
    }
    return parts.joined(separator: pick([" and ", " and ", " or "]))
  }

  private mutating func exception(below level: Int) -> String { chance(4) ? " unless " + clause(below: level) : "" }

  /// The lines of a profile: some base facts, sometimes a level, sometimes a conclusion.
  mutating func profile(withUnknown: Bool = false) -> [String] {
    var lines: [String] = []
    for fact in RandomCases.base {
      switch random.next() % (withUnknown ? 3 : 2) {
      case 0: lines.append(fact)
      case 2: lines.append("unknown " + fact)
      default: continue
      }
    }
    if chance(2) { lines.append("level is \(random.next() % 4)") }
    if chance(5) { lines.append("shows c0") }
    return lines
  }

  /// The rules with profiles of these lines.
  func text(_ profiles: [[String]]) -> String {
    var text = rules + "\n"
    for (index, lines) in profiles.enumerated() {
      text += "profile \"p\(index)\"\n" + lines.map { "  \($0)\n" }.joined()
    }
    return text
  }
}
