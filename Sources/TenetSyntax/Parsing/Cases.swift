import TenetText

extension StatementParser {
  mutating func profile() -> Statement.Kind {
    guard let title = caseTitle("profile") else { return .invalid }
    var items: [CaseSyntax.Item] = []
    items.reserveCapacity(lines.count)
    eachItem { parser, start, end in
      if let item = parser.profileItem(start, end) { items.append(item) }
    }
    return .profile(CaseSyntax(title: title, items: items, expectations: []))
  }

  mutating func example() -> Statement.Kind {
    guard let title = caseTitle("example") else { return .invalid }
    var items: [CaseSyntax.Item] = []
    var expectations: [(condition: ConditionSyntax, extent: Phrase)] = []
    eachItem { parser, start, end in
      if parser.isWord(start, parser.known.given) {
        guard let next = parser.significant(from: start + 1, to: end) else {
          return parser.report(.missingClause(after: "given", at: parser.span(start, end)))
        }
        if let item = parser.profileItem(next, end) { items.append(item) }
      } else if parser.isWord(start, parser.known.expect) {
        if let expectation = parser.expectation(start, end) { expectations.append(expectation) }
      } else {
        parser.report(.exampleLine(at: parser.span(start, end)))
      }
    }
    return .example(CaseSyntax(title: title, items: items, expectations: expectations))
  }

  /// The string after the keyword, alone on its line.
  private mutating func caseTitle(_ keyword: String) -> Phrase? {
    guard let title = significant(from: lines[0].start + 1, to: lines[0].end), tokens[title].kind == .string else {
      report(.missingString(keyword, at: span(lines[0].start, lines[0].start + 1)))
      return nil
    }
    if let more = significant(from: title + 1, to: lines[0].end) {
      report(.strayAfter(keyword, at: span(more, lines[0].end)))
      return nil
    }
    return Phrase(UInt32(title), UInt32(title + 1))
  }

  /// Calls `body` for each item: a line with the more deeply indented lines below it.
  private mutating func eachItem(_ body: (inout StatementParser, Int, Int) -> Void) {
    var number = 1
    while number < lines.count {
      let start = lines[number]
      var end = start.end
      number += 1
      while number < lines.count, lines[number].indent > start.indent || continuesItem(number - 1) {
        end = lines[number].end
        number += 1
      }
      body(&self, start.start, end)
    }
  }

  private func continuesItem(_ number: Int) -> Bool {
    switch tokens[lines[number].end - 1].kind {
    case .arrow, .comma, .colon, .openParenthesis: return true
    case .word:
      let word = tokens[lines[number].end - 1].word
      return word == known.and || word == known.or
    default: return false
    }
  }

  /// A fact, `unknown` with a fact, or `import` with a string.
  private mutating func profileItem(_ start: Int, _ end: Int) -> CaseSyntax.Item? {
    var first = start
    var kind = CaseSyntax.Item.Kind.fact
    if tokens[start].kind == .word, tokens[start].word == known.unknown || tokens[start].word == known.import,
      let next = significant(from: start + 1, to: end)
    {
      if tokens[start].word == known.unknown {
        kind = .unknown
        first = next
      } else if tokens[next].kind == .string {
        return CaseSyntax.Item(.importFile, Phrase(UInt32(next), UInt32(next + 1)))
      }
    }
    for index in first..<end {
      switch tokens[index].kind {
      case .comma, .arrow:
        report(.oneFactALine(text(index), at: span(index, index + 1)))
        return nil
      case .word:
        let word = tokens[index].word
        if word == known.and || word == known.or || word == known.unless {
          report(.oneFactALine(text(index), at: span(index, index + 1)))
          return nil
        }
        if word == known.not, index == first {
          report(.negatedFact(at: span(index, end)))
          return nil
        }
        if word == known.expect || word == known.given, index == start {
          report(.exampleWordInProfile(text(index), at: span(index, index + 1)))
          return nil
        }
      default: break
      }
    }
    return CaseSyntax.Item(kind, Phrase(UInt32(first), UInt32(end)))
  }

  private mutating func expectation(_ start: Int, _ end: Int) -> (condition: ConditionSyntax, extent: Phrase)? {
    body.removeAll(keepingCapacity: true)
    for index in start + 1..<end where !tokens[index].kind.isTrivia { body.append(index) }
    if body.isEmpty {
      report(.missingClause(after: "expect", at: span(start, end)))
      return nil
    }
    matchBody()
    guard isBalanced, let condition = condition(0..<body.count) else { return nil }
    return (condition, Phrase(UInt32(body[0]), UInt32(end)))
  }
}
