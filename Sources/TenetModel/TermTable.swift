import TenetSyntax
import TenetText

/// Every distinct term of a rule set and its profiles, by number.
///
/// Two spellings are one term when their words are equal after folding, without articles. A quoted term is compared
/// exactly; it is the same as a bare one where its text is that one's folded spelling, or the very spelling of a member of
/// a kind, an option of a choice or a conflict's name that was declared bare.
public struct TermTable: Sendable {
  /// How each term is written: as first met.
  private var spellings: [String] = ["self"]
  /// The run of words of each term, or the root for a term that only quotes can write.
  private var nodes: [PhraseTrie.Node] = []
  /// The term of each run of words, plus one.
  private var termOfNode: [UInt32] = []
  /// The same for runs of a single word, by that word.
  private var termOfWord: [UInt32] = []
  /// Terms that are no run of folded words.
  private var odd: [String: TermID] = [:]
  /// Terms by the spellings that declarations write without quotes.
  private var declared: [String: TermID] = [:]
  private(set) var trie = PhraseTrie()

  /// A table that holds `self` alone.
  init(words: inout WordTable) {
    let node = trie.extend(PhraseTrie.root, words.intern("self"))
    nodes.append(node)
    setTerm(.self, at: node)
  }

  public var count: Int { spellings.count }

  /// The term as it was first written, without quotes.
  public func spelling(of term: TermID) -> String { spellings[term.index] }

  /// Whether the term is a run of folded words (else only a quoted spelling can name it).
  func isRunOfWords(_ term: TermID) -> Bool { nodes[term.index] != PhraseTrie.root }

  /// The run of words that starts from `node`; see ``PhraseTrie/extend(_:_:)``.
  mutating func extend(_ node: PhraseTrie.Node, _ word: WordID) -> PhraseTrie.Node { trie.extend(node, word) }

  /// The term that a run of words names, if there is one yet.
  func term(at node: PhraseTrie.Node) -> TermID? {
    guard Int(node) < termOfNode.count, termOfNode[Int(node)] != 0 else { return nil }
    return TermID(termOfNode[Int(node)] - 1)
  }

  /// The term that a single word names, if there is one yet.
  @inline(__always)
  func term(of word: WordID) -> TermID? {
    guard word.index < termOfWord.count, termOfWord[word.index] != 0 else { return nil }
    return TermID(termOfWord[word.index] - 1)
  }

  /// The term that a run of words names; `spelling` is asked for where it is new.
  mutating func intern(_ node: PhraseTrie.Node, spelling: () -> String) -> TermID {
    if let term = term(at: node) { return term }
    let term = TermID(spellings.count)
    spellings.append(spelling())
    nodes.append(node)
    setTerm(term, at: node)
    return term
  }

  /// Lets quotes name a bare term by the spelling of its declaration.
  mutating func declare(_ term: TermID, spelled spelling: String) {
    if declared[spelling] == nil { declared[spelling] = term }
  }

  /// The term of a quoted text.
  mutating func intern(quoted text: String, words: inout WordTable) -> TermID {
    if let node = runOfWords(text, words: &words) { return intern(node) { text } }
    if let term = declared[text] ?? odd[text] { return term }
    let term = TermID(spellings.count)
    spellings.append(text)
    nodes.append(PhraseTrie.root)
    odd[text] = term
    return term
  }

  /// Forgets every term after the first `count`.
  mutating func rewind(to count: Int) {
    while spellings.count > count {
      let node = nodes.removeLast()
      let spelling = spellings.removeLast()
      if node == PhraseTrie.root { odd[spelling] = nil } else { setTerm(nil, at: node) }
    }
  }

  /// Lets the words of the terms from `first` on name further terms from now on. The terms stay.
  mutating func retire(from first: Int) {
    for term in first..<spellings.count {
      if nodes[term] == PhraseTrie.root { odd[spellings[term]] = nil } else { setTerm(nil, at: nodes[term]) }
    }
  }

  /// The term that the words of a retired one name now, added where there is none yet.
  mutating func renew(_ term: TermID) -> TermID {
    let (node, spelling) = (nodes[term.index], spellings[term.index])
    if node != PhraseTrie.root { return intern(node) { spelling } }
    if let known = odd[spelling] { return known }
    let renewed = TermID(spellings.count)
    spellings.append(spelling)
    nodes.append(node)
    odd[spelling] = renewed
    return renewed
  }

  /// The run that a text is when it is folded words with single blanks between and no article that would be dropped.
  private mutating func runOfWords(_ text: String, words: inout WordTable) -> PhraseTrie.Node? {
    let pieces = text.split(separator: " ", omittingEmptySubsequences: false)
    var node = PhraseTrie.root
    for (index, piece) in pieces.enumerated() {
      let word = String(piece)
      if word.isEmpty || (index + 1 < pieces.count && Article.contains(word)) { return nil }
      let id = words.intern(word)
      guard words.text(of: id) == word else { return nil }
      node = trie.extend(node, id)
    }
    return node
  }

  /// The run that a range of bytes is when it is words of small letters and digits with single blanks between, as
  /// ``runOfWords(_:words:)`` would find; nil for any other range, whatever it is.
  mutating func runOfBareWords(
    _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int, _ words: inout WordTable
  ) -> PhraseTrie.Node? {
    var index = start
    while index < end {
      let byte = text[index]
      let isBare = byte &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: " ")
      if !isBare { return nil }
      index += 1
    }
    var node = PhraseTrie.root
    var first = start
    while true {
      var next = first
      while next < end, text[next] != UInt8(ascii: " ") { next += 1 }
      // An article before another word is noise for bare names only.
      if next == first || next < end && Article.contains(text, first, next) { return nil }
      node = trie.extend(node, words.intern(text, first, next))
      if next == end { return node }
      first = next + 1
    }
  }

  private mutating func setTerm(_ term: TermID?, at node: PhraseTrie.Node) {
    let number = term.map { $0.raw + 1 } ?? 0
    while termOfNode.count <= Int(node) { termOfNode.append(0) }
    termOfNode[Int(node)] = number
    let word = trie.word(of: node).index
    if word == 0 { return }
    while termOfWord.count <= word { termOfWord.append(0) }
    termOfWord[word] = number
  }
}

/// The words that are noise in front of another word of a term.
enum Article {
  static func contains(_ word: String) -> Bool { word == "a" || word == "an" || word == "the" }

  static func contains(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch end - start {
    case 1: text[start] == UInt8(ascii: "a")
    case 2: text[start] == UInt8(ascii: "a") && text[start + 1] == UInt8(ascii: "n")
    case 3:
      text[start] == UInt8(ascii: "t") && text[start + 1] == UInt8(ascii: "h") && text[start + 2] == UInt8(ascii: "e")
    default: false
    }
  }

  /// `an` before a vowel, else `a`.
  static func indefinite(before word: String) -> String {
    guard let first = word.lowercased().unicodeScalars.first else { return "a" }
    return "aeiou".unicodeScalars.contains(first) ? "an" : "a"
  }
}

extension TermTable {
  /// Whether the term is `nothing`, what a choice is without a pick.
  public func isNothing(_ term: TermID) -> Bool { spelling(of: term).lowercased() == "nothing" }
}
