import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads one conclusion of a rule; nil after an error was reported.
  mutating func readConclusion(_ phrase: Phrase) -> Conclusion? {
    fill(phrase)
    guard !lexemes.isEmpty, !isBroken else { return nil }
    let place = place(0..<lexemes.count)
    return readHead().map { Conclusion(place: place, head: $0) }
  }

  private mutating func readHead() -> HornClause.Head? {
    if let addition = readAddition() { return addition.head }
    if let index = lexemes.firstIndex(where: { comparison($0.kind) != nil }) {
      if lexemes[index].kind == .equal { return readSetting(0..<index, index + 1..<lexemes.count, at: index) }
      report(.comparisonConcluded(written(0..<lexemes.count), at: place(index..<index + 1)))
      return nil
    }
    if let index = leadingIs() { return readSetting(0..<index, index + 1..<lexemes.count, at: index) }
    if let name = wholeName(0..<lexemes.count, [.number, .choice]) {
      report(.bareConclusion(written(0..<lexemes.count), isNumber: name.number != nil, at: place(0..<lexemes.count)))
      return nil
    }
    guard let pattern = readFactPattern(.conclusion), case .operand(let subject) = pattern.subject else { return nil }
    return .fact(Atom(pattern.relation, [subject] + pattern.objects))
  }

  /// `add EXPRESSION to NUMBER`; nil where the clause is no such thing.
  private mutating func readAddition() -> (head: HornClause.Head?, Void)? {
    guard isWord(0, known.add), let to = lexemes.lastIndex(where: { $0.kind == .word && $0.word == known.to }), to > 1
    else { return nil }
    let looksNumeric =
      lexemes[1..<to].contains { $0.kind == .number || isOperator($0.kind) }
      || wholeName(1..<to, .number) != nil
    let target = to + 1..<lexemes.count
    let isNumber = !target.isEmpty && isNumberName(target)
    guard looksNumeric || isNumber else { return nil }
    guard let value = readExpression(1..<to), let number = readTarget(target, value) else { return (nil, ()) }
    return (.add(number.0, subject: number.1, value.value), ())
  }

  private func isNumberName(_ range: Range<Int>) -> Bool {
    if wholeName(range, .number) != nil { return true }
    guard let possessive = possessive(from: range.lowerBound, range.upperBound) else { return false }
    return wholeName(possessive.nameStart..<range.upperBound, .number) != nil
  }

  /// The number that a conclusion changes, checked against the unit of what it gets.
  private mutating func readTarget(_ range: Range<Int>, _ value: ReadExpression) -> (NumberID, Operand)? {
    guard let target = readExpression(range) else { return nil }
    guard case .number(let number, let subject) = target.value else {
      report(.notANumber(written(range), at: place(range)))
      return nil
    }
    guard joinedUnit(target, value, at: 0..<lexemes.count) != nil else { return nil }
    if subject == .any {
      report(.anyInConclusion(at: place(range)))
      return nil
    }
    return (number, subject)
  }

  /// `NUMBER is EXPRESSION` or `CHOICE is TERM`.
  private mutating func readSetting(_ left: Range<Int>, _ right: Range<Int>, at index: Int) -> HornClause.Head? {
    if left.isEmpty || right.isEmpty {
      reportMissingSide(right, at: index)
      return nil
    }
    if let choice = wholeName(left, .choice)?.choice {
      if isWord(right.lowerBound, known.not) {
        report(.negatedConclusion(at: place(right.lowerBound..<right.lowerBound + 1)))
        return nil
      }
      return readOption(choice, right, .conclusion).map {
        .fact(Atom(vocabulary.choices[choice.index].candidates, [$0]))
      }
    }
    if isNumberName(left) {
      if isRelationalIs(right) {
        report(.comparisonConcluded(written(0..<lexemes.count), at: place(right)))
        return nil
      }
      guard let value = readExpression(right), let number = readTarget(left, value) else { return nil }
      return .set(number.0, subject: number.1, value.value)
    }
    if isWord(right.lowerBound, known.a) || isWord(right.lowerBound, known.an) {
      report(.membershipConcluded(at: place(0..<lexemes.count)))
      return nil
    }
    if left.contains(where: { isOperator(lexemes[$0].kind) }) {
      report(.notANumber(written(left), at: place(left)))
      return nil
    }
    reportUndeclaredIs(left, right)
    return nil
  }

  private func isRelationalIs(_ right: Range<Int>) -> Bool {
    let start = right.lowerBound
    return isWord(start, known.not) || isWord(start, known.at) || isWord(start, known.above)
      || isWord(start, known.below)
  }
}
