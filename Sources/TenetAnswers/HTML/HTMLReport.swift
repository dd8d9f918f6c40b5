import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// Writes judgements as one HTML file to hand on: no network, readable from disk and on paper.
///
/// The page's policy lets a browser load nothing, and run and apply only the script and the style that stand in it, known by
/// their digests. Every text of rules and profiles is escaped, and isolated from the direction of the text around it.
public struct HTMLReport: Sendable {
  let judge: Judge
  /// How far questions beyond the judgements may go.
  let limits: Limits

  public init(_ judge: Judge, limits: Limits = .none) {
    self.judge = judge
    self.limits = limits
  }

  public func append(_ judged: [Judged], to output: inout [UInt8]) {
    var page = Markup()
    head(title(judged), &page)
    page.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the conclusions</a>\n")
    if judged.count == 1 { single(judged[0], &page) } else { batch(judged, &page) }
    page.raw("<footer><p>Made with Tenet: every conclusion here follows from the rules named beside it.</p></footer>\n")
    page.raw("<script>")
    page.raw(ReportScript.page)
    page.raw("</script>\n</body>\n</html>\n")
    output.append(contentsOf: page.bytes)
  }

  private func title(_ judged: [Judged]) -> String {
    judged.count == 1 ? judged[0].judgement.title : counted(judged.count, "profile")
  }

  // MARK: Head

  private func head(_ title: String, _ page: inout Markup) {
    var style = Markup()
    style.raw(SVGGraph.colors)
    style.raw(SVGGraph.style)
    style.raw(ReportStyle.page)
    var script = Markup()
    script.raw(ReportScript.page)
    let policy =
      "default-src 'none'; img-src data:; style-src 'sha256-\(SHA256.base64(of: style.bytes))'; "
      + "script-src 'sha256-\(SHA256.base64(of: script.bytes))'; base-uri 'none'; form-action 'none'"
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    // Not escaped as other values are: the quotes of the policy need none, and it holds no text of anybody.
    page.open("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)])
    page.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Tenet\">\n")
    page.raw("<link rel=\"icon\" href=\"data:,\">\n")
    page.element("title", text: title)
    page.raw("\n<style>")
    page.append(style)
    page.raw("</style>\n</head>\n")
  }

  // MARK: One profile

  private func single(_ item: Judged, _ page: inout Markup) {
    let profile = ReportProfile(item, judge, prefix: "p0", heading: 2, limits: limits, asks: true)
    let sections = profile.sections()
    page.raw("<header>\n")
    kicker(item.wording.set, &page)
    page.raw("<h1><bdi>")
    page.text(item.judgement.title)
    page.raw("</bdi></h1>\n")
    page.element("p", [("class", "quiet")], text: profile.summary)
    page.raw("\n</header>\n<div class=\"frame single\">\n<nav aria-label=\"Contents\"><ol>\n")
    for section in sections {
      page.open("li")
      page.element("a", [("href", "#" + section.id)], text: section.title)
      page.raw("</li>\n")
    }
    page.raw("</ol></nav>\n<main id=\"main\">\n<div class=\"tools\" hidden></div>\n")
    for section in sections { page.append(section.body) }
    page.raw("</main>\n</div>\n")
  }

  private func kicker(_ set: RuleSet, _ page: inout Markup) {
    guard !set.titles.isEmpty else { return }
    page.open("p", [("class", "kicker")])
    for (index, title) in set.titles.enumerated() where index < 4 {
      if index > 0 { page.raw(" · ") }
      page.element("bdi", text: title.title)
    }
    if set.titles.count > 4 { page.text(" and \(set.titles.count - 4) more") }
    page.raw("</p>\n")
  }

  // MARK: Many profiles

  private func batch(_ judged: [Judged], _ page: inout Markup) {
    page.raw("<header>\n")
    if let first = judged.first { kicker(first.wording.set, &page) }
    page.element("h1", text: counted(judged.count, "profile"))
    page.raw("\n</header>\n<div class=\"frame\">\n<main id=\"main\">\n")
    page.raw("<section aria-labelledby=\"overview\"><h2 id=\"overview\">Overview</h2>\n")
    ReportTable(judged, judge).append(to: &page)
    page.raw("</section>\n<div class=\"tools\" hidden></div>\n")
    for (index, item) in judged.enumerated() {
      let profile = ReportProfile(item, judge, prefix: "p\(index)", heading: 3)
      page.raw("<details class=\"profile\"><summary>")
      page.element("h2", text: item.judgement.title)
      page.element("span", [("class", "rule")], text: profile.summary)
      page.raw("</summary>\n")
      page.open("div", [("class", "inside"), ("id", "p\(index)")])
      for section in profile.sections() { page.append(section.body) }
      page.raw("</div></details>\n")
    }
    page.raw("</main>\n</div>\n")
  }
}

/// `1 rule`, `3 rules`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
