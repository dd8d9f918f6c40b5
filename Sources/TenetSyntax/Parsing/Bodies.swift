import TenetText

/// Which attribute lines a statement takes.
enum AttributeOwner {
  case rule
  case ruleset
  case none
}

extension Parser {
  /// Takes the significant tokens of all lines into `body`, but for `skip` at the start; attribute lines are read apart.
  ///
  /// - Returns: Whether the body is fit to be read: no string in it swallowed the rest of its line, and parentheses match.
  mutating func gather(from skip: Int, takes owner: AttributeOwner) -> Bool {
    body.removeAll(keepingCapacity: true)
    var hasRule = false
    var isBelowItems = false
    var number = 0
    while number < lines.count {
      var line = lines[number]
      let isOwn = number > 0 && !continues(lines[number - 1])
      number += 1
      if isOwn, isItemLine(line, below: lines[number - 2], hasRule: hasRule) {
        while number < lines.count, continues(lines[number - 1]) {
          line.end = lines[number].end
          number += 1
        }
        readItem(line, owner)
        isBelowItems = true
        continue
      }
      if isBelowItems {
        report(.lineBelowAttributes(at: span(line)))
        continue
      }
      if !hasRule { hasRule = holdsRule(line) }
      for index in line.start..<line.end where !tokens[index].kind.isTrivia { body.append(index) }
    }
    body.removeFirst(min(skip, body.count))
    return matchParentheses() && !isCutShort
  }

  /// Whether a string that is not closed is part of the body: what it swallowed is not to be missed as well.
  private var isCutShort: Bool { body.contains { tokens[$0].kind == .string && isBrokenString($0) } }

  /// Whether the line is an item of its own below a statement, rather than more of it.
  private func isItemLine(_ line: Line, below last: Line, hasRule: Bool) -> Bool {
    let first = tokens[line.start]
    guard first.kind == .word else { return false }
    switch first.word {
    case KnownWords.because, KnownWords.source, KnownWords.version, KnownWords.tag: return true
    case KnownWords.given, KnownWords.expect: return hasRule && !holdsRule(line)
    default:
      // `becuase "…"`
      guard hasRule, !isWord(last.end - 1, KnownWords.unless), let second = significant(line.start + 1, line.end),
        second + 1 == line.end, tokens[second].kind == .string
      else { return false }
      return nearest(to: text(line.start), in: ["because", "source", "version"]) != nil
    }
  }

  /// Reads an attribute line, or reports that it does not stand here.
  private mutating func readItem(_ line: Line, _ owner: AttributeOwner) {
    var word = tokens[line.start].word
    if !KnownWords.startsItem(word) {
      word = meant(by: line.start, [KnownWords.because, KnownWords.source, KnownWords.version]) ?? word
    }
    let fits: Bool
    switch word {
    case KnownWords.because, KnownWords.source: fits = owner != .none
    case KnownWords.version: fits = owner == .ruleset
    case KnownWords.tag: fits = owner == .rule
    default: fits = false
    }
    if fits { return readAttribute(word, line) }
    report(.misplacedLine(text(line.start), belongsTo: self.owner(of: word), at: span(line)))
  }

  /// A line `because "…"`, `source "…"`, `version "…"` or `tag word, word`.
  private mutating func readAttribute(_ word: WordID, _ line: Line) {
    var values: [Phrase] = []
    let isFit =
      word == KnownWords.tag
      ? readTags(line.start + 1, line.end, &values) : readText(line.start + 1, line.end, &values)
    if !isFit {
      report(.attributeWithoutText(KnownWords.text(of: word), at: span(line)))
      return
    }
    let kind: Attribute.Kind
    switch word {
    case KnownWords.because: kind = .because
    case KnownWords.source: kind = .source
    case KnownWords.version: kind = .version
    default: kind = .tag
    }
    attributes.append(Attribute(kind: kind, values: values))
  }

  /// One string and nothing else.
  private mutating func readText(_ start: Int, _ end: Int, _ values: inout [Phrase]) -> Bool {
    guard let string = significant(start, end), tokens[string].kind == .string, string + 1 == end else { return false }
    values.append(Phrase(UInt32(string), UInt32(string + 1)))
    return true
  }

  /// Words or strings between commas; a comma may stand at the end of the line.
  private func readTags(_ start: Int, _ end: Int, _ values: inout [Phrase]) -> Bool {
    var first: Int?
    var last = start
    for index in start..<end where !tokens[index].kind.isTrivia {
      switch tokens[index].kind {
      case .comma:
        guard let known = first else { return false }
        values.append(Phrase(UInt32(known), UInt32(last + 1)))
        first = nil
      case .word, .number, .string:
        if first == nil { first = index }
        last = index
      default: return false
      }
    }
    if let first { values.append(Phrase(UInt32(first), UInt32(last + 1))) }
    return !values.isEmpty
  }

  // MARK: Positions in the body

  func kind(_ position: Int) -> TokenKind { tokens[body[position]].kind }

  func isWord(at position: Int, _ word: WordID) -> Bool { position < body.count && isWord(body[position], word) }

  /// The place of positions in `body`; of an empty range the place right before it.
  func place(_ range: Range<Int>) -> Span {
    if body.isEmpty { return span(lines[0]) }
    if range.isEmpty {
      let offset =
        range.lowerBound < body.count ? tokens[body[range.lowerBound]].start : tokens[body[body.count - 1]].end
      return Span(source: source, start: offset, end: offset)
    }
    return span(body[range.lowerBound], body[range.upperBound - 1] + 1)
  }

  func place(at position: Int) -> Span { place(position..<position + 1) }

  /// A phrase of positions in `body`.
  func phrase(_ range: Range<Int>) -> Phrase {
    guard !range.isEmpty else { return Phrase(0, 0) }
    return Phrase(UInt32(body[range.lowerBound]), UInt32(body[range.upperBound - 1] + 1))
  }
}

// MARK: - Parentheses

extension Parser {
  /// How deep conditions and calculations may nest.
  static var deepest: Int { 200 }

  /// Finds the partner of each parenthesis of the body; false after a report.
  mutating func matchParentheses() -> Bool {
    partners.removeAll(keepingCapacity: true)
    partners.append(contentsOf: repeatElement(-1, count: body.count))
    var open: [Int] = []
    var strays = 0
    for position in body.indices {
      if kind(position) == .openParenthesis {
        open.append(position)
        if open.count > Parser.deepest {
          report(.tooDeep(at: place(at: position)))
          return false
        }
      } else if kind(position) == .closeParenthesis {
        if let partner = open.popLast() {
          partners[partner] = position
          partners[position] = partner
        } else {
          strays += 1
          if strays == 1 { report(.strayParenthesis(at: place(at: position))) }
        }
      }
    }
    for position in open { report(.unclosedParenthesis(at: place(at: position))) }
    return open.isEmpty && strays == 0
  }
}
