import TenetSyntax
import TenetText

/// What a word may be in a line of facts, by its number: most are neither names nor have a meaning of their own.
struct PlainWords: Sendable {
  enum Part: UInt8, Sendable {
    /// Part of a term, or of a verb behind its first word.
    case plain
    /// The first word of a verb.
    case verb
    /// At the start of a place it may count or quantify.
    case quantifier
    /// More turns on it, wherever it stands: `is`, an article, a word that joins clauses, the first word of a number or a
    /// choice, a verb that has to be read the general way.
    case special
  }

  /// A verb with one pattern whose prepositions are single words.
  struct Pattern: BitwiseCopyable, Sendable {
    var relation: RelationID
    /// Where its prepositions stand in ``PlainWords/prepositions``.
    var firstPreposition = 0
    var lastPreposition = 0
    /// Whether some place takes only members of a kind.
    var hasKinds: Bool
  }

  /// A word past the end is plain.
  private var parts: [Part] = []
  /// By the run of words of the verb, plus one.
  private var patternOfNode: [UInt32] = []
  private var patterns: [Pattern] = []
  private(set) var prepositions: [WordID] = []
  /// What a line without a verb says.
  private(set) var property: Pattern?

  /// The words of no vocabulary: no fact is plain by them.
  init() {}

  @inline(__always)
  func part(of word: WordID) -> Part { word.index < parts.count ? parts[word.index] : .plain }

  @inline(__always)
  func pattern(at node: PhraseTrie.Node) -> Pattern? {
    guard Int(node) < patternOfNode.count, patternOfNode[Int(node)] != 0 else { return nil }
    return patterns[Int(patternOfNode[Int(node)]) - 1]
  }
}

extension PlainWords {
  /// The words of a vocabulary that is complete. Cost: linear in its names.
  init(_ vocabulary: Vocabulary, _ known: KnownWords, _ words: inout WordTable, _ trie: PhraseTrie) {
    for word in [known.someone, known.no, known.any, known.every, known.only, known.exactly, known.at] {
      set(word, .quantifier)
    }
    for word in [known.is, known.a, known.an, known.the, known.not, known.and, known.or, known.unless] {
      set(word, .special)
    }
    for name in vocabulary.numbers.map({ $0.name }) + vocabulary.choices.map({ $0.name }) {
      if let first = wordIDs(of: name, &words).first { set(first, .special) }
    }
    for relation in vocabulary.verbRelations { add(relation, vocabulary, &words, trie) }
    property = pattern(of: vocabulary.has, vocabulary)
  }

  private mutating func add(
    _ relation: RelationID, _ vocabulary: Vocabulary, _ words: inout WordTable, _ trie: PhraseTrie
  ) {
    let verb = wordIDs(of: vocabulary.relations[relation.index].verb, &words)
    guard let first = verb.first else { return }
    var node = PhraseTrie.root
    for word in verb { node = trie.step(node, word) ?? PhraseTrie.root }
    let prepositions = vocabulary.relations[relation.index].prepositions.map { wordIDs(of: $0, &words) }
    guard vocabulary.meaning(at: node)?.verb == [relation], prepositions.allSatisfy({ $0.count == 1 }) else {
      return set(first, .special)
    }
    set(first, part(of: first) == .quantifier ? .special : .verb)
    var pattern = pattern(of: relation, vocabulary)
    pattern.firstPreposition = self.prepositions.count
    self.prepositions += prepositions.map { $0[0] }
    pattern.lastPreposition = self.prepositions.count
    patterns.append(pattern)
    while patternOfNode.count <= Int(node) { patternOfNode.append(0) }
    patternOfNode[Int(node)] = UInt32(patterns.count)
  }

  private func pattern(of relation: RelationID, _ vocabulary: Vocabulary) -> Pattern {
    let kinds = vocabulary.relations[relation.index].kinds
    return Pattern(
      relation: relation, hasKinds: kinds.contains { $0.map { vocabulary.kinds[$0.index].isDeclared } ?? false })
  }

  private func wordIDs(of name: String, _ words: inout WordTable) -> [WordID] {
    name.split(separator: " ").map { words.intern(String($0)) }
  }

  private mutating func set(_ word: WordID, _ part: Part) {
    while parts.count <= word.index { parts.append(.plain) }
    parts[word.index] = Part(rawValue: max(parts[word.index].rawValue, part.rawValue)) ?? .special
  }
}
