import TenetSyntax
import TenetText

// The functions of this file mutate so that none is called on a copy of the reader, which is large.
extension ClauseReader {
  /// Reads a fact of plain words, `[subject] verb object [preposition object]…` or a property, straight from its tokens.
  ///
  /// Nearly all lines of large profiles are such facts. False, with nothing read, where a line holds anything but words,
  /// digits and quoted names, a word that more than verbs turn on (see ``PlainWords``), or a mistake: then it takes the general way, which
  /// reads plain facts alike and says what is wrong with others. Cost: linear in the line; nothing is allocated but for new
  /// terms.
  mutating func readPlainFact(_ phrase: Phrase, into list: inout FactList) -> Bool {
    guard isPlain(phrase), !isBroken(beside: phrase), let pattern = splitPlainFact(phrase) else { return false }
    let start = list.terms.count
    for index in plainPlaces.indices { list.terms.append(plainTerm(plainPlaces[index])) }
    if pattern.hasKinds, !plainTermsFit(list.terms, from: start, pattern.relation) {
      list.terms.removeLast(list.terms.count - start)
      return false
    }
    list.relations.append(pattern.relation)
    list.places.append(plainPlace(of: phrase))
    return true
  }

  /// Whether all of a phrase is words and digits with blanks between that only verbs turn on.
  private mutating func isPlain(_ phrase: Phrase) -> Bool {
    var lastEnd = UInt32.max
    for index in phrase.range {
      let token = text.tokens[index]
      guard token.kind == .word || token.kind == .number || token.kind == .string, token.start != lastEnd,
        plain.part(of: token.word) != .special
      else { return false }
      lastEnd = token.end
    }
    return true
  }

  /// Finds the pattern of a plain fact and its places; nil where the general way has to.
  private mutating func splitPlainFact(_ phrase: Phrase) -> PlainWords.Pattern? {
    plainPlaces.removeLast(plainPlaces.count)
    let (start, end) = (Int(phrase.start), Int(phrase.end))
    guard let verb = plainVerb(phrase) else {
      plainPlaces.append(PlainPlace())
      return addPlainPlace(start, end) ? plain.property : nil
    }
    guard let pattern = plain.pattern(at: verb.node) else { return nil }
    if verb.start == start { plainPlaces.append(PlainPlace()) } else if !addPlainPlace(start, verb.start) { return nil }
    var index = verb.end
    for preposition in pattern.firstPreposition..<pattern.lastPreposition {
      let first = index
      while index < end, !isPreposition(plain.prepositions[Int(preposition)], at: index, end) { index += 1 }
      guard index < end, addPlainPlace(first, index) else { return nil }
      index += 1
    }
    return addPlainPlace(index, end) ? pattern : nil
  }

  /// The leftmost verb of a plain phrase, the longest there.
  private mutating func plainVerb(_ phrase: Phrase) -> (node: PhraseTrie.Node, start: Int, end: Int)? {
    for start in phrase.range where plain.part(of: text.tokens[start].word) == .verb {
      var found: (node: PhraseTrie.Node, start: Int, end: Int)?
      var node = PhraseTrie.root
      var index = start
      while index < Int(phrase.end), let next = terms.trie.step(node, text.tokens[index].word) {
        node = next
        index += 1
        if vocabulary.isName(node, of: .verb) { found = (node, start, index) }
      }
      if let found { return found }
    }
    return nil
  }

  private mutating func isPreposition(_ word: WordID, at index: Int, _ end: Int) -> Bool {
    guard text.tokens[index].word == word else { return false }
    // `at least` and `at most` are quantifiers.
    guard word == known.at, index + 1 < end else { return true }
    let next = text.tokens[index + 1].word
    return next != known.least && next != known.most
  }

  /// Adds the place that tokens stand in; false where they are no plain term.
  private mutating func addPlainPlace(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let first = text.tokens[start]
    if first.kind == .string {
      plainPlaces.append(PlainPlace(start: start, end: end, isQuoted: true))
      return end == start + 1 && first.end - first.start > 2 && text.bytes[Int(first.start)] == UInt8(ascii: "\"")
    }
    guard first.kind == .word, plain.part(of: first.word) != .quantifier else { return false }
    var node = PhraseTrie.root
    for index in start..<end {
      if text.tokens[index].kind == .string { return false }
      node = terms.extend(node, text.tokens[index].word)
    }
    plainPlaces.append(PlainPlace(node: node, start: start, end: end))
    return true
  }

  private mutating func plainTerm(_ place: PlainPlace) -> TermID {
    if place.isQuoted {
      let token = text.tokens[place.start]
      return quotedTerm(Int(token.start), Int(token.end)) ?? .self
    }
    if !place.isSaid { return .self }
    if let term = terms.term(at: place.node) { return term }
    let spelling = plainSpelling(place.start, place.end)
    return terms.intern(place.node) { spelling }
  }

  /// Words as written, with single blanks.
  private mutating func plainSpelling(_ start: Int, _ end: Int) -> String {
    let first = text.tokens[start]
    if end == start + 1 { return String(decoding: text.bytes[Int(first.start)..<Int(first.end)], as: UTF8.self) }
    var spelling: [UInt8] = []
    for token in text.tokens[start..<end] {
      if !spelling.isEmpty { spelling.append(UInt8(ascii: " ")) }
      spelling += text.bytes[Int(token.start)..<Int(token.end)]
    }
    return String(decoding: spelling, as: UTF8.self)
  }

  private mutating func plainPlace(of phrase: Phrase) -> Span {
    if let whole = text.whole { return whole }
    let (start, end) = (text.tokens[Int(phrase.start)].start, text.tokens[Int(phrase.end) - 1].end)
    return Span(source: text.source, start: text.base + start, end: text.base + end)
  }

  private mutating func plainTermsFit(_ terms: [TermID], from start: Int, _ relation: RelationID) -> Bool {
    for (place, kind) in vocabulary.relations[relation.index].kinds.enumerated() {
      // What is not said has no kind to fit.
      let isSaid = place > 0 || plainPlaces[0].isSaid
      if isSaid, !fits(terms[start + place], kind) { return false }
    }
    return true
  }
}

/// A place of a plain fact: its tokens, and the run that its words are.
struct PlainPlace: BitwiseCopyable, Sendable {
  var node = PhraseTrie.root
  var start = 0
  var end = 0
  /// Whether it is a string.
  var isQuoted = false

  /// Whether anything stands in it: a subject may be left out.
  var isSaid: Bool { start < end }
}
