import TenetSyntax
import TenetText

/// What an expression counts in.
enum UnitTag: Equatable {
  /// A literal without a unit: fits any number.
  case bare
  case unit(String)
  /// A number declared without a unit.
  case open
  /// What comes of two units, which nobody named: fits any number.
  case mixed

  /// The unit of a sum, or nil where the two do not go together.
  func joined(_ other: UnitTag) -> UnitTag? {
    switch (self, other) {
    case (.bare, let unit), (let unit, .bare): return unit
    case (.open, let unit), (let unit, .open): return unit
    case (.mixed, let unit), (let unit, .mixed): return unit
    case (.unit(let left), .unit(let right)): return left == right ? self : nil
    }
  }
}

/// An expression with its unit and its lexemes.
struct ReadExpression {
  var value: Expression
  var unit: UnitTag
  var range: Range<Int>
}

extension ClauseReader {
  /// The largest number of operators in one expression: deeper trees gain nobody anything.
  private static var longestExpression: Int { 500 }

  /// Reads a range of lexemes as one expression; nil after an error was reported.
  mutating func readExpression(_ range: Range<Int>) -> ReadExpression? {
    if range.isEmpty {
      report(.missingExpression(at: place(range)))
      return nil
    }
    var operators = 0
    for index in range where isOperator(lexemes[index].kind) || lexemes[index].kind == .openParenthesis {
      operators += 1
    }
    if operators > ClauseReader.longestExpression {
      report(.longExpression(at: place(range)))
      return nil
    }
    var index = range.lowerBound
    guard let value = readSum(&index, range.upperBound) else { return nil }
    if index < range.upperBound {
      report(.strayInExpression(spelled(index), at: place(index..<index + 1)))
      return nil
    }
    return value
  }

  func isOperator(_ kind: TokenKind) -> Bool {
    kind == .plus || kind == .minus || kind == .star || kind == .slash
  }

  private mutating func readSum(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    guard var left = readProduct(&index, limit) else { return nil }
    while index < limit, lexemes[index].kind == .plus || lexemes[index].kind == .minus {
      let isPlus = lexemes[index].kind == .plus
      index += 1
      guard let right = readProduct(&index, limit) else { return nil }
      let range = left.range.lowerBound..<index
      guard let unit = joinedUnit(left, right, at: range) else { return nil }
      left = ReadExpression(
        value: isPlus ? .add(left.value, right.value) : .subtract(left.value, right.value), unit: unit, range: range)
    }
    return left
  }

  private mutating func readProduct(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    guard var left = readFactor(&index, limit) else { return nil }
    while index < limit, lexemes[index].kind == .star || lexemes[index].kind == .slash {
      let isTimes = lexemes[index].kind == .star
      index += 1
      guard let right = readFactor(&index, limit) else { return nil }
      let range = left.range.lowerBound..<index
      if !isTimes, constantValue(right.value) == .zero {
        report(.divisionByZero(at: place(right.range)))
        return nil
      }
      if isTimes { warnOfPercent(left, times: right, at: range) }
      left = ReadExpression(
        value: isTimes ? .multiply(left.value, right.value) : .divide(left.value, right.value),
        unit: isTimes ? product(left.unit, right.unit) : quotient(left.unit, right.unit), range: range)
    }
    return left
  }

  private func product(_ left: UnitTag, _ right: UnitTag) -> UnitTag {
    switch (left, right) {
    case (.bare, let unit), (let unit, .bare): return unit
    case (.open, let unit), (let unit, .open): return unit
    default: return .mixed
    }
  }

  private func quotient(_ left: UnitTag, _ right: UnitTag) -> UnitTag {
    switch (left, right) {
    case (_, .bare), (.unit, .open), (.open, .open): return left
    default: return .mixed
    }
  }

  private mutating func readFactor(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    let start = index
    var isNegative = false
    while index < limit, lexemes[index].kind == .minus || lexemes[index].kind == .plus {
      if lexemes[index].kind == .minus { isNegative.toggle() }
      index += 1
    }
    guard index < limit else {
      report(.missingExpression(at: place(limit - 1..<limit)))
      return nil
    }
    guard var value = readPrimary(&index, limit) else { return nil }
    if isNegative {
      if case .literal(let literal) = value.value {
        value.value = .literal(literal.negated)
      } else {
        value.value = .negate(value.value)
      }
    }
    value.range = start..<index
    return value
  }

  private mutating func readPrimary(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    let start = index
    switch lexemes[index].kind {
    case .openParenthesis:
      index += 1
      guard index < limit else { break }
      guard let inner = readSum(&index, limit) else { return nil }
      guard index < limit, lexemes[index].kind == .closeParenthesis else { break }
      index += 1
      return ReadExpression(value: inner.value, unit: inner.unit, range: start..<index)
    case .number: return readLiteral(&index, limit)
    case .word, .variable, .string: return readNumberName(&index, limit)
    default: break
    }
    let end = min(index, limit - 1)
    report(.strayInExpression(spelled(end), at: place(end..<end + 1)))
    return nil
  }

  /// A literal with the unit behind it, if there is one.
  private mutating func readLiteral(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    let start = index
    guard let value = readDecimal(start) else { return nil }
    index += 1
    var unit = UnitTag.bare
    if index < limit, lexemes[index].kind == .percent {
      unit = .unit("%")
      index += 1
    } else if index < limit, lexemes[index].kind == .word {
      var found: (node: PhraseTrie.Node, end: Int)?
      var wordEnd = index
      while wordEnd < limit, lexemes[wordEnd].kind == .word { wordEnd += 1 }
      var node = PhraseTrie.root
      for next in index..<wordEnd {
        guard let step = terms.trie.step(node, lexemes[next].word) else { break }
        node = step
        if vocabulary.meaning(at: node)?.unit != nil { found = (node, next + 1) }
      }
      guard let found, let name = vocabulary.meaning(at: found.node)?.unit else {
        report(
          .unknownUnit(
            written(index..<wordEnd), nearest: nearestUnit(written(index..<wordEnd)),
            advice: adviceAboutUnit(index..<wordEnd), at: place(index..<wordEnd)))
        return nil
      }
      unit = .unit(name)
      index = found.end
    }
    return ReadExpression(value: .literal(value), unit: unit, range: start..<index)
  }

  mutating func readDecimal(_ index: Int) -> ExactDecimal? {
    let lexeme = lexemes[index]
    switch parseDecimal(text.bytes[Int(lexeme.start)..<Int(lexeme.end)]) {
    case .success(let value): return value
    case .failure(let error):
      report(.numberDoesNotFit(spelled(index), error.reason, at: place(index..<index + 1)))
      return nil
    }
  }

  /// A declared number, of `self` or of another subject by the possessive.
  private mutating func readNumberName(_ index: inout Int, _ limit: Int) -> ReadExpression? {
    let start = index
    if let found = longestName(start, limit, .number),
      let number = vocabulary.meaning(at: found.node)?.number
    {
      index = found.end
      return numberTerm(number, of: .term(.self), start..<index)
    }
    if let possessive = possessive(from: start, limit) {
      guard let found = longestName(possessive.nameStart, limit, .number),
        let number = vocabulary.meaning(at: found.node)?.number
      else {
        let end = nameEnd(possessive.nameStart, limit)
        reportUnknownNumber(possessive.nameStart..<max(end, possessive.nameStart), whole: start..<end)
        return nil
      }
      guard let subject = readPossessor(possessive) else { return nil }
      index = found.end
      return numberTerm(number, of: subject, start..<index)
    }
    let end = nameEnd(start, limit)
    reportUnknownNumber(start..<end, whole: start..<end)
    return nil
  }

  private func numberTerm(_ number: NumberID, of subject: Operand, _ range: Range<Int>) -> ReadExpression {
    let unit = vocabulary.numbers[number.index].unit.map { UnitTag.unit($0) } ?? .open
    return ReadExpression(value: .number(number, subject: subject), unit: unit, range: range)
  }

  /// The end of a run of words.
  private func nameEnd(_ start: Int, _ limit: Int) -> Int {
    var end = start
    while end < limit {
      switch lexemes[end].kind {
      case .word, .number, .variable, .string, .possessive: end += 1
      default: return max(end, start + 1)
      }
    }
    return end
  }

  private mutating func reportUnknownNumber(_ name: Range<Int>, whole: Range<Int>) {
    let range = name.isEmpty ? whole : name
    let names = vocabulary.numbers.map { $0.name }
    let isChoice = wholeName(range, .choice) != nil
    report(
      .unknownNumber(
        written(range), nearest: nearest(to: written(range), in: names), isChoice: isChoice,
        advice: adviceAboutNumber(range), at: place(range)))
  }

  // MARK: Possessives

  struct Possessive {
    /// The possessor without its `'s`.
    var owner: Range<Int>
    /// Whether the last lexeme of the owner is a word that ends in `'s`.
    var endsInWord: Bool
    var nameStart: Int
  }

  /// The first `…'s` from `start` that a number's name follows, or else the first `…'s`.
  func possessive(from start: Int, _ limit: Int) -> Possessive? {
    var first: Possessive?
    for index in start..<limit {
      let found: Possessive
      switch lexemes[index].kind {
      case .possessive: found = Possessive(owner: start..<index, endsInWord: false, nameStart: index + 1)
      case .word where hasPossessiveEnding(index):
        found = Possessive(owner: start..<index + 1, endsInWord: true, nameStart: index + 1)
      case .word, .number, .variable, .string, .any: continue
      default: return first
      }
      if found.nameStart < limit, longestName(found.nameStart, limit, .number) != nil { return found }
      if first == nil, found.nameStart < limit { first = found }
    }
    return first
  }

  private func hasPossessiveEnding(_ index: Int) -> Bool {
    words.text(of: lexemes[index].word).hasSuffix("'s")
  }

  private mutating func readPossessor(_ possessive: Possessive) -> Operand? {
    let owner = possessive.owner
    guard !owner.isEmpty else { return nil }
    guard possessive.endsInWord else { return readOperand(owner, .condition) }
    let last = owner.upperBound - 1
    let full = lexemes[last]
    let bare = String(words.text(of: full.word).dropLast(2))
    lexemes[last].word = words.intern(bare)
    // However the sign and the letter are written: `'S` and `’s` are read as `'s` too.
    let ending = spelled(last).unicodeScalars.suffix(2).reduce(0) { $0 + UTF8.width($1) }
    lexemes[last].end -= UInt32(ending)
    defer { lexemes[last] = full }
    warnOfQuantifier(asOwner: owner)
    return readOperand(owner, .condition)
  }

  // MARK: Units

  /// The unit of two sides that are added or compared; nil after an error was reported.
  mutating func joinedUnit(_ left: ReadExpression, _ right: ReadExpression, at range: Range<Int>) -> UnitTag? {
    if let mismatch = literalAgainstBareNumber(left, right) ?? literalAgainstBareNumber(right, left) {
      report(.unitOnBareNumber(mismatch.unit, number: mismatch.name, at: place(mismatch.range)))
      return nil
    }
    if left.unit == .open, right.unit == .unit("%"), case .multiply = right.value,
      right.value.numbers.contains(where: { vocabulary.numbers[$0.number.index].unit == nil })
    {
      warnOfPercent(at: right.range)
    }
    if let unit = left.unit.joined(right.unit) { return unit }
    report(.unitMismatch(unitName(left.unit), unitName(right.unit), at: place(range)))
    return nil
  }

  /// A literal with a unit beside a number that has none.
  private func literalAgainstBareNumber(
    _ literal: ReadExpression, _ number: ReadExpression
  ) -> (unit: String, name: String, range: Range<Int>)? {
    guard case .literal = literal.value, case .unit(let unit) = literal.unit, case .number(let id, _) = number.value,
      vocabulary.numbers[id.index].unit == nil
    else { return nil }
    return (unit, vocabulary.numbers[id.index].name, literal.range)
  }

  /// A share of what has a unit of its own is taken by dividing by 100; the sign alone does not do that.
  private mutating func warnOfPercent(_ left: ReadExpression, times right: ReadExpression, at range: Range<Int>) {
    let percent = UnitTag.unit("%")
    guard (left.unit == percent) != (right.unit == percent) else { return }
    switch left.unit == percent ? right.unit : left.unit {
    case .unit, .mixed: warnOfPercent(at: range)
    case .bare, .open: return
    }
  }

  private mutating func warnOfPercent(at range: Range<Int>) {
    let hundreds = ["100", "0.01", "100.0"]
    if lexemes.indices.contains(where: { lexemes[$0].kind == .number && hundreds.contains(spelled($0)) }) { return }
    report(.percentAsFactor(written(range), at: place(range)))
  }

  func unitName(_ unit: UnitTag) -> String {
    if case .unit(let name) = unit { return name }
    return "no unit"
  }

  private func nearestUnit(_ name: String) -> String? {
    nearest(to: name, in: vocabulary.numbers.compactMap { $0.unit })
  }

  /// The value of an expression without numbers in it.
  func constantValue(_ expression: Expression) -> ExactDecimal? {
    switch expression {
    case .literal(let value): return value
    case .number: return nil
    case .negate(let inner): return constantValue(inner)?.negated
    case .add(let left, let right): return constants(left, right).flatMap { $0.adding($1) }
    case .subtract(let left, let right): return constants(left, right).flatMap { $0.subtracting($1) }
    case .multiply(let left, let right): return constants(left, right).flatMap { $0.multiplied(by: $1) }
    case .divide: return nil
    }
  }

  private func constants(_ left: Expression, _ right: Expression) -> (ExactDecimal, ExactDecimal)? {
    guard let left = constantValue(left), let right = constantValue(right) else { return nil }
    return (left, right)
  }
}
