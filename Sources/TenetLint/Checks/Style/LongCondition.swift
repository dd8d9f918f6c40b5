/// A condition with more clauses than this is hard to read.
private let mostClauses = 8

let longCondition = Check(
  .style, "long-condition", "a condition has more than eight clauses",
  why: "A reader holds about seven things in mind. A rule of its own gives some of them a name.",
  wrong: "a and b and c and d and e1 and f and g and h and i → j\n",
  right: "a and b and c and d and e1 → first half\nfirst half and f and g and h and i → j\n",
  found: ["a or b or c or d or e1 or f or g or h or i → j\n"],
  passed: ["a and b and c and d and e1 and f and g and h → j\n", "a → b, c, d, e1, f, g, h, i, j, k\n"]
) { linting in
  for rule in linting.set.rules where rule.clauses.count > mostClauses {
    linting.report(
      "the condition of \(linting.name(rule)) has \(rule.clauses.count) clauses", at: rule.place.start(of: linting),
      help: "let a rule of its own conclude a part of it, and read that")
  }
}
