import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// The table over many profiles: a row each, with its headline choices and numbers, and how much there is to read.
struct ReportTable {
  let judged: [Judged]
  let choices: [ChoiceID]
  let numbers: [NumberID]

  init(_ judged: [Judged], _ judge: Judge) {
    self.judged = judged
    guard let vocabulary = judged.first?.wording.set.vocabulary else {
      choices = []
      numbers = []
      return
    }
    choices = vocabulary.choices.indices.map { ChoiceID($0) }.filter { judge.isOutcome($0) }
    let shown = vocabulary.numbers.indices.map { NumberID($0) }.filter { judge.isOutcome($0) }
    numbers = shown.filter { number in
      judged.contains { $0.judgement.numbers.contains { $0.number == number && $0.subject == .self } }
    }
  }

  func append(to page: inout Markup) {
    page.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"overview\">\n")
    page.raw("<table class=\"sortable\">\n<thead><tr><th scope=\"col\">Profile</th>")
    if let vocabulary = judged.first?.wording.set.vocabulary {
      for choice in choices { head(vocabulary.choices[choice.index].name, false, &page) }
      for number in numbers { head(vocabulary.numbers[number.index].name, true, &page) }
    }
    for name in ["headlines", "conflicts", "given facts"] { head(name, true, &page) }
    page.raw("</tr></thead>\n<tbody>\n")
    for (index, item) in judged.enumerated() { row(item, index, &page) }
    page.raw("</tbody>\n</table>\n</div>\n")
  }

  private func head(_ name: String, _ isNumber: Bool, _ page: inout Markup) {
    page.element("th", [("scope", "col")] + (isNumber ? [("class", "number")] : []), text: name)
  }

  private func row(_ item: Judged, _ index: Int, _ page: inout Markup) {
    page.raw("<tr><th scope=\"row\">")
    page.open("a", [("href", "#p\(index)")])
    page.element("bdi", text: item.judgement.title)
    page.raw("</a></th>")
    for choice in choices { cell(item, choice, &page) }
    for number in numbers {
      let found = item.judgement.numbers.first { $0.number == number && $0.subject == .self }
      let values = found?.possible.map { item.wording.speller.number($0, number) } ?? []
      page.element("td", [("class", "number")], text: values.isEmpty ? "–" : values.joined(separator: " or "))
    }
    let headlines = item.judgement.conclusions.filter { $0.isOutcome }.count
    for count in [headlines, item.judgement.conflicts.count, item.judgement.givenCount] {
      page.element("td", [("class", "number")], text: String(count))
    }
    page.raw("</tr>\n")
  }

  private func cell(_ item: Judged, _ choice: ChoiceID, _ page: inout Markup) {
    guard let found = item.judgement.choices.first(where: { $0.choice == choice }) else {
      page.raw("<td></td>")
      return
    }
    page.raw("<td>")
    page.element("bdi", text: item.wording.text(found, item.judgement))
    if found.isContested { page.raw("<span class=\"badge contested\">contested</span>") }
    page.raw("</td>")
  }
}
