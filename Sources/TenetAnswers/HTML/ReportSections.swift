import TenetModel
import TenetReasoning
import TenetReport
import TenetSyntax
import TenetText

// MARK: Choices and numbers

extension ReportProfile {
  func choices(_ name: String, isOutcome: Bool) -> Section? {
    let choices = judgement.choices.filter { judge.isOutcome($0.choice) == isOutcome }
    let numbers = judgement.numbers.filter { judge.isOutcome($0.number) == isOutcome }
    let contested = judgement.contested.filter { judge.isOutcome($0.number) == isOutcome }
    let hasNumbers = !numbers.isEmpty || !contested.isEmpty
    if choices.isEmpty && !hasNumbers { return nil }
    let things = choices.isEmpty ? "numbers" : hasNumbers ? "choices and numbers" : "choices"
    return section(name, (isOutcome ? "Headline " : "Other ") + things) { page in
      page.raw("<div class=\"cards\">\n")
      for choice in choices { card(choice, &page) }
      for number in numbers where !contested.contains(where: { $0.isSameNumber(as: number) }) { card(number, &page) }
      for number in contested { card(number, numbers.first { number.isSameNumber(as: $0) }, &page) }
      page.raw("</div>\n")
    }
  }

  private func card(_ choice: JudgedChoice, _ page: inout Markup) {
    let isOpen = judgement.hasUnknown && choice.possible.count > 1
    let look = choice.isContested ? "card headline contested" : isOpen ? "card headline open" : "card headline"
    page.open("article", [("class", judge.isOutcome(choice.choice) ? look : "card")])
    subheading(wording.set.vocabulary.choices[choice.choice.index].name, look: "name", &page)
    page.open("p", [("class", "pick")])
    page.element("bdi", text: wording.text(choice, judgement))
    if choice.isContested { page.raw("<span class=\"badge contested\">contested</span>") }
    if isOpen { page.raw("<span class=\"badge open\">open</span>") }
    page.raw("</p>\n")
    reasons(choice.traces, &page)
    page.raw("</article>\n")
  }

  /// Why a pick is made: the reason in view, the rest folded.
  private func reasons(_ list: [Trace], _ page: inout Markup) {
    for trace in list {
      guard let first = trace.steps.first else { continue }
      let words = wording.words(of: first.kind)
      if let because = words.because { traces.paragraph("because", because, &page) }
      page.raw("<details><summary>Why")
      // Of several picks each says which one it is about.
      if list.count > 1, let term = trace.pick {
        page.raw(" ")
        page.element("bdi", text: wording.spelled(term))
      }
      page.raw("</summary>\n<div class=\"body\">")
      ground(trace, withReason: false, &page)
      page.raw("</div></details>\n")
    }
  }

  private func card(_ number: JudgedNumber, _ page: inout Markup) {
    let isOutcome = judge.isOutcome(number.number)
    let look = number.value == nil ? "card headline open" : "card headline"
    let values = number.possible.map { wording.speller.number($0, number.number) }.joined(separator: " or ")
    card(
      isOutcome ? look : "card", number.number, number.subject, values, number.value == nil ? "open" : nil,
      number.trace, &page)
  }

  /// - Parameter open: the same number where unknown facts may leave it uncontested.
  private func card(_ number: ContestedNumber, _ open: JudgedNumber?, _ page: inout Markup) {
    let look = judge.isOutcome(number.number) ? "card headline contested" : "card"
    let single = open?.possible.map { wording.speller.number($0, number.number) } ?? []
    let all = number.values.map { wording.speller.number($0, number.number) }
    let both = all.joined(separator: single.isEmpty ? " and " : " against ")
    let values = (single + [both]).joined(separator: ", or ")
    card(look, number.number, number.subject, values, "contested", number.trace, &page)
  }

  private func card(
    _ look: String, _ number: NumberID, _ subject: TermID, _ values: String, _ badge: String?, _ trace: Trace,
    _ page: inout Markup
  ) {
    page.open("article", [("class", look)])
    subheading(wording.speller.name(number, of: .term(subject), .none), look: "name", &page)
    page.open("p", [("class", "pick")])
    page.element("bdi", text: values)
    if let badge { page.element("span", [("class", "badge " + badge)], text: badge) }
    page.raw("</p>\n")
    if trace.steps.count > 1 {
      page.raw("<details><summary>What it is made of</summary>")
      traces.append(trace.steps.dropFirst(), to: &page)
      page.raw("</details>\n")
    }
    page.raw("</article>\n")
  }
}

// MARK: Conflicts

extension ReportProfile {
  func conflicts() -> Section? {
    if judgement.conflicts.isEmpty { return nil }
    return section("conflicts", "Conflicts", count: judgement.conflicts.count) { page in
      for conflict in judgement.conflicts { append(conflict, &page) }
    }
  }

  private func append(_ conflict: JudgedConflict, _ page: inout Markup) {
    let rule = wording.set.rules[conflict.rule.index]
    page.raw("<article class=\"conflict\">\n")
    subheading(wording.name(ofConflict: rule), look: "clash", &page)
    if conflict.subject != .self {
      page.element("p", [("class", "quiet")], text: "faced by " + wording.speller.term(conflict.subject))
    }
    if conflict.certainty == .possible {
      page.raw("<p><span class=\"badge possible\">possible</span> depending on what is unknown</p>")
    }
    if let because = rule.because { traces.paragraph("because", because, &page) }
    let source = rule.sources.isEmpty ? "" : "Source: " + rule.sources.joined(separator: ", ")
    let place = wording.place(rule.place).map { "\($0.file):\($0.line)" } ?? ""
    let shown = source.isEmpty || place.isEmpty ? source + place : source + " · " + place
    traces.paragraph("source", shown, &page)
    page.raw("<div class=\"sides\">\n")
    for side in rule.sides.indices { append(conflict, side: side, &page) }
    page.raw("</div></article>\n")
  }

  private func append(_ conflict: JudgedConflict, side: Int, _ page: inout Markup) {
    let text = wording.text(conflict.rule, side: side, conflict.binding)
    page.raw("<div class=\"side\"><details><summary>")
    page.element("bdi", [("class", "fact")], text: text)
    page.raw("</summary>")
    if side < conflict.traces.count { traces.append(conflict.traces[side].steps[...], to: &page) }
    page.raw("</details></div>\n")
  }
}

// MARK: Graph

extension ReportProfile {
  func graph() -> Section? {
    let graph = Graph(of: judgement, wording)
    if graph.edges.isEmpty { return nil }
    if graph.nodes.count > Self.mostNodes || graph.edges.count > Self.mostNodes * 3 { return tooLarge(graph) }
    let layout = GraphLayout(graph)
    return section("graph", "How it follows") { page in
      page.raw("<p class=\"quiet\">From what is given, on the left, to what follows. ")
      page.raw(
        "Point at a box, or go through them with the arrow keys, to see what it rests on and what rests on it.</p>\n")
      page.open(
        "div",
        [("class", "graph"), ("tabindex", "0"), ("role", "group"), ("aria-labelledby", prefix + "-graph")])
      let (width, height) = (String(Int(layout.width) + 1), String(Int(layout.height) + 1))
      page.open("svg", [("width", width), ("height", height), ("viewBox", "0 0 \(width) \(height)")])
      SVGGraph().draw(graph, layout, prefix: prefix, link: { anchor(graph.nodes[$0].text) }, to: &page)
      page.raw("</svg></div>\n")
      legend(graph, &page)
    }
  }

  /// What nobody would look through is not drawn.
  private static let mostNodes = 1_500

  private func tooLarge(_ graph: Graph) -> Section {
    section("graph", "How it follows") { page in
      page.element(
        "p", [("class", "quiet")],
        text: "A picture of \(graph.nodes.count) statements would show nothing. The format dot of tenet eval holds it.")
    }
  }

  private func anchor(_ text: String) -> String? { anchors[text].map { "#" + $0 } }

  private func legend(_ graph: Graph, _ page: inout Markup) {
    let names: [(Graph.Kind, StaticString)] = [
      (.given, "given"), (.unknown, "unknown"), (.derived, "concluded"), (.outcome, "headline"), (.choice, "choice"),
      (.conflict, "conflict"), (.number, "number"), (.test, "comparison"), (.absent, "looked for, not found"),
    ]
    page.raw("<ul class=\"legend\">")
    for (kind, name) in names where graph.nodes.contains(where: { $0.kind == kind }) {
      page.raw("<li><svg width=\"18\" height=\"12\" aria-hidden=\"true\">")
      page.open("g", [("class", "node " + kind.rawValue)])
      page.raw("<rect x=\"1\" y=\"1\" width=\"16\" height=\"10\" rx=\"3\"></rect></g></svg>")
      page.raw(name)
      page.raw("</li>")
    }
    page.raw("</ul>\n")
  }
}

// MARK: What it starts from

extension ReportProfile {
  func given() -> Section? {
    let facts = texts(item.input.facts.facts)
    let numbers = item.input.facts.numbers.map { wording.text($0.number, $0.subject, .known($0.value)) }
    let unknown = texts(item.input.facts.unknown)
    if facts.isEmpty && numbers.isEmpty && unknown.isEmpty { return nil }
    return section("given", "What the profile says", count: facts.count + numbers.count + unknown.count) { page in
      page.raw("<ul class=\"plain columns\">\n")
      for text in facts + numbers { line(text, nil, &page) }
      for text in unknown { line(text, "unknown", &page) }
      page.raw("</ul>\n")
    }
  }

  private func line(_ text: String, _ badge: String?, _ page: inout Markup) {
    page.raw("<li>")
    page.element("bdi", text: text)
    if let badge { page.element("span", [("class", "badge open")], text: badge) }
    page.raw("</li>\n")
  }

  private func texts(_ list: FactList) -> [String] {
    var texts: [String] = []
    var start = 0
    for relation in list.relations {
      let end = start + wording.set.vocabulary.relations[relation.index].arity
      texts.append(wording.speller.text(relation, Array(list.terms[start..<end])))
      start = end
    }
    return texts
  }

  /// Each source that a rule of some trace names, with those rules.
  func sources() -> Section? {
    var sources: [(name: String, rules: [String])] = []
    for rule in usedRules() {
      let name = rule.name ?? wording.place(rule.place).map { "\($0.file):\($0.line)" } ?? "a rule"
      for source in rule.sources {
        if let index = sources.firstIndex(where: { $0.name == source }) {
          sources[index].rules.append(name)
        } else {
          sources.append((source, [name]))
        }
      }
    }
    if sources.isEmpty { return nil }
    return section("sources", "Sources", count: sources.count) { page in
      page.raw("<p class=\"quiet\">What the rules that led here are taken from.</p>\n<ul class=\"plain columns\">\n")
      for source in sources {
        page.raw("<li>")
        page.element("bdi", [("class", "fact")], text: source.name)
        page.element("bdi", [("class", "rule")], text: source.rules.joined(separator: ", "))
        page.raw("</li>\n")
      }
      page.raw("</ul>\n")
    }
  }

  /// The rules of all traces, in the order of the text.
  private func usedRules() -> [Rule] {
    var used: Set<RuleID> = []
    for conflict in judgement.conflicts { used.insert(conflict.rule) }
    var all = judgement.conclusions.map { $0.trace } + judgement.conflicts.flatMap { $0.traces }
    all += judgement.choices.flatMap { $0.traces }
    all += judgement.numbers.map { $0.trace }
    for trace in all {
      for step in trace.steps {
        switch step.kind {
        case .derived(_, let clause, _), .contribution(let clause, _, _, _):
          used.insert(wording.program.clauses[clause].rule)
        default: break
        }
      }
    }
    return wording.set.rules.indices.filter { used.contains(RuleID($0)) }.map { wording.set.rules[$0] }
  }
}

extension ContestedNumber {
  fileprivate func isSameNumber(as other: JudgedNumber) -> Bool { number == other.number && subject == other.subject }
}

extension Trace {
  /// The term that the trace of a pick is about.
  fileprivate var pick: TermID? {
    switch steps.first?.kind {
    case .derived(let statement, _, _)?, .otherwise(let statement)?, .given(let statement, _, _)?:
      return statement.terms.first
    default: return nil
    }
  }
}
