import TenetModel
import TenetText

let subsumedRule = Check(
  .meaning, "subsumed-rule", "wherever a rule fires, another one fires too and concludes as much",
  why: "The narrower rule adds nothing. Often it was meant as an exception, and so needs `unless` in the wider one.",
  wrong: "a → c\na and b → c\n",
  right: "a → c\na and b → d\n",
  found: ["number n\nn > 3 → big\nn > 5 → big\n", "a → c, d\na and not b → d\n"],
  passed: ["a and b → c\nb and d → c\n", "number n\na → add 1 to n\na and b → add 1 to n\n", "a → c\na and b → c, d\n"]
) { linting in
  linting.withSpace { linting, space in
    let found = linting.pairs(&space)
    linting.giveUp(found.undecided, space)
    for pair in found.pairs where pair.relation == .narrower {
      linting.reportPair(
        pair, "adds nothing to \(linting.name(linting.set.rules[pair.other])), which fires wherever it does", &space)
    }
  }
}
