import TenetModel
import TenetText

let redundantRule = Check(
  .meaning, "redundant-rule", "without a rule every profile comes to the same",
  why: "What other rules conclude anyway need not be said again; if it was meant to say more, it does not.",
  wrong: "a → c\nb → c\na and b → c\n",
  right: "a → c\nb → c\na and b → d\n",
  found: ["a → b\nb → c\na → c\n", "choice t: first of x, y\na → t is x\na → t is y\n"],
  passed: [
    "a → b\nb → c\nd → c\n", "choice t: all of x, y\na → t is x\na → t is y\n",
    // Only four terms, one for each verb, show what the first rule is for.
    """
    p and not bad → c
    owns ?y and uses ?y → bad
    owns ?y and needs ?y → bad
    owns ?y and controls ?y → bad
    uses ?y and needs ?y → bad
    uses ?y and controls ?y → bad
    needs ?y and controls ?y → bad
    p and not owns _ → c
    p and not uses _ → c
    p and not needs _ → c
    p and not controls _ → c

    """,
    // Whether everybody who likes milk hates something is a question about any number of terms.
    "verb hates\nverb likes\n?a likes milk and not ?a hates _ → c\nsomeone likes milk and not c → e\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for (index, rule) in linting.set.rules.enumerated() where !rule.isConflict {
      let change = space.difference(without: rule)
      if change < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard change == DecisionDiagram.no else { continue }
      // A rule that never fires may be a slip that hides what was meant.
      let fires = space.fires(rule)
      linting.report(
        "without \(linting.name(rule)) every profile comes to the same", at: rule.place.start(of: linting),
        help: "take it away, or write what was meant",
        witness: space.witness(fires, linting.speller, linting.reader), rules: linting.ids(of: rule),
        change: fires == DecisionDiagram.no ? nil : RuleChange(rule: index, what: .withoutRule))
    }
  }
}
