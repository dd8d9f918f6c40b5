import TenetSyntax
import TenetText

/// What would be read as something else if it stood without quotes.
extension Speller {
  /// The words of a term, or nil where only quotes can write it.
  private func runOfWords(_ term: TermID) -> [WordID]? { reading(of: term).words }

  /// Whether the lexer takes the spelling apart into the words of the term, none of them reserved.
  func isPlain(_ term: TermID) -> Bool { term == .self || reading(of: term).isPlain }

  private func reading(of term: TermID) -> TermReading {
    readings.reading(of: term) {
      guard terms.isRunOfWords(term) else { return TermReading(words: nil, isPlain: false) }
      let pieces = terms.spelling(of: term).split(separator: " ")
      let run = pieces.compactMap { words.find(String($0)) }
      return TermReading(words: run, isPlain: run.count == pieces.count && isPlain(pieces, run))
    }
  }

  private func isPlain(_ pieces: [Substring], _ run: [WordID]) -> Bool {
    for (index, word) in run.enumerated() {
      if !isWord(pieces[index], isFirst: index == 0) || known.isReserved(word) { return false }
      if index > 0, run[index - 1] == known.conflicts, word == known.with { return false }
    }
    return true
  }

  /// A letter first (a digit in later words), then letters, digits, `-`, `_` and inner apostrophes.
  private func isWord(_ piece: Substring, isFirst: Bool) -> Bool {
    var previous: Unicode.Scalar?
    for scalar in piece.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      let isDigit = scalar.value >= 48 && scalar.value <= 57
      guard let before = previous else {
        if !isLetter, isFirst || !isDigit { return false }
        previous = scalar
        continue
      }
      switch scalar {
      case "-", "_", "'", "’": break
      case ">" where before == "-": return false
      case ".": if isFirst || !isDigitStart(piece) { return false }
      default: if !isLetter, !isDigit, scalar.properties.generalCategory != .nonspacingMark { return false }
      }
      previous = scalar
    }
    return previous != "'" && previous != "’" && previous != "."
  }

  private func isDigitStart(_ piece: Substring) -> Bool { piece.utf8.first.map { $0 >= 48 && $0 <= 57 } == true }

  /// The longest verb at each place of a term.
  func holdsVerb(_ term: TermID) -> Bool {
    guard let run = runOfWords(term) else { return false }
    for start in run.indices {
      var node = PhraseTrie.root
      for word in run[start...] {
        guard let next = terms.trie.step(node, word) else { break }
        node = next
        if vocabulary.isName(node, of: .verb) { return true }
      }
    }
    return false
  }

  /// Whether a verb and the first words of its object make a longer verb.
  func lengthensVerb(_ term: TermID, _ relation: RelationID) -> Bool {
    guard let run = runOfWords(term) else { return false }
    var node = PhraseTrie.root
    for piece in vocabulary.relations[relation.index].verb.split(separator: " ") {
      guard let word = words.find(String(piece)), let next = terms.trie.step(node, word) else { return false }
      node = next
    }
    for word in run {
      guard let next = terms.trie.step(node, word) else { return false }
      node = next
      if vocabulary.isName(node, of: .verb) { return true }
    }
    return false
  }

  /// Whether a preposition of the verb stands in the term.
  func holdsPreposition(_ term: TermID, _ relation: RelationID) -> Bool {
    guard takesPrepositions(relation), let run = runOfWords(term) else { return false }
    for other in vocabulary.patterns(ofVerbOf: relation) {
      for wanted in vocabulary.prepositionNodes[other.index] where Speller.holds(wanted, run, terms.trie) {
        return true
      }
    }
    return false
  }

  private func takesPrepositions(_ relation: RelationID) -> Bool {
    vocabulary.longestPrepositionCount > 0
      && vocabulary.patterns(ofVerbOf: relation).contains { !vocabulary.prepositionNodes[$0.index].isEmpty }
  }

  /// Whether the bare words of a clause would be read with its verb's pattern, and divided where its prepositions stand.
  func divides(_ relation: RelationID, _ places: [Operand], _ binding: Binding) -> Bool {
    guard takesPrepositions(relation),
      places.contains(where: { value($0, binding).map { holdsPreposition($0, relation) } ?? false })
    else { return true }
    let shape = vocabulary.relations[relation.index]
    var run: [WordID?] = []
    var divisions: [Range<Int>] = []
    for (index, place) in places.dropFirst().enumerated() {
      if index > 0 {
        let start = run.count
        run += shape.prepositions[index - 1].split(separator: " ").map { words.find(String($0)) }
        divisions.append(start..<run.count)
      }
      let bare = value(place, binding).flatMap { isPlain($0) ? runOfWords($0) : nil }
      run += bare ?? [nil]
    }
    var best: (relation: RelationID, found: [Range<Int>], missing: Int)?
    for other in vocabulary.patterns(ofVerbOf: relation) {
      let wanted = vocabulary.prepositionNodes[other.index]
      let found = occurrences(of: wanted, in: run)
      let missing = wanted.count - found.count
      if let best, (found.count, -missing) <= (best.found.count, -best.missing) { continue }
      best = (other, found, missing)
    }
    return best?.relation == relation && best?.found == divisions
  }

  /// The first occurrence of each preposition, in order, as a clause is divided.
  private func occurrences(of wanted: [PhraseTrie.Node], in run: [WordID?]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for node in wanted {
      let start = found.last?.upperBound ?? 0
      guard let range = (start..<run.count).lazy.compactMap({ self.occurrence(of: node, at: $0, in: run) }).first else {
        break
      }
      found.append(range)
    }
    return found
  }

  private func occurrence(of wanted: PhraseTrie.Node, at start: Int, in run: [WordID?]) -> Range<Int>? {
    if run[start] == known.at, start + 1 < run.count, run[start + 1] == known.least || run[start + 1] == known.most {
      return nil
    }
    var node = PhraseTrie.root
    for index in start..<run.count {
      guard let word = run[index], let next = terms.trie.step(node, word) else { return nil }
      node = next
      if node == wanted { return start..<index + 1 }
    }
    return nil
  }

  private static func holds(_ wanted: PhraseTrie.Node, _ run: [WordID], _ trie: PhraseTrie) -> Bool {
    for start in run.indices {
      var node = PhraseTrie.root
      for word in run[start...] {
        guard let next = trie.step(node, word) else { break }
        node = next
        if node == wanted { return true }
      }
    }
    return false
  }

  func startsWithQuantifier(_ term: TermID) -> Bool {
    guard let run = runOfWords(term), run.count > 1 else { return false }
    if run[0] == known.any || run[0] == known.no || run[0] == known.every || run[0] == known.only { return true }
    if run[0] == known.exactly { return true }
    return run[0] == known.at && (run[1] == known.least || run[1] == known.most)
  }

  func isSubjectQuantifier(_ term: TermID) -> Bool {
    guard let run = runOfWords(term), let first = run.first else { return false }
    if first == known.someone { return run.count == 1 || (run.count == 2 && run[1] == known.else) }
    return first == known.no && run.count > 1 && run[1] == known.one
  }

  /// Whether the term is the name of a number or a choice, or starts as an `unknown` line does.
  func isName(_ term: TermID) -> Bool {
    let spelling = terms.spelling(of: term)
    if spelling.lowercased() == "unknown" || spelling.lowercased().hasPrefix("unknown ") { return true }
    return vocabulary.numbers.contains { $0.name == spelling } || vocabulary.choices.contains { $0.name == spelling }
  }
}
