import TenetText

/// The tokens of a text, one a line: place, kind, spelling, and for words and variables what they are compared by.
///
/// Blanks between tokens stand there as well, so that the spellings joined are the text.
public func tokenListing(of tree: SyntaxTree, source: Source, words: WordTable) -> String {
  var listing = ""
  for token in pieces(of: tree.tokens) {
    let place = source.place(of: token.start)
    listing += "\(place.line):\(place.column) \(token.kind.name)"
    if token.end > token.start { listing += " " + quoted(source.text(token.start, token.end)) }
    if token.kind == .word || token.kind == .variable { listing += " = " + words.text(of: token.word) }
    listing += "\n"
  }
  return listing
}

/// A spelling in quotes, line ends and control characters as escapes.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\" + String(Character(scalar))
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where scalar.value < 32 || scalar.value == 127:
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension TokenKind {
  /// The kind in words, for listings.
  public var name: String {
    switch self {
    case .word: "word"
    case .number: "number"
    case .string: "string"
    case .variable: "variable"
    case .any: "any"
    case .possessive: "possessive"
    case .arrow: "arrow"
    case .comma: "comma"
    case .colon: "colon"
    case .openParenthesis: "open"
    case .closeParenthesis: "close"
    case .plus: "plus"
    case .minus: "minus"
    case .star: "times"
    case .slash: "divided-by"
    case .percent: "percent"
    case .less: "less"
    case .atMost: "at-most"
    case .equal: "equal"
    case .unequal: "unequal"
    case .atLeast: "at-least"
    case .greater: "greater"
    case .blank: "blank"
    case .newline: "newline"
    case .comment: "comment"
    case .stray: "stray"
    case .end: "end"
    }
  }
}
