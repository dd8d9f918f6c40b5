import TenetModel
import TenetText

let misspeltTerm = Check(
  .spelling, "misspelt-term", "a term that is used once is one letter away from a known one",
  why: "Every spelling is a term of its own, so a slip makes a rule that no profile can reach, without an error.",
  wrong: "owns interface → captures habit\ncaptures habit → sticky\ncaptures habbit → loved\n",
  right: "owns interface → captures habit\ncaptures habit → sticky\ncaptures habit → loved\n",
  found: [
    "kind trait: careful\ncareful → slow\ncarefull → slower\n",
    "uses platform → a\nuses platform → b\nuses plaftorm → c\n",
    "onws interface → captures habit\n\nprofile \"Northwind\"\n  owns interface\n",
  ],
  passed: [
    "owns tier 1 support → a\nowns tier 1 support → b\nowns tier 2 support → c\n",
    "kind trait: careful, carefree\ncareful → slow\ncarefree → fast\n", "owns habbit → a\n",
    "onws interface → captures habit\nowns platform → captures usage\n",
  ]
) { linting in
  let terms = TermUses(linting)
  var index = NearIndex()
  for term in terms.known { index.add(linting.set.terms.spelling(of: term), as: linting.speller.term(term)) }
  // A verb that is misspelt makes a property of its clause.
  for said in linting.usage.said.sorted() where said.relation != linting.set.vocabulary.has {
    let verb = linting.set.vocabulary.relations[said.relation.index].verb
    index.add(
      "\(verb) \(linting.set.terms.spelling(of: said.object))",
      as: linting.speller.text(said.relation, [.self, said.object]))
  }
  for term in terms.single {
    let spelling = linting.set.terms.spelling(of: term)
    guard spelling.unicodeScalars.count >= 4, let near = index.nearest(spelling) else { continue }
    guard let mention = linting.usage.terms[term.index].first else { continue }
    let place = linting.place(of: spelling, in: mention.place)
    linting.report(
      "`\(spelling)` is used once, and close to `\(near.spelling)`", at: place,
      help: "did you mean `\(near.spelling)`?",
      fixes: [Diagnostic.Fix(place, near.written)])
  }
}

/// Which terms are known, by a declaration or by being used again and again, and which are used once.
private struct TermUses {
  var known: [TermID] = []
  var single: [TermID] = []

  init(_ linting: Linting) {
    var declared = TermSet()
    for kind in linting.set.vocabulary.kinds { for member in kind.members { declared.insert(member) } }
    for choice in linting.set.vocabulary.choices { for option in choice.options { declared.insert(option) } }
    for index in linting.usage.terms.indices.dropFirst() {
      let term = TermID(index)
      let count = linting.usage.terms[index].count
      if declared.contains(term) || count > 1 { known.append(term) } else if count == 1 { single.append(term) }
    }
  }
}

/// Finds texts that are one edit apart: two such texts share one that lacks a letter.
struct NearIndex {
  struct Entry {
    let spelling: String
    /// As the language writes it.
    let written: String
    fileprivate let letters: [Unicode.Scalar]
  }

  private var entries: [Entry] = []
  private var byHash: [UInt64: [Int32]] = [:]

  mutating func add(_ spelling: String, as written: String) {
    let number = Int32(entries.count)
    let letters = NearIndex.letters(of: spelling)
    entries.append(Entry(spelling: spelling, written: written, letters: letters))
    for hash in NearIndex.hashes(letters) { byHash[hash, default: []].append(number) }
  }

  /// The first text that is one edit away.
  func nearest(_ spelling: String) -> Entry? {
    let letters = NearIndex.letters(of: spelling)
    for hash in NearIndex.hashes(letters) {
      for number in byHash[hash] ?? [] {
        let entry = entries[Int(number)]
        guard entry.letters.count >= 4, editDistance(letters, entry.letters, atMost: 1) == 1 else { continue }
        if !areMeantToDiffer(letters, entry.letters) { return entry }
      }
    }
    return nil
  }

  private static func letters(of text: String) -> [Unicode.Scalar] { Array(text.lowercased().unicodeScalars) }

  /// Of the text, and of the text without each of its letters.
  private static func hashes(_ letters: [Unicode.Scalar]) -> [UInt64] {
    var result: [UInt64] = []
    result.reserveCapacity(letters.count + 1)
    for skipped in -1..<letters.count {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for (index, letter) in letters.enumerated() where index != skipped {
        hash = (hash ^ UInt64(letter.value)) &* 0x100_0000_01b3
      }
      if !result.contains(hash) { result.append(hash) }
    }
    return result
  }
}

extension Linting {
  /// Where a term stands in a clause, as far as its words can be found there; else the whole clause.
  func place(of spelling: String, in clause: Span) -> Span {
    let words = spelling.lowercased().split(separator: " ").map(String.init)
    let tokens = tokens(of: tree(of: clause), in: clause).filter { !$0.kind.isTrivia }
    guard let first = words.first else { return clause }
    let source = set.sources[clause.source.index]
    func written(_ index: Int) -> String { source.text(tokens[index].start, tokens[index].end).lowercased() }
    for start in tokens.indices.reversed()
    where written(start) == first || written(start) == "\"" + spelling.lowercased() + "\"" {
      if tokens[start].kind == .string {
        return Span(source: clause.source, start: tokens[start].start, end: tokens[start].end)
      }
      guard start + words.count <= tokens.count else { continue }
      if words.indices.allSatisfy({ written(start + $0) == words[$0] }) {
        return Span(source: clause.source, start: tokens[start].start, end: tokens[start + words.count - 1].end)
      }
    }
    return clause
  }
}
