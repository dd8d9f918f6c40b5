import TenetText

extension Layout {
  /// Writes a statement: its first part, and the lines below it.
  mutating func write(_ statement: Statement) {
    let end = Int(statement.extent.end)
    var parts = parts(of: statement)
    if parts.isEmpty { parts.append(Part(end: end, style: .plain)) }
    var start = Int(statement.extent.start)
    for (number, part) in parts.enumerated() {
      if number > 0 { writeInnerGap(parts[number - 1].end, start) }
      write(part, start, statement, isAlone: parts.count == 1)
      if number + 1 < parts.count { start = significant(part.end) }
    }
  }

  /// A piece of a statement that starts a line of its own.
  struct Part {
    enum Style {
      /// `ruleset`, `import`, `verb`, `number`, titles.
      case plain
      /// `kind`, `choice`, `outcome`
      case list
      /// A rule or a conflict without its attributes.
      case rule
      /// `because`, `tag`, a fact, `given`
      case line
      /// `expect`
      case expectation
    }

    var end: Int
    var style: Style
  }

  private func parts(of statement: Statement) -> [Part] {
    switch statement.kind {
    case .profile(let syntax), .example(let syntax): return parts(of: syntax)
    case .kind, .choice, .outcome: return [Part(end: Int(statement.extent.end), style: .list)]
    default: break
    }
    var parts: [Part] = []
    var style = Part.Style.plain
    if case .rule = statement.kind { style = .rule }
    let keywords = statement.attributes.compactMap { $0.values.first.map { before(Int($0.start)) } }
    parts.append(Part(end: keywords.first.map { before($0) + 1 } ?? Int(statement.extent.end), style: style))
    for number in keywords.indices {
      let end = number + 1 < keywords.count ? before(keywords[number + 1]) + 1 : Int(statement.extent.end)
      parts.append(Part(end: end, style: .line))
    }
    return parts
  }

  /// A title and items, in the order of the text.
  private func parts(of syntax: CaseSyntax) -> [Part] {
    var parts = [Part(end: Int(syntax.title.end), style: .plain)]
    var (item, expectation) = (0, 0)
    while item < syntax.items.count || expectation < syntax.expectations.count {
      let isItem =
        expectation == syntax.expectations.count
        || item < syntax.items.count && syntax.items[item].phrase.start < syntax.expectations[expectation].extent.start
      if isItem {
        parts.append(Part(end: Int(syntax.items[item].phrase.end), style: .line))
        item += 1
      } else {
        parts.append(Part(end: Int(syntax.expectations[expectation].extent.end), style: .expectation))
        expectation += 1
      }
    }
    return parts
  }

  /// The significant token before an index.
  private func before(_ index: Int) -> Int {
    var index = index - 1
    while tokens[index].kind.isTrivia { index -= 1 }
    return index
  }

  private mutating func write(_ part: Part, _ start: Int, _ statement: Statement, isAlone: Bool) {
    let atoms = atoms(start, part.end)
    let last = trailingComment(part.end)
    switch part.style {
    case .rule: writeRule(atoms, statement, last, isAlone: isAlone)
    case .plain: fill(atoms, indent: 0, rest: 2, last)
    case .list: fill(atoms, indent: 0, rest: 2, last)
    case .line, .expectation: fill(atoms, indent: 2, rest: 4, last)
    }
  }

  /// A comment behind the last token of a part, on its line.
  private func trailingComment(_ end: Int) -> String? {
    var index = end
    while tokens[index].kind != .newline, tokens[index].kind != .end {
      if tokens[index].kind == .comment { return comment(index) }
      index += 1
    }
    return nil
  }

  /// Writes comments and blank lines between two parts of a statement.
  private mutating func writeInnerGap(_ start: Int, _ end: Int) {
    var index = start
    while index < end, tokens[index].kind != .newline { index += 1 }
    var newlines = 0
    while index < end {
      if tokens[index].kind == .newline { newlines += 1 }
      if tokens[index].kind == .comment {
        if newlines > 1 { writeBlankLine() }
        writeLine(indent: 2, comment(index))
        newlines = 0
      }
      index += 1
    }
    if newlines > 1 { writeBlankLine() }
  }
}
