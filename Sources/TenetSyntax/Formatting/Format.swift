import TenetText

/// Rewrites a text in the one layout of the language.
///
/// Lines are at most 100 columns wide where that can be. Comments, and blank lines between groups (as one), stay where
/// they stand. The words and signs, and so the meaning, stay the same: only how the arrow and its like are spelled, blanks
/// and line ends change. Formatting what is formatted changes nothing. Cost: linear.
///
/// - Parameters:
///   - tree: Of a text without errors; any other is given back as it is.
///   - isASCII: Writes `->`, `>=`, `<=`, `!=`, `*` and `-` instead of `→`, `≥`, `≤`, `≠`, `×` and `−`.
public func format(_ tree: SyntaxTree, source: Source, isASCII: Bool = false) -> String {
  let unchanged = String(decoding: source.bytes, as: UTF8.self)
  guard tree.isFit else { return unchanged }
  var layout = Layout(tree, source.bytes, isASCII: isASCII)
  layout.run()
  let text = layout.text
  return saysTheSame(tree, source, text) ? text : unchanged
}

/// Whether a text has the statements of a tree, with the same words: the last guard of a file that is rewritten.
func saysTheSame(_ tree: SyntaxTree, _ source: Source, _ text: String) -> Bool {
  var words = WordTable()
  let before = tokenize(source.bytes, source: tree.source, words: &words).tokens
  let again = parse(Source(name: source.name, bytes: Array(text.utf8)), id: tree.source, words: &words)
  guard again.isFit, again.value.statements.count == tree.statements.count else { return false }
  let after = again.value.tokens
  let left = SignificantTokens(before, source.bytes)
  let right = SignificantTokens(after, Array(text.utf8))
  guard left.count == right.count else { return false }
  for index in 0..<left.count where !left.matches(index, right, index) { return false }
  for (old, new) in zip(tree.statements, again.value.statements) {
    guard left.position(old.extent.start) == right.position(new.extent.start),
      left.position(old.extent.end) == right.position(new.extent.end),
      old.attributes.count == new.attributes.count, old.documentation.count == new.documentation.count,
      old.kind.parts == new.kind.parts
    else { return false }
  }
  return true
}

/// The tokens of a text without trivia, to compare two texts.
private struct SignificantTokens {
  private let tokens: [Token]
  private let bytes: [UInt8]
  private var indices: [Int] = []
  /// For each token, how many significant ones stand before it.
  private var positions: [UInt32] = []

  init(_ tokens: [Token], _ bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
    positions.reserveCapacity(tokens.count + 1)
    for index in tokens.indices {
      positions.append(UInt32(indices.count))
      if !tokens[index].kind.isTrivia || tokens[index].kind == .comment { indices.append(index) }
    }
    positions.append(UInt32(indices.count))
  }

  var count: Int { indices.count }

  func position(_ token: UInt32) -> UInt32 { positions[Int(token)] }

  /// Whether two tokens are the same word, sign, text or comment.
  func matches(_ index: Int, _ other: SignificantTokens, _ otherIndex: Int) -> Bool {
    let (left, right) = (tokens[indices[index]], other.tokens[other.indices[otherIndex]])
    guard left.kind == right.kind, left.word == right.word else { return false }
    guard left.kind == .string || left.kind == .comment else { return true }
    return trimmed(left).elementsEqual(other.trimmed(right))
  }

  /// The bytes of a token without blanks at its end.
  private func trimmed(_ token: Token) -> ArraySlice<UInt8> {
    var end = Int(token.end)
    while end > Int(token.start), bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return bytes[Int(token.start)..<end]
  }
}

extension SyntaxTree {
  /// Whether every statement could be read and no byte of the text is out of place.
  public var isFit: Bool {
    for statement in statements {
      if case .invalid = statement.kind { return false }
    }
    return !tokens.contains { $0.kind == .stray }
  }
}

extension Statement.Kind {
  /// How many parts the statement has, and of what sort: enough to tell that a line went elsewhere.
  var parts: [Int] {
    switch self {
    case .ruleset: [0]
    case .importFile: [1]
    case .verb(let verb): [2, verb.prepositions.count]
    case .kind(let kind): [3, kind.members.count]
    case .number(_, let unit): [4, unit == nil ? 0 : 1]
    case .choice(let choice): [5, choice.options.count, choice.otherwise == nil ? 0 : 1]
    case .outcome(let names): [6, names.count]
    case .rule(let rule):
      switch rule.body {
      case .inference(_, let conclusions, let unless): [7, conclusions.count, unless == nil ? 0 : 1]
      case .conflict: [8]
      }
    case .example(let syntax): [9, syntax.items.count, syntax.expectations.count]
    case .profile(let syntax): [10, syntax.items.count]
    case .invalid: [11]
    }
  }
}
