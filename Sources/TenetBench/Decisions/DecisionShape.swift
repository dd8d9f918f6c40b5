/// What a rule set for decisions looks like.
struct DecisionShape {
  var name: String
  /// The name of the seed's case, so that a variation of a case draws other rules.
  var rules: Int
  var seed: UInt64 = 23
  /// How far conclusions are apart from what is given.
  var layers = 10
  /// The most conditions that a rule has, beside those under `not`.
  var longest = 3
  /// Of a hundred rules, how many have a condition under `not`.
  var negated = 15
  /// Facts have three places: `owns item7 for team2`.
  var hasTeams = false
  /// The rules stand in any order.
  var isShuffled = false
  /// How many rules with variables there are beside.
  var withVariables = 0
  /// How many rules there are beside that add to a score, or compare it.
  var withNumbers = 0
  /// How many rules with variables there are beside that add to numbers, propose picks or are conflicts.
  var withOpen = 0

  static let usual = [
    DecisionShape(name: "W5-50", rules: 50), DecisionShape(name: "W5-500", rules: 500),
    DecisionShape(name: "W5-5000", rules: 5000),
  ]

  /// Rules that conclude numbers, and rules over words that nobody declares.
  static let rich = [
    DecisionShape(name: "W5-numbers", rules: 500, withNumbers: 40),
    DecisionShape(name: "W5-variables", rules: 500, withVariables: 10),
    DecisionShape(name: "W5-rich", rules: 500, withVariables: 10, withNumbers: 40),
    DecisionShape(name: "W5-open", rules: 500, withOpen: 12),
  ]

  static let variations = [
    DecisionShape(name: "W5-shuffled", rules: 500, seed: 61, isShuffled: true),
    DecisionShape(name: "W5-teams", rules: 500, seed: 62, hasTeams: true),
    DecisionShape(name: "W5-flat", rules: 500, seed: 63, layers: 2, longest: 6, negated: 40),
    DecisionShape(name: "W5-deep", rules: 1000, seed: 64, layers: 50, longest: 2),
  ]
}
