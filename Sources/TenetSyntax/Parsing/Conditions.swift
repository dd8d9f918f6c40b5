import TenetText

/// How far a condition has been read, and where it ends.
private struct Reading {
  var position: Int
  let end: Int
  /// How many parentheses and `not`s stand around.
  let depth: Int
}

extension Parser {
  /// Reads a range of the body, which is not empty, as one condition; nil after a report.
  mutating func condition(_ range: Range<Int>) -> ConditionSyntax? {
    var reading = Reading(position: range.lowerBound, end: range.upperBound, depth: 0)
    return whole(&reading)
  }

  /// A condition that takes all there is.
  private mutating func whole(_ reading: inout Reading) -> ConditionSyntax? {
    guard let condition = alternatives(&reading) else { return nil }
    if reading.position == reading.end { return condition }
    report(.missingConnector(text(body[reading.position]), at: place(at: reading.position)))
    return nil
  }

  private mutating func alternatives(_ reading: inout Reading) -> ConditionSyntax? {
    guard let first = conjunction(&reading) else { return nil }
    var parts = [first]
    while reading.position < reading.end, isWord(at: reading.position, KnownWords.or) {
      reading.position += 1
      guard let part = conjunction(&reading) else { return nil }
      parts.append(part)
    }
    return parts.count == 1 ? first : .or(parts)
  }

  private mutating func conjunction(_ reading: inout Reading) -> ConditionSyntax? {
    guard let first = negation(&reading) else { return nil }
    var parts = [first]
    while reading.position < reading.end,
      kind(reading.position) == .comma || isWord(at: reading.position, KnownWords.and)
    {
      reading.position += 1
      guard let part = negation(&reading) else { return nil }
      parts.append(part)
    }
    return parts.count == 1 ? first : .and(parts)
  }

  private mutating func negation(_ reading: inout Reading) -> ConditionSyntax? {
    let start = reading.position
    while reading.position < reading.end, isWord(at: reading.position, KnownWords.not) {
      reading.position += 1
      if reading.depth + reading.position - start > Parser.deepest {
        report(.tooDeep(at: place(at: reading.position - 1)))
        return nil
      }
    }
    let nots = body[start..<reading.position]
    guard var condition = primary(&reading, depth: reading.depth + nots.count) else { return nil }
    for not in nots.reversed() { condition = .not(condition, at: not) }
    return condition
  }

  /// A group, or a clause.
  private mutating func primary(_ reading: inout Reading, depth: Int) -> ConditionSyntax? {
    let start = reading.position
    if start < reading.end, kind(start) == .openParenthesis, !isExpression(start, reading.end) {
      return group(&reading, depth: depth + 1)
    }
    while reading.position < reading.end, !endsClause(reading.position) {
      if kind(reading.position) == .openParenthesis {
        if let joint = joint(inside: reading.position) {
          report(.groupInClause(text(body[joint]), at: place(reading.position..<partners[reading.position] + 1)))
          return nil
        }
        reading.position = partners[reading.position]
      }
      reading.position += 1
    }
    if reading.position > start { return .clause(phrase(start..<reading.position)) }
    reportMissingClause(at: start, reading.end)
    return nil
  }

  private mutating func group(_ reading: inout Reading, depth: Int) -> ConditionSyntax? {
    let start = reading.position
    let close = partners[start]
    reading.position = close + 1
    if close == start + 1 {
      report(.emptyParentheses(at: place(start..<close + 1)))
      return nil
    }
    if depth > Parser.deepest {
      report(.tooDeep(at: place(at: start)))
      return nil
    }
    var inner = Reading(position: start + 1, end: close, depth: depth)
    guard let condition = whole(&inner) else { return nil }
    return .group(condition, phrase(start..<close + 1))
  }

  private mutating func reportMissingClause(at position: Int, _ end: Int) {
    if position < end {
      let isAfterComma = position > 0 && kind(position - 1) == .comma
      report(.missingClause(before: text(body[position]), afterComma: isAfterComma, at: place(at: position)))
    } else {
      report(.missingClause(after: text(body[position - 1]), at: place(at: position - 1)))
    }
  }

  func isJoint(_ position: Int) -> Bool {
    kind(position) == .comma || kind(position) == .word && tokens[body[position]].word.raw <= KnownWords.not.raw
  }

  private func endsClause(_ position: Int) -> Bool {
    let token = tokens[body[position]]
    if token.kind == .comma || token.kind == .closeParenthesis { return true }
    guard token.kind == .word else { return false }
    return token.word == KnownWords.and || token.word == KnownWords.or || token.word == KnownWords.unless
  }

  /// A word or comma inside a parenthesis that joins clauses, which no calculation has.
  func joint(inside open: Int) -> Int? {
    (open + 1..<partners[open]).first { isJoint($0) }
  }

  /// Whether a parenthesis belongs to a calculation: a sign of arithmetic or comparison, or `is`, stands after its partner.
  private func isExpression(_ position: Int, _ end: Int) -> Bool {
    let next = partners[position] + 1
    guard next < end else { return false }
    switch kind(next) {
    case .plus, .minus, .star, .slash, .less, .atMost, .equal, .unequal, .atLeast, .greater: return true
    case .word: return isWord(at: next, KnownWords.is)
    default: return false
    }
  }
}
