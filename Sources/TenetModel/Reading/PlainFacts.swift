import TenetSyntax
import TenetText

// The functions of this file mutate so that none is called on a copy of the reader, which is large. They take the tokens of the
// text apart from it, so that nothing has to be retained or checked for each of them.
extension ClauseReader {
  /// Reads items as long as they are plain facts; returns the index of the first one that is none, or how many there are.
  ///
  /// A fact is plain that is `[subject] verb object [preposition object]…` or a property, in words, digits and quoted names. Nearly
  /// all lines of large profiles are such facts, and are read straight from their tokens. A line that holds anything else, a word
  /// that more than verbs turn on (see ``PlainWords``), or a mistake has to take the general way, which reads plain facts alike and
  /// says what is wrong with others. Cost: linear in the lines; nothing is allocated but for new terms.
  mutating func readPlainFacts(
    _ items: [CaseSyntax.Item], from start: Int, _ tokens: Swift.Span<Token>, into list: inout FactList
  ) -> Int {
    var index = start
    var end = start
    while index == end, end < items.count {
      end = min(items.count, index + 256)
      list.append(atMost: end - index, arity: vocabulary.longestPrepositionCount + 2) { relations, terms, places in
        while index < end, items[index].kind == .fact, !saysMembership(items[index]),
          let relation = readPlainFact(items[index].phrase, tokens, into: &terms)
        {
          relations.append(relation)
          places.append(plainPlace(of: items[index].phrase, tokens))
          index &+= 1
        }
      }
    }
    return index
  }

  /// Reads a single fact if it is plain; otherwise nothing is read.
  mutating func readPlainFact(_ phrase: Phrase, _ tokens: Swift.Span<Token>, into list: inout FactList) -> Bool {
    var isPlain = false
    list.append(atMost: 1, arity: vocabulary.longestPrepositionCount + 2) { relations, terms, places in
      guard let relation = readPlainFact(phrase, tokens, into: &terms) else { return }
      relations.append(relation)
      places.append(plainPlace(of: phrase, tokens))
      isPlain = true
    }
    return isPlain
  }

  /// Adds the terms of a plain fact and returns its relation; nil, with nothing added, where the general way has to read it.
  @inline(__always)
  private mutating func readPlainFact(
    _ phrase: Phrase, _ tokens: Swift.Span<Token>, into list: inout OutputSpan<TermID>
  ) -> RelationID? {
    guard let verb = plain.verb(in: tokens, phrase), !ClauseReader.isBroken(beside: phrase, tokens) else { return nil }
    let first = list.count
    guard let pattern = splitPlainFact(phrase, verb, tokens, into: &list) else {
      list.removeLast(list.count - first)
      if !plainPlaces.isEmpty { plainPlaces.removeAll(keepingCapacity: true) }
      return nil
    }
    if !plainPlaces.isEmpty { fillPlainPlaces(tokens, &list) }
    let relation = plain.relation(of: pattern)
    if plain.hasKinds(pattern), !plainTermsFit(list, from: first, relation) {
      list.removeLast(list.count - first)
      return nil
    }
    return relation
  }

  /// Finds the pattern of a plain fact and adds its terms; nil where the general way has to.
  ///
  /// No term is new yet: places whose terms are not known by one word hold another one, and stand in ``plainPlaces``.
  @inline(__always)
  private mutating func splitPlainFact(
    _ phrase: Phrase, _ candidate: Int, _ tokens: Swift.Span<Token>, into list: inout OutputSpan<TermID>
  ) -> PlainWords.PatternID? {
    let (start, end) = (Int(phrase.start), Int(phrase.end))
    guard let verb = plain.verb(in: tokens, from: candidate, end) else {
      list.append(.self)
      return addPlainTerm(start, end, tokens, &list) ? plain.property : nil
    }
    if verb.start == start { list.append(.self) } else if !addPlainTerm(start, verb.start, tokens, &list) { return nil }
    var index = verb.end
    for preposition in plain.prepositions(of: verb.pattern) {
      let first = index
      let word = plain.prepositions[preposition]
      while index < end, !isPreposition(word, at: index, end, tokens) { index &+= 1 }
      guard index < end, addPlainTerm(first, index, tokens, &list) else { return nil }
      index &+= 1
    }
    return addPlainTerm(index, end, tokens, &list) ? verb.pattern : nil
  }

  @inline(__always)
  private mutating func isPreposition(
    _ word: WordID, at index: Int, _ end: Int, _ tokens: Swift.Span<Token>
  ) -> Bool {
    guard tokens[index].word == word else { return false }
    // `at least` and `at most` are quantifiers.
    guard word == known.at, index + 1 < end else { return true }
    let next = tokens[index + 1].word
    return next != known.least && next != known.most
  }

  /// Adds the term that tokens stand for, or notes that it has to be looked for; false where they are no plain term.
  @inline(__always)
  private mutating func addPlainTerm(
    _ start: Int, _ end: Int, _ tokens: Swift.Span<Token>, _ list: inout OutputSpan<TermID>
  ) -> Bool {
    if start &+ 1 == end {
      let token = tokens[start]
      if token.kind == .word, plain.part(of: token.word) != .quantifier, let term = terms.term(of: token.word) {
        list.append(term)
        return true
      }
    }
    guard mayBePlainTerm(start, end, tokens) else { return false }
    plainPlaces.append(PlainPlace(index: list.count, start: start, end: end))
    list.append(.self)
    return true
  }

  @inline(never)
  private mutating func mayBePlainTerm(_ start: Int, _ end: Int, _ tokens: Swift.Span<Token>) -> Bool {
    guard start < end else { return false }
    let first = tokens[start]
    if first.kind == .string {
      return end == start + 1 && first.end - first.start > 2 && text.bytes[Int(first.start)] == UInt8(ascii: "\"")
    }
    guard first.kind == .word, plain.part(of: first.word) != .quantifier else { return false }
    for index in start..<end where tokens[index].kind == .string { return false }
    return true
  }

  /// Looks for the terms of the places that are noted, which may be new.
  @inline(never)
  private mutating func fillPlainPlaces(_ tokens: Swift.Span<Token>, _ list: inout OutputSpan<TermID>) {
    for index in plainPlaces.indices {
      let place = plainPlaces[index]
      list[place.index] = plainTerm(place, tokens)
    }
    plainPlaces.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func plainTerm(_ place: PlainPlace, _ tokens: Swift.Span<Token>) -> TermID {
    let token = tokens[place.start]
    if token.kind == .string { return quotedTerm(Int(token.start), Int(token.end)) ?? .self }
    var node = PhraseTrie.root
    for index in place.start..<place.end { node = terms.extend(node, tokens[index].word) }
    if let term = terms.term(at: node) { return term }
    let spelling = plainSpelling(place.start, place.end)
    return terms.intern(node) { spelling }
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

  @inline(__always)
  private mutating func plainPlace(of phrase: Phrase, _ tokens: Swift.Span<Token>) -> Span {
    if let whole = text.whole { return whole }
    let (start, end) = (tokens[Int(phrase.start)].start, tokens[Int(phrase.end) - 1].end)
    return Span(source: text.source, start: text.base + start, end: text.base + end)
  }

  @inline(never)
  private mutating func plainTermsFit(
    _ terms: borrowing OutputSpan<TermID>, from start: Int, _ relation: RelationID
  ) -> Bool {
    for place in 0..<vocabulary.relations[relation.index].arity
    where !fits(terms[start + place], vocabulary.relations[relation.index].kinds[place]) {
      return false
    }
    return true
  }
}

/// A place of a plain fact whose term is yet to be found: where it goes in the list of terms, and its tokens.
struct PlainPlace: BitwiseCopyable, Sendable {
  var index: Int
  var start: Int
  var end: Int
}

extension FactList {
  /// Adds at most so many facts: what `body` appends.
  @inline(__always)
  fileprivate mutating func append(
    atMost count: Int, arity: Int,
    _ body: (inout OutputSpan<RelationID>, inout OutputSpan<TermID>, inout OutputSpan<Span>) -> Void
  ) {
    relations.makeRoom(count)
    terms.makeRoom(count * arity)
    places.makeRoom(count)
    relations.append(addingCapacity: count) { relations in
      terms.append(addingCapacity: count * arity) { terms in
        places.append(addingCapacity: count) { places in body(&relations, &terms, &places) }
      }
    }
  }
}

extension Array {
  /// Makes room for more elements so that room is seldom made.
  fileprivate mutating func makeRoom(_ count: Int) {
    if capacity - self.count < count { reserveCapacity(self.count * 2 + count) }
  }
}
