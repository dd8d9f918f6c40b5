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
    let found = linting.pairs(&space)
    linting.giveUp(found.undecided, space)
    for pair in found.pairs where pair.relation == .same {
      linting.reportPair(
        pair, "holds in the same profiles as \(linting.name(linting.set.rules[pair.other])), and concludes the same",
        &space)
    }
  }
}

extension Linting {
  /// Says of rules that it is not known whether they can go.
  func giveUp(_ rules: [Int], _ space: ProfileSpace) {
    for index in rules {
      let rule = set.rules[index]
      giveUp(name(rule), space.reason, at: rule.place.start(of: self))
    }
  }

  /// Reports the later or narrower of two rules.
  func reportPair(
    _ pair: RulePair, _ what: String, _ space: inout ProfileSpace
  ) {
    let rule = set.rules[pair.rule]
    let other = set.rules[pair.other]
    report(
      "\(name(rule)) \(what)", at: rule.place.start(of: self),
      others: [Diagnostic.Label(other.place.start(of: self), "the other one")],
      help: "take it away, or write what was meant",
      witness: space.witness(space.fires(rule), speller, reader), rules: ids(of: rule) + ids(of: other),
      change: RuleChange(rule: pair.rule, what: .withoutRule))
  }
}
