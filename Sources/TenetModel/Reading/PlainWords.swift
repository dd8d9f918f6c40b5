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

  /// A verb with one pattern whose prepositions are single words, or what a line without a verb says.
  private struct Pattern: Sendable {
    var relation: RelationID
    /// Whether some place takes only members of a kind.
    var hasKinds: Bool
    /// Its words, in ``verbWords``.
    var words = 0..<0
    /// Its prepositions, in ``prepositions``.
    var prepositions = 0..<0
    /// The next verb with the same first word, which has no more words than this one.
    var next: PatternID?
  }

  /// Which of the patterns.
  typealias PatternID = Int

  /// A word past the end is plain.
  private var parts: [Part] = []
  /// The longest verb with this first word, plus one; only a word that is one has some.
  private var verbOfWord: [UInt32] = []
  private var patterns: [Pattern] = []
  private var verbWords: [WordID] = []
  private(set) var prepositions: [WordID] = []
  /// What a line without a verb says.
  private(set) var property: PatternID?

  /// The words of no vocabulary: no fact is plain by them.
  init() {}

  @inline(__always)
  func part(of word: WordID) -> Part { word.index < parts.count ? parts[word.index] : .plain }

  @inline(__always)
  func relation(of pattern: PatternID) -> RelationID { patterns[pattern].relation }

  @inline(__always)
  func hasKinds(_ pattern: PatternID) -> Bool { patterns[pattern].hasKinds }

  @inline(__always)
  func prepositions(of pattern: PatternID) -> Range<Int> { patterns[pattern].prepositions }

  /// Where a phrase of words, digits and quoted names, with blanks between, that only verbs turn on has the first word of a verb;
  /// its end where it has none, nil for any other phrase.
  @inline(__always)
  func verb(in tokens: Swift.Span<Token>, _ phrase: Phrase) -> Int? {
    let end = Int(phrase.end)
    var verb = end
    var lastEnd = UInt32.max
    var index = Int(phrase.start)
    while index < end {
      let token = tokens[index]
      guard token.kind == .word || token.kind == .number || token.kind == .string, token.start != lastEnd else {
        return nil
      }
      lastEnd = token.end
      let part = part(of: token.word)
      if part == .special { return nil }
      if part == .verb, verb == end { verb = index }
      index &+= 1
    }
    return verb
  }

  /// The leftmost verb of a plain phrase from a token on, the longest there.
  @inline(__always)
  func verb(
    in tokens: Swift.Span<Token>, from first: Int, _ end: Int
  ) -> (pattern: PatternID, start: Int, end: Int)? {
    var start = first
    while start < end {
      let word = tokens[start].word
      if part(of: word) == .verb {
        var pattern: PatternID? = Int(verbOfWord[word.index]) - 1
        while let longest = pattern {
          if holds(longest, tokens, start, end) { return (longest, start, start + patterns[longest].words.count) }
          pattern = patterns[longest].next
        }
      }
      start &+= 1
    }
    return nil
  }

  /// Whether the words of a verb stand at a token.
  @inline(__always)
  private func holds(_ pattern: PatternID, _ tokens: Swift.Span<Token>, _ start: Int, _ end: Int) -> Bool {
    let words = patterns[pattern].words
    guard start + words.count <= end else { return false }
    var index = start
    for word in words {
      let isSame = tokens[index].word == verbWords[word]
      if !isSame { return false }
      index &+= 1
    }
    return true
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
    patterns.append(pattern(of: vocabulary.has, vocabulary))
    property = patterns.count - 1
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
    pattern.words = verbWords.count..<verbWords.count + verb.count
    verbWords += verb
    pattern.prepositions = self.prepositions.count..<self.prepositions.count + prepositions.count
    self.prepositions += prepositions.map { $0[0] }
    insert(pattern, first)
  }

  /// Adds a verb to those with the same first word, behind those that are longer.
  private mutating func insert(_ pattern: Pattern, _ first: WordID) {
    let new = patterns.count
    patterns.append(pattern)
    while verbOfWord.count <= first.index { verbOfWord.append(0) }
    var before: PatternID?
    var next: PatternID? = verbOfWord[first.index] == 0 ? nil : Int(verbOfWord[first.index]) - 1
    while let longer = next, patterns[longer].words.count > pattern.words.count {
      before = longer
      next = patterns[longer].next
    }
    patterns[new].next = next
    if let before { patterns[before].next = new } else { verbOfWord[first.index] = UInt32(new + 1) }
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
