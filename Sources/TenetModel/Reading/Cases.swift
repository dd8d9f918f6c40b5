import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads the lines of a profile or an example; memberships first, since other lines may rely on them.
  mutating func readCase(_ items: [CaseSyntax.Item]) -> ProfileFacts {
    var facts = ProfileFacts()
    facts.facts.reserve(items.count)
    memberships = CaseMembers()
    let tokens = text.tokens
    for item in items where saysMembership(item) {
      readFact(item.phrase, tokens.span, isUnknown: false, into: &facts)
    }
    var index = 0
    while true {
      index = readPlainFacts(items, from: index, tokens.span, into: &facts.facts)
      if index == items.count { break }
      let item = items[index]
      switch item.kind {
      case .fact where saysMembership(item): break
      case .fact: readAnyFact(item.phrase, isUnknown: false, into: &facts)
      case .unknown: readAnyFact(item.phrase, isUnknown: true, into: &facts)
      case .importFile: break
      }
      index += 1
    }
    facts.termCount = terms.count
    return facts
  }

  mutating func saysMembership(_ item: CaseSyntax.Item) -> Bool {
    item.kind == .fact && item.holdsIs && isMembership(item.phrase)
  }

  /// Whether a line has `is a` or `is an` in it.
  @inline(never)
  private func isMembership(_ phrase: Phrase) -> Bool {
    var previous = known.nothing
    for index in phrase.range where text.tokens[index].kind == .word {
      let word = text.tokens[index].word
      if previous == known.is, word == known.a || word == known.an { return true }
      previous = word
    }
    return false
  }

  /// What one item of an `outcome` line names: a verb (all its patterns), a number, a choice, or a fact.
  mutating func readOutcome(_ phrase: Phrase) -> [Outcome] {
    fill(phrase)
    guard !lexemes.isEmpty, !isBroken else { return [] }
    let range = 0..<lexemes.count
    if let name = wholeName(range, [.number, .choice, .verb]) {
      if let number = name.number { return [.number(number)] }
      if let choice = name.choice { return [.choice(choice)] }
      return name.verb.map { .relation($0) }
    }
    guard let pattern = readFactPattern(.conclusion), case .operand(let subject) = pattern.subject else { return [] }
    return [.atom(Atom(pattern.relation, [subject] + pattern.objects))]
  }
}
