import TenetText

extension StatementParser {
  /// After `rule`: a name, a colon, and what it says.
  mutating func namedRule() -> Statement.Kind {
    let arrow = body.indices.first { kind($0) == .arrow } ?? body.count
    guard let colon = body.indices.first(where: { kind($0) == .colon && $0 < arrow }) else {
      report(.ruleWithoutColon(at: span(lines[0].start, lines[0].start + 1)))
      return .invalid
    }
    if colon == 0 {
      report(.ruleWithoutName(at: span(lines[0].start, lines[0].start + 1)))
      return .invalid
    }
    return rule(named: phrase(0..<colon), from: colon + 1)
  }

  /// `CONDITION → CONCLUSION, … [unless CONDITION]` or `A conflicts with B`.
  mutating func rule(named name: Phrase?, from start: Int) -> Statement.Kind {
    guard isBalanced else { return .invalid }
    let range = start..<body.count
    let arrows = range.filter { kind($0) == .arrow }
    let conflicts = range.filter { isWord(at: $0, known.conflicts) && isWord(at: $0 + 1, known.with) }
    if let colon = range.first(where: { kind($0) == .colon }) {
      report(.strayColon(at: place(colon..<colon + 1)))
      return .invalid
    }
    if let conflict = conflicts.first {
      if let arrow = arrows.first {
        report(.arrowInConflict(at: place(arrow..<arrow + 1)))
        return .invalid
      }
      if conflicts.count > 1 {
        report(.secondConflict(at: place(conflicts[1]..<conflicts[1] + 2)))
        return .invalid
      }
      return self.conflict(name, start..<conflict, conflict + 2..<body.count, at: conflict)
    }
    guard let arrow = arrows.first else {
      report(.missingArrow(isNamed: name != nil, at: range.isEmpty ? span(lines[0].start, lines[0].end) : place(range)))
      return .invalid
    }
    for second in arrows.dropFirst() { report(.secondArrow(at: place(second..<second + 1))) }
    if arrows.count > 1 { return .invalid }
    return inference(name, start..<arrow, arrow + 1..<body.count, at: arrow)
  }

  private mutating func conflict(_ name: Phrase?, _ left: Range<Int>, _ right: Range<Int>, at position: Int)
    -> Statement.Kind
  {
    if let unless = (left.lowerBound..<right.upperBound).first(where: { isWord(at: $0, known.unless) }) {
      report(.unlessInConflict(at: place(unless..<unless + 1)))
      return .invalid
    }
    for side in [left, right] where side.isEmpty {
      report(.conflictWithoutSide(isLeft: side == left, at: place(position..<position + 2)))
    }
    guard !left.isEmpty, !right.isEmpty else { return .invalid }
    let first = condition(left)
    let second = condition(right)
    guard let first, let second else { return .invalid }
    return .rule(RuleSyntax(name: name, body: .conflict(first, second)))
  }

  private mutating func inference(_ name: Phrase?, _ left: Range<Int>, _ right: Range<Int>, at arrow: Int)
    -> Statement.Kind
  {
    var isFit = true
    if left.isEmpty {
      report(.missingCondition(at: place(arrow..<arrow + 1)))
      isFit = false
    }
    if let early = left.first(where: { isWord(at: $0, known.unless) }) {
      report(.unlessBeforeArrow(at: place(early..<early + 1)))
      isFit = false
    }
    let exceptions = right.filter { isWord(at: $0, known.unless) }
    if exceptions.count > 1 {
      report(.secondUnless(at: place(exceptions[1]..<exceptions[1] + 1)))
      isFit = false
    }
    let conclusionEnd = exceptions.first ?? right.upperBound
    let conclusions = self.conclusions(right.lowerBound..<conclusionEnd, at: arrow)
    guard isFit else { return .invalid }
    let body = condition(left)
    var unless: ConditionSyntax?
    if let start = exceptions.first {
      if start + 1 == right.upperBound {
        report(.missingClause(after: "unless", at: place(start..<start + 1)))
        return .invalid
      }
      unless = condition(start + 1..<right.upperBound)
      if unless == nil { return .invalid }
    }
    guard let body, let conclusions else { return .invalid }
    return .rule(RuleSyntax(name: name, body: .inference(condition: body, conclusions: conclusions, unless: unless)))
  }

  // MARK: Conclusions

  private mutating func conclusions(_ range: Range<Int>, at arrow: Int) -> [Phrase]? {
    if range.isEmpty {
      report(.missingConclusion(at: place(arrow..<arrow + 1)))
      return nil
    }
    var phrases: [Phrase] = []
    var isFit = true
    var start = range.lowerBound
    var position = start
    while position <= range.upperBound {
      let isEnd = position == range.upperBound
      if isEnd || kind(position) == .comma || isWord(at: position, known.and) {
        if start == position {
          report(
            .missingClause(
              after: isEnd ? text(body[position - 1]) : "→",
              at: place((isEnd ? position - 1 : position)..<(isEnd ? position : position + 1))))
          isFit = false
        } else {
          phrases.append(phrase(start..<position))
        }
        start = position + 1
        position += 1
        continue
      }
      if isWord(at: position, known.or) {
        report(.orInConclusion(at: place(position..<position + 1)))
        isFit = false
      }
      if isWord(at: position, known.not), position == start {
        report(.notInConclusion(at: place(position..<position + 1)))
        isFit = false
      }
      position = kind(position) == .openParenthesis ? partners[position] + 1 : position + 1
    }
    return isFit ? phrases : nil
  }
}
