import TenetModel
import TenetText

let selfSupportingRule = Check(
  .meaning, "self-supporting-rule", "a rule needs what it concludes",
  why: "Such a rule can only conclude what is there already, so it never concludes anything.",
  wrong: "a and sticky → sticky\n",
  right: "a and loved → sticky\n",
  found: ["a → b\nb and c → b, d\n", "?a trusts ?b and ?b trusts ?a → ?a trusts ?b\nverb trusts\n"],
  passed: ["?a trusts ?b → ?b trusts ?a\nverb trusts\n", "a or b → c\nc → a2\n", "a or (sticky and b) → sticky\n"]
) { linting in
  let program = linting.set.program
  for rule in linting.set.rules where !rule.isConflict {
    for (number, conclusion) in rule.conclusions.enumerated() {
      guard case .fact(let head) = conclusion.head else { continue }
      let clauses = rule.hornClauses.filter { program.clauses[$0].conclusion == number }
      guard !clauses.isEmpty, clauses.allSatisfy({ needs(program.clauses[$0], head, program) }) else { continue }
      linting.report(
        "\(linting.name(rule)) needs `\(linting.text(rule, conclusion.head))`, which it concludes",
        at: conclusion.place,
        help: "take the conclusion out of the condition, or the rule away")
    }
  }
}

/// Whether the clause needs its own head, or of a choice the pick that it proposes.
private func needs(_ clause: HornClause, _ head: Atom, _ program: Program) -> Bool {
  clause.body.contains { literal in
    guard case .match(let atom) = literal else { return false }
    return atom == head
  }
}
