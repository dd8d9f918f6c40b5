let untestedRule = Check(
  .documentation, "untested-rule", "no example makes the whole condition of a rule hold",
  why: "An example in which a rule fires shows what it is for, and fails when somebody breaks it.",
  wrong:
    "rule sticky: owns interface → captures habit\nexample \"none\"\n  given owns billing\n  expect not captures habit\n",
  right:
    "rule sticky: owns interface → captures habit\nexample \"some\"\n  given owns interface\n  expect captures habit\n",
  found: ["a → b\n"],
  passed: [
    "a conflicts with b\nexample \"both\"\n  given a\n  given b\n  expect a\n",
    "kind layer: interface\n",
  ], isSaidOnce: true
) { linting in
  let hasFired = linting.firedRules(linting.set)
  for (index, rule) in linting.set.rules.enumerated() where !hasFired[index] {
    linting.report(
      "no example makes \(linting.name(rule)) fire", at: rule.place.start(of: linting),
      help: "add an `example` whose `given` lines make its condition hold")
  }
}
