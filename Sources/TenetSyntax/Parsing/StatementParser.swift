import TenetText

/// Reads one statement: its own lines and those that belong to it.
struct StatementParser {
  let outer: ParsedText
  let tokens: [Token]
  let known: ParserWords
  let source: SourceID
  let lines: [Line]
  var diagnostics: [Diagnostic] = []
  var attributes: [Attribute] = []
  /// The significant tokens of the statement, by index, without attribute lines; see ``gather(from:)``.
  var body: [Int] = []
  /// For each parenthesis in `body` the position of its partner.
  var partners: [Int] = []

  init(_ text: ParsedText, _ lines: [Line]) {
    outer = text
    tokens = text.tokens
    known = text.known
    source = text.source
    self.lines = lines
  }

  mutating func statement() -> Statement.Kind {
    let first = tokens[lines[0].start]
    if first.kind == .word, let keyword = known.statements.firstIndex(of: first.word), isKeyword(keyword) {
      return statement(Keyword.statements[keyword])
    }
    if first.kind == .arrow || first.kind == .word && isLineWord(first.word) {
      report(.indentThisLine(text(lines[0].start), at: span(lines[0].start, lines[0].start + 1)))
      return .invalid
    }
    gather(from: 0)
    if let misspelt = misspeltKeyword() {
      report(misspelt)
      return .invalid
    }
    return rule(named: nil, from: 0)
  }

  private mutating func statement(_ keyword: String) -> Statement.Kind {
    switch keyword {
    case "rule":
      gather(from: 1)
      return namedRule()
    case "ruleset": return ruleset()
    case "import": return importFile()
    case "verb": return verb()
    case "kind": return kind()
    case "number": return number()
    case "choice": return choice()
    case "outcome": return outcome()
    case "example": return example()
    default: return profile()
    }
  }

  // MARK: Keywords

  /// Whether the keyword is meant as one: a line with an arrow is a rule, whatever it starts with.
  private func isKeyword(_ keyword: Int) -> Bool {
    if Keyword.statements[keyword] == "rule" { return true }
    let second = lines[0].start + 1
    let next = significant(from: second, to: lines[0].end)
    if let next, tokens[next].kind == .string { return true }
    if ["ruleset", "import", "example", "profile"].contains(Keyword.statements[keyword]) {
      return !holdsRule(lines[0].start, lines[0].end)
    }
    return !holdsRule(lines[0].start, lines[lines.count - 1].end)
  }

  private func holdsRule(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      if tokens[index].kind == .arrow { return true }
      if isWord(index, known.conflicts), let next = significant(from: index + 1, to: end), isWord(next, known.with) {
        return true
      }
    }
    return false
  }

  private func isLineWord(_ word: WordID) -> Bool {
    if word == known.and || word == known.or || word == known.unless { return true }
    guard lines.count == 1, !holdsRule(lines[0].start, lines[0].end) else { return false }
    return word == known.because || word == known.source || word == known.given || word == known.expect
      || word == known.tag || word == known.version || word == known.unknown
  }

  /// A first word that is nearly a keyword, where the shape of the line shows what was meant.
  private func misspeltKeyword() -> Diagnostic? {
    let first = lines[0].start
    guard tokens[first].kind == .word, let next = significant(from: first + 1, to: lines[0].end) else { return nil }
    let word = text(first)
    var candidates: [String] = []
    if tokens[next].kind == .string { candidates = ["ruleset", "import", "example", "profile"] }
    if let colon = body.first(where: { tokens[$0].kind == .colon }) {
      let hasArrow = holdsRule(first, lines[lines.count - 1].end)
      candidates += hasArrow ? ["rule"] : ["kind", "choice", "rule"]
      if colon == next { return nil }
    } else if !holdsRule(first, lines[lines.count - 1].end) {
      candidates += ["verb", "number", "outcome"]
    }
    guard let meant = nearest(to: word, in: candidates), meant != word else { return nil }
    return .misspeltKeyword(word, meant: meant, at: span(first, first + 1))
  }

  // MARK: Tokens

  func significant(from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      if !tokens[index].kind.isTrivia { return index }
      index += 1
    }
    return nil
  }

  func isWord(_ index: Int, _ word: WordID) -> Bool { tokens[index].kind == .word && tokens[index].word == word }

  func text(_ index: Int) -> String { outer.text(index) }

  func span(_ start: Int, _ end: Int) -> Span { outer.span(start, end) }

  /// The place of positions in `body`.
  func place(_ range: Range<Int>) -> Span {
    if body.isEmpty { return span(lines[0].start, lines[0].end) }
    if range.isEmpty {
      let after = min(range.lowerBound, body.count - 1)
      let token = tokens[body[after]]
      let offset = range.lowerBound < body.count ? token.start : token.end
      return Span(source: source, start: offset, end: offset)
    }
    return span(body[range.lowerBound], body[range.upperBound - 1] + 1)
  }

  /// A phrase of positions in `body`.
  func phrase(_ range: Range<Int>) -> Phrase {
    guard !range.isEmpty else { return Phrase(0, 0) }
    return Phrase(UInt32(body[range.lowerBound]), UInt32(body[range.upperBound - 1] + 1))
  }

  func kind(_ position: Int) -> TokenKind { tokens[body[position]].kind }

  func isWord(at position: Int, _ word: WordID) -> Bool {
    position < body.count && isWord(body[position], word)
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  // MARK: Gathering

  /// Takes the significant tokens of all lines into `body`, but for `skip` at the start; attribute lines are read apart.
  mutating func gather(from skip: Int) {
    body.removeAll(keepingCapacity: true)
    var number = 0
    while number < lines.count {
      var line = lines[number]
      let isContinued = number > 0 && outer.continues(lines[number - 1])
      number += 1
      if number > 1, !isContinued, isAttribute(line) {
        while number < lines.count, outer.continues(lines[number - 1]) {
          line.end = lines[number].end
          number += 1
        }
        readAttribute(line)
        continue
      }
      for index in line.start..<line.end where !tokens[index].kind.isTrivia { body.append(index) }
    }
    body.removeFirst(min(skip, body.count))
    matchBody()
  }

  private func isAttribute(_ line: Line) -> Bool {
    guard tokens[line.start].kind == .word else { return false }
    let word = tokens[line.start].word
    return word == known.because || word == known.source || word == known.version || word == known.tag
  }

  /// A line `because "…"`, `source "…"`, `version "…"` or `tag word, word`.
  private mutating func readAttribute(_ line: Line) {
    let kind: Attribute.Kind
    switch tokens[line.start].word {
    case known.because: kind = .because
    case known.source: kind = .source
    case known.version: kind = .version
    default: kind = .tag
    }
    var values: [Phrase] = []
    var start: Int?
    var end = line.start + 1
    var isFit = true
    for index in line.start + 1..<line.end where !tokens[index].kind.isTrivia {
      if tokens[index].kind == .comma {
        if let start { values.append(Phrase(UInt32(start), UInt32(end))) }
        start = nil
        continue
      }
      if kind != .tag, tokens[index].kind != .string { isFit = false }
      if kind != .tag, start != nil { isFit = false }
      if start == nil { start = index }
      end = index + 1
    }
    if let start { values.append(Phrase(UInt32(start), UInt32(end))) }
    if values.isEmpty || !isFit {
      report(.attributeWithoutText(text(line.start), at: span(line.start, line.end)))
      return
    }
    attributes.append(Attribute(kind: kind, values: values))
  }

  /// Finds the partner of each parenthesis; reports those without one (the first few).
  mutating func matchBody() {
    partners = Array(repeating: -1, count: body.count)
    var open: [Int] = []
    var stray: [Int] = []
    for position in body.indices {
      if kind(position) == .openParenthesis { open.append(position) }
      guard kind(position) == .closeParenthesis else { continue }
      if let partner = open.popLast() {
        partners[partner] = position
        partners[position] = partner
      } else {
        stray.append(position)
      }
    }
    for position in open.prefix(3) { report(.unclosedParenthesis(at: place(position..<position + 1))) }
    for position in stray.prefix(3) { report(.strayParenthesis(at: place(position..<position + 1))) }
    isBalanced = open.isEmpty && stray.isEmpty
  }

  /// Whether every parenthesis has a partner.
  var isBalanced = true
}
