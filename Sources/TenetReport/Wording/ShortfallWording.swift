import TenetModel
import TenetReasoning
import TenetText

extension Wording {
  /// A step of why something does not hold.
  package func words(of step: Shortfall) -> StepWords {
    switch step {
    case .rule(let miss):
      let rule = set.rules[miss.rule.index]
      let name = rule.name.map { "rule " + $0 } ?? "a rule without a name"
      return StepWords(text: name + at(rule.place), ground: distance(miss))
    case .met(let clause, let leaf, let binding):
      return StepWords(text: "✓ " + test(clause, leaf, binding), ground: "")
    case .unmet(let clause, let leaf, let binding, let reason, let values):
      let shown = readings(values).map { "\($0.name) is \($0.value)" }.joined(separator: ", ")
      var ground = shown.isEmpty ? text(reason) : shown
      if isException(leaf, clause) { ground = "blocked by `unless`" + (shown.isEmpty ? "" : ": " + shown) }
      return StepWords(text: "✗ " + test(clause, leaf, binding), ground: ground)
    case .missing(let fact, let reason): return StepWords(text: "✗ " + text(fact), ground: text(reason))
    case .lapsed(let clause, let binding):
      let head = speller.text(program.clauses[clause].head, self.binding(clause, binding))
      return withRule("✗ " + head, rule(ofClause: clause))
    case .more: return StepWords(text: "…", ground: "and more")
    }
  }

  /// How far a rule is from what it would conclude.
  package func distance(_ miss: Miss) -> String {
    guard let cost = miss.cost else { return miss.isCostKnown ? "out of reach" : "how far was not found out" }
    return cost == 0 ? "applies" : cost == 1 ? "1 change away" : "\(cost) changes away"
  }

  private func text(_ reason: Shortfall.Reason) -> String {
    switch reason {
    case .notGiven: return "the profile does not say so"
    case .unknown: return "unknown"
    case .notConcluded: return "not concluded"
    case .shownAbove: return "see above"
    case .denied: return "it is otherwise"
    case .other: return ""
    }
  }

  package func isException(_ leaf: Int, _ clause: Int) -> Bool {
    rule(ofClause: clause)?.exception?.leaves.contains(leaf) == true
  }
}

extension JSONWriter {
  /// The members of a step; `from`, which follows, holds what is below it.
  mutating func shortfall(_ step: Shortfall, _ wording: Wording) {
    switch step {
    case .rule(let miss): self.miss(miss, wording)
    case .met(let clause, let leaf, let binding): member("holds", wording.test(clause, leaf, binding))
    case .unmet(let clause, let leaf, let binding, let reason, let values):
      member("fails", wording.test(clause, leaf, binding))
      if wording.isException(leaf, clause) { member("unless", true) }
      self.reason(reason)
      if values.isEmpty { return }
      key("values")
      beginObject()
      for (name, value) in wording.readings(values) { member(name, value) }
      endObject()
    case .missing(let fact, let reason):
      member("missing", wording.text(fact))
      self.reason(reason)
    case .lapsed(let clause, let binding):
      member("lapsed", wording.speller.text(wording.program.clauses[clause].head, wording.binding(clause, binding)))
      rule(wording.rule(ofClause: clause), wording)
    case .more: member("more", true)
    }
  }

  private mutating func reason(_ reason: Shortfall.Reason) {
    switch reason {
    case .notGiven: member("given", false)
    case .unknown: member("unknown", true)
    case .shownAbove: member("seen", true)
    case .notConcluded, .denied, .other: break
    }
  }

  /// The members of a rule that does not apply: `"rule"`, its place, `"holds"`, `"fails"`, `"cost"`.
  package mutating func miss(_ miss: Miss, _ wording: Wording) {
    rule(wording.set.rules[miss.rule.index], wording)
    member("holds", miss.holds.map { wording.test(miss.clause, $0, miss.binding) })
    member("fails", miss.fails.map { wording.test(miss.clause, $0, miss.binding) })
    key("cost")
    if let cost = miss.cost { number(cost) } else { null() }
  }
}
