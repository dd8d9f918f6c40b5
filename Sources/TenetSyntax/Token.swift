import TenetText

/// The tag of ``WordID``.
public enum WordTag {}

/// A word by its folded spelling: `Habit` and `habit` are one word. Numbers in a text are words too (`tier 1`).
public typealias WordID = ID<WordTag>

/// What a token is. Together the tokens of a text are the text: blanks, comments and bytes that do not belong are tokens.
public enum TokenKind: UInt8, Sendable {
  /// A letter, then letters, digits, `-`, `_`, inner apostrophes. Keywords are words.
  case word
  /// `12`, `0.25`, `1_000`: digits only; a sign and a unit are tokens of their own.
  case number
  /// A string in double quotes, with its quotes. `isBroken` where it is not closed on its line.
  case string
  /// `?name`
  case variable
  /// `_` on its own
  case any
  /// `'s` right after a variable.
  case possessive
  case arrow
  case comma
  case colon
  case openParenthesis
  case closeParenthesis
  case plus
  case minus
  case star
  case slash
  case percent
  case less
  case atMost
  case equal
  case unequal
  case atLeast
  case greater
  /// Blanks and tabs, and a byte-order mark.
  case blank
  /// LF or CRLF (or a CR alone).
  case newline
  /// `# …` without its line end.
  case comment
  /// Bytes that no token starts with; the lexer has said so.
  case stray
  /// Of no length, at the end of every text.
  case end

  /// Whether the parser passes over it.
  @inlinable public var isTrivia: Bool {
    switch self {
    case .blank, .newline, .comment, .stray: return true
    default: return false
    }
  }
}

/// One token: a kind and a range of UTF-8 offsets.
public struct Token: Sendable {
  public var kind: TokenKind
  public var start: UInt32
  public var end: UInt32
  /// Of a `word`, `number` or `variable`: its folded spelling (a variable's without `?`); else word 0.
  public var word: WordID

  @inlinable public init(_ kind: TokenKind, _ start: UInt32, _ end: UInt32, word: WordID = WordID(UInt32(0))) {
    self.kind = kind
    self.start = start
    self.end = end
    self.word = word
  }
}
