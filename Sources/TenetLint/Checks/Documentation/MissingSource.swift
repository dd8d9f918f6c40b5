let missingSource = Check(
  .documentation, "missing-source", "a rule does not say where it comes from",
  why: "A source lets a reader check a rule against the text, study or decision that it was taken from.",
  wrong: "rule sticky: owns interface → captures habit\n  because \"Known.\"\n",
  right: "rule sticky: owns interface → captures habit\n  because \"Known.\"\n  source \"P12\"\n",
  found: ["fast conflicts with careful\n"],
  passed: ["fast conflicts with careful\n  source \"P3\"\n", "kind layer: interface\n"], isSaidOnce: true
) { linting in
  for rule in linting.set.rules where rule.sources.isEmpty {
    linting.report(
      "\(linting.name(rule)) has no source", at: rule.place.start(of: linting),
      help: "add a line `source \"…\"` below it")
  }
}
