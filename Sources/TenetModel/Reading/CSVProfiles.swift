import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads profiles in CSV: the first column names the profile, each other heading is a fact or the name of a number
  /// or a choice.
  public mutating func readCSVProfiles(_ source: Source, id: SourceID) -> [ProfileCase] {
    let parsed = parseCSV(source.bytes)
    for error in parsed.errors { report(error.diagnostic(in: id)) }
    if parsed.table.heading.count == 1, let cell = parsed.table.heading.first, let sign = otherSeparator(cell.text) {
      report(.otherSeparator(sign, at: cell.span(in: id)))
      return []
    }
    var columns: [Column] = []
    var firsts: [String: CSVCell] = [:]
    for cell in parsed.table.heading.dropFirst() {
      var column = readHeading(cell, columns.count + 2, id)
      let name = Resolver.folded(cell.text)
      if let first = firsts[name], !name.isEmpty {
        report(.duplicateColumn(cell.text, at: cell.span(in: id), first: first.span(in: id)))
        column.takesValues = nil
      } else {
        firsts[name] = cell
      }
      columns.append(column)
    }
    return parsed.table.rows.enumerated().compactMap { readRow($0.element, $0.offset + 1, columns, id) }
  }

  /// What divides the columns of a heading without a comma.
  private func otherSeparator(_ heading: String) -> String? {
    heading.contains(";") ? "`;`" : heading.contains("\t") ? "tabs" : nil
  }

  private struct Column {
    var heading: CSVCell
    var number: Int
    /// Whether its cells are values rather than yes and no; nil where the heading is in error.
    var takesValues: Bool?
  }

  private mutating func readHeading(_ cell: CSVCell, _ number: Int, _ source: SourceID) -> Column {
    let span = cell.span(in: source)
    let errors = diagnostics.count
    let phrase = turn(to: cell.text, at: span, startsAt: nil)
    if phrase.isEmpty {
      report(.emptyHeading(number, at: span))
      return Column(heading: cell, number: number, takesValues: nil)
    }
    fill(phrase)
    if namesValue() { return Column(heading: cell, number: number, takesValues: true) }
    var facts = ProfileFacts()
    readFactText(cell.text, at: span, startsAt: nil, isUnknown: false, into: &facts)
    for index in errors..<diagnostics.count { diagnostics[index].message += " (line 1, column \"\(cell.text)\")" }
    return Column(heading: cell, number: number, takesValues: diagnostics.count == errors ? false : nil)
  }

  /// Whether the lexemes name a number or a choice.
  private func namesValue() -> Bool {
    let range = 0..<lexemes.count
    if wholeName(range, [.number, .choice]) != nil { return true }
    guard let possessive = possessive(from: 0, lexemes.count) else { return false }
    return wholeName(possessive.nameStart..<lexemes.count, .number) != nil
  }

  private mutating func readRow(
    _ row: CSVRow, _ number: Int, _ columns: [Column], _ source: SourceID
  ) -> ProfileCase? {
    guard let first = row.cells.first, row.cells.count == columns.count + 1 else { return nil }
    let title = first.text.isEmpty ? "profile \(number)" : first.text
    var profile = ProfileCase(title: title, place: first.span(in: source), facts: ProfileFacts(), memberships: [])
    memberships = CaseMembers()
    for (column, cell) in zip(columns, row.cells.dropFirst()) {
      guard let takesValues = column.takesValues else { continue }
      read(cell, column, row.line, takesValues, source, &profile.facts)
    }
    profile.memberships = memberships.pairs
    memberships = CaseMembers()
    profile.facts.termCount = terms.count
    return profile
  }

  private mutating func read(
    _ cell: CSVCell, _ column: Column, _ line: Int, _ takesValues: Bool, _ source: SourceID,
    _ facts: inout ProfileFacts
  ) {
    if takesValues { return readValue(cell, column, line, source, &facts) }
    switch Self.answer(cell.text) {
    case .no: break
    case .yes, .unknown:
      readFactText(
        column.heading.text, at: cell.span(in: source), startsAt: nil,
        isUnknown: Self.answer(cell.text) == .unknown, into: &facts)
    case nil:
      report(
        .badCell(
          ClauseReader.trimmed(cell.text), line: line, column: column.heading.text, at: cell.span(in: source)))
    }
  }

  private enum Answer {
    case yes
    case no
    case unknown
  }

  /// What a cell says about the fact in the heading; nil for anything but an answer.
  private static func answer(_ text: String) -> Answer? {
    switch text {
    case "no", "", "n", "false", "0": return .no
    case "yes", "y", "true", "1": return .yes
    case "unknown", "?": return .unknown
    default:
      let folded = trimmed(text).lowercased()
      return folded == text ? nil : answer(folded)
    }
  }

  private mutating func readValue(
    _ cell: CSVCell, _ column: Column, _ line: Int, _ source: SourceID, _ facts: inout ProfileFacts
  ) {
    let value = ClauseReader.trimmed(cell.text)
    if value.isEmpty || value.lowercased() == "unknown" { return }
    let start = diagnostics.count
    readFactText(
      column.heading.text + " is " + value, at: cell.span(in: source), startsAt: nil, isUnknown: false, into: &facts)
    for index in start..<diagnostics.count {
      diagnostics[index].message += " (line \(line), column \"\(column.heading.text)\")"
    }
  }

  static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    return String(scalars)
  }
}

extension Diagnostic {
  static func emptyHeading(_ number: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "empty-heading", "column \(number) has no heading", at: span,
      help: "write a fact or the name of a number in the first line")
  }

  static func otherSeparator(_ sign: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "csv", "the heading is one column: \(sign) divide no columns here", at: span,
      help: "save the table with commas between the columns")
  }

  static func duplicateColumn(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "duplicate-name", "there are two columns with the heading `\(name)`", at: span, label: "here again",
      others: [Label(first, "the first one")], help: "keep one of them")
  }

  static func badCell(_ text: String, line: Int, column: String, at span: Span) -> Diagnostic {
    let isNumber = text.utf8.first.map { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-") } == true
    return Diagnostic(
      "bad-cell", "`\(text)` is neither yes nor no (line \(line), column \"\(column)\")", at: span,
      help: isNumber
        ? "if it is a number, name the rule file that says `number \(column)` too; else write yes, no or unknown"
        : "write yes, no or unknown, or leave the cell empty")
  }
}
