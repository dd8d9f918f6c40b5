import TenetModel
import TenetText

let irrelevantCondition = Check(
  .meaning, "irrelevant-condition", "without one part of its condition a rule comes to the same in every profile",
  why: "A condition that decides nothing misleads whoever reads the rule, or hides that another one was meant.",
  wrong: "number n\nn > 5 and n > 3 → big\n",
  right: "number n\nn > 5 → big\n",
  found: ["a → b\na and b → c\n", "a and b → c\na → c\n", "a and (b or not b) → c\n"],
  passed: ["number n\nn > 5 and n < 9 → middle\n", "a → b\nd → b\nb and f → c\n", "a → b\n"]
) { linting in
  linting.withSpace { linting, space in
    for (index, rule) in linting.set.rules.enumerated() {
      var slack: [Int] = []
      for leaf in rule.condition.leaves {
        guard let bodies = space.bodies(of: rule, without: leaf) else { continue }
        let text = linting.signed(leaf, rule)
        let change = RuleChange(rule: index, what: .withoutLeaf(leaf))
        if linting.reportSlack(rule, text, rule.clauses[leaf].place, bodies, change, &space) { slack.append(leaf) }
      }
      for group in rule.condition.groups {
        let leaves = group.condition.leaves
        // Where a clause of it can go, that is said already.
        if leaves.contains(where: slack.contains) { continue }
        guard let bodies = space.bodies(of: rule, withoutGroup: leaves, isConjoined: group.isConjoined)
        else { continue }
        let (first, last) = (rule.clauses[leaves[0]].place, rule.clauses[leaves[leaves.count - 1]].place)
        let place = Span(source: first.source, start: first.start, end: last.end)
        if linting.reportSlack(rule, linting.text(rule, group.condition), place, bodies, nil, &space) {
          slack += leaves
        }
      }
    }
  }
}

extension Linting {
  /// Reports a part of a rule's condition if the rule's bodies without it change no profile.
  fileprivate func reportSlack(
    _ rule: Rule, _ text: String, _ place: Span, _ bodies: [Int: [Literal]?], _ dropped: RuleChange?,
    _ space: inout ProfileSpace
  ) -> Bool {
    let change = space.difference(bodies)
    if change < 0 { giveUp("`\(text)`", space.reason, at: place) }
    guard change == DecisionDiagram.no else { return false }
    let fires = space.fires(rule)
    report(
      "without `\(text)` \(name(rule)) comes to the same in every profile", at: place,
      help: "take it away, or write what was meant", witness: space.witness(fires, speller, reader),
      rules: ids(of: rule), change: fires == DecisionDiagram.no ? nil : dropped)
    return true
  }
}

extension Linting {
  /// The rule's id, for the traces of a witness.
  func ids(of rule: Rule) -> [RuleID] {
    guard let clause = rule.hornClauses.first else { return [] }
    return [set.program.clauses[clause].rule]
  }
}
