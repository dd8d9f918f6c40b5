import TenetText

extension Parser {
  // MARK: ruleset, import

  mutating func ruleset() -> Statement.Kind {
    guard let title = onlyString("ruleset") else { return .invalid }
    return .ruleset(title: title)
  }

  mutating func importFile() -> Statement.Kind {
    guard let path = onlyString("import") else { return .invalid }
    return .importFile(path: path)
  }

  /// The string that is all of the body; reports what else is there.
  private mutating func onlyString(_ keyword: String) -> Phrase? {
    guard let first = body.first, tokens[first].kind == .string else {
      if body.isEmpty {
        report(.missingString(keyword, words: nil, at: span(lines[0].start)))
      } else {
        reportMissingString(keyword, place(0..<body.count))
      }
      return nil
    }
    if body.count > 1 {
      report(.strayAfter(keyword, at: place(1..<body.count)))
      return nil
    }
    return phrase(0..<1)
  }

  /// Reports words that should stand in quotes.
  mutating func reportMissingString(_ keyword: String, _ place: Span) {
    let words = String(decoding: bytes[Int(place.start)..<Int(place.end)], as: UTF8.self)
    unquoted.append(place)
    report(.missingString(keyword, words: words, at: place))
  }

  // MARK: verb

  mutating func verb() -> Statement.Kind {
    var position = 0
    let subject = takePlace(&position)
    let words = takeWords(&position)
    if words.isEmpty {
      report(.verbWithoutWords(at: span(lines[0])))
      return .invalid
    }
    let object = takePlace(&position)
    var prepositions: [(words: Phrase, place: Phrase)] = []
    while position < body.count {
      let start = position
      let words = takeWords(&position)
      let place = takePlace(&position)
      guard !words.isEmpty, let place else {
        report(.prepositionWithoutPlace(at: self.place(start..<max(position, start + 1))))
        return .invalid
      }
      prepositions.append((phrase(words), place))
    }
    return .verb(VerbSyntax(subject: subject, words: phrase(words), object: object, prepositions: prepositions))
  }

  /// `(kind)` or `()`, if one stands here: the phrase inside.
  private func takePlace(_ position: inout Int) -> Phrase? {
    guard position < body.count, kind(position) == .openParenthesis else { return nil }
    let close = partners[position]
    let inside = phrase(position + 1..<close)
    position = close + 1
    return inside
  }

  private func takeWords(_ position: inout Int) -> Range<Int> {
    let start = position
    while position < body.count, kind(position) != .openParenthesis { position += 1 }
    return start..<position
  }

  // MARK: kind, outcome

  mutating func kind() -> Statement.Kind {
    guard let colon = body.indices.first(where: { kind($0) == .colon }), colon > 0 else {
      report(.kindWithoutMembers(at: span(lines[0])))
      return .invalid
    }
    var name = 0..<colon
    var plural: Phrase?
    if let open = name.first(where: { kind($0) == .openParenthesis }) {
      let close = partners[open]
      guard open > 0, close == colon - 1, close > open + 1 else {
        report(.pluralForm(at: place(open..<colon)))
        return .invalid
      }
      plural = phrase(open + 1..<close)
      name = 0..<open
    }
    guard let members = list(colon + 1..<body.count, of: "kind") else { return .invalid }
    return .kind(KindSyntax(name: phrase(name), plural: plural, members: members))
  }

  mutating func outcome() -> Statement.Kind {
    guard let items = list(0..<body.count, of: "outcome") else { return .invalid }
    return .outcome(items)
  }

  /// Phrases between commas; reports empty ones, and what joins them otherwise.
  private mutating func list(_ range: Range<Int>, of keyword: String) -> [Phrase]? {
    if range.isEmpty {
      report(.emptyList(keyword, at: span(lines[0])))
      return nil
    }
    var items: [Phrase] = []
    var start = range.lowerBound
    for position in range.lowerBound...range.upperBound {
      if position < range.upperBound, kind(position) != .comma {
        guard isListBreak(position) else { continue }
        report(.badListSign(text(body[position]), at: place(at: position)))
        return nil
      }
      if start == position {
        report(.emptyItem(at: place(at: position < range.upperBound ? position : position - 1)))
        return nil
      }
      items.append(phrase(start..<position))
      start = position + 1
    }
    return items
  }

  /// Whether the token cannot be part of a name: a colon, an arrow, a word that joins.
  private func isListBreak(_ position: Int) -> Bool {
    if kind(position) == .colon || kind(position) == .arrow { return true }
    guard kind(position) == .word else { return false }
    let word = tokens[body[position]].word
    return word == KnownWords.and || word == KnownWords.or
  }

  // MARK: number, choice

  mutating func number() -> Statement.Kind {
    let split = body.indices.last { isWord(at: $0, KnownWords.in) && $0 > 0 }
    let name = 0..<(split ?? body.count)
    if name.isEmpty {
      report(.numberWithoutName(at: span(lines[0])))
      return .invalid
    }
    if let bad = body.indices.first(where: { kind($0) == .colon || kind($0) == .comma || kind($0) == .equal }) {
      report(.numberForm(text(body[bad]), at: place(at: bad)))
      return .invalid
    }
    guard let split else { return .number(name: phrase(name), unit: nil) }
    if split + 1 == body.count {
      report(.missingUnit(at: place(at: split)))
      return .invalid
    }
    return .number(name: phrase(name), unit: phrase(split + 1..<body.count))
  }

  mutating func choice() -> Statement.Kind {
    guard let colon = body.indices.first(where: { kind($0) == .colon }), colon > 0 else {
      report(.choiceForm(at: span(lines[0])))
      return .invalid
    }
    guard colon + 2 < body.count, let policy = policy(at: colon + 1), isWord(at: colon + 2, KnownWords.of) else {
      report(.choicePolicy(at: place(colon..<min(colon + 3, body.count))))
      return .invalid
    }
    let otherwise = body.indices.first { $0 > colon + 2 && isWord(at: $0, KnownWords.otherwise) }
    guard let options = list(colon + 3..<(otherwise ?? body.count), of: "choice") else { return .invalid }
    var fallback: Phrase?
    if let otherwise {
      if otherwise + 1 == body.count {
        report(.missingClause(after: "otherwise", at: place(at: otherwise)))
        return .invalid
      }
      fallback = phrase(otherwise + 1..<body.count)
    }
    return .choice(ChoiceSyntax(name: phrase(0..<colon), policy: policy, options: options, otherwise: fallback))
  }

  private func policy(at position: Int) -> ChoiceSyntax.Policy? {
    if isWord(at: position, KnownWords.one) { return .one }
    if isWord(at: position, KnownWords.first) { return .first }
    return isWord(at: position, KnownWords.all) ? .all : nil
  }
}
