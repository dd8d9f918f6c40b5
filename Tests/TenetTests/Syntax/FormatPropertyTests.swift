import TenetText
import Testing

@testable import TenetSyntax

/// What holds of the layout of every text.
@Suite struct FormatPropertyTests {
  /// Generated files with comments and line ends at places of all sorts.
  private func texts(_ count: Int) throws -> [String] {
    let grammar = try GrammarTests.grammar()
    var random = SplitMix(seed: 11)
    var texts: [String] = []
    for seed in 0..<count {
      var generator = SentenceGenerator(grammar, seed: UInt64(seed))
      let text = generator.sentence(of: "file")
      texts.append(text)
      texts.append(withComments(text, &random))
    }
    for file in ["labs", "labs/profiles", "embolism"].flatMap({ Library.files($0) }) {
      let text = Library.read(file)
      texts.append(text)
      for _ in 0..<3 { texts.append(withComments(text, &random)) }
    }
    return texts
  }

  /// A text with comments, line ends and blank lines put between some of its tokens; the text itself if that breaks it.
  private func withComments(_ text: String, _ random: inout SplitMix) -> String {
    let parsed = Parsed(text)
    var bytes: [UInt8] = []
    var end = 0
    var number = 0
    let rarity = 2 + random.below(20)
    for token in parsed.tree.tokens where token.kind != .end {
      let isLineStart = bytes.last == 10 || bytes.isEmpty
      bytes += parsed.source.bytes[end..<Int(token.end)]
      end = Int(token.end)
      if token.kind.isTrivia || isLineStart { continue }
      guard random.below(rarity) == 0 else { continue }
      number += 1
      switch random.below(4) {
      case 0: bytes += Array("  # c\(number) \n          ".utf8)
      case 1: bytes += Array("\n\n       # c\(number)\n\n          ".utf8)
      case 2: bytes += Array("\n          ".utf8)
      default: bytes += Array("# c\(number)\n          # more\n          ".utf8)
      }
    }
    let changed = String(decoding: bytes, as: UTF8.self)
    return Parsed(changed).diagnostics.isEmpty ? changed : text
  }

  @Test func theLayoutSaysTheSameAndIsStable() throws {
    var changed = 0
    for text in try texts(400) {
      let parsed = Parsed(text)
      try #require(parsed.diagnostics.isEmpty, "\(text)")
      var layout = Layout(parsed.tree, parsed.source.bytes, isASCII: false)
      layout.run()
      let result = layout.text
      guard saysTheSame(parsed.tree, parsed.source, result) else {
        Issue.record("changed: \(text) became \(result)")
        return
      }
      if result != text { changed += 1 }
      let again = Parsed(result)
      var second = Layout(again.tree, again.source.bytes, isASCII: false)
      second.run()
      guard second.text == result else {
        Issue.record("unstable: \(text) became \(result) became \(second.text)")
        return
      }
      #expect(comments(parsed) == comments(again))
      #expect(!result.contains(" \n") && !result.contains("\n\n\n") && !result.hasPrefix("\n"))
    }
    #expect(changed > 300)
    #expect(try texts(400).count { $0.contains("# c1 ") || $0.contains("# c1\n") } > 60)
  }

  /// Texts with all that makes laying out hard: groups in groups, quoted terms that look like signs and comments, long
  /// conditions, letters of several bytes, other line ends, tabs, comments behind every other sign.
  private func nastyText(_ random: inout SplitMix) -> String {
    let terms = [
      "a", "owns b", "\"# no comment\"", "\"→ and or\"", "\"say \\\"so\\\"\"", "größe über alles", "日本語 です", "n ≥ 3",
      "n - 1 > (m-3) * 2",
      "?a owns ?b", "has e\u{301}clair", "someone else owns at least 2 layers", "risk's share ≤ 60%", "5 < n",
    ]
    func condition(_ depth: Int) -> String {
      switch depth > 12 ? 9 : random.below(10) {
      case 0, 1: return "not (\(condition(depth + 1)))"
      case 2: return "not " + (random.below(2) == 0 ? terms[random.below(5)] : "not (\(condition(depth + 1)))")
      case 3, 4: return "(\(condition(depth + 1)) or \(condition(depth + 1)))"
      case 5, 6, 7: return "(\(condition(depth + 1)) and\n     \(condition(depth + 1)))"
      default: return terms[random.below(terms.count)]
      }
    }
    var lines: [String] = []
    for number in 0..<(1 + random.below(4)) {
      var condition = condition(0)
      if random.below(3) == 0 {
        let depth = random.below(60)
        condition = String(repeating: "not (", count: depth) + condition + String(repeating: ")", count: depth)
      }
      while random.below(3) > 0 { condition += " and " + terms[random.below(terms.count)] }
      let name = random.below(2) == 0 ? "rule r\(number): " : ""
      let unless = random.below(4) == 0 ? "\n  unless " + terms[random.below(5)] : ""
      let because = random.below(4) == 0 ? "\n\tbecause \"ä # →\"" : ""
      lines.append(name + condition + (random.below(2) == 0 ? " →  " : "->") + "c" + unless + because)
    }
    var text = lines.joined(separator: random.below(2) == 0 ? "\n" : "\n\n\n# between\n") + "\n"
    if random.below(3) == 0 { text = withComments(text, &random) }
    if random.below(3) == 0 {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    return random.below(4) == 0 ? "\u{FEFF}" + text : text
  }

  @Test func nastyTextsKeepTheirTree() throws {
    var random = SplitMix(seed: 71)
    var read = 0
    for _ in 0..<600 {
      let text = nastyText(&random)
      let parsed = Parsed(text)
      guard parsed.diagnostics.isEmpty else { continue }
      read += 1
      let result = format(parsed.tree, source: parsed.source)
      let again = Parsed(result)
      guard saysTheSame(parsed.tree, parsed.source, result), comments(parsed) == comments(again),
        format(again.tree, source: again.source) == result, !result.contains("\r"), !result.hasPrefix("\u{FEFF}")
      else {
        Issue.record("\(text) became \(result)")
        return
      }
      for line in result.split(separator: "\n") where displayWidth(of: String(line)) > 100 {
        #expect(line.contains("#") || line.contains("\""), "\(line)")
      }
    }
    #expect(read > 400, "\(read)")
  }

  @Test func asciiGoesThereAndBack() throws {
    for text in try texts(150) {
      let parsed = Parsed(text)
      let plain = format(parsed.tree, source: parsed.source)
      let ascii = Parsed(format(parsed.tree, source: parsed.source, isASCII: true))
      #expect(ascii.diagnostics.isEmpty)
      let back = format(ascii.tree, source: ascii.source)
      // Two signs have one ASCII spelling each, which stays.
      #expect(
        back.replacing("*", with: "×").replacing("−", with: "-")
          == plain.replacing("*", with: "×").replacing("−", with: "-"))
    }
  }

  private func comments(_ parsed: Parsed) -> [String] {
    parsed.tree.tokens.filter { $0.kind == .comment }.map {
      var text = parsed.source.text($0.start, $0.end)
      while text.last == " " || text.last == "\t" { text.removeLast() }
      return text
    }
  }

  @Test func linesAreNarrowWhereTheyCanBe() throws {
    for text in try texts(150) {
      let parsed = Parsed(text)
      for line in format(parsed.tree, source: parsed.source).split(separator: "\n") {
        guard displayWidth(of: String(line)) > 100, !line.contains("#"), !line.contains("\"") else { continue }
        // What is left is one clause, or one member, behind what starts its line.
        let breaks = line.split(separator: " ").dropFirst(2).count { $0 == "and" || $0 == "or" || $0.hasSuffix(",") }
        #expect(breaks <= 1, "\(line)")
      }
    }
  }
}
