import TenetSyntax
import TenetText

extension ClauseReader {
  /// Takes a text that stands inside another file (a JSON string, a CSV cell, an argument) as what is read next.
  ///
  /// Places are those inside the text where it stands in the file as it is, else that of the whole.
  mutating func turn(to content: String, at span: Span, startsAt start: UInt32?) -> Phrase {
    let bytes = Array(content.utf8)
    let lexed = tokenize(bytes, source: span.source, words: &words)
    text = ReadingText(
      source: span.source, bytes: bytes, tokens: lexed.tokens, base: start ?? 0, whole: start == nil ? span : nil)
    for diagnostic in lexed.diagnostics { report(moved(diagnostic, span, start)) }
    let significant = lexed.tokens.indices.filter { !lexed.tokens[$0].kind.isTrivia && lexed.tokens[$0].kind != .end }
    guard let first = significant.first, let last = significant.last else { return Phrase(0, 0) }
    return Phrase(UInt32(first), UInt32(last + 1))
  }

  private func moved(_ diagnostic: Diagnostic, _ span: Span, _ start: UInt32?) -> Diagnostic {
    var moved = diagnostic
    moved.fixes = []
    if let start {
      moved.span = Span(source: span.source, start: start + diagnostic.span.start, end: start + diagnostic.span.end)
    } else {
      moved.span = span
    }
    return moved
  }

  /// Reads one fact of a file of data into a case.
  ///
  /// Cost: a look into a table for a text that was read before, else linear in the text.
  mutating func readFactText(
    _ content: String, at span: Span, startsAt start: UInt32?, isUnknown: Bool, into facts: inout ProfileFacts
  ) {
    // Members of kinds decide what fits.
    let isPlain = !isUnknown && memberships.isEmpty
    if isPlain, let known = knownFacts[content] {
      let place = start.map { Span(source: span.source, start: $0 + known.start, end: $0 + known.end) } ?? span
      return facts.append(renewed(known), at: place)
    }
    let termCount = terms.count
    let count = (facts: facts.facts.count, terms: facts.facts.terms.count, numbers: facts.numbers.count)
    let errors = diagnostics.count
    let phrase = turn(to: content, at: span, startsAt: start)
    readData(phrase, content, at: span, isUnknown: isUnknown, into: &facts)
    guard isPlain, memberships.isEmpty, diagnostics.count == errors, let meaning = facts.meaning(behind: count) else {
      return
    }
    // New words are to be spelled as they are here.
    guard isOwn(meaning, since: termCount) else { return }
    let (first, last) = (text.tokens[phrase.range.lowerBound], text.tokens[phrase.range.upperBound - 1])
    knownFacts.keep(KnownFacts.Entry(meaning: meaning, start: first.start, end: last.end), for: content)
  }

  /// Starts a stream of cases that have nothing to do with each other: what one says is to be read, ordered and spelled as if
  /// it stood alone. ``beginLine()`` goes before each.
  public mutating func beginStream() {
    streamStart = terms.count
    lineStart = terms.count
  }

  public mutating func beginLine() {
    terms.retire(from: lineStart)
    lineStart = terms.count
  }

  /// Whether all words of a meaning were known before the stream, or are new since there were so many terms.
  private func isOwn(_ meaning: KnownFacts.Entry.Meaning, since count: Int) -> Bool {
    guard let streamStart else { return true }
    switch meaning {
    case .fact(_, let terms): return terms.allSatisfy { $0.index < streamStart || $0.index >= count }
    case .number(let number): return number.subject.index < streamStart || number.subject.index >= count
    }
  }

  /// An entry with the terms that its words name in this line.
  private mutating func renewed(_ entry: KnownFacts.Entry) -> KnownFacts.Entry {
    guard let streamStart else { return entry }
    var entry = entry
    switch entry.meaning {
    case .fact(let relation, var terms):
      guard terms.contains(where: { $0.index >= streamStart }) else { return entry }
      for index in terms.indices where terms[index].index >= streamStart {
        terms[index] = self.terms.renew(terms[index])
      }
      entry.meaning = .fact(relation, terms)
    case .number(var number):
      if number.subject.index >= streamStart { number.subject = terms.renew(number.subject) }
      entry.meaning = .number(number)
    }
    return entry
  }

  private mutating func readData(
    _ phrase: Phrase, _ content: String, at span: Span, isUnknown: Bool, into facts: inout ProfileFacts
  ) {
    if phrase.isEmpty { return report(.emptyFact(at: span)) }
    if let first = firstWord(phrase) {
      if first == known.not { return report(.deniedEntry(at: span)) }
      if first == known.unknown, phrase.range.count > 1 { return report(.unknownEntry(content, at: span)) }
    }
    if let joining = joiningToken(phrase) {
      return report(.severalFacts(spelling(joining), isDecimal: isBetweenDigits(joining), at: span))
    }
    let tokens = text.tokens
    readFact(phrase, tokens.span, isUnknown: isUnknown, into: &facts)
  }

  private func firstWord(_ phrase: Phrase) -> WordID? {
    let token = text.tokens[Int(phrase.start)]
    return token.kind == .word ? token.word : nil
  }

  /// A word or sign that would join several facts.
  private func joiningToken(_ phrase: Phrase) -> Int? {
    for index in phrase.range {
      let token = text.tokens[index]
      let joins =
        token.kind == .comma || token.kind == .arrow
        || (token.kind == .word && (token.word == known.and || token.word == known.or || token.word == known.unless))
      if joins { return index }
    }
    return nil
  }

  private func spelling(_ index: Int) -> String {
    String(decoding: text.bytes[Int(text.tokens[index].start)..<Int(text.tokens[index].end)], as: UTF8.self)
  }

  /// Whether the token is a comma right between digits, as some people write decimals and others thousands.
  private func isBetweenDigits(_ index: Int) -> Bool {
    guard text.tokens[index].kind == .comma, index > 0 else { return false }
    let (before, after) = (text.tokens[index - 1], text.tokens[index + 1])
    return before.kind == .number && after.kind == .number && before.end == text.tokens[index].start
      && after.start == text.tokens[index].end
  }

  /// The clause of a fact asked for by name, as on a command line: `captures habit`; nil after errors.
  public mutating func readFact(_ content: String, source: SourceID) -> ProfileFacts? {
    readFacts([content], source: source)
  }

  /// What lines of a profile say together; nil after errors.
  public mutating func readFacts(_ lines: [String], source: SourceID) -> ProfileFacts? {
    let noticed = diagnostics.count
    var facts = ProfileFacts()
    for line in lines {
      let place = Span(source: source, start: 0, end: UInt32(line.utf8.count))
      readFactText(line, at: place, startsAt: 0, isUnknown: false, into: &facts)
    }
    facts.termCount = terms.count
    // Members that these lines add are those of their profile alone.
    memberships = CaseMembers()
    return hasErrors(since: noticed) ? nil : facts
  }
}

extension Diagnostic {
  static func emptyFact(at span: Span) -> Diagnostic {
    Diagnostic(
      "empty-fact", "this fact has no words", at: span,
      help: "write a clause, such as `owns interface`, or leave the entry out")
  }

  static func deniedEntry(at span: Span) -> Diagnostic {
    Diagnostic(
      "denied-fact", "a fact cannot be denied: what is not listed does not hold", at: span,
      help: "leave the entry out; if nobody knows, list the fact itself as unknown")
  }

  static func unknownEntry(_ fact: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-value", "what nobody knows stands apart from the facts", at: span,
      help: "in JSON list it under `unknown`, without that word; in CSV write `unknown` into the cell")
  }

  static func severalFacts(_ word: String, isDecimal: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      "one-fact-a-line", "one entry says one fact, so `\(word)` cannot stand in it", at: span,
      help: isDecimal
        ? "write numbers without commas, as in `1_000_000`, and decimals with a point, as in `1.5`"
        : "make an entry of each fact; if the word is part of a name, put the name in quotes")
  }
}
