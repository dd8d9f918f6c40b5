import TenetReasoning
import TenetReport
import TenetText

/// Traces as lists that unfold: without a script, and with the keys that a browser gives to such things.
struct ReportTrace {
  let wording: Wording

  /// Where the page has the proof of a fact of its own, by its text.
  let anchors: [String: String]

  /// Lists within lists end here: a proof of any height stays a page that browsers can hold.
  private static let deepest = 24
  /// Smaller proofs stand open.
  private static let small = 12
  /// In larger ones what has a proof of its own on the page leads there, so that the page grows with the proofs' steps
  /// and not with their square.
  private static let large = 60

  private struct Line {
    var depth: Int
    var look: String
    var words: StepWords
    var anchor: String?
  }

  /// The steps, as a list; nothing where there are none.
  func append(_ steps: ArraySlice<Trace.Step>, to page: inout Markup) {
    let lines = lines(steps)
    if lines.isEmpty { return }
    let isOpen = lines.count <= Self.small
    page.raw("<ul class=\"tree\">\n")
    var open = 0
    for (index, line) in lines.enumerated() {
      while open > line.depth {
        page.raw("</ul></details></li>\n")
        open -= 1
      }
      page.open("li", [("class", "step " + line.look)])
      guard index + 1 < lines.count, lines[index + 1].depth > line.depth else {
        head(line, &page)
        reasons(line.words, &page)
        page.raw("</li>\n")
        continue
      }
      page.raw(isOpen ? "<details open><summary>" : "<details><summary>")
      head(line, &page)
      page.raw("</summary>")
      reasons(line.words, &page)
      page.raw("\n<ul class=\"tree\">\n")
      open += 1
    }
    while open > 0 {
      page.raw("</ul></details></li>\n")
      open -= 1
    }
    page.raw("</ul>\n")
  }

  private func lines(_ steps: ArraySlice<Trace.Step>) -> [Line] {
    guard let base = steps.first?.depth else { return [] }
    var lines: [Line] = []
    var folded: Int?
    for step in steps {
      if let depth = folded, step.depth > depth { continue }
      folded = nil
      let words = wording.words(of: step.kind)
      var line = Line(depth: min(max(0, step.depth - base), Self.deepest), look: look(of: step.kind), words: words)
      if case .derived = step.kind, steps.count > Self.large, let anchor = anchors[words.text] {
        line.anchor = anchor
        folded = step.depth
      }
      lines.append(line)
    }
    return lines
  }

  private func head(_ line: Line, _ page: inout Markup) {
    let words = line.words
    page.element("bdi", text: words.text)
    if let anchor = line.anchor {
      page.element("a", [("href", "#" + anchor), ("class", "own")], text: "its own proof")
    }
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
