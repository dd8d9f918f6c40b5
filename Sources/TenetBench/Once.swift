import Tenet

/// Runs a workload a single time on a small input; says what it derived.
func runOnce(_ name: String) -> String {
  if let work = (RelationalCase.named(name, scale: 0.5) ?? .variation(name))?.load() {
    return "derived \(work.count(work.run()))"
  }
  guard let shape = DecisionShape.usual.first(where: { $0.name == name }) else { return "nothing to run" }
  let loaded = DecisionRows.Loaded(DecisionCase(shape, profiles: 256))
  let rows = DecisionRows(runs: 1).measure(loaded)
  return "derived \(rows.map { "\($0.derived ?? 0)" }.joined(separator: " "))"
}
