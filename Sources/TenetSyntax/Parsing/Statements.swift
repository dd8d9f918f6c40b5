import TenetText

extension Parser {
  /// Reads the statement that starts with a line; takes the lines that belong to it.
  mutating func statement(_ line: Line) -> Statement.Kind {
    var keyword = tokens[line.start].kind == .word ? tokens[line.start].word : WordID(UInt32(0))
    if let meant = misspeltTitled(line) { keyword = meant }
    if keyword == KnownWords.profile || keyword == KnownWords.example, isKeyword(keyword, line) {
      return keyword == KnownWords.profile ? profile(line) : example(line)
    }
    if isLoose(line), !holdsRule(line) { return dropped(line) }
    gatherLines(line)
    if KnownWords.startsStatement(keyword), isKeyword(keyword, line) {
      return statement(keyword)
    }
    if let meant = misspeltKeyword() { return statement(meant) }
    guard gather(from: 0, takes: .rule) else { return .invalid }
    return rule(named: nil, from: 0)
  }

  private mutating func statement(_ keyword: WordID) -> Statement.Kind {
    let owner: AttributeOwner =
      keyword == KnownWords.rule ? .rule : keyword == KnownWords.ruleset ? .ruleset : .none
    guard gather(from: 1, takes: owner) else { return .invalid }
    switch keyword {
    case KnownWords.rule: return namedRule()
    case KnownWords.ruleset: return ruleset()
    case KnownWords.import: return importFile()
    case KnownWords.verb: return verb()
    case KnownWords.kind: return kind()
    case KnownWords.number: return number()
    case KnownWords.choice: return choice()
    default: return outcome()
    }
  }

  /// Takes the lines that belong to the statement which the given one starts.
  private mutating func gatherLines(_ first: Line) {
    lines.removeAll(keepingCapacity: true)
    lines.append(first)
    var previous = first
    while let line = next {
      let belonging = belonging(of: line, after: previous, in: .other)
      if belonging == .no { break }
      if belonging == .yes {
        lines.append(line)
        previous = line
        last = line.end - 1
      }
      next = nextLine()
    }
  }

  // MARK: Lines that belong nowhere

  /// A line that belongs to a statement above, where there is none.
  private mutating func dropped(_ line: Line) -> Statement.Kind {
    report(.misplacedLine(text(line.start), belongsTo: owner(of: tokens[line.start].word), at: span(line)))
    while let line = next, line.indent > base {
      last = line.end - 1
      next = nextLine()
    }
    return .invalid
  }

  // MARK: Keywords

  /// Whether the keyword is meant as one: a line with an arrow is a rule, whatever it starts with.
  private func isKeyword(_ keyword: WordID, _ line: Line) -> Bool {
    if keyword == KnownWords.rule { return true }
    if let second = significant(line.start + 1, line.end), tokens[second].kind == .string { return true }
    switch keyword {
    case KnownWords.ruleset, KnownWords.import, KnownWords.example, KnownWords.profile: return !holdsRule(line)
    default: return !lines.contains { holdsRule($0) }
    }
  }

  /// The keyword meant by the misspelt first word of a line that is a word and a string, as in `profil "x"`.
  private mutating func misspeltTitled(_ line: Line) -> WordID? {
    guard isTitled(line), !KnownWords.startsStatement(tokens[line.start].word), !isLoose(line) else { return nil }
    return meant(by: line.start, [KnownWords.ruleset, KnownWords.import, KnownWords.example, KnownWords.profile])
  }

  /// The keyword meant by the misspelt first word of the lines, where their shape shows it, as in `rul x: a → b`.
  private mutating func misspeltKeyword() -> WordID? {
    let first = lines[0]
    guard tokens[first.start].kind == .word, let second = significant(first.start + 1, first.end),
      !KnownWords.startsStatement(tokens[first.start].word)
    else { return nil }
    let isRule = lines.contains { holdsRule($0) }
    if first.holds(.colon) {
      guard tokens[second].kind != .colon else { return nil }
      let all = [KnownWords.kind, KnownWords.choice, KnownWords.rule]
      return meant(by: first.start, isRule ? [KnownWords.rule] : all)
    }
    if isRule || first.holds(.string) { return nil }
    return meant(by: first.start, [KnownWords.verb, KnownWords.number, KnownWords.outcome])
  }

  /// The nearest of some keywords to a word; reports that the word is none.
  mutating func meant(by index: Int, _ candidates: [WordID]) -> WordID? {
    let spellings = candidates.map { KnownWords.text(of: $0) }
    guard let nearest = nearest(to: text(index), in: spellings), let place = spellings.firstIndex(of: nearest) else {
      return nil
    }
    report(.misspeltKeyword(text(index), meant: nearest, at: span(index)))
    return candidates[place]
  }
}
