let missingBecause = Check(
  .documentation, "missing-because", "a rule does not say why it holds",
  why:
    "A trace shows the reason beside each step. Without it a reader sees that a rule fired and not why anybody should agree.",
  wrong: "rule sticky: owns interface → captures habit\n",
  right: "rule sticky: owns interface → captures habit\n  because \"People return to the screen they know.\"\n",
  found: ["fast conflicts with careful\n"],
  passed: ["fast conflicts with careful\n  because \"One train.\"\n", "kind layer: interface\n"], isSaidOnce: true
) { linting in
  for rule in linting.set.rules where rule.because == nil {
    linting.report(
      "\(linting.name(rule)) does not say why it holds", at: rule.place.start(of: linting),
      help: "add a line `because \"…\"` below it")
  }
}
