import TenetModel
import TenetSyntax
import TenetText

let undeclaredTerm = Check(
  .use, "undeclared-term", "a file that declares vocabulary uses a property or a kind that it does not declare",
  why: "Where words are declared, one that is not may be a misspelling that quietly stands for something else.",
  wrong:
    "kind trait: swift, careful\nverb has (trait)\nverb (actor) hides ()\nactor hides interface and swift → careful\n",
  right:
    "kind trait: swift, careful\nkind actor: rival\nverb has (trait)\nverb (actor) hides ()\nrival hides interface and swift → careful\n",
  found: ["kind layer: interface\nverb owns (layer)\nowns interface and consumer speed → captures habit\n"],
  passed: [
    "consumer speed → captures habit\n",
    "kind layer: interface\nverb owns (layer)\noutcome sticky\nowns interface → sticky\n",
  ]
) { linting in
  let set = linting.set
  guard declaresVocabulary(set) else { return }
  for kind in set.vocabulary.kinds where !kind.isDeclared {
    guard set.trees.indices.contains(kind.place.source.index), kind.place.end > kind.place.start else { continue }
    linting.report(
      "the kind `\(kind.name)` is not declared, so every term counts as its member", at: kind.place,
      help: "write `kind \(kind.name): …` with its members")
  }
  reportProperties(linting)
}

private func declaresVocabulary(_ set: RuleSet) -> Bool {
  set.trees.contains { tree in
    tree.statements.contains { statement in
      switch statement.kind {
      case .verb, .kind: return true
      default: return false
      }
    }
  }
}

/// Properties of rules that are members of no kind and no outcome, each at its first place.
private func reportProperties(_ linting: Linting) {
  let set = linting.set
  let has = set.vocabulary.has
  if set.vocabulary.relations[has.index].kinds[1] != nil { return }
  var known = TermSet([.self])
  for kind in set.vocabulary.kinds { for member in kind.members { known.insert(member) } }
  for choice in set.vocabulary.choices { for option in choice.options { known.insert(option) } }
  for outcome in set.outcomes {
    if case .atom(let atom) = outcome { for case .term(let term) in atom.places { known.insert(term) } }
  }
  for rule in set.rules {
    for (operand, place) in properties(of: rule, has) {
      guard case .term(let term) = operand, !known.contains(term) else { continue }
      known.insert(term)
      let spelling = set.terms.spelling(of: term)
      linting.report(
        "`\(spelling)` is declared nowhere, so it is read as a property of its own", at: place,
        help: "declare its verb, or make it a member of a kind: `kind trait: \(spelling)` and `verb has (trait)`")
    }
  }
}

private func properties(of rule: Rule, _ has: RelationID) -> [(Operand, Span)] {
  var found: [(Operand, Span)] = []
  for clause in rule.clauses {
    if case .fact(let pattern) = clause.meaning, pattern.relation == has, let object = pattern.objects.first {
      found.append((object, clause.place))
    }
  }
  for conclusion in rule.conclusions {
    if case .fact(let atom) = conclusion.head, atom.relation == has, atom.places.count > 1 {
      found.append((atom.places[1], conclusion.place))
    }
  }
  return found
}
