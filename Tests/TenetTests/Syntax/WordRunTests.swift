import TenetSyntax
import TenetText
import Testing

/// The lexer reads plain words and numbers eight bytes at a time. Here words are read again one character after the other,
/// as the grammar says, and found by their spelling in a dictionary.
@Suite struct WordRunTests {
  private struct Piece: Equatable {
    var kind: TokenKind
    var range: Range<Int>
  }

  /// Words and numbers outside of strings and comments, of texts without either.
  private func piecesOneByOne(_ text: [UInt8]) -> [Piece] {
    func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
    func isLetter(_ index: Int) -> Bool { (byte(index) | 32) >= 97 && (byte(index) | 32) <= 122 }
    func isDigit(_ index: Int) -> Bool { byte(index) >= 48 && byte(index) <= 57 }
    var pieces: [Piece] = []
    var index = 0
    while index < text.count {
      let start = index
      if isLetter(index) {
        index += 1
        while true {
          if isLetter(index) || isDigit(index) || byte(index) == UInt8(ascii: "_") {
            index += 1
          } else if byte(index) == UInt8(ascii: "-"), byte(index + 1) != UInt8(ascii: ">") {
            index += 1
          } else if byte(index) == UInt8(ascii: "'"), isLetter(index + 1) || isDigit(index + 1) {
            index += 1
          } else {
            break
          }
        }
        pieces.append(Piece(kind: .word, range: start..<index))
      } else if isDigit(index) {
        while isDigit(index) || byte(index) == UInt8(ascii: "_") { index += 1 }
        if byte(index) == UInt8(ascii: "."), isDigit(index + 1) {
          index += 1
          while isDigit(index) || byte(index) == UInt8(ascii: "_") { index += 1 }
        }
        pieces.append(Piece(kind: .number, range: start..<index))
      } else {
        index += 1
      }
    }
    return pieces
  }

  private func check(_ text: [UInt8], _ words: inout WordTable, _ known: inout [String: WordID]) {
    let tokens = tokenize(text, source: SourceID(UInt32(0)), words: &words).tokens
      .filter { $0.kind == .word || $0.kind == .number }
    #expect(
      tokens.map { Piece(kind: $0.kind, range: Int($0.start)..<Int($0.end)) } == piecesOneByOne(text),
      "\(String(decoding: text, as: UTF8.self))")
    for token in tokens {
      let spelling = String(decoding: text[Int(token.start)..<Int(token.end)], as: UTF8.self).lowercased()
      #expect(known[spelling, default: token.word] == token.word, "two words are one: \(spelling)")
      #expect(words.text(of: token.word) == spelling)
      known[spelling] = token.word
    }
  }

  @Test func wordsAreReadAsIfOneByOne() {
    var random = SplitMix(seed: 6)
    var words = WordTable()
    var known: [String: WordID] = [:]
    // No apostrophe that would quote, and no underscore that would stand for anything.
    let pieces = [
      "a", "bz", "AZ", "0", "9", "1_0", "a_", "Z_9", "-", "a'b", "z's", " ", "  ", "\n", ">", ".", ",", "->",
    ]
    for _ in 0..<4000 {
      let text = (0..<random.below(40)).map { _ in pieces[random.below(pieces.count)] }.joined()
      check(Array(text.utf8), &words, &known)
    }
  }

  /// Words of every length around those where the way to find them changes, in every place of a text.
  @Test func lengthsAndPlaces() {
    var words = WordTable()
    var known: [String: WordID] = [:]
    for length in 1...40 {
      for blanks in 0..<9 {
        for tail in ["", " ", "\n", "->x", "'", "'s", "-", ">", "0", ".5"] {
          let word = String("AbcdefGhijklmnopqrstuvwxyz-_0123456789zzz".prefix(length))
          check(Array((String(repeating: " ", count: blanks) + word + tail).utf8), &words, &known)
        }
      }
    }
  }

  /// Many words at once: the table grows on the way.
  @Test func manyWords() {
    var words = WordTable()
    var known: [String: WordID] = [:]
    let text = (0..<20_000).map { "n\($0 % 7000) node-number\($0) \($0)" }.joined(separator: "\n")
    check(Array(text.utf8), &words, &known)
    #expect(Set(known.values.map(\.raw)).count == known.count)
  }
}
