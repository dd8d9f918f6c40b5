import TenetEngine
import TenetModel
import TenetReasoning
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
    facts(answer.gained, "Gained", wording)
    facts(answer.lost, "Lost", wording)
    conflicts(answer.gainedConflicts, "Conflicts gained", wording)
    conflicts(answer.lostConflicts, "Conflicts lost", wording)
    values(answer.choices, answer.numbers, wording) { $0 + " → " + $1 }
    bounds(answer.bounds, wording)
  }

  /// Choices and numbers that come to something else on two sides; `pair` says which value is whose.
  mutating func values(
    _ choices: [(JudgedChoice, JudgedChoice)], _ numbers: [Consequences.NumberChange], _ wording: Wording,
    pair: (String, String) -> String
  ) {
    if !choices.isEmpty { heading("Choices") }
    for (first, second) in choices {
      let name = wording.set.vocabulary.choices[first.choice.index].name
      item(name + ": " + pair(wording.line(first), wording.line(second)))
    }
    if !numbers.isEmpty { heading("Numbers") }
    for number in numbers {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      item(
        name + ": " + pair(wording.value(number.before, number.number), wording.value(number.after, number.number)))
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private mutating func facts(_ facts: [JudgedFact], _ title: String, _ wording: Wording) {
    if facts.isEmpty { return }
    heading(title)
    for fact in facts { proof(fact.trace) }
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
    for (before, after) in answer.choices {
      key(wording.set.vocabulary.choices[before.choice.index].name)
      beginObject()
      member("before", wording.picks(before))
      member("after", wording.picks(after))
      endObject()
    }
    endObject()
    key("numbers")
    beginObject()
    for number in answer.numbers {
      key(wording.speller.name(number.number, of: .term(number.subject), .none))
      beginObject()
      member("before", number.before == .unknown ? nil : wording.value(number.before, number.number))
      member("after", number.after == .unknown ? nil : wording.value(number.after, number.number))
      endObject()
    }
    endObject()
  }
}
