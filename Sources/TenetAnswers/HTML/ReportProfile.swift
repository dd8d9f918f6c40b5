import TenetEngine
import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

/// The part of a report that is about one profile, section by section.
struct ReportProfile {
  let item: Judged
  let judge: Judge
  /// In front of every anchor, so that several profiles fit on one page.
  let prefix: String
  /// The level of the sections' headings.
  let heading: Int
  let traces: ReportTrace
  /// For what is asked beyond the judgement; nil where the page leaves it out.
  let inquiry: Inquiry?
  let limits: Limits
  /// Where the page tells more of a concluded fact, by its text.
  let anchors: [String: String]

  struct Section {
    var id: String
    var title: String
    var body: Markup
  }

  init(_ item: Judged, _ judge: Judge, prefix: String, heading: Int, limits: Limits = .none, asks: Bool = false) {
    self.item = item
    self.judge = judge
    self.prefix = prefix
    self.heading = heading
    self.limits = limits
    var inquiry = asks ? Inquiry(judge, item.input, speller: item.wording.speller, limits: limits) : nil
    // Many questions are asked for one page.
    inquiry?.mostNodes = 200_000
    self.inquiry = inquiry
    var anchors: [String: String] = [:]
    for (index, fact) in item.judgement.conclusions.enumerated() {
      anchors[item.wording.text(fact.statement)] = "\(prefix)-f\(index)"
    }
    self.anchors = anchors
    traces = ReportTrace(wording: item.wording, anchors: anchors)
  }

  var judgement: Judgement { item.judgement }
  var wording: Wording { item.wording }

  /// What there is, in a sentence.
  var summary: String {
    let possible = judgement.conclusions.filter { $0.certainty == .possible }.count
    var parts = [counted(judgement.conclusions.count, "conclusion") + (possible > 0 ? " (\(possible) possible)" : "")]
    parts.append(counted(judgement.conflicts.count, "conflict"))
    if !judgement.choices.isEmpty { parts.append(counted(judgement.choices.count, "choice")) }
    var given = [counted(judgement.givenCount, "given fact")]
    if !item.input.facts.numbers.isEmpty { given.append(counted(item.input.facts.numbers.count, "number")) }
    if item.input.facts.unknown.count > 0 { given.append("\(item.input.facts.unknown.count) unknown") }
    return parts.joined(separator: ", ") + " from " + wording.series(given)
  }

  func sections() -> [Section] {
    let headlines = judgement.conclusions.filter { $0.isOutcome }
    let others = judgement.conclusions.filter { !$0.isOutcome }
    var sections: [Section?] = [notes(), nothing()]
    sections.append(choices("choices", isOutcome: true))
    sections.append(levers())
    sections.append(conflicts())
    sections.append(unknowns())
    sections.append(facts("conclusions", others.isEmpty ? "Conclusions" : "Headline conclusions", headlines))
    sections.append(facts("others", "Other conclusions", others))
    sections.append(choices("more", isOutcome: false))
    sections.append(nearMisses())
    sections.append(graph())
    sections.append(given())
    sections.append(sources())
    return sections.compactMap { $0 }
  }

  /// A section with its heading; nil where it holds nothing.
  func section(_ name: String, _ title: String, count: Int? = nil, _ body: (inout Markup) -> Void) -> Section {
    let id = prefix + "-" + name
    var page = Markup()
    page.open("section", [("aria-labelledby", id)])
    page.raw(heading == 2 ? "<h2 class=\"head\" id=\"" : "<h3 class=\"head\" id=\"")
    page.text(id)
    page.raw("\">")
    page.text(title)
    if let count { page.element("span", [("class", "count")], text: String(count)) }
    page.raw(heading == 2 ? "</h2>\n" : "</h3>\n")
    body(&page)
    page.raw("</section>\n")
    return Section(id: id, title: title, body: page)
  }

  /// A heading below that of a section.
  func subheading(_ text: String, count: Int? = nil, look: String = "sub", _ page: inout Markup) {
    page.raw(heading == 2 ? "<h3 class=\"" : "<h4 class=\"")
    page.text(look)
    page.raw("\">")
    page.element("bdi", text: text)
    if let count { page.element("span", [("class", "count")], text: String(count)) }
    page.raw(heading == 2 ? "</h3>\n" : "</h4>\n")
  }

  /// That nothing follows is said, not left to be guessed.
  private func nothing() -> Section? {
    guard judgement.conclusions.isEmpty, judgement.conflicts.isEmpty, judgement.choices.isEmpty,
      judgement.numbers.isEmpty, judgement.contested.isEmpty
    else { return nil }
    return section("conclusions", "Conclusions") { page in
      page.raw("<p>Nothing follows from what the profile says.</p>\n")
    }
  }

  private func notes() -> Section? {
    if judgement.notes.isEmpty { return nil }
    return section("notes", "Notes") { page in
      page.raw("<ul>\n")
      for note in judgement.notes {
        page.element("li", text: note.message + wording.at(note.span) + (note.help.map { ": " + $0 } ?? ""))
      }
      page.raw("</ul>\n")
    }
  }

  // MARK: Conclusions

  private func facts(_ name: String, _ title: String, _ facts: [JudgedFact]) -> Section? {
    if facts.isEmpty { return nil }
    return section(name, title, count: facts.count) { page in
      let groups = grouped(facts)
      for group in groups {
        if groups.count > 1 { subheading(group.name, count: group.facts.count, &page) }
        page.raw("<ul class=\"facts\">\n")
        for fact in group.facts { conclusion(fact, &page) }
        page.raw("</ul>\n")
      }
    }
  }

  /// By verb, in the order in which the first of each is concluded; few are not divided.
  private func grouped(_ facts: [JudgedFact]) -> [(name: String, facts: [JudgedFact])] {
    if facts.count < 6 { return [("", facts)] }
    var groups: [(name: String, facts: [JudgedFact])] = []
    for fact in facts {
      let name = wording.set.vocabulary.relations[fact.statement.relation.index].verb
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].facts.append(fact)
      } else {
        groups.append((name, [fact]))
      }
    }
    return groups
  }

  private func conclusion(_ fact: JudgedFact, _ page: inout Markup) {
    let text = wording.text(fact.statement)
    let rule = fact.rule.index < wording.set.rules.count ? wording.set.rules[fact.rule.index] : nil
    page.raw("<li>")
    if let anchor = anchors[text] { page.open("details", [("id", anchor)]) } else { page.raw("<details>") }
    page.raw("<summary>")
    page.element("bdi", [("class", "fact")], text: text)
    if fact.certainty == .possible { page.raw("<span class=\"badge possible\">possible</span>") }
    page.element("bdi", [("class", "rule")], text: rule?.name ?? (rule?.isConflict == true ? "a conflict" : ""))
    page.raw("</summary>\n<div class=\"body\">")
    ground(fact.trace, &page)
    page.raw("</div></details></li>\n")
  }

  /// The reason of a trace's first step, its place, and what it rests on.
  func ground(_ trace: Trace, withReason: Bool = true, _ page: inout Markup) {
    guard let first = trace.steps.first else { return }
    let words = wording.words(of: first.kind)
    if withReason, let because = words.because { traces.paragraph("because", because, &page) }
    let source = words.source.map { "Source: " + $0 + " · " } ?? ""
    if !words.ground.isEmpty { traces.paragraph("source", source + words.ground, &page) }
    traces.append(trace.steps.dropFirst(), to: &page)
  }
}
