import TenetModel
import TenetText

let contestedNumber = Check(
  .meaning, "contested-number", "two rules can give one number two values in one profile",
  why: "A contested number has no value: comparisons with it do not hold, and every reader asks which rule is right.",
  wrong: "number fee\nrich → fee is 10\nloyal → fee is 5\n",
  right: "number fee\nrich → fee is 10\nloyal and not rich → fee is 5\n",
  found: ["number n\nnumber fee\nn > 3 → fee is 10\nn < 5 → fee is 5\n"],
  passed: [
    "number n\nnumber fee\nn > 3 → fee is 10\nn ≤ 3 → fee is 5\n", "number fee\nrich → fee is 10\nloyal → fee is 10\n",
    "number fee\nrich → add 10 to fee\nloyal → add 5 to fee\n",
    "number fee\nrich → fee is 10\nloyal → ann's fee is 5\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for (index, number) in linting.set.vocabulary.numbers.enumerated() {
      // What is only added to has one sum.
      if setters(NumberID(index), space).isEmpty { continue }
      var subjects: [TermID] = [.self]
      for term in space.universe.subjects(of: NumberID(index)) where term != .self { subjects.append(term) }
      var best: (size: Int, node: DecisionDiagram.Node)?
      for subject in subjects {
        let distribution = space.distribution(NumberID(index), subject)
        if distribution.isOpen { linting.giveUp("`\(number.name)`", space.reason, at: number.place) }
        guard !distribution.isOpen, let contested = distribution.entries.first(where: { $0.value == .contested }),
          contested.node > 0, let size = space.diagram.smallest(contested.node)?.count, size < best?.size ?? .max
        else { continue }
        best = (size, contested.node)
      }
      guard let best else { continue }
      linting.report(
        "rules can give `\(number.name)` two values in one profile", at: number.place,
        others: setters(NumberID(index), space), help: "make their conditions exclude each other",
        witness: space.witness(best.node, linting.speller, linting.reader))
    }
  }
}

/// The first conclusions that set a number.
private func setters(_ number: NumberID, _ space: ProfileSpace) -> [Diagnostic.Label] {
  var labels: [Diagnostic.Label] = []
  for index in space.settingClauses[number.index] where labels.count < 4 {
    let clause = space.program.clauses[index]
    guard case .set = clause.head, clause.conclusion >= 0 else { continue }
    let place = space.set.rules[clause.rule.index].conclusions[clause.conclusion].place
    if labels.last?.span != place { labels.append(Diagnostic.Label(place, "sets it")) }
  }
  return labels
}
