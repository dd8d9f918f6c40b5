import TenetModel
import TenetText

let scatteredConclusions = Check(
  .style, "scattered-conclusions", "rules for one conclusion stand in three or more places",
  why:
    "Whoever changes what a conclusion needs has to find every rule for it. They are found when they stand together.",
  wrong: "a → sticky\na → x\nb → sticky\nb → y\nc → sticky\n",
  right: "a → sticky\nb → sticky\nc → sticky\na → x\nb → y\n",
  found: ["rule one: a → owns it\nc → x\nrule two: b → owns it\nd → y\nrule three: d → owns it, z\n"],
  passed: [
    "a → sticky\nb → x\nc → sticky\n", "number n\na → add 1 to n\na → x\nb → add 1 to n\nb → y\nc → add 1 to n\n",
  ]
) { linting in
  var runs: [Atom: (count: Int, last: Int, first: Int)] = [:]
  for (index, rule) in linting.set.rules.enumerated() where !rule.isConflict {
    for conclusion in rule.conclusions {
      guard case .fact(let atom) = conclusion.head, isGround(atom), isVerb(atom, linting.set) else { continue }
      guard let run = runs[atom] else {
        runs[atom] = (1, index, index)
        continue
      }
      if run.last == index { continue }
      let isNew = run.last != index - 1 || linting.set.rules[run.last].place.source != rule.place.source
      let count = run.count + (isNew ? 1 : 0)
      runs[atom] = (count, index, run.first)
      if count == 3, isNew {
        linting.report(
          "rules for `\(linting.text(rule, conclusion.head))` stand in three places", at: conclusion.place,
          others: [Diagnostic.Label(linting.set.rules[run.first].place.start(of: linting), "the first rule for it")],
          help: "put them together")
      }
    }
  }
}

private func isVerb(_ atom: Atom, _ set: RuleSet) -> Bool {
  set.vocabulary.relations[atom.relation.index].role == .verb
}

func isGround(_ atom: Atom) -> Bool {
  atom.places.allSatisfy { if case .term = $0 { return true } else { return false } }
}
