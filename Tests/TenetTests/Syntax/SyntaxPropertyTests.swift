import TenetSyntax
import TenetText
import Testing

/// What holds of every sequence of bytes.
@Suite struct SyntaxPropertyTests {
  private func check(_ bytes: [UInt8]) {
    let parsed = Parsed(bytes)
    var joined: [UInt8] = []
    var end: UInt32 = 0
    for token in pieces(of: parsed.tree.tokens) {
      guard token.start == end, token.end >= token.start else {
        Issue.record("a gap at \(end) of \(bytes)")
        return
      }
      joined += bytes[Int(token.start)..<Int(token.end)]
      end = token.end
    }
    #expect(joined == bytes)
    #expect(parsed.tree.tokens.last?.kind == .end)
    var last: UInt32 = 0
    for statement in parsed.tree.statements {
      // Statements follow each other, and each has tokens: the parser moves.
      guard statement.extent.start >= last, statement.extent.end > statement.extent.start else {
        Issue.record("statements overlap in \(bytes)")
        return
      }
      last = statement.extent.end
    }
    for diagnostic in parsed.diagnostics {
      #expect(diagnostic.span.start <= diagnostic.span.end && Int(diagnostic.span.end) <= bytes.count)
    }
    let invalid = parsed.tree.statements.contains { if case .invalid = $0.kind { true } else { false } }
    if invalid { #expect(!parsed.diagnostics.isEmpty, "\(bytes)") }
    _ = treeListing(of: parsed.tree, source: parsed.source)
    _ = tokenListing(of: parsed.tree, source: parsed.source, words: parsed.words)
    _ = format(parsed.tree, source: parsed.source)
  }

  @Test func randomBytes() {
    var random = SplitMix(seed: 1)
    for _ in 0..<2000 { check((0..<random.below(60)).map { _ in UInt8(random.below(256)) }) }
  }

  /// Pieces that texts are made of, in any order.
  private static let fragments: [String] =
    Keyword.all + [
      "→", "->", ",", ":", "(", ")", "\n", "\n  ", "\n\t", "\r\n", "\n    ", " ", "  ", "\"x\"", "\"", "“", "”", "'",
      "?p", "_",
      "12", "%", "+", "-", "*", "/", "<", "≥", "=", "==", "=>", "# c", "## d\n", "owns", "interface", "é", "\u{FEFF}",
      ".",
      ";", "&", "\\", "語", "profile \"x\"\n", "example \"y\"\n", "rule r: ", "’s", "\u{0}",
    ]

  @Test func randomPieces() {
    var random = SplitMix(seed: 2)
    for _ in 0..<4000 {
      var text = ""
      for _ in 0..<random.below(30) {
        text += Self.fragments[random.below(Self.fragments.count)]
        if random.below(2) == 0 { text += " " }
      }
      check(Array(text.utf8))
    }
  }

  @Test func mutatedFiles() {
    var random = SplitMix(seed: 3)
    let files = ["labs", "labs/profiles", "embolism"].flatMap { Library.files($0) }.map { Array(Library.read($0).utf8) }
    for round in 0..<150 {
      let file = files[round % files.count]
      let start = random.below(max(1, file.count - 400))
      var bytes = Array(file[start..<min(file.count, start + 400)])
      for _ in 0..<1 + random.below(6) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(random.below(256))
        case 2: bytes.insert(contentsOf: Array(Self.fragments[random.below(Self.fragments.count)].utf8), at: place)
        default:
          let end = min(bytes.count, place + random.below(60))
          bytes.replaceSubrange(place..<end, with: bytes[random.below(place + 1)..<place])
        }
      }
      check(bytes)
    }
  }

  @Test func everyPrefixOfAFile() {
    for file in Library.files("embolism") {
      let bytes = Array(Library.read(file).utf8.prefix(1500))
      for length in stride(from: 0, to: bytes.count, by: 7) { check(Array(bytes[0..<length])) }
    }
  }
}
