import TenetSyntax
import TenetText
import Testing

/// What is said of mistakes, word by word.
@Suite struct SyntaxErrorTests {
  @Test func eachMistakeIsToldInTheseWords() {
    for sample in Sample.all {
      let text = Parsed(sample.text)
      let complaints = text.diagnostics.map { Complaint($0, in: text) }
      #expect(complaints == sample.complaints, "\(sample.text)")
    }
  }

  @Test func messagesFollowTheHouseStyle() {
    for complaint in Sample.all.flatMap(\.complaints) {
      let first = complaint.message.first
      #expect(first == "`" || first?.isLowercase == true || first?.isNumber == true, "\(complaint.message)")
      #expect(!complaint.message.hasSuffix("."), "\(complaint.message)")
      #expect(!complaint.help.isEmpty && !complaint.help.hasSuffix("."), "\(complaint.help)")
    }
  }

  @Test func everyErrorOfATextIsToldAtOnceInItsOrder() {
    let text = """
      ruleset Routes
      owns interface => captures habit
      rule a: owns (interface → captures habit
      owns interface → captures habit → wins
      kind layer interface
      profil "Northwind"
        owns interface, owns workflow
        not owns billing
      owns interface →
      """
    #expect(
      Parsed(text).complaints == [
        "missing-string 1:9 «Routes»", "other-sign 2:16 «=>»", "unclosed-parenthesis 3:14 «(»",
        "second-arrow 4:33 «→»", "kind-form 5:1 «kind layer interface»", "unknown-keyword 6:1 «profil»",
        "one-fact-a-line 7:17 «,»", "denied-fact 8:3 «not owns billing»", "missing-conclusion 9:16 «→»",
      ])
  }

  @Test func fixesMendTheText() {
    for (wrong, right) in [
      ("owns a => b", "owns a → b"), ("owns “x y” → b", "owns \"x y\" → b"), ("a == 3 → b", "a = 3 → b"),
      ("profil \"x\"", "profile \"x\""), ("owns a\n→ b", "owns a\n  → b"),
      ("profile \"x\"\nowns a", "profile \"x\"\n  owns a"),
    ] {
      let text = Parsed(wrong)
      var bytes = text.source.bytes
      for fix in text.diagnostics.flatMap(\.fixes) {
        bytes.replaceSubrange(Int(fix.span.start)..<Int(fix.span.end), with: fix.replacement.utf8)
      }
      #expect(String(decoding: bytes, as: UTF8.self) == right)
    }
  }

  // MARK: Texts that are none

  @Test func bytesThatAreNoTextAreNamed() {
    let text = Parsed(Array("owns caf".utf8) + [0xE9] + Array(" → b".utf8))
    #expect(text.diagnostics.map(\.message) == ["the byte 0xE9 is not UTF-8 text here"])
    #expect(text.diagnostics[0].span.start == 8)
  }

  @Test func aHundredErrorsOfBytesAreEnough() {
    let text = Parsed(Array(repeating: 0xFF, count: 5000))
    #expect(text.diagnostics.count == 101)
    #expect(text.diagnostics.last?.message == "4900 more such errors in this text")
    #expect(text.tree.statements.isEmpty)
  }

  @Test func aThousandErrorsOfSentencesAreEnough() {
    let text = Parsed(String(repeating: "a b c\n", count: 3000))
    #expect(text.diagnostics.count == 1001)
    #expect(text.diagnostics.last?.message == "2000 more errors in this text")
  }

  // MARK: Depth

  @Test func depthHasALimitAndOneError() {
    for (text, code) in [
      (String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000) + " → b", "too-deep"),
      (String(repeating: "not ", count: 100_000) + "a → b", "too-deep"),
      (String(repeating: "not (", count: 50_000) + "a" + String(repeating: ")", count: 50_000) + " → b", "too-deep"),
      ("a → score is " + String(repeating: "(", count: 100_000) + "1", "too-deep"),
      ("profile \"x\"\n  a is " + String(repeating: "(", count: 100_000), "too-deep"),
      ("example \"x\"\n  expect " + String(repeating: "not ", count: 100_000) + "a", "too-deep"),
      (String(repeating: ")", count: 100_000) + " → b", "stray-parenthesis"),
    ] {
      #expect(Parsed(text).diagnostics.map(\.code) == [code])
    }
  }

  @Test func depthBelowTheLimitIsFine() {
    let nots = Parsed(String(repeating: "not ", count: 200) + "a → b")
    #expect(nots.diagnostics.isEmpty)
    let groups = Parsed(String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200) + " → b")
    #expect(groups.diagnostics.isEmpty)
    let mixed = Parsed(String(repeating: "not (", count: 100) + "a" + String(repeating: ")", count: 100) + " → b")
    #expect(mixed.diagnostics.isEmpty)
    let calculation = String(repeating: "(", count: 200) + "a" + String(repeating: ")", count: 200)
    #expect(Parsed(calculation + " + 1 > 2 → b").diagnostics.isEmpty)
  }

  @Test func longLinesAreFine() {
    let conditions = Parsed(Array(repeating: "owns a", count: 100_000).joined(separator: " and ") + " → b")
    #expect(conditions.diagnostics.isEmpty)
    let members = Parsed("kind x: " + Array(repeating: "member", count: 100_000).joined(separator: ", "))
    #expect(members.diagnostics.isEmpty)
    #expect(Parsed(String(repeating: "word ", count: 200_000) + "→ b").diagnostics.isEmpty)
    #expect(Parsed(String(repeating: "'", count: 1_000)).diagnostics.count == 101)
  }
}
