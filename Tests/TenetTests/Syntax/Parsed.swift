import TenetSyntax
import TenetText

/// A text with its tree, for tests.
struct Parsed {
  let source: Source
  let words: WordTable
  let tree: SyntaxTree
  let diagnostics: [Diagnostic]

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ bytes: [UInt8]) {
    var words = WordTable()
    source = Source(name: "test.tenet", bytes: bytes)
    let result = parse(source, id: SourceID(UInt32(0)), words: &words)
    self.words = words
    tree = result.value
    diagnostics = result.diagnostics
  }

  /// The text that a span underlines.
  func text(_ span: TenetText.Span) -> String { source.text(span.start, span.end) }

  func text(_ phrase: Phrase) -> String {
    phrase.isEmpty ? "" : source.text(tree.tokens[Int(phrase.start)].start, tree.tokens[Int(phrase.end) - 1].end)
  }

  /// What is wrong, each as `code line:column «underlined»`.
  var complaints: [String] {
    diagnostics.map {
      let place = source.place(of: $0.span.start)
      return "\($0.code) \(place.line):\(place.column) «\(text($0.span))»"
    }
  }
}
