import TenetProgram
import TenetText

/// Settles choices.
extension Machine {
  /// Applies a choice's policy to its candidates. A pick has the level of the candidate; `otherwise` has level 1.
  mutating func settle(_ choice: ChoicePlan) {
    guard choice.picks != choice.candidates else { return }
    let candidates = choice.candidates.index
    let domain = compiled.classes.columns[candidates][0]
    if relations[candidates].count == 0 {
      if let otherwise = choice.otherwise { pick(domains.local(otherwise.raw, domain), choice, level: 1) }
      return
    }
    switch choice.policy {
    case .first:
      let row = relations[candidates].earliest(of: choice.options.map { domains.local($0.raw, domain) })
      pick(relations[candidates].term(row, 0), choice, level: relations[candidates].level(row))
    case .one, .all:
      for row in 0..<UInt32(relations[candidates].count) {
        pick(relations[candidates].term(row, 0), choice, level: relations[candidates].level(row))
      }
    }
  }

  private mutating func pick(_ term: UInt32, _ choice: ChoicePlan, level: UInt32) {
    unsafe relations[choice.picks.index].stage()[0] = term
    _ = relations[choice.picks.index].insertStaged(level: level)
  }
}

extension Relation {
  /// The row (of one place) whose term stands earliest in the list; terms that are not listed come last, in their order.
  fileprivate func earliest(of options: [UInt32]) -> UInt32 {
    for option in options {
      var key = option
      let row = unsafe withUnsafePointer(to: &key) { unsafe find($0) }
      if row != Relation.none { return row }
    }
    var best: UInt32 = 0
    for row in 0..<UInt32(count) where term(row, 0) < term(best, 0) { best = row }
    return best
  }
}
