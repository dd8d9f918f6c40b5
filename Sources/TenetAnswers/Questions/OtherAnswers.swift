import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

// MARK: ask

extension AnswerPage {
  /// What to find out first.
  public init(_ answer: OpenQuestions, title: String, _ wording: Wording) {
    if let first = answer.questions.first {
      sentence(
        "Find out first whether " + Sentences(wording: wording, title: title).statement(first.fact) + ": "
          + wording.reason(first, answer) + ".")
      heading(answer.questions.count == 1 ? "The only open question" : "Open questions")
      for question in answer.questions {
        item(wording.text(question.fact), remark: wording.weight(question, of: answer))
        item(wording.reason(question, answer), level: 1)
      }
    } else {
      sentence(
        answer.bounds.isEmpty
          ? "Nothing is open for \(title): no unknown fact decides anything." : "What is open was not found out.")
    }
    bounds(answer.bounds, wording)
  }
}

extension Wording {
  /// How much a question settles: `settles 1 of 4`, and where one answer settles more `settles 1 of 4, or 3 if so`.
  func weight(_ question: OpenQuestion, of answer: OpenQuestions) -> String {
    var text = "settles \(question.settled.count) of \(answer.open.count)"
    let (ifTrue, ifFalse) = (question.settledIfTrue.count, question.settledIfFalse.count)
    if ifTrue > question.settled.count { text += ", or \(ifTrue) if so" }
    if ifFalse > question.settled.count { text += ", or \(ifFalse) if not" }
    return text
  }

  /// Why a question matters: `either way this settles X; if not, this also settles Y`.
  func reason(_ question: OpenQuestion, _ answer: OpenQuestions) -> String {
    func list(_ indices: [Int]) -> String {
      let texts = indices.prefix(3).map { "`\(text(answer.open[$0]))`" }
      return series(texts + (indices.count > 3 ? ["\(indices.count - 3) more"] : []))
    }
    var parts: [String] = []
    if !question.settled.isEmpty { parts.append("either way this settles \(list(question.settled))") }
    let also = question.settled.isEmpty ? "" : " also"
    let ifTrue = question.settledIfTrue.filter { !question.settled.contains($0) }
    let ifFalse = question.settledIfFalse.filter { !question.settled.contains($0) }
    if !ifTrue.isEmpty { parts.append("if so, this\(also) settles \(list(ifTrue))") }
    if !ifFalse.isEmpty { parts.append("if not, this\(also) settles \(list(ifFalse))") }
    if parts.isEmpty { parts.append("together with others it decides \(list(question.mattersFor))") }
    return parts.joined(separator: "; ")
  }
}

extension JSONWriter {
  /// `{"questions": [{"fact", "settles", "of", "because"}]}`
  public mutating func questions(_ answer: OpenQuestions, profile: String, _ wording: Wording) {
    beginObject()
    member("profile", profile)
    key("questions")
    beginArray()
    for question in answer.questions {
      beginObject()
      member("fact", wording.text(question.fact))
      member("settles", question.settled.count)
      member("of", answer.open.count)
      member("because", wording.reason(question, answer))
      member("ifTrue", question.settledIfTrue.map { wording.text(answer.open[$0]) })
      member("ifFalse", question.settledIfFalse.map { wording.text(answer.open[$0]) })
      endObject()
    }
    endArray()
    member("open", answer.open.map { wording.text($0) })
    bounds(answer.bounds, wording)
    endObject()
  }
}

// MARK: robust

extension AnswerPage {
  /// What would overturn conclusions.
  public init(_ answer: [Robustness], title: String, _ wording: Wording) {
    let shakiest = answer.filter { $0.changes != nil }.min { ($0.changes ?? 0) < ($1.changes ?? 0) }
    if let shakiest, let changes = shakiest.changes, let set = shakiest.sets.first {
      sentence(
        "`\(wording.text(shakiest.goal))` is overturned by \(changes == 1 ? "1 change" : "\(changes) changes")"
          + (answer.count > 1 ? ", the fewest of all conclusions of \(title)" : "") + ": "
          + wording.series(set.map { "`\(wording.shown($0))`" }) + ".")
    } else if answer.isEmpty {
      sentence("\(title) has no conclusion.")
    } else if let open = answer.first(where: { !$0.bounds.isEmpty }) {
      sentence(
        open.beyond > 0
          ? "It takes more than \(open.beyond == 1 ? "1 change" : "\(open.beyond) changes") to overturn "
            + (answer.count > 1 ? "any conclusion of \(title)." : "`\(wording.text(open.goal))`.")
          : "What overturns \(answer.count > 1 ? "conclusions" : "it") was not found out.")
    } else {
      sentence("Nothing that a profile can say overturns \(answer.count > 1 ? "any of them" : "it").")
    }
    if answer.count > 3 { sentence(spread(answer)) }
    for entry in answer {
      heading(wording.text(entry.goal) + " · " + robustness(entry))
      for set in entry.sets.prefix(8) { item(set.map { wording.shown($0) }.joined(separator: ", ")) }
      if entry.sets.count > 8 { item("… and \(entry.sets.count - 8) more") }
    }
    if let bound = answer.lazy.flatMap({ $0.bounds }).first { bounds([bound], wording) }
  }
}

extension JSONWriter {
  /// `{"conclusions": [{"fact", "changes", "sets"}]}`
  public mutating func robustness(_ answer: [Robustness], profile: String, _ wording: Wording) {
    beginObject()
    member("profile", profile)
    key("conclusions")
    beginArray()
    for entry in answer {
      beginObject()
      member("fact", wording.text(entry.goal))
      key("changes")
      if let changes = entry.changes { number(changes) } else { null() }
      key("sets")
      beginArray()
      for set in entry.sets { strings(set.map { wording.fact($0) }) }
      endArray()
      if entry.changes == nil, entry.beyond > 0, !entry.bounds.isEmpty { member("moreThan", entry.beyond) }
      bounds(entry.bounds, wording)
      endObject()
    }
    endArray()
    endObject()
  }
}

/// How many conclusions so many changes overturn: `Of 7 conclusions 5 are overturned by 1 change and 2 by 2 changes.`
private func spread(_ answer: [Robustness]) -> String {
  var counts: [Int: Int] = [:]
  for changes in answer.compactMap({ $0.changes }) { counts[changes, default: 0] += 1 }
  var parts = counts.keys.sorted().enumerated().map { index, changes in
    let count = counts[changes] ?? 0
    let verb = index > 0 ? "" : count == 1 ? "is overturned " : "are overturned "
    return "\(count) \(verb)by \(changes == 1 ? "1 change" : "\(changes) changes")"
  }
  let open = answer.count { $0.changes == nil && !$0.bounds.isEmpty }
  let firm = answer.count { $0.changes == nil && $0.bounds.isEmpty }
  if firm > 0 { parts.append("\(firm) by nothing that a profile can say") }
  if open > 0 { parts.append("of \(open) it was not found out") }
  let list = parts.count > 1 ? parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1] : parts[0]
  return "Of \(answer.count) conclusions \(list)."
}

/// How many changes overturn it.
private func robustness(_ entry: Robustness) -> String {
  if let changes = entry.changes { return changes == 1 ? "1 change" : "\(changes) changes" }
  if entry.bounds.isEmpty { return "nothing overturns it" }
  return entry.beyond == 0 ? "not found out" : "more than \(entry.beyond == 1 ? "1 change" : "\(entry.beyond) changes")"
}

// MARK: compare

extension AnswerPage {
  /// What one profile gets and the other does not.
  public init(_ answer: Comparing, first: String, second: String, _ wording: Wording) {
    let (mine, theirs) = (answer.onlyFirst.count, answer.onlySecond.count)
    let count = { (count: Int) in count == 0 ? "no conclusion" : count == 1 ? "1 conclusion" : "\(count) conclusions" }
    if mine > 0 || theirs > 0 {
      sentence(
        "\(first) gets \(count(mine)) that \(second) does not get; \(second) gets \(count(theirs)) that \(first) "
          + "does not get.")
    } else if !answer.bounds.isEmpty {
      sentence("What \(first) and \(second) get that the other one does not get was not found out.")
    } else if answer.choices.isEmpty, answer.numbers.isEmpty {
      sentence("The same follows for \(first) and \(second).")
    } else {
      sentence("The same conclusions follow for \(first) and \(second); they differ in what is below.")
    }
    for isFirst in [true, false] {
      let differences = answer.differences.filter { $0.isFirst == isFirst }
      if differences.isEmpty { continue }
      heading("Only \(isFirst ? first : second)")
      for difference in differences {
        let changes = wording.series(difference.because.map { wording.sentence($0) })
        item(wording.text(difference.fact), remark: "\(isFirst ? second : first) would get it too: \(changes)")
      }
    }
    values(answer.choices, answer.numbers, wording) { "\($0) for \(first), \($1) for \(second)" }
    bounds(answer.bounds, wording)
  }
}

extension JSONWriter {
  /// `{"only": {"A": […], "B": […]}, "differences": [{"fact", "because": {…}}]}`: `A` is the first profile, `B` the second one;
  /// both stand under their names too.
  public mutating func comparing(_ answer: Comparing, first: String, second: String, _ wording: Wording) {
    beginObject()
    key("only")
    beginObject()
    let (mine, theirs) = (answer.onlyFirst.map { wording.text($0) }, answer.onlySecond.map { wording.text($0) })
    if first != "B", second != "A" {
      member("A", mine)
      member("B", theirs)
    }
    if first != "A" { member(first, mine) }
    if second != "B" { member(second, theirs) }
    endObject()
    key("differences")
    beginArray()
    for difference in answer.differences {
      beginObject()
      member("fact", wording.text(difference.fact))
      member("profile", difference.isFirst ? first : second)
      key("because")
      beginObject()
      changes(difference.because, wording)
      endObject()
      endObject()
    }
    endArray()
    bounds(answer.bounds, wording)
    endObject()
  }
}

// MARK: verify

extension JSONWriter {
  /// `{"profile", "fact", "verified"}`, and why not under `refusal`.
  public mutating func verification(of fact: String, refusal: String?, profile: String) {
    beginObject()
    member("profile", profile)
    member("fact", fact)
    member("verified", refusal == nil)
    if let refusal { member("refusal", refusal) }
    endObject()
  }
}
