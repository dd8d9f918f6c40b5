import TenetEngine
import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

// What a decision maker asks next: worked out where a page is about one profile.

// MARK: Levers

extension ReportProfile {
  /// The smallest changes that lead each headline choice to another pick.
  func levers() -> Section? {
    guard let inquiry else { return nil }
    var levers: [(choice: ChoiceID, options: [(option: TermID, ways: Ways)])] = []
    var asked = 0
    for choice in judgement.choices where judge.isOutcome(choice.choice) {
      var options: [(option: TermID, ways: Ways)] = []
      for option in wording.set.vocabulary.choices[choice.choice.index].options.prefix(mostOptions)
      where !choice.possible.contains(option) && !choice.picked.contains(option) {
        if limits.isOver?() == true || asked >= mostLevers { break }
        asked += 1
        let ways = inquiry.how(.pick(choice.choice, option), Inquiry.HowOptions(limit: Self.mostWays))
        if ways.ways.first?.changes.isEmpty != true { options.append((option, ways)) }
      }
      if !options.isEmpty { levers.append((choice.choice, options)) }
    }
    if levers.isEmpty { return nil }
    return section("levers", "What would change it") { page in
      page.raw("<p class=\"quiet\">The smallest changes of what the profile says that lead to another pick.</p>\n")
      for lever in levers {
        subheading(wording.set.vocabulary.choices[lever.choice.index].name, &page)
        page.raw("<ul class=\"facts\">\n")
        for option in lever.options { append(wording.spelled(option.option), option.ways, inquiry, &page) }
        page.raw("</ul>\n")
      }
    }
  }

  /// As many as a reader looks through, and fewer where rules are many.
  private var mostOptions: Int { wording.program.clauses.count > 1_000 ? 2 : 8 }
  private var mostLevers: Int { min(60, max(6, 30_000 / max(1, wording.program.clauses.count))) }
  private static let mostWays = 4

  private func append(_ name: String, _ ways: Ways, _ inquiry: Inquiry, _ page: inout Markup) {
    page.raw("<li><details><summary>")
    page.element("bdi", [("class", "fact")], text: name)
    page.element("span", [("class", "rule")], text: distance(ways))
    page.raw("</summary>\n<div class=\"body\">")
    list(ways, inquiry, &page)
    page.raw("</div></details></li>\n")
  }

  private func distance(_ ways: Ways) -> String {
    guard let first = ways.ways.first else { return ways.bounds.isEmpty ? "out of reach" : "not worked out" }
    return counted(first.changes.count, "change")
  }

  /// Ways as a list, or that there are none.
  private func list(_ ways: Ways, _ inquiry: Inquiry, _ page: inout Markup) {
    if ways.ways.isEmpty {
      page.raw(
        ways.bounds.isEmpty
          ? "<p>No change of the profile leads there.</p>"
          : ways.upTo > 0
            ? "<p>No change of one or two things leads there; larger ones were not looked for.</p>"
            : "<p>This would take too long to find out.</p>")
      return
    }
    page.raw("<ul class=\"ways\">\n")
    for way in ways.ways.prefix(Self.mostWays) {
      page.raw("<li>")
      for (index, change) in way.changes.enumerated() {
        if index > 0 { page.raw(", ") }
        append(change, inquiry, &page)
      }
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
    if !ways.isComplete { page.raw("<p class=\"source\">There may be more ways.</p>") }
  }

  private func append(_ change: Change, _ inquiry: Inquiry, _ page: inout Markup) {
    switch change {
    case .add(let statement):
      page.raw("<span class=\"verb\">add</span> ")
      page.element("bdi", text: inquiry.text(statement))
    case .remove(let statement):
      page.raw("<span class=\"verb\">give up</span> ")
      page.element("bdi", text: inquiry.text(statement))
    case .set:
      page.raw("<span class=\"verb\">see to it that</span> ")
      page.element("bdi", text: inquiry.text(change))
    case .drop: page.element("bdi", text: inquiry.text(change))
    }
  }
}

// MARK: Near misses

extension ReportProfile {
  /// Headline facts that do not follow, but nearly do, and what is missing.
  func nearMisses() -> Section? {
    guard let inquiry else { return nil }
    var found: [(text: String, miss: Miss, ways: Ways)] = []
    for statement in candidates().prefix(mostCandidates) {
      if limits.isOver?() == true { break }
      let misses = inquiry.whyNot(.fact(statement.relation, statement.terms), limit: Self.mostWays)
      guard let first = misses.ways.ways.first, first.changes.count <= Self.farthest, let miss = misses.rules.first
      else { continue }
      found.append((wording.text(statement), miss, misses.ways))
    }
    if found.isEmpty { return nil }
    // Stable: of equal distance the earlier rule comes first.
    let near = (1...Self.farthest).flatMap { cost in found.filter { $0.ways.ways.first?.changes.count == cost } }
    return section("near", "What is nearly there", count: near.count) { page in
      page.raw(
        "<p class=\"quiet\">Headline conclusions that one or two changes would bring.</p>\n<ul class=\"facts\">\n")
      for item in near { append(item.text, item.miss, item.ways, inquiry, &page) }
      page.raw("</ul>\n")
    }
  }

  private static let farthest = 2
  /// Fewer where rules are many: a report is to be there in seconds, and the same on every machine.
  private var mostCandidates: Int { min(40, max(4, 20_000 / max(1, wording.program.clauses.count))) }

  /// Headline facts that some rule concludes and that do not hold, in the order of the rules; variables stand for the
  /// members of the kind that their place takes.
  private func candidates() -> [Fact] {
    var known = Set(judgement.conclusions.map { $0.statement })
    var result: [Fact] = []
    for clause in wording.program.clauses {
      guard case .fact(let atom) = clause.head, wording.set.vocabulary.relations[atom.relation.index].role == .verb
      else { continue }
      for statement in statements(atom) where judge.isOutcome(statement) && known.insert(statement).inserted {
        result.append(statement)
      }
    }
    return result
  }

  /// The facts that fit a conclusion; none where some place takes any term, or where they are too many to look through.
  private func statements(_ atom: Atom) -> [Fact] {
    let vocabulary = wording.set.vocabulary
    var filled: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      var terms: [TermID] = []
      if case .term(let term) = operand {
        terms = [term]
      } else if let kind = vocabulary.relations[atom.relation.index].kinds[place],
        vocabulary.kinds[kind.index].isDeclared
      {
        terms = vocabulary.kinds[kind.index].members
      }
      filled = filled.flatMap { start in terms.map { start + [$0] } }
      if filled.count > Self.mostFilled { return [] }
    }
    return filled.map { Fact(atom.relation, $0) }
  }

  private static let mostFilled = 32

  private func append(_ text: String, _ miss: Miss, _ ways: Ways, _ inquiry: Inquiry, _ page: inout Markup) {
    let rule = wording.set.rules[miss.rule.index]
    page.raw("<li><details><summary>")
    page.element("bdi", [("class", "fact")], text: text)
    page.element("span", [("class", "rule")], text: distance(ways))
    page.raw("</summary>\n<div class=\"body\">")
    if let name = rule.name { traces.paragraph("source", "rule " + name + wording.at(rule.place), &page) }
    page.raw("<ul class=\"tree\">\n")
    for leaf in miss.holds { condition(leaf, miss, "given", "holds", &page) }
    for leaf in miss.fails { condition(leaf, miss, "absent", "is missing", &page) }
    page.raw("</ul>\n<p>It would take:</p>")
    list(ways, inquiry, &page)
    page.raw("</div></details></li>\n")
  }

  private func condition(_ leaf: Int, _ miss: Miss, _ look: String, _ remark: String, _ page: inout Markup) {
    page.open("li", [("class", "step " + look)])
    page.element("bdi", text: wording.test(miss.clause, leaf, miss.binding))
    page.element("span", [("class", "rule")], text: remark)
    page.raw("</li>\n")
  }
}

// MARK: Unknowns

extension ReportProfile {
  /// Which unknown fact to find out first.
  func unknowns() -> Section? {
    guard let inquiry, item.input.facts.unknown.count > 0 else { return nil }
    let answer = inquiry.ask()
    if answer.questions.isEmpty { return nil }
    return section("ask", "What to find out first", count: answer.questions.count) { page in
      page.raw("<ol class=\"facts\">\n")
      for question in answer.questions { append(question, answer, inquiry, &page) }
      page.raw("</ol>\n")
    }
  }

  private func append(
    _ question: OpenQuestion, _ answer: OpenQuestions, _ inquiry: Inquiry, _ page: inout Markup
  ) {
    page.raw("<li><details><summary>")
    page.element("bdi", [("class", "fact")], text: inquiry.text(question.fact))
    page.element("span", [("class", "rule")], text: wording.weight(question, of: answer))
    page.raw("</summary>\n<div class=\"body\">")
    matters("Settled whichever way it turns out", question.settled, answer, &page)
    matters("Settled if it holds", question.settledIfTrue.filter { !question.settled.contains($0) }, answer, &page)
    matters("Settled if it does not", question.settledIfFalse.filter { !question.settled.contains($0) }, answer, &page)
    let either = Set(question.settledIfTrue + question.settledIfFalse)
    matters("Has a part in", question.mattersFor.filter { !either.contains($0) }, answer, &page)
    page.raw("</div></details></li>\n")
  }

  private func matters(_ title: String, _ goals: [Int], _ answer: OpenQuestions, _ page: inout Markup) {
    if goals.isEmpty { return }
    page.element("p", [("class", "source")], text: title)
    page.raw("<ul class=\"ways\">\n")
    for goal in goals {
      page.raw("<li>")
      page.element("bdi", text: wording.text(answer.open[goal]))
      page.raw("</li>\n")
    }
    page.raw("</ul>\n")
  }
}
