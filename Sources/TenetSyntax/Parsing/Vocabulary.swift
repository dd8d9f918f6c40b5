import TenetText

extension StatementParser {
  // MARK: ruleset, import

  mutating func ruleset() -> Statement.Kind {
    gather(from: 1)
    guard let title = onlyString("ruleset") else { return .invalid }
    return .ruleset(title: title)
  }

  mutating func importFile() -> Statement.Kind {
    gather(from: 1)
    guard let path = onlyString("import") else { return .invalid }
    return .importFile(path: path)
  }

  /// The string that is all of the body; reports what else is there.
  private mutating func onlyString(_ keyword: String) -> Phrase? {
    guard let first = body.first, tokens[first].kind == .string else {
      report(.missingString(keyword, at: span(lines[0].start, lines[0].start + 1)))
      return nil
    }
    if body.count > 1 {
      report(.strayAfter(keyword, at: place(1..<body.count)))
      return nil
    }
    return phrase(0..<1)
  }

  // MARK: verb

  mutating func verb() -> Statement.Kind {
    gather(from: 1)
    guard isBalanced else { return .invalid }
    var position = 0
    let subject = takePlace(&position)
    let words = takeWords(&position)
    if words.isEmpty {
      report(.verbWithoutWords(at: span(lines[0].start, lines[0].start + 1)))
      return .invalid
    }
    let object = takePlace(&position)
    var prepositions: [(words: Phrase, place: Phrase)] = []
    while position < body.count {
      let start = position
      let words = takeWords(&position)
      let next = takePlace(&position)
      guard !words.isEmpty, let next else {
        report(.prepositionWithoutPlace(at: place(start..<max(position, start + 1))))
        return .invalid
      }
      prepositions.append((phrase(words), next))
    }
    return .verb(VerbSyntax(subject: subject, words: phrase(words), object: object, prepositions: prepositions))
  }

  /// `(kind)` or `()`, if one stands here: the phrase inside.
  private mutating func takePlace(_ position: inout Int) -> Phrase? {
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
    gather(from: 1)
    guard isBalanced else { return .invalid }
    guard let colon = body.indices.first(where: { kind($0) == .colon }), colon > 0 else {
      report(.kindWithoutMembers(at: span(lines[0].start, lines[0].end)))
      return .invalid
    }
    var name = 0..<colon
    var plural: Phrase?
    if let open = name.first(where: { kind($0) == .openParenthesis }) {
      plural = phrase(open + 1..<partners[open])
      name = 0..<open
    }
    guard !name.isEmpty, let members = list(colon + 1..<body.count, of: "kind") else {
      if name.isEmpty { report(.kindWithoutMembers(at: span(lines[0].start, lines[0].end))) }
      return .invalid
    }
    return .kind(KindSyntax(name: phrase(name), plural: plural, members: members))
  }

  mutating func outcome() -> Statement.Kind {
    gather(from: 1)
    guard let items = list(0..<body.count, of: "outcome") else { return .invalid }
    return .outcome(items)
  }

  /// Phrases between commas; reports empty ones.
  private mutating func list(_ range: Range<Int>, of keyword: String) -> [Phrase]? {
    if range.isEmpty {
      report(.emptyList(keyword, at: span(lines[0].start, lines[0].end)))
      return nil
    }
    var items: [Phrase] = []
    var start = range.lowerBound
    for position in range.lowerBound...range.upperBound {
      guard position == range.upperBound || kind(position) == .comma else { continue }
      if start == position {
        let at = min(position, range.upperBound - 1)
        report(.emptyItem(keyword, at: place(at..<at + 1)))
        return nil
      }
      items.append(phrase(start..<position))
      start = position + 1
    }
    return items
  }

  // MARK: number, choice

  mutating func number() -> Statement.Kind {
    gather(from: 1)
    let split = body.indices.last { isWord(at: $0, known.in) && $0 > 0 }
    let name = 0..<(split ?? body.count)
    if name.isEmpty {
      report(.numberWithoutName(at: span(lines[0].start, lines[0].end)))
      return .invalid
    }
    guard let split else { return .number(name: phrase(name), unit: nil) }
    if split + 1 == body.count {
      report(.missingUnit(at: place(split..<split + 1)))
      return .invalid
    }
    return .number(name: phrase(name), unit: phrase(split + 1..<body.count))
  }

  mutating func choice() -> Statement.Kind {
    gather(from: 1)
    guard let colon = body.indices.first(where: { kind($0) == .colon }), colon > 0 else {
      report(.choiceForm(at: span(lines[0].start, lines[0].end)))
      return .invalid
    }
    guard colon + 2 < body.count, let policy = policy(at: colon + 1), isWord(at: colon + 2, known.of) else {
      report(
        .choiceForm(
          at: colon + 1 < body.count ? place(colon + 1..<min(colon + 3, body.count)) : place(colon..<colon + 1)))
      return .invalid
    }
    let otherwise = body.indices.first { $0 > colon + 2 && isWord(at: $0, known.otherwise) }
    guard let options = list(colon + 3..<(otherwise ?? body.count), of: "choice") else { return .invalid }
    var fallback: Phrase?
    if let otherwise {
      if otherwise + 1 == body.count {
        report(.missingClause(after: "otherwise", at: place(otherwise..<otherwise + 1)))
        return .invalid
      }
      fallback = phrase(otherwise + 1..<body.count)
    }
    return .choice(ChoiceSyntax(name: phrase(0..<colon), policy: policy, options: options, otherwise: fallback))
  }

  private func policy(at position: Int) -> ChoiceSyntax.Policy? {
    if isWord(at: position, known.one) { return .one }
    if isWord(at: position, known.first) { return .first }
    return isWord(at: position, known.all) ? .all : nil
  }
}
