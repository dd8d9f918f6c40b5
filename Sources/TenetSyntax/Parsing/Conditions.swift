import TenetText

extension StatementParser {
  /// How deep conditions may nest.
  static var deepest: Int { 200 }

  /// Reads a range of the body as one condition; nil after an error was reported.
  mutating func condition(_ range: Range<Int>) -> ConditionSyntax? {
    if let place = tooDeep(range) {
      report(.tooDeep(at: place))
      return nil
    }
    var reader = ConditionReader(range)
    let errors = diagnostics.count
    let condition = readOr(&reader)
    if diagnostics.count == errors, reader.position < range.upperBound {
      report(.missingConnector(text(body[reader.position]), at: place(reader.position..<reader.position + 1)))
    }
    return diagnostics.count == errors ? condition : nil
  }

  struct ConditionReader {
    var position: Int
    let end: Int

    init(_ range: Range<Int>) {
      position = range.lowerBound
      end = range.upperBound
    }
  }

  /// The place where parentheses and `not`s nest too deeply, if they do.
  private func tooDeep(_ range: Range<Int>) -> Span? {
    var depth = 0
    var run = 0
    for position in range {
      switch kind(position) {
      case .openParenthesis: depth += 1
      case .closeParenthesis: depth -= 1
      default: break
      }
      run = isWord(at: position, known.not) ? run + 1 : 0
      if depth > StatementParser.deepest || run > StatementParser.deepest { return place(position..<position + 1) }
    }
    return nil
  }

  private mutating func readOr(_ reader: inout ConditionReader) -> ConditionSyntax? {
    var parts: [ConditionSyntax] = []
    repeat {
      guard let part = readAnd(&reader) else { return nil }
      parts.append(part)
    } while take(known.or, &reader)
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func readAnd(_ reader: inout ConditionReader) -> ConditionSyntax? {
    var parts: [ConditionSyntax] = []
    repeat {
      guard let part = readNot(&reader) else { return nil }
      parts.append(part)
    } while takeAnd(&reader)
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private func take(_ word: WordID, _ reader: inout ConditionReader) -> Bool {
    guard reader.position < reader.end, isWord(at: reader.position, word) else { return false }
    reader.position += 1
    return true
  }

  private func takeAnd(_ reader: inout ConditionReader) -> Bool {
    guard reader.position < reader.end, kind(reader.position) == .comma || isWord(at: reader.position, known.and) else {
      return false
    }
    reader.position += 1
    return true
  }

  private mutating func readNot(_ reader: inout ConditionReader) -> ConditionSyntax? {
    var nots: [Int] = []
    while reader.position < reader.end, isWord(at: reader.position, known.not) {
      nots.append(body[reader.position])
      reader.position += 1
    }
    guard var condition = readPrimary(&reader) else { return nil }
    for not in nots.reversed() { condition = .not(condition, at: not) }
    return condition
  }

  private mutating func readPrimary(_ reader: inout ConditionReader) -> ConditionSyntax? {
    let start = reader.position
    if start < reader.end, kind(start) == .openParenthesis, !isExpression(start, reader.end) {
      let close = partners[start]
      if close == start + 1 {
        report(.emptyParentheses(at: place(start..<close + 1)))
        return nil
      }
      var inner = ConditionReader(start + 1..<close)
      guard let condition = readOr(&inner) else { return nil }
      if inner.position < close {
        report(.missingConnector(text(body[inner.position]), at: place(inner.position..<inner.position + 1)))
        return nil
      }
      reader.position = close + 1
      return .group(condition, phrase(start..<close + 1))
    }
    while reader.position < reader.end, !endsClause(reader.position) {
      let position = reader.position
      reader.position = kind(position) == .openParenthesis ? partners[position] + 1 : position + 1
    }
    if reader.position == start {
      report(missingClause(at: start))
      return nil
    }
    return .clause(phrase(start..<reader.position))
  }

  private func missingClause(at position: Int) -> Diagnostic {
    if position > 0, position <= body.count {
      return .missingClause(after: text(body[position - 1]), at: place(position - 1..<position))
    }
    return .missingClause(after: "", at: place(position..<min(position + 1, body.count)))
  }

  private func endsClause(_ position: Int) -> Bool {
    let token = tokens[body[position]]
    if token.kind == .comma || token.kind == .closeParenthesis { return true }
    guard token.kind == .word else { return false }
    return token.word == known.and || token.word == known.or || token.word == known.unless
  }

  /// Whether a parenthesis belongs to a calculation: a sign of arithmetic or comparison, or `is`, stands after its partner.
  private func isExpression(_ position: Int, _ end: Int) -> Bool {
    let next = partners[position] + 1
    guard next < end else { return false }
    switch kind(next) {
    case .plus, .minus, .star, .slash, .less, .atMost, .equal, .unequal, .atLeast, .greater: return true
    case .word: return isWord(at: next, known.is)
    default: return false
    }
  }
}
