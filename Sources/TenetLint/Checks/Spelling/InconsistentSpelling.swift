import TenetModel
import TenetSyntax
import TenetText

let inconsistentSpelling = Check(
  .spelling, "inconsistent-spelling", "one thing is written in two ways",
  why:
    "Terms that differ in hyphens or blanks are two terms to the rules and one to every reader. Words that differ in case are one term, but look like two.",
  wrong: "owns end-user habit → sticky\nowns end user habit → loved\n",
  right: "owns end-user habit → sticky\nowns end-user habit → loved\n",
  found: ["owns Interface → sticky\nowns interface → loved\n", "owns e-mail → a\nowns email → b\n"],
  passed: ["owns end-user habit → sticky\nowns end-user trust → loved\n", "owns tier 1 → a\nowns tier 11 → b\n"]
) { linting in
  reportTerms(linting)
  reportCase(linting)
}

/// Terms that are one without hyphens, underscores and blanks.
private func reportTerms(_ linting: Linting) {
  var first: [String: TermID] = [:]
  for index in linting.usage.terms.indices.dropFirst() {
    guard let mention = linting.usage.terms[index].first else { continue }
    let spelling = linting.set.terms.spelling(of: TermID(index))
    let bare = String(String.UnicodeScalarView(spelling.lowercased().unicodeScalars.filter { !isJoint($0) }))
    guard let other = first[bare] else {
      first[bare] = TermID(index)
      continue
    }
    let known = linting.set.terms.spelling(of: other)
    // Digits that a blank holds apart are two numbers.
    if digitRuns(spelling) != digitRuns(known) { continue }
    let place = linting.place(of: spelling, in: mention.place)
    linting.report(
      "`\(spelling)` is written `\(known)` elsewhere, and the two are not one term", at: place,
      help: "write `\(linting.speller.term(other))`", fixes: [Diagnostic.Fix(place, linting.speller.term(other))])
  }
}

private func isJoint(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "-" || scalar == "_" || scalar == " " || scalar == "'" || scalar == "’" || scalar == "‐" || scalar == "‑"
}

private func digitRuns(_ text: String) -> [Substring] { text.split { !("0"..."9").contains($0) } }

/// Words whose letters are now large and now small.
private func reportCase(_ linting: Linting) {
  let spellings = WordSpellings(linting.set)
  for tree in linting.set.treesInOrder {
    let source = linting.set.sources[tree.source.index]
    for statement in tree.statements {
      if case .ruleset = statement.kind { continue }
      for token in tree.tokens[statement.extent.range] where spellings.isVarying(token) {
        let written = source.text(token.start, token.end)
        guard let known = spellings.known(token), known.spelling != written,
          known.spelling.lowercased() == written.lowercased()
        else { continue }
        let place = Span(source: tree.source, start: token.start, end: token.end)
        linting.report(
          "`\(written)` is written `\(known.spelling)` elsewhere", at: place, help: "write it in one way",
          fixes: [Diagnostic.Fix(place, known.spelling, isSafe: known.isSafe)])
      }
    }
  }
}
