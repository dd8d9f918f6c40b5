import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetSyntax
import TenetText

extension AnswerPage {
  /// What it would take.
  ///
  /// - Parameter consequences: for each way what else it changes, where that was asked for.
  public init(_ answer: Ways, consequences: [Consequences] = [], title: String, _ wording: Wording) {
    let goal = (answer.isNegated ? "not " : "") + wording.text(answer.goal)
    if answer.ways.first?.changes.isEmpty == true {
      sentence("`\(goal)` already holds for \(title).")
      return
    }
    guard let first = answer.ways.first else {
      if answer.isComplete {
        sentence("Nothing that a profile can say makes `\(goal)` hold for \(title).")
      } else if answer.upTo > 0 {
        let verb = answer.isNegated ? "avoids" : "brings"
        sentence(
          "No change of \(answer.upTo == 1 ? "one thing" : "one or two things") in \(title) \(verb) "
            + "`\(wording.text(answer.goal))`; whether more changes do was not found out.")
      } else {
        sentence("Whether there is a way to `\(goal)` for \(title) was not found out.")
      }
      bounds(answer.bounds, wording)
      return
    }
    let ways = answer.ways.count
    sentence(
      (answer.isNegated ? "To avoid" : "To reach")
        + " `\(wording.text(answer.goal))`, \(title) \(ways > 1 || !answer.isComplete ? "can" : "has to") "
        + wording.series(first.changes.map { wording.sentence($0) })
        + (ways > 1 ? "; there \(ways == 2 ? "is 1 other way" : "are \(ways - 1) other ways")." : "."))
    let others = consequences.map { $0.without(answer.goal) }
    self.ways(answer.ways, isAll: answer.isComplete, others, wording)
    small(answer)
    bounds(answer.bounds, wording)
  }

  /// What is known of ways that may not be all.
  mutating func small(_ answer: Ways) {
    if answer.isComplete || answer.ways.isEmpty || answer.upTo == 0 { return }
    let size = answer.upTo == 1 ? "one change" : "up to two changes"
    sentence("These are all ways of \(size); longer ones were not looked for.")
  }

  mutating func ways(_ ways: [Way], isAll: Bool, _ consequences: [Consequences] = [], _ wording: Wording) {
    if ways.isEmpty { return }
    let isOne = ways.count == 1
    heading(
      isAll
        ? isOne
          ? "The only way"
          : ways.count == 2 ? "Both ways, the cheaper first" : "All \(ways.count) ways, the cheapest first"
        : isOne ? "The cheapest way" : "The \(ways.count) cheapest ways")
    for (index, way) in ways.enumerated() {
      let text = way.changes.map { wording.sentence($0) }.joined(separator: ", ")
      item(text.isEmpty ? "nothing has to change" : text, remark: "cost \(way.cost)")
      guard index < consequences.count else { continue }
      changes(consequences[index], wording)
    }
  }

  /// What a way changes besides: of each sort a few by name.
  private mutating func changes(_ answer: Consequences, _ wording: Wording) {
    // That nobody faces a conflict any more says the same as that it is gone.
    let faced = Set((answer.lostConflicts + answer.gainedConflicts).map { [$0.subject, $0.name] })
    let conclusions = { (facts: [JudgedFact]) in
      facts.filter { !faced.contains($0.statement.terms) }.map { wording.text($0.statement) }
    }
    let conflicts = { (conflicts: [JudgedConflict]) in
      conflicts.map { wording.name(ofConflict: wording.set.rules[$0.rule.index]) }
    }
    list("brings", conclusions(answer.gained), wording)
    list("costs", conclusions(answer.lost), wording)
    list("brings the conflict", conflicts(answer.gainedConflicts), wording)
    list("settles the conflict", conflicts(answer.lostConflicts), wording)
    for (before, after) in answer.choices {
      let name = wording.set.vocabulary.choices[before.choice.index].name
      item("`\(name)` becomes \(wording.line(after)), was \(wording.line(before))", level: 1)
    }
    for number in answer.numbers {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      let (was, now) = (wording.value(number.before, number.number), wording.value(number.after, number.number))
      item("`\(name)` becomes \(now), was \(was)", level: 1)
    }
    bounds(answer.bounds, wording)
  }

  private mutating func list(_ verb: String, _ texts: [String], _ wording: Wording) {
    let most = 8
    for text in texts.count > most + 1 ? Array(texts.prefix(most)) : texts { item("\(verb) `\(text)`", level: 1) }
    if texts.count > most + 1 {
      item("\(verb) \(texts.count - most) more", remark: "all of them with --format json", level: 1)
    }
  }
}

extension Consequences {
  /// Without what was asked for.
  fileprivate func without(_ goal: Goal) -> Consequences {
    guard case .conflict(let rule) = goal else { return self }
    var others = self
    let settled = lostConflicts.filter { $0.rule == rule }.map { [$0.subject, $0.name] }
    others.lost.removeAll { settled.contains($0.statement.terms) }
    others.lostConflicts.removeAll { $0.rule == rule }
    return others
  }
}

extension JSONWriter {
  /// `{"goal": …, "ways": […], "complete": …}`
  public mutating func ways(
    _ answer: Ways, consequences: [Consequences] = [], profile: String, _ wording: Wording
  ) {
    beginObject()
    member("profile", profile)
    member("goal", (answer.isNegated ? "not " : "") + wording.text(answer.goal))
    key("ways")
    ways(answer.ways, consequences, wording)
    member("complete", answer.isComplete)
    if answer.upTo > 0 { member("upTo", answer.upTo) }
    bounds(answer.bounds, wording)
    endObject()
  }

  mutating func ways(_ ways: [Way], _ results: [Consequences] = [], _ wording: Wording) {
    beginArray()
    for (index, way) in ways.enumerated() {
      beginObject()
      changes(way.changes, wording)
      member("cost", way.cost)
      if index < results.count { consequences(results[index], wording) }
      endObject()
    }
    endArray()
  }

  /// `"add": […], "remove": […], "set": {…}`
  mutating func changes(_ changes: [Change], _ wording: Wording) {
    var (added, removed): ([String], [String]) = ([], [])
    var set: [(name: String, value: String)] = []
    for change in changes {
      switch change {
      case .add: added.append(wording.text(change))
      case .remove, .drop: removed.append(wording.text(change))
      case .set(let number, let subject, let value):
        set.append((wording.speller.name(number, of: .term(subject), .none), wording.speller.number(value, number)))
      }
    }
    member("add", added)
    member("remove", removed)
    key("set")
    beginObject()
    for (name, value) in set { member(name, value) }
    endObject()
  }
}
