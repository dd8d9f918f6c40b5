import TenetText

let unusedVerb = Check(
  .use, "unused-verb", "a verb is declared and no statement uses it",
  why: "A declaration that nothing uses is either a leftover or a sign that the rules spell the verb in another way.",
  wrong: "verb hides\nowns interface → captures habit\n",
  right: "verb hides\nhides interface → captures habit\n",
  found: ["verb sells () to ()\nverb sells ()\nsells model → paid\n"],
  passed: ["verb hides\nprofile \"a\"\n  hides interface\n", "verb hides\nowns interface → hides habit\n"]
) { linting in
  for relation in linting.set.vocabulary.verbRelations {
    let shape = linting.set.vocabulary.relations[relation.index]
    guard let place = shape.place, linting.usage.relations[relation.index].isEmpty else { continue }
    linting.report(
      "no statement uses the verb `\(shape.verb)`"
        + (shape.prepositions.isEmpty ? "" : " with `\(shape.prepositions.joined(separator: "`, `"))`"),
      at: place, help: "take the declaration away, or use the verb")
  }
}
