import TenetSyntax
import TenetText
import Testing

@Suite struct SyntaxPageTests {
  /// Codes whose examples are no text, or too long to be shown.
  private static let otherForms: Set<String> = ["invalid-utf8", "more-errors"]

  @Test(arguments: syntaxPages) func examplesShowWhatTheyExplain(_ page: TenetText.Page) {
    if Self.otherForms.contains(page.code) { return }
    #expect(Set(codes(page.wrong)) == [page.code])
    #expect(codes(page.right) == [])
  }

  @Test func codesAreExplainedOnce() {
    let codes = syntaxPages.map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  @Test func everyDiagnosticOfTheseTestsHasAPage() {
    let known = Set(syntaxPages.map(\.code) + ["one-fact-a-line"])
    for sample in Sample.all {
      for code in codes(sample.text) { #expect(known.contains(code), "\(code)") }
    }
    let shown = Set(Sample.all.flatMap { codes($0.text) })
    #expect(known.subtracting(shown) == ["more-errors", "invalid-utf8"])
  }

  private func codes(_ text: String) -> [String] { Parsed(text).diagnostics.map(\.code) }
}
