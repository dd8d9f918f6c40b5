import TenetModel
import TenetText

let duplicateRule = Check(
  .meaning, "duplicate-rule", "two rules conclude the same from conditions that hold in the same profiles",
  why: "One of the two is enough. Where they were meant to differ, one of them is wrong.",
  wrong: "a and b → c\nb and a → c\n",
  right: "a and b → c\nb and d → c\n",
  found: ["not (a or b) → c\nnot a and not b → c\n", "number n\nn > 3 → big\nn > 3 and n > 2 → big\n"],
  passed: ["a and b → c\na and b → d\n", "a → c\na and b → c\n"]
) { linting in
  linting.withSpace { linting, space in
    var isFixed = false
    let found = RulePairs(linting, &space)
    linting.giveUp(found.undecided, space)
    for pair in found.pairs where pair.relation == .same {
      // One at a time: what can go alone need not be able to go together with another one.
      let fixes = isFixed ? [] : removal(pair, linting)
      isFixed = isFixed || !fixes.isEmpty
      linting.reportPair(
        pair, "holds in the same profiles as \(linting.name(linting.set.rules[pair.other])), and concludes the same",
        &space, fixes: fixes)
    }
  }
}

/// Takes a rule away that says word for word what an earlier one says, in whatever order, and nothing beside it.
///
/// Rules that only come to the same in every profile of base facts are left: a profile may give what they conclude.
private func removal(_ pair: RulePair, _ linting: Linting) -> [Diagnostic.Fix] {
  let (rule, other) = (linting.set.rules[pair.rule], linting.set.rules[pair.other])
  let isBare =
    rule.name == nil && rule.because == nil && rule.sources.isEmpty && rule.tags.isEmpty && rule.documentation.isEmpty
    && rule.conclusions.allSatisfy { if case .add = $0.head { return false } else { return true } }
  guard pair.other < pair.rule, isBare, rule.variables.isEmpty, parts(rule) == parts(other) else { return [] }
  let source = linting.set.sources[rule.place.source.index]
  let line = source.lineIndex(of: rule.place.start)
  guard line == source.lineIndex(of: rule.place.end) else { return [] }
  let range = source.lineRange(line)
  let tokens = linting.tree(of: rule.place).tokens
  if tokens.contains(where: { $0.kind == .comment && range.contains(Int($0.start)) }) { return [] }
  // A comment above is about this rule.
  let above = line > 0 ? source.lineRange(line - 1) : 0..<0
  if source.bytes[above].first == UInt8(ascii: "#") { return [] }
  let next = source.bytes[range.upperBound...].firstIndex(of: 10).map { $0 + 1 } ?? source.bytes.count
  return [
    Diagnostic.Fix(
      Span(source: rule.place.source, start: UInt32(range.lowerBound), end: UInt32(next)), "", isSafe: true)
  ]

  /// The conclusions and the clauses of a plain conjunction, sorted; each rule is its own where it is none.
  func parts(_ rule: Rule) -> [String] {
    var texts = rule.conclusions.map { linting.text(rule, $0.head) }.sorted() + ["→"]
    var conditions = [rule.condition]
    if case .and(let parts) = rule.condition { conditions = parts }
    for condition in conditions {
      guard case .clause = condition else { return ["\(rule.place.start) \(rule.place.source.raw)"] }
    }
    texts += conditions.map { linting.text(rule, $0) }.sorted()
    return texts
  }
}

extension Linting {
  /// Says of rules that it is not known whether they can go.
  mutating func giveUp(_ rules: [Int], _ space: ProfileSpace) {
    for index in rules {
      let rule = set.rules[index]
      giveUp(name(rule), space.reason, at: rule.place.start(of: self))
    }
  }

  /// Reports the later or narrower of two rules.
  mutating func reportPair(
    _ pair: RulePair, _ what: String, _ space: inout ProfileSpace, fixes: [Diagnostic.Fix] = []
  ) {
    let rule = set.rules[pair.rule]
    let other = set.rules[pair.other]
    report(
      "\(name(rule)) \(what)", at: rule.place.start(of: self),
      others: [Diagnostic.Label(other.place.start(of: self), "the other one")],
      help: "take it away, or write what was meant", fixes: fixes,
      witness: space.witness(space.fires(rule), speller, reader), rules: ids(of: rule) + ids(of: other))
  }
}
