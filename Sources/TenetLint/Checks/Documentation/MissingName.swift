import TenetText

let missingName = Check(
  .documentation, "missing-name", "a rule has no name",
  why: "Traces, reports and tests call a rule by its name; without one they can only say where it stands.",
  wrong: "owns interface → captures habit\n",
  right: "rule interface-habit: owns interface → captures habit\n",
  found: ["fast conflicts with careful\n"],
  passed: ["rule speed-caution: fast conflicts with careful\n", "kind layer: interface\n"], isSaidOnce: true
) { linting in
  for rule in linting.set.rules where rule.name == nil {
    linting.report(
      "this \(rule.isConflict ? "conflict" : "rule") has no name", at: rule.place.start(of: linting),
      help: "put `rule NAME:` in front")
  }
}

extension Span {
  /// The first line of a place, for findings about a whole statement.
  func start(of linting: Linting) -> Span {
    let source = linting.set.sources[self.source.index]
    let line = source.lineRange(source.lineIndex(of: start))
    return Span(source: self.source, start: start, end: min(end, UInt32(line.upperBound)))
  }
}
