/// A sort of rule file for the linter, made with a seed.
struct LintShape {
  let name: String
  /// One rule, by its number and how many there are; several lines where it takes them.
  private let rule: (_ number: Int, _ count: Int, inout Dice) -> String
  private let head: Head

  /// The vocabulary: some fixed text, and a line for each so many rules, numbered where it says `#`.
  private struct Head {
    var text = ""
    var line = ""
    var rulesEach = 1

    func text(_ count: Int) -> String {
      if line.isEmpty { return text }
      let parts = line.split(separator: "#", maxSplits: 1)
      return text + (0...count / rulesEach).map { "\(parts[0])\($0)\(parts.dropFirst().first ?? "")\n" }.joined()
    }
  }

  private init(
    _ name: String, head: Head = Head(), _ rule: @escaping (Int, Int, inout Dice) -> String
  ) {
    self.name = name
    self.head = head
    self.rule = rule
  }

  func text(_ count: Int) -> String {
    var dice = Dice(9)
    var text = head.text(count)
    for number in 0..<count { text += rule(number, count, &dice) + "\n" }
    return text
  }

  static var all: [LintShape] { plain + valued }

  /// Properties only.
  private static var plain: [LintShape] {
    [
      LintShape("flat") { "has a\($0) and has b\($2.roll($1)) → has c\($0)" },
      LintShape("wide") { number, _, _ in
        "has a\(number % 50) and has b\(number) and not has d\(number % 77) → has good"
      },
      LintShape("layered") { number, _, dice in
        if number < 100 { return "has a\(number) → has c\(number)" }
        let below = (number / 100 - 1) * 100
        let (left, right) = (below + dice.roll(100), below + dice.roll(100))
        return "has c\(left) and has c\(right) and not has x\(dice.roll(50)) → has c\(number)"
      },
      LintShape("chain") { number, _, _ in "has c\(number) → has c\(number + 1)" },
      LintShape("chains") { number, _, _ in
        number % 20 == 0
          ? "has s\(number) → has c\(number + 1)" : "has c\(number) and has k\(number % 7) → has c\(number + 1)"
      },
      LintShape("exceptions") {
        "has a\($0) and has b\($2.roll(200)) → has c\($0 % 500) unless has d\($0 % 13)"
      },
      LintShape("tables") { number, _, _ in
        let cells = (0..<6).map { "has f\(number % 100)v\((number * 7 + $0 * 13) % 9)c\($0)" }
        return cells.joined(separator: " and ") + " → has out\(number % 200)"
      },
      LintShape("same") { "has x\($2.roll(30)) and has y\($2.roll(30)) → has z\($2.roll($1 / 33 + 1))" },
      LintShape("conflicts") { number, _, _ in
        number % 2 == 1
          ? "has a\(number) conflicts with has b\(number)"
          : "has a\(number) and has k\(number % 9) → has b\(max(0, number - 1))"
      },
      LintShape("examples") { number, _, _ in
        let rule = "has a\(number) and has b\(number) → has c\(number)"
        if number % 10 != 0 { return rule }
        return rule + "\nexample \"e\(number)\"\n  given a\(number)\n  given b\(number)\n  expect c\(number)"
      },
    ]
  }

  /// With numbers, choices, and variables over kinds.
  private static var valued: [LintShape] {
    [
      LintShape("numbers", head: Head(text: "number size\nnumber fee\n")) { number, _, _ in
        switch number % 3 {
        case 0: "has a\(number) and size ≥ \(number % 100) → has c\(number)"
        case 1: "has a\(number) and size > \(number % 100) and fee < \(number % 50) → has c\(number)"
        default: "has a\(number) → has d\(number)"
        }
      },
      LintShape("sums", head: Head(line: "number score#", rulesEach: 50)) { number, _, _ in
        number % 50 == 0
          ? "score\(number / 50) > 20 → has c\(number)"
          : "has a\(number) → add \(number % 5 + 1) to score\(number / 50)"
      },
      LintShape("scores", head: Head(text: "number score\nnumber risk\n")) { number, _, dice in
        number % 100 == 0
          ? "score ≥ \(number / 20) and risk < \(900 - number / 30) → has tier\(number)"
          : "has a\(number) and not has b\(dice.roll(5000)) → add \(number % 9 + 1) to \(number % 3 == 0 ? "risk" : "score")"
      },
      LintShape("persons", head: Head(text: "number score\nnumber share\n" + kind("person"))) { number, _, _ in
        switch number % 4 {
        case 0: "has base\(number) and has mark\(number % 97) → add \(number / 4 % 7 + 1) to score"
        case 1: "has base\(number) → share is \(number % 100)"
        case 2: "?p is a person and ?p has mark\(number) → add 1 to ?p's score"
        default: "score > \(number) and share > \(number % 100) → has level\(number)"
        }
      },
      LintShape("prices", head: Head(line: "number fee#", rulesEach: 10)) { number, _, _ in
        "has a\(number % 997) and has b\(number) → fee\(number / 10) is \(number % 4)"
      },
      LintShape(
        "choices", head: Head(line: "choice ch#: first of alpha, beta, gamma", rulesEach: 10)
      ) { number, _, _ in
        let pick = ["alpha", "beta", "gamma"][number % 3]
        return number % 10 == 0
          ? "ch\(number / 10) is beta → has c\(number)"
          : "has a\(number) and has b\(number % 40) → ch\(number / 10) is \(pick)"
      },
      LintShape("kinds", head: Head(text: kinds)) { number, _, _ in
        let (layer, place, part) = (number % 20, number / 20 % 20, number % 300)
        switch number % 4 {
        case 0: return "?a owns layer\(layer) and ?a has p\(part) → ?a has q\(number % 1000)"
        case 1: return "owns at least \(number % 3 + 1) layers and has p\(part) → has r\(number)"
        case 2: return "actor\(layer) owns layer\(place) and has t\(number) → has s\(number)"
        default: return "?a runs ?l and ?l is a layer and not ?a owns ?l and ?a has p\(part) → ?a has u\(number % 1000)"
        }
      },
    ]
  }

  private static var kinds: String {
    kind("actor") + kind("layer") + "verb (actor) owns (layer)\nverb (actor) runs (layer)\n"
  }

  private static func kind(_ name: String) -> String {
    "kind \(name): " + (0..<20).map { "\(name)\($0)" }.joined(separator: ", ") + "\n"
  }
}
