import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads one line of facts into a case; reports what is wrong with it.
  ///
  /// Cost: linear in the line. `tokens` are those of the text.
  mutating func readFact(
    _ phrase: Phrase, _ tokens: Swift.Span<Token>, isUnknown: Bool, into facts: inout ProfileFacts
  ) {
    if !isUnknown, readPlainFact(phrase, tokens, into: &facts.facts) { return }
    readAnyFact(phrase, isUnknown: isUnknown, into: &facts)
  }

  /// The same for a line that is no plain fact.
  mutating func readAnyFact(_ phrase: Phrase, isUnknown: Bool, into facts: inout ProfileFacts) {
    fill(phrase)
    guard !lexemes.isEmpty, !isBroken else { return }
    let place = place(0..<lexemes.count)
    if isUnknown {
      readRelationalFact(into: &facts.unknown, at: place, isUnknown: true)
    } else if lexemes.contains(where: { $0.kind == .word && $0.word == known.is || comparison($0.kind) != nil }),
      let index = settingIndex()
    {
      readSettingFact(0..<index, index + 1..<lexemes.count, into: &facts, at: place)
    } else {
      readRelationalFact(into: &facts.facts, at: place, isUnknown: false)
    }
  }

  private func settingIndex() -> Int? {
    if let index = lexemes.firstIndex(where: { comparison($0.kind) != nil }) { return index }
    return leadingIs()
  }

  private mutating func readRelationalFact(into list: inout FactList, at place: Span, isUnknown: Bool) {
    if isUnknown, let index = leadingIs() {
      let isMembership = isWord(index + 1, known.a) || isWord(index + 1, known.an)
      report(
        .unknownValue(
          written(0..<lexemes.count), isMembership: isMembership, at: self.place(index..<index + 1)))
      return
    }
    if let name = wholeName(0..<lexemes.count, [.number, .choice]) {
      if isUnknown, name.number != nil { return }
      report(.bareFact(written(0..<lexemes.count), isNumber: name.number != nil, at: place))
      return
    }
    guard let split = splitAtVerb() else { return }
    let relation = vocabulary.relations[split.relation.index]
    let start = list.terms.count
    var isFit = true
    list.terms.append(.self)
    if !split.subject.isEmpty {
      if subjectQuantifier(split.subject) != nil {
        report(.quantifier(written(split.subject), in: .fact, at: self.place(split.subject)))
        isFit = false
      } else if let term = readFactTerm(split.subject, relation.kinds[0], split.relation) {
        list.terms[start] = term
      } else {
        isFit = false
      }
    }
    for index in 0..<split.objectCount {
      guard let term = readFactObject(split.object(index), relation.kinds[index + 1], split.relation) else {
        isFit = false
        continue
      }
      list.terms.append(term)
    }
    guard isFit else {
      list.terms.removeLast(list.terms.count - start)
      return
    }
    list.relations.append(split.relation)
    list.places.append(place)
  }

  private mutating func readFactObject(_ range: Range<Int>, _ kind: KindID?, _ relation: RelationID) -> TermID? {
    if range.count > 1, startsWithQuantifier(range) {
      report(.quantifier(written(range), in: .fact, at: place(range)))
      return nil
    }
    return readFactTerm(range, kind, relation)
  }

  private func startsWithQuantifier(_ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    guard lexemes[start].kind == .word else { return false }
    let word = lexemes[start].word
    if word == known.any || word == known.no || word == known.every || word == known.only { return true }
    if word == known.exactly { return lexemes[start + 1].kind == .number }
    return word == known.at && (isWord(start + 1, known.least) || isWord(start + 1, known.most))
  }

  private mutating func readFactTerm(_ range: Range<Int>, _ kind: KindID?, _ relation: RelationID) -> TermID? {
    guard let operand = readOperand(range, .fact), case .term(let term) = operand else { return nil }
    if kind == nil || fits(term, kind) { return term }
    return checkFits(operand, kind, verb: relation, at: range) ? term : nil
  }

  // MARK: is

  /// `NUMBER is VALUE`, `CHOICE is TERM`, `X is a KIND`.
  private mutating func readSettingFact(
    _ left: Range<Int>, _ right: Range<Int>, into facts: inout ProfileFacts, at place: Span
  ) {
    if left.isEmpty || right.isEmpty { return reportMissingSide(right, at: left.upperBound) }
    let operation = lexemes[left.upperBound]
    if operation.kind != .word, operation.kind != .equal {
      return report(.comparisonInFact(written(0..<lexemes.count), at: place))
    }
    if isWord(right.lowerBound, known.not) || isWord(right.lowerBound, known.above)
      || isWord(right.lowerBound, known.below)
    {
      return report(.comparisonInFact(written(0..<lexemes.count), at: place))
    }
    if let choice = wholeName(left, .choice)?.choice {
      if case .term(let term)? = readOption(choice, right, .fact) {
        facts.facts.append(vocabulary.choices[choice.index].candidates, [term], at: place)
      }
      return
    }
    if operation.kind == .word, isWord(right.lowerBound, known.a) || isWord(right.lowerBound, known.an), right.count > 1
    {
      return readMembershipFact(left, right, into: &facts, at: place)
    }
    readNumberFact(left, right, into: &facts, at: place)
  }

  private mutating func readMembershipFact(
    _ left: Range<Int>, _ right: Range<Int>, into facts: inout ProfileFacts, at place: Span
  ) {
    let name = right.lowerBound + 1..<right.upperBound
    guard let kind = wholeName(name, .kind)?.kind else {
      return report(.unknownKind(written(name), nearest: nearestKind(written(name)), at: self.place(name)))
    }
    guard let operand = readOperand(left, .fact), case .term(let term) = operand else { return }
    memberships.insert(term, kind)
    facts.facts.append(vocabulary.kinds[kind.index].relation, [term], at: place)
  }

  private mutating func readNumberFact(
    _ left: Range<Int>, _ right: Range<Int>, into facts: inout ProfileFacts, at place: Span
  ) {
    let isNamed = longestName(left.lowerBound, left.upperBound, .number)?.end == left.upperBound
    if !isNamed, possessive(from: left.lowerBound, left.upperBound) == nil {
      return reportUndeclaredIs(left, right)
    }
    guard let target = readExpression(left), let value = readExpression(right) else { return }
    guard case .number(let number, .term(let subject)) = target.value else {
      return report(.notANumber(written(left), at: self.place(left)))
    }
    guard let constant = constantValue(value.value) else {
      return report(.valueNotLiteral(written(right), at: self.place(right)))
    }
    guard joinedUnit(target, value, at: 0..<lexemes.count) != nil else { return }
    facts.numbers.append(.init(number, subject: subject, value: constant, place: place))
  }
}
