import TenetText

/// The words that the parser knows. Every ``WordTable`` starts with them, so that their ids are constants.
enum KnownWords {
  /// Words in the order of their ids, from 1. Those that join clauses come first; see ``lastJoining``.
  static let spellings = [
    "and", "or", "not", "unless", "conflicts", "is", "with", "ruleset", "import", "verb", "kind", "number", "choice",
    "outcome", "rule", "example", "profile", "because", "source", "version", "tag", "given", "expect", "unknown", "in",
    "of", "one", "first", "all", "otherwise", "if", "when",
  ]

  /// `and`, `or`, `not`, `unless` and `conflicts` have the ids up to this one.
  static let lastJoining: UInt32 = 5

  static var and: WordID { WordID(UInt32(1)) }
  static var or: WordID { WordID(UInt32(2)) }
  static var not: WordID { WordID(UInt32(3)) }
  static var unless: WordID { WordID(UInt32(4)) }
  static var conflicts: WordID { WordID(UInt32(5)) }
  static var `is`: WordID { WordID(UInt32(6)) }
  static var with: WordID { WordID(UInt32(7)) }
  static var ruleset: WordID { WordID(UInt32(8)) }
  static var `import`: WordID { WordID(UInt32(9)) }
  static var verb: WordID { WordID(UInt32(10)) }
  static var kind: WordID { WordID(UInt32(11)) }
  static var number: WordID { WordID(UInt32(12)) }
  static var choice: WordID { WordID(UInt32(13)) }
  static var outcome: WordID { WordID(UInt32(14)) }
  static var rule: WordID { WordID(UInt32(15)) }
  static var example: WordID { WordID(UInt32(16)) }
  static var profile: WordID { WordID(UInt32(17)) }
  static var because: WordID { WordID(UInt32(18)) }
  static var source: WordID { WordID(UInt32(19)) }
  static var version: WordID { WordID(UInt32(20)) }
  static var tag: WordID { WordID(UInt32(21)) }
  static var given: WordID { WordID(UInt32(22)) }
  static var expect: WordID { WordID(UInt32(23)) }
  static var unknown: WordID { WordID(UInt32(24)) }
  static var `in`: WordID { WordID(UInt32(25)) }
  static var of: WordID { WordID(UInt32(26)) }
  static var one: WordID { WordID(UInt32(27)) }
  static var first: WordID { WordID(UInt32(28)) }
  static var all: WordID { WordID(UInt32(29)) }
  static var otherwise: WordID { WordID(UInt32(30)) }
  static var `if`: WordID { WordID(UInt32(31)) }
  static var when: WordID { WordID(UInt32(32)) }

  /// Whether the word starts statements.
  static func startsStatement(_ word: WordID) -> Bool { word.raw >= ruleset.raw && word.raw <= profile.raw }

  /// Whether the word starts lines inside statements.
  static func startsItem(_ word: WordID) -> Bool { word.raw >= because.raw && word.raw <= unknown.raw }

  /// Whether a line of a profile that starts with the word may be something else than a fact.
  static func mayStartProfileItem(_ word: WordID) -> Bool { startsItem(word) || word == `import` }

  /// The spelling of a word of this list.
  static func text(of word: WordID) -> String { spellings[Int(word.raw) - 1] }
}
