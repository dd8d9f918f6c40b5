/// A rule set to ask questions about, made with a seed: 5,000 rules, a profile of 200 facts, another profile, an edit.
struct QuestionShape {
  var name: String
  private(set) var rules = ""
  /// The facts that a profile may give.
  private(set) var base: [String] = []
  /// What some rule concludes.
  private(set) var heads: [String] = []
  /// The same rules with one of them changed.
  private(set) var edited = ""
  /// Lines that every profile has: numbers.
  private var constant = ""
  private let ruleCount: Int
  private let given: Int
  private var dice: Dice
  private var made = 0

  private init(_ name: String, seed: UInt64, scale: Int) {
    self.name = name
    dice = Dice(seed)
    ruleCount = 5000 / scale
    given = 200 / scale
  }

  /// One of each shape; rule sets and profiles `scale` times smaller than usual.
  static func all(scale: Int = 1) -> [QuestionShape] {
    var shapes: [QuestionShape] = []
    for (index, make) in makers.enumerated() {
      var shape = QuestionShape(make.name, seed: 71 + UInt64(index), scale: scale)
      make.fill(&shape)
      shape.addTensions()
      shapes.append(shape)
    }
    return shapes
  }

  private static var makers: [(name: String, fill: (inout QuestionShape) -> Void)] {
    [
      ("wide", { $0.fillWide() }), ("layered", { $0.fillLayers(exceptions: 0, layers: 10) }),
      ("exceptions", { $0.fillLayers(exceptions: 30, layers: 10) }),
      ("deep", { $0.fillLayers(exceptions: 10, layers: 50) }), ("numbers", { $0.fillNumbers() }),
      ("choices", { $0.fillChoices() }), ("variables", { $0.fillVariables() }),
    ]
  }

  // MARK: Profiles

  /// Two profiles with about half of their facts in common; some facts of the first are unknown in `open`.
  mutating func profiles() -> (first: String, second: String, open: String) {
    var facts = base
    facts.shuffle(using: &dice)
    let first = Array(facts.prefix(given))
    let second = Array(facts.dropFirst(given / 2).prefix(given))
    let unknown = facts.dropFirst(given).prefix(20)
    let header = "profile \"One\"\n" + constant
    return (
      header + lines(first), "profile \"Two\"\n" + constant + lines(second),
      header + lines(first) + unknown.map { "  unknown \($0)\n" }.joined()
    )
  }

  private func lines(_ facts: [String]) -> String { facts.map { "  \($0)\n" }.joined() }

  // MARK: Rules

  private mutating func rule(_ conditions: [String], _ conclusion: String, unless: String? = nil) {
    var text = "rule r\(made): \(conditions.joined(separator: " and ")) → \(conclusion)"
    if let unless { text += " unless \(unless)" }
    rules += text + "\n"
    // In the middle one rule loses its last condition.
    let isEdited = made == ruleCount / 2
    edited += (isEdited ? "rule r\(made): \(conditions[0]) → \(conclusion)" : text) + "\n"
    made += 1
  }

  private mutating func declare(_ text: String) {
    rules += text
    edited += text
  }

  /// Between two and three facts of a list.
  private mutating func some(_ facts: [String]) -> [String] {
    (0..<dice.roll(2...3)).map { _ in facts[dice.roll(facts.count)] }
  }

  /// Conflicts between conclusions, so that some of them hold.
  private mutating func addTensions() {
    for number in 0..<40 {
      let (one, other) = (heads[dice.roll(heads.count)], heads[dice.roll(heads.count)])
      if one != other { declare("rule tension\(number): \(one) conflicts with \(other)\n") }
    }
  }

  private mutating func fillWide() {
    declare("verb gains\n")
    base = (0..<2 * given).map { "owns asset\($0)" }
    heads = (0..<ruleCount / 5).map { "gains benefit\($0)" }
    for _ in 0..<ruleCount { rule(some(base), heads[dice.roll(heads.count)]) }
  }

  private mutating func fillLayers(exceptions: Int, layers: Int) {
    declare("verb gains\n")
    base = (0..<2 * given).map { "owns asset\($0)" }
    var below = base
    for layer in 0..<layers {
      let above = (0..<ruleCount / layers / 4).map { "gains step \(layer) of benefit\($0)" }
      for _ in 0..<ruleCount / layers {
        let exception = dice.roll(100) < exceptions ? below[dice.roll(below.count)] : nil
        rule(some(below), above[dice.roll(above.count)], unless: exception)
      }
      below = above
      // Higher up often everything holds, or nothing: questions go as far up as both are to be had.
      heads += above
    }
  }

  private mutating func fillNumbers() {
    declare("verb gains\nverb reaches\n")
    base = (0..<2 * given).map { "owns asset\($0)" }
    let measures = max(2, given / 10)
    for number in 0..<measures {
      declare("number measure \(number) in %\nnumber score \(number)\n")
      constant += "  measure \(number) is \(dice.roll(100))%\n"
    }
    let benefits = (0..<ruleCount / 10).map { "gains benefit\($0)" }
    heads = (0..<ruleCount / 10).map { "reaches aim\($0)" }
    for number in 0..<ruleCount {
      switch number % 10 {
      case 0..<5:
        let measure = "measure \(dice.roll(measures)) ≥ \(dice.roll(20) * 5)%"
        rule([base[dice.roll(base.count)], measure], benefits[dice.roll(benefits.count)])
      case 5..<6: rule(some(base), "add \(dice.roll(1...3)) to score \(dice.roll(measures))")
      default:
        let score = "score \(dice.roll(measures)) ≥ \(dice.roll(1...9))"
        rule([benefits[dice.roll(benefits.count)], score], heads[dice.roll(heads.count)])
      }
    }
  }

  private mutating func fillChoices() {
    declare("verb gains\nverb reaches\n")
    base = (0..<2 * given).map { "owns asset\($0)" }
    let choices = max(2, given / 4)
    for number in 0..<choices {
      let options = (0..<8).map { "option\(number)-\($0)" }.joined(separator: ", ")
      declare("choice plan \(number): first of \(options) otherwise option\(number)-none\n")
    }
    heads = (0..<ruleCount / 10).map { "reaches aim\($0)" }
    for number in 0..<ruleCount {
      let choice = dice.roll(choices)
      let pick = "plan \(choice) is option\(choice)-\(dice.roll(8))"
      if number % 2 == 0 {
        rule([base[dice.roll(base.count)], base[dice.roll(base.count)]], pick)
      } else {
        rule([pick, base[dice.roll(base.count)]], heads[dice.roll(heads.count)])
      }
    }
  }

  private mutating func fillVariables() {
    let actors = max(4, given / 10)
    let assets = max(6, given / 5)
    declare("kind actor: \((0..<actors).map { "team\($0)" }.joined(separator: ", "))\n")
    declare("kind asset: \((0..<assets).map { "asset\($0)" }.joined(separator: ", "))\n")
    declare("verb (actor) holds (asset)\nverb (actor) serves (actor)\nverb gains\nverb reaches\n")
    for actor in 0..<actors {
      for _ in 0..<assets / 2 { base.append("team\(actor) holds asset\(dice.roll(assets))") }
      for _ in 0..<4 { base.append("team\(actor) serves team\(dice.roll(actors))") }
    }
    let benefits = (0..<ruleCount / 5).map { "benefit\($0)" }
    heads = (0..<ruleCount / 10).map { "reaches aim\($0)" }
    for number in 0..<ruleCount {
      let asset = "asset\(dice.roll(assets))"
      let benefit = benefits[dice.roll(benefits.count)]
      switch number % 3 {
      case 0: rule(["?a holds \(asset)", "?a serves ?b", "?b holds asset\(dice.roll(assets))"], "?a gains \(benefit)")
      case 1: rule(["?a holds \(asset)", "?a holds asset\(dice.roll(assets))"], "?a gains \(benefit)")
      default: rule(["team\(dice.roll(actors)) gains \(benefit)"], heads[dice.roll(heads.count)])
      }
    }
  }
}
