import TenetModel
import TenetText

let unusedImport = Check(
  .use, "unused-import", "an imported file holds no rule, and nothing that it declares is used here",
  why: "An import that brings nothing hides where words come from. A file that is imported twice needs one line.",
  wrong: "import \"other.tenet\"\nowns interface → captures habit\n",
  right: "owns interface → captures habit\n",
  found: [],
  passed: []
) { linting in
  let imports = linting.set.imports
  var seen: [(SourceID, SourceID)] = []
  for entry in imports {
    if seen.contains(where: { $0.0 == entry.importer && $0.1 == entry.imported }) {
      linting.report(
        "this file is imported above already", at: entry.place, help: "take one of the imports away",
        fixes: RuleEdits(linting.set).removalOfLines(entry.place).map { [$0] } ?? [])
      continue
    }
    seen.append((entry.importer, entry.imported))
    let brought = closure(of: entry.imported, imports.map { ($0.importer, $0.imported) })
    if brought.contains(entry.importer) || bringsRules(brought, linting.set) { continue }
    // A file may collect words for those that import it.
    let readers = closure(of: entry.importer, imports.map { ($0.imported, $0.importer) })
    if readers.contains(where: { uses($0, brought, linting) }) { continue }
    linting.report(
      "nothing of the imported file is used here", at: entry.place, help: "take the import away")
  }
}

/// The source and everything that the steps lead to from it.
private func closure(of source: SourceID, _ steps: [(from: SourceID, to: SourceID)]) -> [SourceID] {
  var found = [source]
  var next = 0
  while next < found.count {
    for step in steps where step.from == found[next] && !found.contains(step.to) { found.append(step.to) }
    next += 1
  }
  return found
}

private func bringsRules(_ sources: [SourceID], _ set: RuleSet) -> Bool {
  set.rules.contains { sources.contains($0.place.source) }
    || set.examples.contains { sources.contains($0.place.source) }
    || set.profiles.contains { sources.contains($0.place.source) }
}

/// Whether the source mentions something that the others declare.
private func uses(_ source: SourceID, _ sources: [SourceID], _ linting: Linting) -> Bool {
  let vocabulary = linting.set.vocabulary
  func isUsed(_ place: Span?, _ mentions: [Usage.Mention]) -> Bool {
    guard let place, sources.contains(place.source) else { return false }
    // Where an outcome is declared is not known, so it counts for every file.
    return mentions.contains { $0.role == .outcome || $0.place.source == source }
  }
  for (index, relation) in vocabulary.relations.enumerated() {
    if isUsed(relation.place, linting.usage.relations[index]) { return true }
    // A verb of this file may take a kind of the other.
    guard let place = relation.place, place.source == source else { continue }
    for kind in relation.kinds {
      if let kind, sources.contains(vocabulary.kinds[kind.index].place.source) { return true }
    }
  }
  for (index, kind) in vocabulary.kinds.enumerated() {
    if isUsed(kind.place, linting.usage.kinds[index]) { return true }
    for (member, place) in zip(kind.members, kind.memberPlaces) {
      if isUsed(place, linting.usage.terms[member.index]) { return true }
    }
  }
  for (index, number) in vocabulary.numbers.enumerated() where isUsed(number.place, linting.usage.numbers[index]) {
    return true
  }
  for (index, choice) in vocabulary.choices.enumerated() where isUsed(choice.place, linting.usage.choices[index]) {
    return true
  }
  return false
}
