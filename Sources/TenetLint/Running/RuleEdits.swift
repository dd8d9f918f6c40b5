import TenetModel
import TenetSyntax
import TenetText

/// Changes of text that take a rule, a part of its condition, or a line away, and nothing that anybody said beside it.
///
/// Each is nil where a comment, a reason, a source or a name would go too, or where a name would be printed in another
/// spelling afterwards, since what goes may be where it was written first.
struct RuleEdits {
  private let set: RuleSet
  private let spellings: WordSpellings?

  /// - Parameter spellings: where words of the vocabulary go.
  init(_ set: RuleSet, keeping spellings: WordSpellings? = nil) {
    self.set = set
    self.spellings = spellings
  }

  /// The fix that makes a change.
  func fix(_ change: RuleChange) -> Diagnostic.Fix? {
    let rule = set.rules[change.rule]
    switch change.what {
    case .withoutRule: return removal(of: rule)
    case .withoutLeaf(let leaf): return removal(ofLeaf: leaf, of: rule)
    case .withoutException: return removalOfException(of: rule)
    }
  }

  /// The rule's own lines.
  private func removal(of rule: Rule) -> Diagnostic.Fix? {
    let isBare =
      rule.name == nil && rule.because == nil && rule.sources.isEmpty && rule.tags.isEmpty && rule.documentation.isEmpty
    return isBare && concludesFacts(rule) ? removalOfLines(rule.place) : nil
  }

  /// Whole lines, from the first of a place to its last; nil where a comment stands in them or right above.
  func removalOfLines(_ place: Span) -> Diagnostic.Fix? {
    let source = set.sources[place.source.index]
    let (first, last) = (source.lineIndex(of: place.start), source.lineIndex(of: max(place.start, place.end - 1)))
    let start = source.lineRange(first).lowerBound
    let end = source.bytes[source.lineRange(last).upperBound...].firstIndex(of: 10).map { $0 + 1 } ?? source.bytes.count
    // A comment above is about what stands below.
    if first > 0, source.bytes[source.lineRange(first - 1)].first == UInt8(ascii: "#") { return nil }
    return removal(of: Span(source: place.source, start: UInt32(start), end: UInt32(end)))
  }

  /// A clause that stands beside others in an `and` or `or`, its `not` and one of its neighbouring joints with it.
  private func removal(ofLeaf leaf: Int, of rule: Rule) -> Diagnostic.Fix? {
    guard !rule.isConflict, concludesFacts(rule), let part = rule.condition.part(leaf) else { return nil }
    let place = rule.clauses[leaf].place
    let tokens = significant(rule)
    guard var first = tokens.firstIndex(where: { $0.start == place.start }),
      let last = tokens.firstIndex(where: { $0.end == place.end })
    else { return nil }
    if part.isNegated {
      guard first > 0, isWord("not", tokens[first - 1], rule) else { return nil }
      first -= 1
    }
    func isJoint(_ index: Int) -> Bool {
      tokens.indices.contains(index)
        && (isWord(part.isConjoined ? "and" : "or", tokens[index], rule)
          || part.isConjoined && tokens[index].kind == .comma)
    }
    if isJoint(last + 1), last + 2 < tokens.count {
      return removal(of: Span(source: place.source, start: tokens[first].start, end: tokens[last + 2].start))
    }
    guard isJoint(first - 1), first > 1 else { return nil }
    return removal(of: Span(source: place.source, start: tokens[first - 2].end, end: tokens[last].end))
  }

  /// `unless` and what follows.
  private func removalOfException(of rule: Rule) -> Diagnostic.Fix? {
    guard concludesFacts(rule), let exception = rule.exception, let start = exception.leaves.first,
      let end = exception.leaves.last
    else { return nil }
    let tokens = significant(rule)
    let (from, to) = (rule.clauses[start].place, rule.clauses[end].place)
    guard let unless = tokens.lastIndex(where: { $0.start < from.start && isWord("unless", $0, rule) }), unless > 0,
      var last = tokens.firstIndex(where: { $0.end == to.end })
    else { return nil }
    while last + 1 < tokens.count, tokens[last + 1].kind == .closeParenthesis { last += 1 }
    return removal(of: Span(source: from.source, start: tokens[unless - 1].end, end: tokens[last].end))
  }

  /// Of two negations that cancel each other, `not (not a)`, what stands inside.
  func removal(ofNegationsAround inner: Condition, of rule: Rule) -> [Diagnostic.Fix] {
    guard !rule.isConflict, let leaf = inner.leaves.first, let end = inner.leaves.last else { return [] }
    let tokens = significant(rule)
    guard let first = tokens.firstIndex(where: { $0.start == rule.clauses[leaf].place.start }),
      let last = tokens.firstIndex(where: { $0.end == rule.clauses[end].place.end }), inner.leaves.count == 1,
      first > 2, isWord("not", tokens[first - 1], rule), tokens[first - 2].kind == .openParenthesis,
      isWord("not", tokens[first - 3], rule), last + 1 < tokens.count, tokens[last + 1].kind == .closeParenthesis
    else { return [] }
    let source = rule.place.source
    let before = removal(of: Span(source: source, start: tokens[first - 3].start, end: tokens[first].start))
    let after = removal(of: Span(source: source, start: tokens[last].end, end: tokens[last + 1].end))
    guard let before, let after else { return [] }
    return [before, after]
  }

  // MARK: What goes with it

  private func removal(of span: Span) -> Diagnostic.Fix? {
    for token in tokens(of: set.trees[span.source.index], in: span) {
      if token.kind == .comment || spellings?.isVarying(token) == true { return nil }
    }
    return Diagnostic.Fix(span, "", isSafe: true)
  }

  private func significant(_ rule: Rule) -> [Token] {
    tokens(of: set.trees[rule.place.source.index], in: rule.place).filter { !$0.kind.isTrivia }
  }

  private func isWord(_ word: String, _ token: Token, _ rule: Rule) -> Bool {
    token.kind == .word && set.sources[rule.place.source.index].text(token.start, token.end).lowercased() == word
  }

  /// What adds to a number does so once more; what a number is set to may be contested.
  private func concludesFacts(_ rule: Rule) -> Bool {
    !rule.isConflict && rule.conclusions.allSatisfy { if case .fact = $0.head { return true } else { return false } }
  }
}

extension Condition {
  /// How a leaf stands in the condition: in an `and` or `or` of several that nothing denies, perhaps behind `not`; nil
  /// where it stands otherwise.
  func part(_ leaf: Int) -> (isConjoined: Bool, isNegated: Bool)? {
    let (parts, isConjoined): ([Condition], Bool)
    switch self {
    case .clause, .not: return nil
    case .and(let inner): (parts, isConjoined) = (inner, true)
    case .or(let inner): (parts, isConjoined) = (inner, false)
    }
    for part in parts {
      switch part {
      case .clause(leaf): return parts.count > 1 ? (isConjoined, false) : nil
      case .not(.clause(leaf)): return parts.count > 1 ? (isConjoined, true) : nil
      default: if let found = part.part(leaf) { return found }
      }
    }
    return nil
  }
}
