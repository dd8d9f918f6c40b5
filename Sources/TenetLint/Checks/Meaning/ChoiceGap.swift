import TenetModel
import TenetText

let choiceGap = Check(
  .meaning, "choice-gap", "a profile can leave a choice without a pick",
  why: "A choice without `otherwise` that no rule decides is `nothing`, and rules that read it stay silent.",
  wrong: "choice tier: one of gold, silver\nrich → tier is gold\nloyal → tier is silver\n",
  right: "choice tier: first of gold, silver otherwise silver\nrich → tier is gold\nloyal → tier is silver\n",
  found: [
    "number n\nchoice size: one of big, small\nn > 3 → size is big\nn ≤ 3 → size is small\n",
    "choice tier: one of gold, silver\ntier is gold → rich\n",
  ],
  passed: [
    "choice tier: one of gold, silver\nrich → tier is gold\nnot rich → tier is silver\n",
    "number n\nchoice size: one of big, small otherwise nothing\nn > 3 → size is big\nn ≤ 3 → size is small\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for choice in linting.set.vocabulary.choices where choice.otherwise == nil {
      let relation = space.relations[choice.candidates.index]
      var none = DecisionDiagram.yes
      for tuple in relation.tuples { none = space.diagram.and(none, space.diagram.not(relation.node(tuple))) }
      if none < 0 || relation.isOpen { linting.giveUp("`\(choice.name)`", space.reason, at: choice.place) }
      guard none > 0, !relation.isOpen else { continue }
      let isProposed = isProposed(choice, space.program)
      linting.report(
        isProposed
          ? "a profile can leave `\(choice.name)` without a pick"
          : "no rule picks `\(choice.name)`, so a profile that does not pick leaves it without", at: choice.place,
        help: isProposed ? "add `otherwise`, or rules for the rest" : "add `otherwise`, or rules that pick",
        witness: space.witness(none, linting.speller, linting.reader))
    }
  }
}

private func isProposed(_ choice: Choice, _ program: Program) -> Bool {
  program.clauses.contains { clause in
    if case .fact(let atom) = clause.head { return atom.relation == choice.candidates }
    return false
  }
}
