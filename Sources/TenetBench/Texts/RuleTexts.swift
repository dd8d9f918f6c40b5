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

  /// As many facts of the sorts that profiles hold beside plain ones: quoted names, articles, members of kinds, numbers.
  static func mixedFacts(_ count: Int) -> String {
    var dice = Dice(7)
    var text = "verb points to\nverb (site) ships () to (site)\nnumber load\nkind site: "
    let sites = (0..<500).map { $0 % 5 == 0 ? "\"Site No. \($0)\"" : "site \($0)" }
    text += sites.joined(separator: ", ") + "\nprofile \"Facts\"\n"
    let nodes = count / 4
    for number in 0..<count {
      switch number % 10 {
      case 0: text += "  \(sites[dice.roll(500)]) ships part \(dice.roll(1000)) to \(sites[dice.roll(500)])\n"
      case 1: text += "  n\(dice.roll(nodes))'s load is \(dice.roll(1000)).\(dice.roll(10))\n"
      case 2: text += "  the n\(dice.roll(nodes)) points to an n\(dice.roll(nodes))\n"
      case 3: text += "  \"big n\(dice.roll(nodes))\" points to \"N \(dice.roll(nodes))\"\n"
      case 4: text += "  n\(dice.roll(nodes)) owns interface \(dice.roll(1000))\n"
      default: text += "  n\(dice.roll(nodes)) points to n\(dice.roll(nodes))\n"
      }
    }
    return text
  }
}
