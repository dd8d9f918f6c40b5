/// Reads a grammar from its text.
///
/// The lexical part starts at the comment that holds the word `Lexical part`.
struct EBNFReader {
  private var characters: [Character]
  private var position = 0
  private var comments: [String] = []
  private var productions: [EBNF.Production] = []
  private var isLexical = false

  static func read(_ text: String) throws -> EBNF {
    var reader = EBNFReader(characters: Array(text))
    return try reader.grammar()
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func grammar() throws -> EBNF {
    try skip()
    takeExamples()
    while position < characters.count {
      let name = try identifier()
      try expect("=")
      let form = try alternatives()
      let wasLexical = isLexical
      try expect(";")
      productions.append(EBNF.Production(name: name, form: form, examples: [], isLexical: wasLexical))
      takeExamples()
    }
    return EBNF(productions: productions)
  }

  /// Gives the comments that were passed over to the last production.
  private mutating func takeExamples() {
    for comment in comments {
      if comment.contains("Lexical part") { isLexical = true }
      guard let start = comment.firstRange(of: "example:")?.upperBound, !productions.isEmpty,
        comment.prefix(while: { $0.isWhitespace }).count + "example:".count
          == comment.distance(from: comment.startIndex, to: start)
      else { continue }
      productions[productions.count - 1].examples.append(Self.example(String(comment[start...])))
    }
    comments.removeAll()
  }

  /// The text after the marker, without its indentation and its guillemets.
  static func example(_ raw: String) -> EBNF.Example {
    var lines = raw.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.count == 1 {
      lines[0] = lines[0].trimmed
    } else {
      lines = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      let indent = lines.map { $0.prefix(while: { $0 == " " }).count }.min() ?? 0
      lines = lines.map { String($0.dropFirst(indent)) }
    }
    let marked = Array(lines.joined(separator: "\n"))
    let text = marked.filter { $0 != "«" && $0 != "»" }
    let start = marked.firstIndex(of: "«") ?? 0
    let end = marked.firstIndex(of: "»").map { $0 - 1 } ?? text.count
    return EBNF.Example(text: String(text) + "\n", part: start..<end)
  }

  private mutating func alternatives() throws -> EBNF.Form {
    var forms = [try sequence()]
    while peek == "|" {
      try advance()
      forms.append(try sequence())
    }
    return forms.count == 1 ? forms[0] : .alternatives(forms)
  }

  private mutating func sequence() throws -> EBNF.Form {
    var forms = [try factor()]
    while peek == "," {
      try advance()
      forms.append(try factor())
    }
    return forms.count == 1 ? forms[0] : .sequence(forms)
  }

  private mutating func factor() throws -> EBNF.Form {
    switch peek {
    case "[": return .optional(try bracketed("]"))
    case "{": return .repeated(try bracketed("}"))
    case "(": return try bracketed(")")
    case "\"", "'": return .terminal(try quoted())
    case "?": return .special(try quoted().trimmed)
    default: return .name(try identifier())
    }
  }

  private mutating func bracketed(_ close: Character) throws -> EBNF.Form {
    try advance()
    let form = try alternatives()
    try expect(close)
    return form
  }

  private mutating func quoted() throws -> String {
    let quote = characters[position]
    guard let end = characters[(position + 1)...].firstIndex(of: quote) else { throw error("unclosed \(quote)") }
    let text = String(characters[(position + 1)..<end])
    position = end + 1
    try skip()
    return text
  }

  private mutating func identifier() throws -> String {
    let start = position
    while position < characters.count, characters[position].isLetter || characters[position] == " " { position += 1 }
    let name = String(characters[start..<position]).trimmed
    guard !name.isEmpty else { throw error("a name was expected") }
    try skip()
    return name
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func advance() throws {
    position += 1
    try skip()
  }

  private mutating func expect(_ character: Character) throws {
    guard peek == character else { throw error("\(character) was expected") }
    try advance()
  }

  /// Passes over blanks and comments, and keeps the comments.
  private mutating func skip() throws {
    while position < characters.count {
      if characters[position].isWhitespace {
        position += 1
      } else if characters[position...].starts(with: "(*") {
        var end = position + 2
        while end + 1 < characters.count, characters[end] != "*" || characters[end + 1] != ")" { end += 1 }
        guard end + 1 < characters.count else { throw error("unclosed comment") }
        comments.append(String(characters[(position + 2)..<end]))
        position = end + 2
      } else {
        return
      }
    }
  }

  private func error(_ message: String) -> EBNFError {
    let line = characters[..<min(position, characters.count)].count { $0 == "\n" } + 1
    return EBNFError(description: "line \(line): \(message)")
  }
}

extension String {
  /// Without blanks at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
