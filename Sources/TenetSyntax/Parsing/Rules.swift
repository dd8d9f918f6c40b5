import TenetText

extension Parser {
  /// After `rule`: a name, a colon, and what it says.
  mutating func namedRule() -> Statement.Kind {
    let keyword = lines[0].start
    let arrow = body.indices.first { kind($0) == .arrow } ?? body.count
    guard let colon = body.indices.first(where: { kind($0) == .colon }), colon < arrow else {
      report(.ruleWithoutColon(at: span(keyword)))
      return .invalid
    }
    if colon == 0 {
      report(.ruleWithoutName(at: span(keyword)))
      return .invalid
    }
    let isName = colon == 1 && kind(0) == .string || (0..<colon).allSatisfy { kind($0) == .word || kind($0) == .number }
    if !isName {
      report(.ruleName(at: place(0..<colon)))
      return .invalid
    }
    return rule(named: phrase(0..<colon), from: colon + 1)
  }

  /// `CONDITION → CONCLUSION, … [unless CONDITION]` or `A conflicts with B`.
  mutating func rule(named name: Phrase?, from start: Int) -> Statement.Kind {
    let range = start..<body.count
    let arrows = range.filter { kind($0) == .arrow }
    let conflicts = range.filter { isWord(at: $0, KnownWords.conflicts) && isWord(at: $0 + 1, KnownWords.with) }
    if let colon = range.first(where: { kind($0) == .colon }) {
      let isName = name == nil && colon > start && (start..<colon).allSatisfy { kind($0) == .word }
      report(.strayColon(name: isName ? text(body[start], body[colon - 1] + 1) : nil, at: place(at: colon)))
      return .invalid
    }
    if let inside = firstEnclosed(arrows) {
      report(.insideParentheses(text(body[inside]), at: place(at: inside)))
      return .invalid
    }
    if let inside = firstEnclosed(conflicts) {
      report(.insideParentheses("conflicts with", at: place(inside..<inside + 2)))
      return .invalid
    }
    if let conflict = conflicts.first { return self.conflict(name, range, conflicts, arrows, at: conflict) }
    guard let arrow = arrows.first else { return missingArrow(name, range) }
    if arrows.count > 1 {
      for second in arrows.dropFirst() { report(.secondArrow(at: place(at: second), first: place(at: arrow))) }
      return .invalid
    }
    return inference(name, start..<arrow, arrow + 1..<body.count, at: arrow)
  }

  /// The first of some positions of the body, in order, that stands between parentheses. Cost: linear in the body.
  private func firstEnclosed(_ positions: [Int]) -> Int? {
    var (position, end) = (0, 0)
    for found in positions {
      while position < found {
        if kind(position) == .openParenthesis { end = max(end, partners[position]) }
        position += 1
      }
      if end > found { return found }
    }
    return nil
  }

  /// Says what a line without an arrow lacks, or what it was meant to be.
  private mutating func missingArrow(_ name: Phrase?, _ range: Range<Int>) -> Statement.Kind {
    let place = range.isEmpty ? span(lines[0]) : self.place(range)
    if name != nil {
      report(.ruleWithoutArrow(isValue: range.contains { isWord(at: $0, KnownWords.is) }, at: place))
    } else if let caseAbove {
      report(.factNotIndented(text(caseAbove), at: place))
    } else if isTitled(lines[0]) {
      report(.unknownStatement(text(body[0]), at: self.place(at: 0)))
    } else {
      report(.missingArrow(meant(), at: place))
    }
    return .invalid
  }

  /// What the body, which is no statement, looks like.
  private func meant() -> Diagnostic.Meant {
    let isIf = isWord(at: 0, KnownWords.if) || isWord(at: 0, KnownWords.when)
    if isIf || body.contains(where: { text($0).lowercased() == "then" }) { return .ifThen }
    guard body.count > 1 else { return .other }
    let (first, second) = (kind(0), kind(1))
    let isRemark =
      first == .slash && (second == .slash || second == .star) || first == .minus && second == .minus
    return isRemark ? .remark : .other
  }

  /// Whether a line is a word and a string, as statements with a title are.
  func isTitled(_ line: Line) -> Bool {
    guard tokens[line.start].kind == .word, let second = significant(line.start + 1, line.end) else { return false }
    return second + 1 == line.end && tokens[second].kind == .string
  }

  private mutating func conflict(
    _ name: Phrase?, _ range: Range<Int>, _ conflicts: [Int], _ arrows: [Int], at position: Int
  ) -> Statement.Kind {
    if let arrow = arrows.first {
      report(.arrowInConflict(at: place(at: arrow)))
      return .invalid
    }
    if conflicts.count > 1 {
      report(.secondConflict(at: place(conflicts[1]..<conflicts[1] + 2)))
      return .invalid
    }
    if let unless = range.first(where: { isWord(at: $0, KnownWords.unless) }) {
      report(.unlessInConflict(at: place(at: unless)))
      return .invalid
    }
    let (left, right) = (range.lowerBound..<position, position + 2..<range.upperBound)
    for (side, isLeft) in [(left, true), (right, false)] where side.isEmpty {
      report(.conflictWithoutSide(isLeft: isLeft, at: place(position..<position + 2)))
    }
    guard !left.isEmpty, !right.isEmpty else { return .invalid }
    let first = condition(left)
    let second = condition(right)
    guard let first, let second else { return .invalid }
    return .rule(RuleSyntax(name: name, body: .conflict(first, second)))
  }

  private mutating func inference(
    _ name: Phrase?, _ left: Range<Int>, _ right: Range<Int>, at arrow: Int
  ) -> Statement.Kind {
    let exceptions = right.filter { isWord(at: $0, KnownWords.unless) }
    if let inside = firstEnclosed(Array(exceptions.prefix(1))) {
      report(.insideParentheses("unless", at: place(at: inside)))
      return .invalid
    }
    let end = exceptions.first ?? right.upperBound
    let condition = premise(left, at: arrow)
    let conclusions = self.conclusions(right.lowerBound..<end, at: arrow)
    var isFit = condition != nil
    var unless: ConditionSyntax?
    if exceptions.count > 1 {
      report(.secondUnless(at: place(at: exceptions[1]), first: place(at: exceptions[0])))
      isFit = false
    } else if let start = exceptions.first {
      if start + 1 == right.upperBound {
        report(.missingClause(after: "unless", at: place(at: start)))
      } else {
        unless = self.condition(start + 1..<right.upperBound)
      }
      isFit = isFit && unless != nil
    }
    guard isFit, let condition, let conclusions else { return .invalid }
    return .rule(
      RuleSyntax(name: name, body: .inference(condition: condition, conclusions: conclusions, unless: unless)))
  }

  /// What stands before the arrow.
  private mutating func premise(_ range: Range<Int>, at arrow: Int) -> ConditionSyntax? {
    if range.isEmpty {
      report(.missingCondition(at: place(at: arrow)))
      return nil
    }
    if let early = range.first(where: { isWord(at: $0, KnownWords.unless) }) {
      report(.unlessBeforeArrow(at: place(at: early)))
      return nil
    }
    return condition(range)
  }

  // MARK: Conclusions

  private mutating func conclusions(_ range: Range<Int>, at arrow: Int) -> [Phrase]? {
    if range.isEmpty {
      report(.missingConclusion(at: place(at: arrow)))
      return nil
    }
    var phrases: [Phrase] = []
    var isFit = true
    var start = range.lowerBound
    var position = start
    while position <= range.upperBound {
      let isEnd = position == range.upperBound
      if isEnd || kind(position) == .comma || isWord(at: position, KnownWords.and) {
        if start == position {
          report(
            isEnd
              ? .missingClause(after: text(body[position - 1]), at: place(at: position - 1))
              : .missingClause(
                before: text(body[position]), afterComma: position > 0 && kind(position - 1) == .comma,
                at: place(at: position)))
          isFit = false
        } else {
          phrases.append(phrase(start..<position))
        }
        start = position + 1
        position += 1
        continue
      }
      if isWord(at: position, KnownWords.or) {
        report(.orInConclusion(at: place(at: position)))
        isFit = false
      } else if position == start, isWord(at: position, KnownWords.not) {
        report(.notInConclusion(at: place(at: position)))
        isFit = false
      }
      if kind(position) == .openParenthesis {
        if let joint = joint(inside: position) {
          let place = place(position..<partners[position] + 1)
          report(position == start ? .groupedConclusions(at: place) : .groupInClause(text(body[joint]), at: place))
          isFit = false
        }
        position = partners[position]
      }
      position += 1
    }
    return isFit ? phrases : nil
  }
}
