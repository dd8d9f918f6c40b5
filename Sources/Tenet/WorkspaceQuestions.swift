extension Workspace {
  /// What a question is about: a fact, a number or choice by its name, a conflict by its name.
  ///
  /// The question becomes a source of its own, so that diagnostics can show it.
  public mutating func goal(_ text: String) -> Diagnosed<Goal?> {
    let id = SourceID(loaded.set.sources.count)
    loaded.set.sources.append(Source(name: "FACT", bytes: Array(text.utf8)))
    if let conflict = conflict(named: text) { return Diagnosed(.conflict(conflict)) }
    let goal = loaded.reader.readGoal(text, source: id)
    return Diagnosed(goal, loaded.reader.takeDiagnostics())
  }

  /// How the rule set's ids are put into words.
  public var wording: Wording { Wording(set, program: set.program, reader: loaded.reader) }

  private func conflict(named name: String) -> RuleID? {
    let wanted = folded(name)
    let wording = wording
    for (index, rule) in set.rules.enumerated() where rule.isConflict {
      if folded(wording.name(ofConflict: rule)) == wanted { return RuleID(index) }
    }
    return nil
  }

  /// Words in one case with single blanks between them.
  private func folded(_ text: String) -> String {
    text.lowercased().split(separator: " ").joined(separator: " ")
  }
}
