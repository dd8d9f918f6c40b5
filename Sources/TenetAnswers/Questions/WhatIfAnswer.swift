import TenetEngine
import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

extension AnswerPage {
  /// What changes bring and what they cost.
  public init(_ answer: Consequences, changes: [Change], title: String, _ wording: Wording) {
    var parts: [String] = []
    if !answer.gained.isEmpty { parts.append(counted(answer.gained.count, "conclusion") + " gained") }
    if !answer.lost.isEmpty { parts.append(counted(answer.lost.count, "conclusion") + " lost") }
    if parts.isEmpty { parts.append("no conclusion gained or lost") }
    let isSame =
      answer.gained.isEmpty && answer.lost.isEmpty && answer.gainedConflicts.isEmpty && answer.lostConflicts.isEmpty
      && answer.choices.isEmpty && answer.numbers.isEmpty
    for (before, after) in answer.choices.prefix(3) {
      let name = wording.set.vocabulary.choices[before.choice.index].name
      parts.append("`\(name)` becomes \(wording.line(after))")
    }
    let what = wording.series(changes.map { wording.sentence($0) })
    sentence(
      "If \(title) were to " + (what.isEmpty ? "change nothing" : what)
        + (!isSame
          ? ": " + wording.series(parts) + "."
          : answer.bounds.isEmpty ? ", nothing would change." : ", what would change was not found out."))
    facts(answer.gained, [], "Gained", wording)
    facts(answer.lost, answer.lapses, "Lost", wording)
    conflicts(answer.gainedConflicts, "Conflicts gained", wording)
    conflicts(answer.lostConflicts, "Conflicts lost", wording)
    values(
      answer.choices, answer.numbers, reasons: (answer.choiceReasons, answer.numberReasons), wording
    ) { $0 + " → " + $1 }
    bounds(answer.bounds, wording)
  }

  /// Choices and numbers that come to something else on two sides; `pair` says which value is whose.
  mutating func values(
    _ choices: [(JudgedChoice, JudgedChoice)], _ numbers: [Consequences.NumberChange],
    reasons: (choices: [Trace], numbers: [Trace]) = ([], []), _ wording: Wording, pair: (String, String) -> String
  ) {
    if !choices.isEmpty { heading("Choices") }
    for (index, (first, second)) in choices.enumerated() {
      let name = wording.set.vocabulary.choices[first.choice.index].name
      item(name + ": " + pair(wording.line(first), wording.line(second)))
      if index < reasons.choices.count { tree(reasons.choices[index], level: 1) }
    }
    if !numbers.isEmpty { heading("Numbers") }
    for (index, number) in numbers.enumerated() {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      item(
        name + ": " + pair(wording.value(number.before, number.number), wording.value(number.after, number.number)))
      if index < reasons.numbers.count { tree(reasons.numbers[index], level: 1) }
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// Facts with their proofs, or with what is left of those.
  private mutating func facts(_ facts: [JudgedFact], _ lapses: [Trace], _ title: String, _ wording: Wording) {
    if facts.isEmpty { return }
    heading(title)
    for (index, fact) in facts.enumerated() {
      let isLapsed = index < lapses.count && !lapses[index].steps.isEmpty
      proof(isLapsed ? lapses[index] : fact.trace)
    }
  }

  private mutating func conflicts(_ conflicts: [JudgedConflict], _ title: String, _ wording: Wording) {
    if conflicts.isEmpty { return }
    heading(title)
    for conflict in conflicts {
      let rule = wording.set.rules[conflict.rule.index]
      let sides = rule.sides.indices.map { wording.text(conflict.rule, side: $0, conflict.binding) }
      item(wording.name(ofConflict: rule), remark: sides.joined(separator: " ↔ "))
    }
  }
}

extension Wording {
  /// What a choice comes to: its picks, or `nothing`.
  func picks(_ choice: JudgedChoice) -> [String] {
    if !choice.picked.isEmpty { return choice.picked.map { spelled($0) } }
    return choice.possible.count == 1 ? ["nothing"] : choice.possible.map { $0.map { spelled($0) } ?? "nothing" }
  }

  /// `interface`, or where unknown facts decide it `interface or nothing`.
  func line(_ choice: JudgedChoice) -> String {
    picks(choice).joined(separator: choice.picked.isEmpty ? " or " : ", ")
  }

  func value(_ value: NumberValue, _ number: NumberID) -> String {
    switch value {
    case .known(let value): return speller.number(value, number)
    case .unknown: return "unknown"
    case .contested: return "contested"
    }
  }
}

extension JSONWriter {
  /// `{"gained": […], "lost": […], "conflicts": {…}, "choices": {…}, "numbers": {…}, "reasons": {…}}`
  public mutating func consequences(_ answer: Consequences, profile: String, _ wording: Wording) {
    beginObject()
    member("profile", profile)
    consequences(answer, wording)
    key("reasons")
    beginObject()
    for fact in answer.gained + answer.lost {
      key(wording.text(fact.statement))
      trace(fact.trace, wording)
    }
    endObject()
    if answer.lapses.contains(where: { !$0.steps.isEmpty }) {
      key("lapsed")
      beginObject()
      for (fact, lapse) in zip(answer.lost, answer.lapses) where !lapse.steps.isEmpty {
        key(wording.text(fact.statement))
        steps(lapse, wording)
      }
      endObject()
    }
    bounds(answer.bounds, wording)
    endObject()
  }

  mutating func consequences(_ answer: Consequences, _ wording: Wording) {
    member("gained", answer.gained.map { wording.text($0.statement) })
    member("lost", answer.lost.map { wording.text($0.statement) })
    let name = { (conflict: JudgedConflict) in wording.name(ofConflict: wording.set.rules[conflict.rule.index]) }
    key("conflicts")
    beginObject()
    member("gained", answer.gainedConflicts.map(name))
    member("lost", answer.lostConflicts.map(name))
    endObject()
    key("choices")
    beginObject()
    for (index, (before, after)) in answer.choices.enumerated() {
      key(wording.set.vocabulary.choices[before.choice.index].name)
      beginObject()
      member("before", wording.picks(before))
      member("after", wording.picks(after))
      reasons(answer.choiceReasons, index, wording)
      endObject()
    }
    endObject()
    key("numbers")
    beginObject()
    for (index, number) in answer.numbers.enumerated() {
      key(wording.speller.name(number.number, of: .term(number.subject), .none))
      beginObject()
      member("before", number.before == .unknown ? nil : wording.value(number.before, number.number))
      member("after", number.after == .unknown ? nil : wording.value(number.after, number.number))
      reasons(answer.numberReasons, index, wording)
      endObject()
    }
    endObject()
  }

  private mutating func reasons(_ traces: [Trace], _ index: Int, _ wording: Wording) {
    guard index < traces.count, !traces[index].steps.isEmpty else { return }
    key("reasons")
    steps(traces[index], wording)
  }
}
