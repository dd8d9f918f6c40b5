import Tenet

/// Many small profiles judged by one rule set: clusters of facts, rules in layers, some negation.
struct DecisionCase {
  let shape: DecisionShape
  /// In the order of their layers.
  private(set) var rules: [DrawnRule] = []
  /// The facts of each profile, rising.
  private(set) var profiles: [[Int]] = []

  /// Facts are numbered: those of the clusters' bases, then what rules conclude, then noise.
  struct DrawnRule {
    var layer: Int
    var head: Int
    var positives: [Int]
    var negatives: [Int]
  }

  private static let basePerCluster = 24
  private static let headsPerLayer = 4
  private static let noiseCount = 40
  private let clusters: Int
  private var dice: Dice

  init(_ shape: DecisionShape, profiles count: Int) {
    self.shape = shape
    clusters = max(1, shape.rules / 50)
    dice = Dice(shape.seed + UInt64(shape.rules))
    for layer in 0..<shape.layers {
      for cluster in 0..<clusters {
        for _ in 0..<shape.rules / clusters / shape.layers { rules.append(draw(layer, cluster)) }
      }
    }
    for _ in 0..<count { profiles.append(drawProfile()) }
  }

  private func base(_ cluster: Int, _ index: Int) -> Int { cluster * Self.basePerCluster + index }
  private func derived(_ cluster: Int, _ layer: Int, _ index: Int) -> Int {
    clusters * Self.basePerCluster + (cluster * shape.layers + layer) * Self.headsPerLayer + index
  }
  private func noise(_ index: Int) -> Int { derived(clusters, 0, index) }

  /// A fact of a layer, or of the base below layer 0.
  private mutating func drawFact(_ cluster: Int, _ layer: Int) -> Int {
    layer < 0 ? base(cluster, dice.roll(Self.basePerCluster)) : derived(cluster, layer, dice.roll(Self.headsPerLayer))
  }

  private mutating func draw(_ layer: Int, _ cluster: Int) -> DrawnRule {
    let roll = dice.roll(98)
    let count = shape.longest > 3 ? 1 + dice.roll(shape.longest) : roll < 52 ? 1 : roll < 90 ? 2 : shape.longest
    var positives = [drawFact(cluster, layer - 1)]
    while positives.count < count {
      let from = dice.roll(10) < 9 ? cluster : dice.roll(clusters)
      let fact = drawFact(from, dice.roll(layer + 1) - 1)
      if !positives.contains(fact) { positives.append(fact) }
    }
    var negatives: [Int] = []
    if dice.roll(100) < shape.negated {
      let fact = drawFact(cluster, dice.roll(layer + 1) - 1)
      if !positives.contains(fact) { negatives.append(fact) }
    }
    let head = derived(cluster, layer, dice.roll(Self.headsPerLayer))
    return DrawnRule(layer: layer, head: head, positives: positives, negatives: negatives)
  }

  /// Twenty facts: of one or two clusters, and noise.
  private mutating func drawProfile() -> [Int] {
    var facts: Set<Int> = []
    if clusters == 1 {
      take(13, from: 0, &facts)
    } else {
      let first = dice.roll(clusters)
      take(9, from: first, &facts)
      take(9, from: (first + 1 + dice.roll(clusters - 1)) % clusters, &facts)
    }
    while facts.count < 20 { facts.insert(noise(dice.roll(Self.noiseCount))) }
    return facts.sorted()
  }

  private mutating func take(_ count: Int, from cluster: Int, _ facts: inout Set<Int>) {
    let goal = facts.count + count
    while facts.count < goal { facts.insert(base(cluster, dice.roll(Self.basePerCluster))) }
  }
}

// MARK: As text

extension DecisionCase {
  private static let verbs = [
    "owns", "captures", "lacks", "uses", "needs", "controls", "hides", "sells", "buys", "serves",
  ]

  /// A fact in the language: one of ten verbs, an item, where there are teams a team.
  func sentence(_ fact: Int) -> String {
    let text = "\(Self.verbs[fact % 10]) item\(fact / 10)"
    return shape.hasTeams ? "\(text) for team\(fact % 7)" : text
  }

  /// A fact as a name that every peer takes.
  func atom(_ fact: Int) -> String { "\(Self.verbs[fact % 10])_item\(fact / 10)" }

  var rulesText: String {
    var lines = Self.verbs.map { shape.hasTeams ? "verb \($0) () for ()" : "verb \($0)" }
    if shape.withVariables > 0 { lines.append("verb tops") }
    var order = Array(rules.indices)
    if shape.isShuffled {
      var dice = Dice(shape.seed)
      order.shuffle(using: &dice)
    }
    for number in order {
      let rule = rules[number]
      let conditions = rule.positives.map { sentence($0) } + rule.negatives.map { "not " + sentence($0) }
      lines.append("rule r\(number): \(conditions.joined(separator: " and ")) → \(sentence(rule.head))")
    }
    for number in 0..<shape.withVariables {
      let verbs = (Self.verbs[number % 10], Self.verbs[(number * 3 + 1) % 10])
      lines.append("rule v\(number): \(verbs.0) ?i and \(verbs.1) ?i → tops ?i")
    }
    if shape.withNumbers > 0 { lines.append("number score") }
    for number in 0..<shape.withNumbers {
      let fact = sentence(rules[number * 7 % rules.count].head)
      let isCompared = number % 4 == 3
      lines.append(
        isCompared
          ? "rule n\(number): score ≥ \(number) and \(fact) → captures tier\(number)"
          : "rule n\(number): \(fact) → add \(number % 9 + 1) to score")
    }
    if shape.withOpen > 0 { lines += ["number weight", "choice tier: first of low, middle, high otherwise nothing"] }
    lines += (0..<shape.withOpen).map { openRule($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A rule with a variable that does not conclude a fact.
  private func openRule(_ number: Int) -> String {
    let (first, second) = (Self.verbs[number % 10], Self.verbs[(number * 3 + 1) % 10])
    switch number % 3 {
    case 0: return "rule o\(number): \(first) ?i and \(second) ?i → add \(number + 1) to ?i's weight"
    case 1:
      return "rule o\(number): \(first) ?i and \(second) ?i → tier is \(["low", "middle", "high"][number / 3 % 3])"
    default: return "rule o\(number): \(first) ?i conflicts with \(second) ?i"
    }
  }

  /// A profile as a line of JSON.
  func line(_ number: Int) -> String {
    let facts = profiles[number % profiles.count].map { "\"\(sentence($0))\"" }.joined(separator: ", ")
    return "{\"profile\": \"p\(number)\", \"facts\": [\(facts)]}\n"
  }
}
