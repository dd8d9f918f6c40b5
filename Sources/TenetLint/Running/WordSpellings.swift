import TenetModel
import TenetSyntax

/// How words are written: in the texts, and in the names that are printed.
struct WordSpellings {
  /// By word, as it stands first in the texts.
  private var first: [Int: String] = [:]
  /// Words that stand in several ways.
  private var varying: Set<Int> = []
  /// By folded spelling, the ways in which printed names have it.
  private var printed: [String: [String]] = [:]

  init(_ set: RuleSet) {
    for tree in set.treesInOrder {
      let source = set.sources[tree.source.index]
      for statement in tree.statements {
        if case .ruleset = statement.kind { continue }
        for token in tree.tokens[statement.extent.range] where token.kind == .word {
          let written = source.text(token.start, token.end)
          let known = first[token.word.index]
          if known == nil { first[token.word.index] = written }
          if let known, known != written { varying.insert(token.word.index) }
        }
      }
    }
    if !varying.isEmpty { for name in set.printedNames { addPrinted(name) } }
  }

  private mutating func addPrinted(_ name: String) {
    for word in name.split(separator: " ") {
      let (spelling, folded) = (String(word), word.lowercased())
      if printed[folded]?.contains(spelling) != true { printed[folded, default: []].append(spelling) }
    }
  }

  /// Whether the token is a word that stands in several ways.
  func isVarying(_ token: Token) -> Bool { token.kind == .word && varying.contains(token.word.index) }

  /// The way in which a word should stand: as names are printed that hold it, else as it stands first. It is safe to write
  /// it so where all names are printed in one way: they still are.
  func known(_ token: Token) -> (spelling: String, isSafe: Bool)? {
    guard let first = first[token.word.index] else { return nil }
    let names = printed[first.lowercased()] ?? []
    return names.count == 1 ? (names[0], true) : (first, names.isEmpty)
  }
}

extension RuleSet {
  /// Every name that answers may print, as they print it.
  fileprivate var printedNames: [String] {
    var names: [String] = []
    for index in 1..<max(1, terms.count) { names.append(terms.spelling(of: TermID(index))) }
    for relation in vocabulary.relations { names += [relation.verb] + relation.prepositions }
    for kind in vocabulary.kinds { names += [kind.name, kind.plural] }
    for number in vocabulary.numbers { names += [number.name, number.unit ?? ""] }
    for choice in vocabulary.choices { names.append(choice.name) }
    for rule in rules { names += [rule.name ?? ""] + rule.tags + rule.variables }
    return names
  }
}
