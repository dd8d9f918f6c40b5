import Tenet
import TenetText
import Testing

@Suite struct ExplanationPageTests {
  /// Codes whose examples are data, several files, or decided while judging.
  private static let otherForms: Set<String> = ["circular-import", "too-many-unknown"]

  @Test(arguments: modelPages) func examplesShowWhatTheyExplain(_ page: TenetText.Page) {
    if Self.otherForms.contains(page.code) { return }
    #expect(codes(page.wrong).contains(page.code), "\(page.code): \(codes(page.wrong))")
    #expect(codes(page.right) == [], "\(page.code)")
  }

  @Test func codesAreExplainedOnce() {
    let codes = modelPages.map { $0.code }
    #expect(Set(codes).count == codes.count)
  }

  private func codes(_ text: String) -> [String] {
    var inputs = [InputText(path: "rules.tenet", text: "x → y")]
    if text.hasPrefix("{") {
      inputs.append(InputText(path: "data.json", text: text))
    } else if text.hasPrefix("profile,") {
      inputs.append(InputText(path: "data.csv", text: text))
    } else {
      inputs = [InputText(path: "rules.tenet", text: text)]
    }
    return Workspace.load(inputs).diagnostics.map { $0.code }
  }
}
