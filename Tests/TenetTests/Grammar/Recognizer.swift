/// Decides whether symbols are a sentence of a grammar, by trying every way and keeping what was found.
///
/// Cost: for each place and production the places where it can end are found once. The grammar must not be left-recursive.
struct Recognizer {
  /// What stands in the text, trivia left out.
  enum Symbol: Equatable {
    /// A word, folded; it may be a keyword.
    case word(String)
    /// A lexeme of a lexical production: `variable`, `string`, `literal`.
    case lexeme(String, text: String)
    /// Punctuation.
    case mark(String)
    case newline
    case indent
  }

  /// The words that no term may hold.
  static let reserved: Set<String> = ["and", "or", "not", "unless", "is"]

  private let grammar: EBNF
  private let symbols: [Symbol]
  private let index: [String: Int]
  private var memo: [Int: [Int]] = [:]

  init(_ grammar: EBNF, symbols: [Symbol]) {
    self.grammar = grammar
    self.symbols = symbols
    index = Dictionary(uniqueKeysWithValues: grammar.productions.enumerated().map { ($1.name, $0) })
  }

  /// Whether all the symbols together are a sentence of the production.
  mutating func accepts(_ name: String) -> Bool { ends(of: name, at: 0).contains(symbols.count) }

  private mutating func ends(of name: String, at place: Int) -> [Int] {
    guard let number = index[name] else { return [] }
    if grammar.productions[number].isLexical { return lexeme(name, at: place) ? [place + 1] : [] }
    let key = number * (symbols.count + 1) + place
    if let known = memo[key] { return known }
    let found = ends(of: grammar.productions[number].form, at: place)
    memo[key] = found
    return found
  }

  private mutating func ends(of form: EBNF.Form, at place: Int) -> [Int] {
    switch form {
    case .terminal(let text): return terminal(text, at: place)
    case .special(let description): return special(description, at: place)
    case .name(let name): return ends(of: name, at: place)
    case .optional(let form): return union([place], ends(of: form, at: place))
    case .alternatives(let forms):
      var found: [Int] = []
      for form in forms { found = union(found, ends(of: form, at: place)) }
      return found
    case .sequence(let forms):
      var found = [place]
      for form in forms {
        var next: [Int] = []
        for place in found { next = union(next, ends(of: form, at: place)) }
        found = next
      }
      return found
    case .repeated(let form):
      var found = [place]
      var fresh = [place]
      while !fresh.isEmpty {
        var next: [Int] = []
        for place in fresh { next = union(next, ends(of: form, at: place)) }
        fresh = next.filter { !found.contains($0) }
        found += fresh
      }
      return found
    }
  }

  private func union(_ left: [Int], _ right: [Int]) -> [Int] { left + right.filter { !left.contains($0) } }

  private func lexeme(_ name: String, at place: Int) -> Bool {
    guard place < symbols.count else { return false }
    switch symbols[place] {
    case .word(let word): return name == "word" && !Self.reserved.contains(word) && !isConflict(word, place)
    case .lexeme(let kind, let text):
      if kind == "literal", name == "later word" { return true }
      return kind == name || kind == "literal" && name == "digits" && !text.contains(".")
    case .mark, .newline, .indent: return false
    }
  }

  /// `conflicts` before `with`.
  private func isConflict(_ word: String, _ place: Int) -> Bool {
    word == "conflicts" && place + 1 < symbols.count && symbols[place + 1] == .word("with")
  }

  private func terminal(_ text: String, at place: Int) -> [Int] {
    let parts = text.split(separator: " ").map(String.init)
    guard place + parts.count <= symbols.count else { return [] }
    for (offset, part) in parts.enumerated() {
      switch symbols[place + offset] {
      case .word(let word) where word == part: continue
      case .mark(let mark) where mark == part: continue
      default: return []
      }
    }
    return [place + parts.count]
  }

  /// What only the vocabulary decides is taken to be any few words.
  private func special(_ description: String, at place: Int) -> [Int] {
    guard place < symbols.count else { return [] }
    switch description {
    case "NEWLINE": return symbols[place] == .newline ? [place + 1] : []
    case "INDENT": return symbols[place] == .indent ? [place + 1] : []
    default:
      var end = place
      while end < min(symbols.count, place + 5), lexeme("word", at: end) { end += 1 }
      return end == place ? [] : Array((place + 1)...end)
    }
  }
}
