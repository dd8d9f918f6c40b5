import TenetModel
import TenetText

let choiceOverlap = Check(
  .meaning, "choice-overlap", "two picks of a `one of` can hold in one profile",
  why:
    "`one of` says that there is one answer. Where rules propose two, the choice is contested and no reader knows which counts.",
  wrong: "choice tier: one of gold, silver otherwise silver\nrich → tier is gold\nloyal → tier is silver\n",
  right: "choice tier: first of gold, silver otherwise silver\nrich → tier is gold\nloyal → tier is silver\n",
  found: [
    "number n\nchoice size: one of big, small\nn > 3 → size is big\nn < 5 → size is small\n",
    "choice size: one of big, small, odd\na → size is big\nb → size is small, size is odd\n",
  ],
  passed: [
    "choice tier: one of gold, silver otherwise silver\nrich → tier is gold\nnot rich → tier is silver\n",
    "number n\nchoice size: one of big, small\nn > 3 → size is big\nn ≤ 3 → size is small\n",
    "choice tier: all of gold, silver\nrich → tier is gold\nloyal → tier is silver\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for (index, choice) in linting.set.vocabulary.choices.enumerated() {
      guard case .one = choice.policy else { continue }
      let relation = space.relations[choice.candidates.index]
      let tuples = relation.tuples.filter { tuple in
        choice.options.contains(tuple[0]) || choice.otherwise == tuple[0]
      }
      var best: (size: Int, node: DecisionDiagram.Node, first: TermID, second: TermID)?
      // There may be picks that are not known at all.
      var isDecided = !relation.isOpen
      for (number, first) in tuples.enumerated() {
        for second in tuples[(number + 1)...] {
          let both = space.diagram.and(candidate(first, choice, space), candidate(second, choice, space))
          isDecided = isDecided && both >= 0
          guard both > 0, let size = space.diagram.smallest(both)?.count, size < best?.size ?? .max else { continue }
          best = (size, both, first[0], second[0])
        }
      }
      guard let best else {
        if !isDecided { linting.giveUp("`\(choice.name)`", space.reason, at: choice.place) }
        continue
      }
      let terms = linting.set.terms
      linting.report(
        "`\(choice.name)` can be `\(terms.spelling(of: best.first))` and `\(terms.spelling(of: best.second))` in one profile",
        at: choice.place, others: proposers(ChoiceID(index), [best.first, best.second], linting),
        help: "make the conditions exclude each other, or write `first of`",
        witness: space.witness(best.node, linting.speller, linting.reader))
    }
  }
}

/// When rules propose the pick; `otherwise` is none of theirs.
private func candidate(_ tuple: [TermID], _ choice: Choice, _ space: ProfileSpace) -> DecisionDiagram.Node {
  space.relations[choice.candidates.index].node(tuple)
}

/// Where rules propose the picks.
private func proposers(_ choice: ChoiceID, _ terms: [TermID], _ linting: Linting) -> [Diagnostic.Label] {
  var labels: [Diagnostic.Label] = []
  for term in terms {
    for rule in linting.set.rules {
      let place = rule.conclusions.first { conclusion in
        guard case .fact(let atom) = conclusion.head else { return false }
        return atom.relation == linting.set.vocabulary.choices[choice.index].candidates
          && atom.places.first == .term(term)
      }?.place
      if let place {
        labels.append(Diagnostic.Label(place, "proposes `\(linting.set.terms.spelling(of: term))`"))
        break
      }
    }
  }
  return labels
}
