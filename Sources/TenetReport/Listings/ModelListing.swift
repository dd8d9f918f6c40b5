import TenetModel
import TenetText

/// What a rule set means, in canonical words: verbs, kinds, numbers and choices, then rules, a line each.
public func modelListing(of wording: Wording) -> String {
  let set = wording.set
  let vocabulary = set.vocabulary
  let speller = wording.speller
  var listing = ""
  for relation in vocabulary.verbRelations {
    let shape = vocabulary.relations[relation.index]
    listing += "verb " + pattern(shape, vocabulary) + (shape.place == nil ? "  (known)" : "") + "\n"
  }
  for kind in vocabulary.kinds {
    let members = kind.members.map { speller.term($0) }.joined(separator: ", ")
    listing += "kind \(kind.name) (\(kind.plural))" + (kind.isDeclared ? ": \(members)" : "  (open)") + "\n"
  }
  for number in vocabulary.numbers {
    listing += "number \(number.name)" + (number.unit.map { " in \($0)" } ?? "") + "\n"
  }
  for choice in vocabulary.choices {
    let options = choice.options.map { speller.term($0) }.joined(separator: ", ")
    let otherwise = choice.otherwise.map { " otherwise " + speller.term($0) } ?? ""
    listing += "choice \(choice.name): \(choice.policy) of \(options)\(otherwise)\n"
  }
  for (index, rule) in set.rules.enumerated() {
    listing += "rule \(index)" + (rule.name.map { " \"\($0)\"" } ?? "") + ": " + text(rule, speller) + "\n"
  }
  return listing
}

private func pattern(_ shape: Relation, _ vocabulary: Vocabulary) -> String {
  let places = shape.kinds.map { "(\($0.map { vocabulary.kinds[$0.index].name } ?? ""))" }
  var text = places[0] + " " + shape.verb + " " + places[1]
  for (preposition, place) in zip(shape.prepositions, places.dropFirst(2)) { text += " \(preposition) \(place)" }
  return text
}

private func text(_ rule: Rule, _ speller: Speller) -> String {
  let binding = Speller.Binding(names: rule.variables)
  if rule.isConflict {
    return rule.sides.map { speller.text($0, rule.clauses, binding) }.joined(separator: " conflicts with ")
  }
  return speller.text(rule.condition, rule.clauses, binding) + " → "
    + rule.conclusions.map { speller.text($0.head, binding) }.joined(separator: ", ")
}
