import TenetEngine
import TenetModel
import TenetText

/// Many small profiles judged by one rule set: clusters of facts, rules in ten layers, some negation.
struct DecisionCase {
  var name: String
  var program: Program
  var profiles: [ProfileFacts]

  static let sizes = ["W5-50": 50, "W5-500": 500, "W5-5000": 5000]

  static func named(_ name: String, profiles: Int) -> DecisionCase? {
    sizes[name].map { DecisionCase(name, rules: $0, profiles: profiles) }
  }

  private init(_ name: String, rules: Int, profiles: Int, seed: UInt64 = 23) {
    self.name = name
    program = Program()
    self.profiles = []
    var generator = Generator(rules: rules, dice: Dice(seed + UInt64(rules)))
    generator.makeRules(rules)
    program = generator.program()
    for _ in 0..<profiles { self.profiles.append(generator.profile()) }
  }
}

private struct Generator {
  /// Facts are numbered: those of the clusters' bases, then what rules conclude, then noise.
  private struct Rule {
    var layer: Int
    var head: Int
    var positives: [Int]
    var negatives: [Int]
  }

  private static let layers = 10
  private static let basePerCluster = 24
  private static let headsPerLayer = 4
  private static let noiseCount = 40
  private static let verbs = 10
  private let clusters: Int
  private var dice: Dice
  private var rules: [Rule] = []

  init(rules: Int, dice: Dice) {
    clusters = rules / 50
    self.dice = dice
  }

  private func base(_ cluster: Int, _ index: Int) -> Int { cluster * Self.basePerCluster + index }
  private func derived(_ cluster: Int, _ layer: Int, _ index: Int) -> Int {
    clusters * Self.basePerCluster + (cluster * Self.layers + layer) * Self.headsPerLayer + index
  }
  private func noise(_ index: Int) -> Int { derived(clusters, 0, index) }

  /// A fact of a layer, or of the base below layer 0.
  private mutating func draw(_ cluster: Int, _ layer: Int) -> Int {
    layer < 0 ? base(cluster, dice.roll(Self.basePerCluster)) : derived(cluster, layer, dice.roll(Self.headsPerLayer))
  }

  mutating func makeRules(_ count: Int) {
    for cluster in 0..<clusters {
      for layer in 0..<Self.layers {
        for _ in 0..<count / clusters / Self.layers { rules.append(rule(cluster, layer)) }
      }
    }
    // By layer; rules of one layer stay in their order.
    rules = rules.enumerated().sorted { ($0.element.layer, $0.offset) < ($1.element.layer, $1.offset) }.map(\.element)
  }

  private mutating func rule(_ cluster: Int, _ layer: Int) -> Rule {
    let roll = dice.roll(98)
    let count = roll < 52 ? 1 : roll < 90 ? 2 : 3
    var positives = [draw(cluster, layer - 1)]
    while positives.count < count {
      let from = dice.roll(10) < 9 ? cluster : dice.roll(clusters)
      let fact = draw(from, dice.roll(layer + 1) - 1)
      if !positives.contains(fact) { positives.append(fact) }
    }
    var negatives: [Int] = []
    if dice.roll(100) < 15 {
      let fact = draw(cluster, dice.roll(layer + 1) - 1)
      if !positives.contains(fact) { negatives.append(fact) }
    }
    return Rule(
      layer: layer, head: derived(cluster, layer, dice.roll(Self.headsPerLayer)), positives: positives,
      negatives: negatives)
  }

  mutating func profile() -> ProfileFacts {
    var facts: Set<Int> = []
    if clusters == 1 {
      take(13, from: 0, &facts)
    } else {
      let first = dice.roll(clusters)
      take(9, from: first, &facts)
      take(9, from: (first + 1 + dice.roll(clusters - 1)) % clusters, &facts)
    }
    while facts.count < 20 { facts.insert(noise(dice.roll(Self.noiseCount))) }
    var profile = ProfileFacts()
    for fact in facts.sorted() {
      let atom = atom(fact)
      profile.facts.append(atom.0, atom.1, at: Span(source: SourceID(0), start: 0, end: 0))
    }
    profile.termCount = termCount
    return profile
  }

  private mutating func take(_ count: Int, from cluster: Int, _ facts: inout Set<Int>) {
    let goal = facts.count + count
    while facts.count < goal { facts.insert(base(cluster, dice.roll(Self.basePerCluster))) }
  }

  private var factCount: Int { noise(Self.noiseCount) }
  private var termCount: Int { factCount / Self.verbs + 2 }

  /// A fact in the manner of `owns interface`: one of ten verbs, `self`, an object.
  private func atom(_ fact: Int) -> (RelationID, [TermID]) {
    (RelationID(fact % Self.verbs), [.self, TermID(fact / Self.verbs + 1)])
  }

  func program() -> Program {
    var program = Program()
    program.arities = Array(repeating: 2, count: Self.verbs)
    program.roles = Array(repeating: .verb, count: Self.verbs)
    program.termCount = termCount
    for (number, rule) in rules.enumerated() {
      var body: [Literal] = rule.positives.map { .match(Atom(atom($0).0, atom($0).1.map { .term($0) })) }
      body += rule.negatives.map {
        .count(Atom(atom($0).0, atom($0).1.map { .term($0) }), CountTest(place: nil, bound: .atMost(0)))
      }
      let head = Atom(atom(rule.head).0, atom(rule.head).1.map { .term($0) })
      program.clauses.append(
        HornClause(
          rule: RuleID(number), conclusion: 0, branch: 0, head: .fact(head), body: body, namedVariableCount: 0,
          variableCount: 0, origins: Array(body.indices)))
      program.schedule.append(.derive(clauses: [number], recursive: false, stratum: rule.layer))
    }
    return program
  }
}
