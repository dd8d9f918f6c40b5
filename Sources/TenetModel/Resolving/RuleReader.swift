import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads a rule or a conflict; nil after errors were reported (all of the statement's).
  mutating func readRule(_ syntax: RuleSyntax, _ statement: Statement) -> Rule? {
    variables.removeAll()
    (verbBefore, choiceBefore) = (nil, nil)
    sawBroken = false
    let noticed = diagnostics.count
    var clauses: [Clause] = []
    var rule = emptyRule(syntax, statement)
    switch syntax.body {
    case .inference(let condition, let conclusions, let unless):
      let body = readCondition(condition, &clauses)
      rule.conclusions = conclusions.compactMap { readConclusion($0) }
      rule.exception = unless.flatMap { readCondition($0, &clauses) }
      if let body { rule.condition = rule.exception.map { .and(Condition.parts(body) + [.not($0)]) } ?? body }
    case .conflict(let left, let right):
      let sides = [readCondition(left, &clauses), readCondition(right, &clauses)]
      rule.sides = sides.compactMap { $0 }
      rule.condition = .and(rule.sides.flatMap { Condition.parts($0) })
    }
    guard !hasErrors(since: noticed), !sawBroken else { return nil }
    rule.clauses = clauses
    rule.variables = variables.map { words.text(of: $0) }
    if rule.isConflict { concludeConflict(&rule, syntax) }
    return rule
  }

  private mutating func emptyRule(_ syntax: RuleSyntax, _ statement: Statement) -> Rule {
    let place = extent(statement.extent)
    var rule = Rule(
      name: nil, namePlace: place, place: place, condition: .and([]), sides: [], exception: nil, clauses: [],
      conclusions: [], variables: [], because: nil, sources: [], tags: [], documentation: documentation(statement))
    if let name = syntax.name {
      fill(name)
      rule.name = ruleName(name)
      rule.namePlace = self.place(0..<lexemes.count)
    }
    for attribute in statement.attributes {
      let texts = attribute.values.map { attributeText($0) }
      switch attribute.kind {
      case .because: rule.because = rule.because.map { $0 + " " + (texts.first ?? "") } ?? texts.first
      case .source: rule.sources.append(contentsOf: texts)
      case .tag: rule.tags.append(contentsOf: texts)
      case .version: break
      }
    }
    return rule
  }

  /// A rule's name: words as written, or the text of a string.
  mutating func ruleName(_ phrase: Phrase) -> String {
    fill(phrase)
    return attributeText(phrase)
  }

  /// The text of a string, or words as written.
  mutating func attributeText(_ phrase: Phrase) -> String {
    fill(phrase)
    if lexemes.count == 1, lexemes[0].kind == .string {
      return decodeString(Array(text.bytes[Int(lexemes[0].start)..<Int(lexemes[0].end)]))
    }
    return written(0..<lexemes.count)
  }

  func extent(_ phrase: Phrase) -> Span {
    guard !phrase.isEmpty else { return Span(source: text.source, start: 0, end: 0) }
    let (start, end) = (text.tokens[Int(phrase.start)].start, text.tokens[Int(phrase.end) - 1].end)
    return Span(source: text.source, start: start, end: end)
  }

  private func documentation(_ statement: Statement) -> [String] {
    statement.documentation.map { index in
      let token = text.tokens[index]
      let line = String(decoding: text.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      return String(line.drop { $0 == "#" }.drop { $0 == " " })
    }
  }

  // MARK: Conditions

  /// Reads a condition, its clauses numbered on from those that are there; nil where some clause was in error.
  mutating func readCondition(_ syntax: ConditionSyntax, _ clauses: inout [Clause]) -> Condition? {
    switch syntax {
    case .clause(let phrase):
      guard let clause = readClause(phrase) else { return nil }
      clauses.append(clause)
      return .clause(clauses.count - 1)
    case .not(let inner, _): return readCondition(inner, &clauses).map { .not($0) }
    case .group(let inner, _): return readCondition(inner, &clauses)
    case .and(let parts):
      let read = readParts(parts, &clauses)
      return read.map { .and($0.flatMap { Condition.parts($0) }) }
    case .or(let parts): return readParts(parts, &clauses).map { .or($0) }
    }
  }

  private mutating func readParts(_ parts: [ConditionSyntax], _ clauses: inout [Clause]) -> [Condition]? {
    var read: [Condition] = []
    for part in parts {
      if let condition = readCondition(part, &clauses) { read.append(condition) }
    }
    return read.count == parts.count ? read : nil
  }

  // MARK: Conflicts

  /// A conflict concludes that the subject of its clauses faces it.
  private mutating func concludeConflict(_ rule: inout Rule, _ syntax: RuleSyntax) {
    let subject = sharedSubject(rule.clauses) ?? .term(.self)
    let name: TermID
    if let written = rule.name {
      name = conflictTerm(written)
    } else {
      let speller = Speller(self)
      let binding = Speller.Binding(names: rule.variables)
      let sides = rule.sides.map { speller.text($0, rule.clauses, binding) }
      name = terms.intern(quoted: sides.joined(separator: " conflicts with "), words: &words)
    }
    rule.conclusions = [
      Conclusion(place: rule.namePlace, head: .fact(Atom(vocabulary.faces, [subject, .term(name)])))
    ]
  }

  /// The term of a named conflict: its words, like those of any term, else the text in quotes.
  mutating func conflictTerm(_ name: String) -> TermID {
    var node = PhraseTrie.root
    let spellings = name.split(separator: " ").map { String($0) }
    let pieces = spellings.map { words.intern($0) }
    var spelling = ""
    for (index, word) in pieces.enumerated() where !(known.isArticle(word) && index + 1 < pieces.count) {
      node = terms.extend(node, word)
      spelling += (spelling.isEmpty ? "" : " ") + spellings[index]
    }
    let term = terms.intern(node) { spelling }
    terms.declare(term, spelled: spelling)
    return term
  }

  /// The one subject that all clauses speak of, if there is one.
  private func sharedSubject(_ clauses: [Clause]) -> Operand? {
    var shared: Operand?
    for clause in clauses {
      for subject in subjects(of: clause) {
        guard let subject, shared == nil || shared == subject else { return nil }
        shared = subject
      }
    }
    return shared
  }

  private func subjects(of clause: Clause) -> [Operand?] {
    switch clause.meaning {
    case .fact(let pattern):
      if case .operand(let operand) = pattern.subject { return [operand == .any ? nil : operand] }
      return [nil]
    case .compare(let left, _, let right): return left.subjects + right.subjects
    case .same(let left, _, _): return [left]
    case .member(.operand(let operand), _, _): return [operand]
    case .member: return [nil]
    case .choice: return [.term(.self)]
    }
  }
}

extension Condition {
  /// The parts of a conjunction, else the condition alone.
  static func parts(_ condition: Condition) -> [Condition] {
    if case .and(let parts) = condition { return parts }
    return [condition]
  }
}
