import TenetReasoning
import TenetText

/// Traces as lists that unfold: without a script, and with the keys that a browser gives to such things.
struct ReportTrace {
  let wording: Wording

  /// Lists within lists end here: a proof of any height stays a page that browsers can hold.
  private static let deepest = 24
  /// Smaller proofs stand open.
  private static let small = 12

  /// The steps from the one of an index on, as a list; nothing where there are none.
  func append(_ steps: ArraySlice<Trace.Step>, to page: inout Markup) {
    guard let base = steps.first?.depth else { return }
    let isOpen = steps.count <= Self.small
    let depths = steps.map { min(max(0, $0.depth - base), Self.deepest) }
    page.raw("<ul class=\"tree\">\n")
    var open = 0
    for (index, step) in steps.enumerated() {
      while open > depths[index] {
        page.raw("</ul></details></li>\n")
        open -= 1
      }
      let holdsMore = index + 1 < depths.count && depths[index + 1] > depths[index]
      page.open("li", [("class", "step " + look(of: step.kind))])
      let words = wording.words(of: step.kind)
      if holdsMore {
        page.raw(isOpen ? "<details open><summary>" : "<details><summary>")
        head(words, &page)
        page.raw("</summary>")
        reasons(words, &page)
        page.raw("\n<ul class=\"tree\">\n")
        open += 1
      } else {
        head(words, &page)
        reasons(words, &page)
        page.raw("</li>\n")
      }
    }
    while open > 0 {
      page.raw("</ul></details></li>\n")
      open -= 1
    }
    page.raw("</ul>\n")
  }

  private func head(_ words: StepWords, _ page: inout Markup) {
    page.element("bdi", text: words.text)
    if !words.ground.isEmpty { page.element("bdi", [("class", "rule")], text: words.ground) }
  }

  /// The author's reason and sources.
  func reasons(_ words: StepWords, _ page: inout Markup) {
    if let because = words.because { paragraph("because", because, &page) }
    if let source = words.source { paragraph("source", "Source: " + source, &page) }
  }

  func paragraph(_ look: String, _ text: String, _ page: inout Markup) {
    page.open("p", [("class", look)])
    page.element("bdi", text: text)
    page.raw("</p>")
  }

  private func look(of kind: Trace.Kind) -> String {
    switch kind {
    case .given, .givenNumber: return "given"
    case .absent: return "absent"
    case .test: return "test"
    default: return "derived"
    }
  }
}
