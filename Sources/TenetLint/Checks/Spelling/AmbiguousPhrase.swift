import TenetModel
import TenetText

let ambiguousPhrase = Check(
  .spelling, "ambiguous-phrase", "a second verb stands inside a noun phrase",
  why:
    "The leftmost verb splits a clause. Where another one follows, a reader may split it elsewhere, and so mean something else.",
  wrong: "owns what needs trust → independent\n",
  right: "owns \"what needs trust\" → independent\n",
  found: ["verb hides\nrival uses tool that hides data → wary\n", "captures whoever depends on it → sticky\n"],
  passed: [
    "owns interface → independent\nowns \"developer needs\" → loved\n",
    "owns \"what needs trust\" → independent\nowns needle → sharp\n",
  ]
) { linting in
  let verbs = verbWords(linting.set.vocabulary)
  var declared = TermSet()
  for kind in linting.set.vocabulary.kinds { for member in kind.members { declared.insert(member) } }
  for choice in linting.set.vocabulary.choices { for option in choice.options { declared.insert(option) } }
  for index in linting.usage.terms.indices.dropFirst() where !declared.contains(TermID(index)) {
    guard let mention = linting.usage.terms[index].first(where: { $0.role != .outcome }) else { continue }
    let spelling = linting.set.terms.spelling(of: TermID(index))
    let words = spelling.lowercased().split(separator: " ").map(String.init)
    guard let verb = verbs.first(where: { holds($0, words) }) else { continue }
    let place = linting.place(of: spelling, in: mention.place)
    if linting.text(place).hasPrefix("\"") || linting.text(mention.place).contains("\"") { continue }
    linting.report(
      "the verb `\(verb.joined(separator: " "))` stands inside `\(spelling)`", at: place,
      help: "put the phrase in quotes: \(Speller.quoted(spelling))",
      fixes: [Diagnostic.Fix(place, Speller.quoted(spelling), isSafe: spelling == spelling.lowercased())])
  }
}

/// The words of each verb, each verb once.
private func verbWords(_ vocabulary: Vocabulary) -> [[String]] {
  var verbs: [[String]] = []
  for relation in vocabulary.verbRelations {
    let words = vocabulary.relations[relation.index].verb.lowercased().split(separator: " ").map(String.init)
    if !words.isEmpty, !verbs.contains(words) { verbs.append(words) }
  }
  return verbs
}

private func holds(_ verb: [String], _ words: [String]) -> Bool {
  // A verb at the end has no object, so nobody reads it as one.
  guard words.count > verb.count else { return false }
  for start in 0..<(words.count - verb.count) where Array(words[start..<start + verb.count]) == verb { return true }
  return false
}
