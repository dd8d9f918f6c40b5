/// Long texts in the language, made with seeds.
enum RuleTexts {
  private static let verbs = [
    "owns", "captures", "lacks", "uses", "needs", "controls", "hides", "sells", "buys", "serves",
  ]

  /// So many rules with names and reasons, each layer of a hundred rules read by the next.
  static func rules(_ count: Int) -> String {
    var dice = Dice(5)
    var text = "ruleset \"Generated\"\n\n"
    for verb in verbs { text += "verb \(verb)\n" }
    text += "\n"
    func fact(_ layer: Int) -> String { "\(verbs[dice.roll(verbs.count)]) part \(layer) of plan\(dice.roll(100))" }
    for number in 0..<count {
      let layer = number / 100
      text += "rule r\(number): \(fact(layer))"
      if dice.roll(2) == 0 { text += " and \(fact(layer))" }
      if dice.roll(6) == 0 { text += " and not lacks sense\(layer)" }
      text += " → \(fact(layer + 1))\n"
      if dice.roll(8) == 0 { text += "  because \"Plan \(number) says so.\"\n" }
    }
    return text
  }

  /// A profile with so many facts of two and three places.
  static func facts(_ count: Int) -> String {
    var dice = Dice(6)
    var text = "verb links to\nverb sends () to ()\nprofile \"Facts\"\n"
    let nodes = count / 4
    for number in 0..<count {
      text += "  node\(dice.roll(nodes))"
      text +=
        number % 4 == 0
        ? " sends part\(dice.roll(1000)) to node\(dice.roll(nodes))\n" : " links to node\(dice.roll(nodes))\n"
    }
    return text
  }
}
