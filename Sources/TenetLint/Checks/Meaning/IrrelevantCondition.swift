import TenetModel
import TenetText

let irrelevantCondition = Check(
  .meaning, "irrelevant-condition", "without one clause of its condition a rule comes to the same in every profile",
  why: "A condition that decides nothing misleads whoever reads the rule, or hides that another one was meant.",
  wrong: "number n\nn > 5 and n > 3 → big\n",
  right: "number n\nn > 5 → big\n",
  found: ["a → b\na and b → c\n", "a and b → c\na → c\n"],
  passed: ["number n\nn > 5 and n < 9 → middle\n", "a → b\nd → b\nb and f → c\n", "a → b\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules {
      for leaf in rule.condition.leaves {
        guard let bodies = space.bodies(of: rule, without: leaf) else { continue }
        let change = space.difference(bodies)
        if change < 0 { linting.giveUp("`\(linting.signed(leaf, rule))`", space.reason, at: rule.clauses[leaf].place) }
        guard change == DecisionDiagram.no else { continue }
        linting.report(
          "without `\(linting.signed(leaf, rule))` \(linting.name(rule)) comes to the same in every profile",
          at: rule.clauses[leaf].place, help: "take it away, or write what was meant",
          witness: space.witness(space.fires(rule), linting.speller, linting.reader), rules: linting.ids(of: rule))
      }
    }
  }
}

extension Linting {
  /// The rule's id, for the traces of a witness.
  func ids(of rule: Rule) -> [RuleID] {
    guard let clause = rule.hornClauses.first else { return [] }
    return [set.program.clauses[clause].rule]
  }
}
