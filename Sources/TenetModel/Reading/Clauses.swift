import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads one clause of a condition; nil after an error was reported.
  mutating func readClause(_ phrase: Phrase) -> Clause? {
    fill(phrase)
    guard !lexemes.isEmpty, !isBroken else { return nil }
    let place = place(0..<lexemes.count)
    return readMeaning().map { Clause(place: place, meaning: $0) }
  }

  private mutating func readMeaning() -> Clause.Meaning? {
    if let comparison = comparisonIndex() { return readComparison(comparison) }
    if let index = leadingIs() { return readIs(index) }
    if hasOperator, !lexemes.indices.contains(where: { startsVerb($0) }) {
      report(.expressionWithoutComparison(written(0..<lexemes.count), at: place(0..<lexemes.count)))
      return nil
    }
    if let name = wholeName(0..<lexemes.count, [.number, .choice]) {
      report(
        .bareName(written(0..<lexemes.count), isNumber: name.number != nil, at: place(0..<lexemes.count)))
      return nil
    }
    return readFactPattern(.condition).map { .fact($0) }
  }

  private func startsVerb(_ index: Int) -> Bool {
    lexemes[index].kind == .word && !isArticle(index) && longestName(index, lexemes.count, .verb) != nil
  }

  private var hasOperator: Bool {
    lexemes.contains { isOperator($0.kind) || $0.kind == .openParenthesis || $0.kind == .percent }
  }

  // MARK: Comparisons

  func comparison(_ kind: TokenKind) -> Comparison? {
    switch kind {
    case .less: return .less
    case .atMost: return .atMost
    case .equal: return .equal
    case .unequal: return .unequal
    case .atLeast: return .atLeast
    case .greater: return .greater
    default: return nil
    }
  }

  private func comparisonIndex() -> Int? { lexemes.firstIndex { comparison($0.kind) != nil } }

  private mutating func readComparison(_ index: Int) -> Clause.Meaning? {
    guard let comparison = comparison(lexemes[index].kind) else { return nil }
    let (left, right) = (0..<index, index + 1..<lexemes.count)
    if let second = right.first(where: { self.comparison(lexemes[$0].kind) != nil }) {
      report(.secondComparison(spelled(second), at: place(second..<second + 1)))
      return nil
    }
    if comparison == .equal || comparison == .unequal {
      if let choice = wholeName(left, .choice)?.choice {
        return readPick(choice, right, negated: comparison == .unequal)
      }
      if isSingleVariable(left) || isSingleVariable(right) {
        return readSame(left, right, negated: comparison == .unequal)
      }
    }
    return readCompared(left, comparison, right)
  }

  private func isSingleVariable(_ range: Range<Int>) -> Bool {
    range.count == 1 && lexemes[range.lowerBound].kind == .variable
  }

  private mutating func readCompared(
    _ left: Range<Int>, _ comparison: Comparison, _ right: Range<Int>
  ) -> Clause.Meaning? {
    let first = readExpression(left)
    let second = readExpression(right)
    guard let first, let second, joinedUnit(first, second, at: left.lowerBound..<right.upperBound) != nil else {
      return nil
    }
    return .compare(first.value, comparison, second.value)
  }

  // MARK: is

  /// The `is` that a clause turns on: the leftmost that no verb holds.
  func leadingIs() -> Int? {
    guard let index = lexemes.firstIndex(where: { $0.kind == .word && $0.word == known.is }) else { return nil }
    // A verb that holds the word, or that stands before it, takes the clause; but declared names are read before verbs.
    if wholeName(0..<index, [.number, .choice]) != nil { return index }
    for start in 0...index where lexemes[start].kind == .word && !isArticle(start) {
      guard let verb = longestName(start, lexemes.count, .verb) else { continue }
      if start > index { return index }
      return verb.end > index || !looksNumeric(index + 1) ? nil : index
    }
    return index
  }

  /// Whether a value may start here, or a comparison in words.
  private func looksNumeric(_ start: Int) -> Bool {
    guard start < lexemes.count else { return false }
    switch lexemes[start].kind {
    case .number, .minus, .openParenthesis: return true
    case .word:
      let word = lexemes[start].word
      return word == known.at || word == known.above || word == known.below || word == known.a || word == known.an
    default: return false
    }
  }

  private mutating func readIs(_ index: Int) -> Clause.Meaning? {
    let left = 0..<index
    var right = index + 1..<lexemes.count
    let negated = isWord(right.lowerBound, known.not)
    if negated { right = right.lowerBound + 1..<right.upperBound }
    if left.isEmpty || right.isEmpty {
      reportMissingSide(right, at: index)
      return nil
    }
    if let choice = wholeName(left, .choice)?.choice { return readPick(choice, right, negated: negated) }
    if isNumberExpression(left) { return readNumberIs(left, right, negated: negated) }
    if let meaning = readMembership(left, right, negated: negated) { return meaning.clause }
    if isWord(right.lowerBound, known.at) || isWord(right.lowerBound, known.above)
      || isWord(right.lowerBound, known.below)
      || lexemes[right.lowerBound].kind == .number
    {
      return readNumberIs(left, right, negated: negated)
    }
    if isSingleVariable(left) || isSingleVariable(right) || isSelf(left) || isSelf(right) {
      return readSame(left, right, negated: negated)
    }
    reportUndeclaredIs(left, right)
    return nil
  }

  private func isSelf(_ range: Range<Int>) -> Bool { range.count == 1 && isWord(range.lowerBound, known.myself) }

  /// Whether the range can only be meant as an expression over numbers.
  private func isNumberExpression(_ range: Range<Int>) -> Bool {
    if range.contains(where: { isOperator(lexemes[$0].kind) || lexemes[$0].kind == .openParenthesis }) { return true }
    if lexemes[range.lowerBound].kind == .number { return true }
    if longestName(range.lowerBound, range.upperBound, .number)?.end == range.upperBound { return true }
    guard let possessive = possessive(from: range.lowerBound, range.upperBound) else { return false }
    return longestName(possessive.nameStart, range.upperBound, .number)?.end == range.upperBound
  }

  private mutating func readNumberIs(_ left: Range<Int>, _ right: Range<Int>, negated: Bool) -> Clause.Meaning? {
    var comparison = Comparison.equal
    var start = right.lowerBound
    if isWord(start, known.at), isWord(start + 1, known.least) || isWord(start + 1, known.most) {
      comparison = isWord(start + 1, known.least) ? .atLeast : .atMost
      start += 2
    } else if isWord(start, known.above) || isWord(start, known.below) {
      comparison = isWord(start, known.above) ? .greater : .less
      start += 1
    }
    if negated { comparison = comparison.opposite }
    return readCompared(left, comparison, start..<right.upperBound)
  }

  /// `X is a KIND`; nil where the right side does not start with an article before a kind.
  private mutating func readMembership(
    _ left: Range<Int>, _ right: Range<Int>, negated: Bool
  ) -> (clause: Clause.Meaning?, Void)? {
    let start = right.lowerBound
    guard isWord(start, known.a) || isWord(start, known.an), right.count > 1 else { return nil }
    let name = start + 1..<right.upperBound
    guard let kind = wholeName(name, .kind)?.kind else {
      report(.unknownKind(written(name), nearest: nearestKind(written(name)), at: place(name)))
      return (nil, ())
    }
    if let subject = subjectQuantifier(left) { return (.member(subject, kind, negated: negated), ()) }
    guard let operand = readOperand(left, .condition) else { return (nil, ()) }
    return (.member(.operand(operand), kind, negated: negated), ())
  }

  private mutating func readSame(_ left: Range<Int>, _ right: Range<Int>, negated: Bool) -> Clause.Meaning? {
    guard !left.isEmpty, !right.isEmpty else {
      report(.isWithoutSides(at: place(0..<lexemes.count)))
      return nil
    }
    guard let first = readOperand(left, .condition), let second = readOperand(right, .condition) else { return nil }
    if first == .any || second == .any {
      report(.anyCompared(at: place(0..<lexemes.count)))
      return nil
    }
    return .same(first, second, negated: negated)
  }

  /// What a choice is compared with.
  private mutating func readPick(_ choice: ChoiceID, _ range: Range<Int>, negated: Bool) -> Clause.Meaning? {
    guard let option = readOption(choice, range, .condition) else { return nil }
    return .choice(choice, option, negated: negated)
  }

  mutating func readOption(_ choice: ChoiceID, _ range: Range<Int>, _ role: ClauseRole) -> Operand? {
    guard !range.isEmpty, let operand = readOperand(range, role) else {
      if range.isEmpty { report(.isWithoutSides(at: place(0..<lexemes.count))) }
      return nil
    }
    guard case .term(let term) = operand else { return operand }
    if role != .fact { choiceBefore = choice }
    let declared = vocabulary.choices[choice.index]
    if declared.options.contains(term) || declared.otherwise == term { return operand }
    if role == .condition, terms.spelling(of: term).lowercased() == "nothing" { return operand }
    let options = declared.options.map { terms.spelling(of: $0) }
    report(
      .unknownOption(
        terms.spelling(of: term), choice: declared, options: options,
        nearest: nearest(to: terms.spelling(of: term), in: options), at: place(range)))
    return nil
  }
}

extension Comparison {
  /// The comparison that holds of two known values exactly when this one does not.
  public var opposite: Comparison {
    switch self {
    case .less: return .atLeast
    case .atMost: return .greater
    case .equal: return .unequal
    case .unequal: return .equal
    case .atLeast: return .less
    case .greater: return .atMost
    }
  }
}
