import TenetText

extension Parser {
  mutating func profile(_ line: Line) -> Statement.Kind {
    let title = caseTitle("profile", line)
    var items: [CaseSyntax.Item] = []
    var previous = line
    while let item = nextItem(.profile, &previous) {
      if let fact = profileItem(item) { items.append(fact) }
    }
    caseAbove = line.start
    return .profile(CaseSyntax(title: title, items: items, expectations: []))
  }

  mutating func example(_ line: Line) -> Statement.Kind {
    let title = caseTitle("example", line)
    var items: [CaseSyntax.Item] = []
    var expectations: [(condition: ConditionSyntax, extent: Phrase)] = []
    var previous = line
    while let item = nextItem(.example, &previous) {
      switch exampleKeyword(item) {
      case KnownWords.given:
        if let fact = given(item) { items.append(fact) }
      case KnownWords.expect:
        if let expectation = expectation(item) { expectations.append(expectation) }
      default: break
      }
    }
    caseAbove = line.start
    return .example(CaseSyntax(title: title, items: items, expectations: expectations))
  }

  /// The string after the keyword, alone on its line; without one the keyword itself, after a report.
  private mutating func caseTitle(_ keyword: String, _ line: Line) -> Phrase {
    guard let title = significant(line.start + 1, line.end) else {
      report(.missingString(keyword, words: nil, at: span(line.start)))
      return Phrase(UInt32(line.start), UInt32(line.start + 1))
    }
    guard tokens[title].kind == .string else {
      reportMissingString(keyword, span(title, line.end))
      return Phrase(UInt32(line.start), UInt32(line.start + 1))
    }
    if title + 1 < line.end {
      report(.strayAfter(keyword, at: span(title + 1, line.end)))
    }
    return Phrase(UInt32(title), UInt32(title + 1))
  }

  // MARK: Items

  /// The next item: a line with the more deeply indented lines below it, as one.
  private mutating func nextItem(_ block: Block, _ previous: inout Line) -> Line? {
    var item: Line?
    while let line = next {
      if let item, !continues(previous), item.indent <= base || !line.isDeeper(than: item) { return item }
      let belonging = belonging(of: line, after: previous, in: block)
      if belonging == .no { return item }
      if belonging == .yes {
        if item == nil {
          item = line
        } else {
          item?.end = line.end
          item?.contents |= line.contents
        }
        previous = line
        last = line.end - 1
      }
      next = nextLine()
    }
    return item
  }

  /// A fact, `unknown` with a fact, or `import` with a string.
  @inline(__always)
  private mutating func profileItem(_ line: Line) -> CaseSyntax.Item? {
    let first = tokens[line.start]
    if first.kind == .word, KnownWords.mayStartProfileItem(first.word) { return profileItem(line, first.word) }
    return fact(.fact, line.start, line)
  }

  /// An item that starts with a word that facts seldom start with.
  @inline(never)
  private mutating func profileItem(_ line: Line, _ first: WordID) -> CaseSyntax.Item? {
    guard let second = significant(line.start + 1, line.end) else {
      if first != KnownWords.unknown { return fact(.fact, line.start, line) }
      report(.missingClause(after: text(line.start), at: span(line.start)))
      return nil
    }
    switch first {
    case KnownWords.unknown: return fact(.unknown, second, line)
    case KnownWords.import where tokens[second].kind == .string:
      if second + 1 < line.end { report(.strayAfter("import", at: span(second + 1, line.end))) }
      return CaseSyntax.Item(.importFile, Phrase(UInt32(second), UInt32(second + 1)))
    case KnownWords.given, KnownWords.expect:
      report(.exampleLineInProfile(text(line.start), at: span(line.start)))
      return nil
    case KnownWords.because, KnownWords.source, KnownWords.version:
      guard tokens[second].kind == .string else { break }
      report(.misplacedLine(text(line.start), belongsTo: owner(of: first), at: span(line)))
      return nil
    default: break
    }
    return fact(.fact, line.start, line)
  }

  /// A fact that starts at a token and goes to the end of the item.
  @inline(__always)
  private mutating func fact(_ kind: CaseSyntax.Item.Kind, _ start: Int, _ line: Line) -> CaseSyntax.Item? {
    if line.contents & Parser.suspicious != 0, !isOneFact(start, line.end) { return nil }
    return CaseSyntax.Item(kind, Phrase(UInt32(start), UInt32(line.end)), holdsIs: line.holdsIs)
  }

  /// What a plain fact does not hold; only items with such tokens are looked at one by one.
  private static var suspicious: UInt32 {
    Line.joiningBit | Line.bit(.comma) | Line.bit(.arrow) | Line.bit(.colon) | Line.bit(.openParenthesis)
      | Line.bit(.closeParenthesis) | Line.bit(.string)
  }

  /// Whether nothing in the range joins several facts, denies one, or is no part of facts at all; reports the first.
  @inline(never)
  private mutating func isOneFact(_ start: Int, _ end: Int) -> Bool {
    var depth = 0
    for index in start..<end {
      let token = tokens[index]
      switch token.kind {
      case .comma:
        report(
          decimal(around: index).map { .decimalComma($0, at: span(index)) }
            ?? .severalFacts(text(index), at: span(index)))
      case .arrow: report(.ruleInProfile(text(index), at: span(index)))
      case .colon: report(.strayColon(name: nil, at: span(index)))
      case .string where isBrokenString(index): break
      case .openParenthesis:
        depth += 1
        if depth <= Parser.deepest { continue }
        report(.tooDeep(at: span(index)))
      case .closeParenthesis:
        depth -= 1
        if depth >= 0 { continue }
        report(.strayParenthesis(at: span(index)))
      case .word where token.word.raw <= KnownWords.lastJoining:
        guard let problem = joiningWord(token.word, index, start, end) else { continue }
        report(problem)
      default: continue
      }
      return false
    }
    if depth == 0 { return true }
    let open = (start..<end).first { tokens[$0].kind == .openParenthesis } ?? start
    report(.unclosedParenthesis(at: span(open)))
    return false
  }

  /// How the number is written whose digits stand on both sides of a comma: `1,5` as `1.5`, `1,000` as `1_000`.
  private func decimal(around comma: Int) -> String? {
    guard comma > 0, tokens[comma - 1].kind == .number, tokens[comma + 1].kind == .number,
      tokens[comma - 1].end == tokens[comma].start, tokens[comma].end == tokens[comma + 1].start
    else { return nil }
    let digits = text(comma + 1)
    return text(comma - 1) + (digits.utf8.count == 3 ? "_" : ".") + digits
  }

  private func joiningWord(_ word: WordID, _ index: Int, _ start: Int, _ end: Int) -> Diagnostic? {
    switch word {
    case KnownWords.not: return index > start ? nil : .deniedFact(at: span(index, end))
    case KnownWords.or: return .eitherFact(at: span(index))
    case KnownWords.conflicts:
      guard let next = significant(index + 1, end), isWord(next, KnownWords.with) else { return nil }
      return .ruleInProfile(text(index, next + 1), at: span(index, next + 1))
    default: return .severalFacts(text(index), at: span(index))
    }
  }

  // MARK: Lines of examples

  /// `given` or `expect` at the start of an item, if need be as it was meant; otherwise something else, after a report.
  private mutating func exampleKeyword(_ line: Line) -> WordID {
    let first = tokens[line.start]
    if first.kind == .word {
      if first.word == KnownWords.given || first.word == KnownWords.expect { return first.word }
      if let meant = meant(by: line.start, [KnownWords.given, KnownWords.expect]) { return meant }
    }
    report(.exampleLine(text(line.start, line.end), at: span(line)))
    return WordID(UInt32(0))
  }

  private mutating func given(_ line: Line) -> CaseSyntax.Item? {
    guard let start = significant(line.start + 1, line.end) else {
      report(.missingClause(after: "given", at: span(line.start)))
      return nil
    }
    if isWord(start, KnownWords.unknown), let next = significant(start + 1, line.end) {
      return fact(.unknown, next, line)
    }
    return fact(.fact, start, line)
  }

  private mutating func expectation(_ line: Line) -> (condition: ConditionSyntax, extent: Phrase)? {
    body.removeAll(keepingCapacity: true)
    for index in line.start + 1..<line.end where !tokens[index].kind.isTrivia { body.append(index) }
    if body.isEmpty {
      report(.missingClause(after: "expect", at: span(line.start)))
      return nil
    }
    if line.holds(.string), body.contains(where: { tokens[$0].kind == .string && isBrokenString($0) }) { return nil }
    guard matchParentheses() else { return nil }
    for position in body.indices {
      if kind(position) == .arrow || kind(position) == .colon || isWord(at: position, KnownWords.unless)
        || isWord(at: position, KnownWords.conflicts) && isWord(at: position + 1, KnownWords.with)
      {
        report(.ruleInExpectation(text(body[position]), at: place(at: position)))
        return nil
      }
    }
    guard let condition = condition(0..<body.count) else { return nil }
    return (condition, Phrase(UInt32(body[0]), UInt32(line.end)))
  }
}
