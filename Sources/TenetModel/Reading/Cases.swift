import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads the lines of a profile or an example; memberships first, since other lines may rely on them.
  mutating func readCase(_ items: [CaseSyntax.Item]) -> ProfileFacts {
    var facts = ProfileFacts()
    memberships = []
    var isRead = Array(repeating: false, count: vocabulary.kinds.isEmpty ? 0 : items.count)
    for index in isRead.indices where items[index].kind == .fact && isMembership(items[index].phrase) {
      readFact(items[index].phrase, isUnknown: false, into: &facts)
      isRead[index] = true
    }
    for (index, item) in items.enumerated() where isRead.isEmpty || !isRead[index] {
      switch item.kind {
      case .fact: readFact(item.phrase, isUnknown: false, into: &facts)
      case .unknown: readFact(item.phrase, isUnknown: true, into: &facts)
      case .importFile: break
      }
    }
    facts.termCount = terms.count
    return facts
  }

  /// Whether a line has `is a` or `is an` in it.
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
    if let name = wholeName(range, { $0.number != nil || $0.choice != nil || $0.isVerb }) {
      if let number = name.number { return [.number(number)] }
      if let choice = name.choice { return [.choice(choice)] }
      return name.verb.map { .relation($0) }
    }
    guard let pattern = readFactPattern(.conclusion), case .operand(let subject) = pattern.subject else { return [] }
    return [.atom(Atom(pattern.relation, [subject] + pattern.objects))]
  }
}
