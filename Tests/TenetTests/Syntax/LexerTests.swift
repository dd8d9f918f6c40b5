import TenetSyntax
import TenetText
import Testing

/// How a text is taken apart.
@Suite struct LexerTests {
  /// Kinds and spellings of the significant tokens.
  private func tokens(_ text: String) -> [String] {
    let parsed = Parsed(text)
    return parsed.tree.tokens.filter { !$0.kind.isTrivia && $0.kind != .end }.map {
      "\($0.kind.name) \(parsed.source.text($0.start, $0.end))"
    }
  }

  private func words(_ text: String) -> [WordID] {
    Parsed(text).tree.tokens.filter { $0.kind == .word }.map(\.word)
  }

  @Test(arguments: [
    ("score-1", ["word score-1"]), ("a->b", ["word a", "arrow ->", "word b"]),
    ("a- >b", ["word a-", "greater >", "word b"]), ("a-->b", ["word a-", "arrow ->", "word b"]),
    ("lab's", ["word lab's"]), ("lab’s habit", ["word lab’s", "word habit"]), ("a_b9 c", ["word a_b9", "word c"]),
    ("60%", ["number 60", "percent %"]), ("60kg", ["number 60", "word kg"]),
    ("1_000.50", ["number 1_000.50"]), ("-3", ["minus -", "number 3"]), ("3-2", ["number 3", "minus -", "number 2"]),
    ("?p's share", ["variable ?p", "possessive 's", "word share"]), ("?p’s", ["variable ?p", "possessive ’s"]),
    ("?p-q9", ["variable ?p-q9"]), ("?p->q", ["variable ?p", "arrow ->", "word q"]), ("_", ["any _"]),
    (
      "≥ >= ≤ <= ≠ != = < >",
      [
        "at-least ≥", "at-least >=", "at-most ≤", "at-most <=", "unequal ≠", "unequal !=", "equal =", "less <",
        "greater >",
      ]
    ),
    ("a =\u{338} b", ["word a", "unequal =\u{338}", "word b"]), ("a × b − c", ["word a", "star ×", "word b"]),
    ("\"a \\\" b\" c", ["string \"a \\\" b\"", "word c"]), ("# a\nb", ["word b"]), ("Ökosystem 語 naïve", []),
  ]) func takesApart(text: String, expected: [String]) {
    switch text {
    case "a × b − c": #expect(tokens(text) == ["word a", "times ×", "word b", "minus −", "word c"])
    case "Ökosystem 語 naïve": #expect(tokens(text) == ["word Ökosystem", "word 語", "word naïve"])
    default: #expect(tokens(text) == expected)
    }
  }

  @Test(arguments: [
    ("Habit", "habit"), ("STRASSE", "straße"), ("ſtraße", "STRASSE"), ("ΟΔΟΣ", "οδος"), ("οδός", "ΟΔΌΣ"),
    ("e\u{301}cole", "École"), ("\u{212A}elvin", "kelvin"), ("lab’s", "LAB'S"), ("İ", "i\u{307}"), ("ŉ", "ʼn"),
    ("ﬁne", "FINE"), ("Ἄ", "\u{1F04}"),
  ]) func wordsCompareWithoutCaseInOneForm(left: String, right: String) {
    #expect(words(left).count == 1)
    #expect(words(left + " " + right).count == 2)
    #expect(Set(words(left + " " + right)).count == 1)
    #expect(Set(words(right + " " + left)).count == 1)
  }

  @Test(arguments: [("ı", "i"), ("a", "ä"), ("o", "ø"), ("a-b", "ab"), ("a_b", "a-b")])
  func otherWordsDiffer(left: String, right: String) { #expect(Set(words(left + " " + right)).count == 2) }

  @Test func numbersAreWordsBySpelling() {
    let tokens = Parsed("tier 1 1 1.0").tree.tokens
    #expect(tokens[1].word == tokens[2].word && tokens[1].word != tokens[3].word)
  }

  @Test func lineEndsAreOfThreeSorts() {
    let tokens = Parsed("a\nb\r\nc\rd").tree.tokens
    #expect(tokens.map(\.kind) == [.word, .newline, .word, .newline, .word, .newline, .word, .end])
  }

  // MARK: Strings

  @Test(arguments: [
    ("\"a b\"", "a b"), ("\"\\\"\\\\\\n\\t\"", "\"\\\n\t"), ("\"\\u{e9}\\u{1F642}\"", "é🙂"), ("\"\"", ""),
    ("“a \"b\" c”", "a \"b\" c"), ("'a'", "a"), ("\"open", "open"), ("\"a\\q\"", "a\\q"), ("«x»", "x"), ("\"", ""),
  ]) func stringsAreDecoded(token: String, value: String) { #expect(decodeString(Array(token.utf8)) == value) }

  @Test func anyBytesDecode() {
    var random = SplitMix(seed: 5)
    for _ in 0..<5000 {
      let bytes = (0..<random.below(8)).map { _ in
        [
          UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "{"), UInt8(ascii: "}"), 0xE2, 0x80,
          65,
        ][
          random.below(8)]
      }
      _ = decodeString(bytes)
    }
  }

  // MARK: Words

  @Test func theTableFindsWhatItHas() {
    var table = WordTable()
    var ids: [String: WordID] = [:]
    for number in 0..<5000 {
      let word = number % 3 == 0 ? "wörd-\(number)" : "a-rather-long-word-\(number)"
      ids[word] = table.intern(word)
    }
    for (word, id) in ids {
      #expect(table.find(word) == id)
      #expect(table.find(word.uppercased()) == id)
      #expect(table.text(of: id) == word)
    }
    #expect(table.find("never seen") == nil)
    #expect(table.find("") == table.intern(""))
    #expect(table.intern("a\0") != table.intern("a"))
    #expect(table.intern("12345678") != table.intern("123456789"))
  }
}
