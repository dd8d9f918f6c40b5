import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

extension AnswerPage {
  /// What a change of rules changes.
  public init(_ answer: Versions, _ wording: Wording) {
    switch answer.isEquivalent {
    case true?:
      sentence(
        answer.edited.isEmpty
          ? "Both versions say the same, rule by rule: these edits change nothing, for any profile."
          : "These edits change nothing, for any profile.")
    case false?:
      let facts = wording.series(answer.witness.map { "`\($0)`" })
      sentence(
        "The versions differ: a profile with " + (facts.isEmpty ? "nothing in it" : facts) + " tells them apart.")
    case nil:
      sentence("Whether the versions differ for some profile was not decided.")
      if answer.upTo > 0 {
        sentence("No profile of \(answer.upTo == 1 ? "one fact" : "one or two facts") tells them apart.")
      }
    }
    let changed = answer.changes.filter { !$0.isEmpty }
    if !answer.changes.isEmpty {
      let known = answer.changes.count { $0.isKnown }
      sentence(
        known == 0
          ? "What changes for the given profiles was not found out."
          : "\(changed.count) of \(known) profile\(known == 1 ? "" : "s") change\(changed.count == 1 ? "s" : "")"
            + (known < answer.changes.count ? "; of \(answer.changes.count - known) it was not found out." : "."))
    }
    if !answer.edited.isEmpty {
      heading("Edited rules")
      for rule in answer.edited { item(rule) }
    }
    for change in changed { profile(change) }
    bounds(answer.bounds, wording)
  }

  private mutating func profile(_ change: Versions.ProfileChange) {
    heading(change.profile + (change.blame.isEmpty ? "" : " · because of " + change.blame.joined(separator: ", ")))
    for fact in change.gained { item("gains " + fact) }
    for fact in change.lost { item("loses " + fact) }
    for name in change.gainedConflicts { item("gains the conflict " + name) }
    for name in change.lostConflicts { item("loses the conflict " + name) }
    for choice in change.choices {
      item("\(choice.name): \(choice.before.joined(separator: ", ")) → \(choice.after.joined(separator: ", "))")
    }
    for number in change.numbers {
      item("\(number.name): \(number.before ?? "unknown") → \(number.after ?? "unknown")")
    }
  }
}

extension JSONWriter {
  /// `{"equivalent", "witness", "changes": [{"profile", "gained", "lost", "blame"}]}`; profiles that do not change are left out.
  public mutating func versions(_ answer: Versions, _ wording: Wording) {
    beginObject()
    key("equivalent")
    if let isEquivalent = answer.isEquivalent { bool(isEquivalent) } else { null() }
    member("witness", answer.witness)
    member("edited", answer.edited)
    if answer.isEquivalent == nil, answer.upTo > 0 { member("upTo", answer.upTo) }
    key("changes")
    beginArray()
    for change in answer.changes where !change.isEmpty { self.change(change) }
    endArray()
    member("profiles", answer.changes.count)
    let open = answer.changes.filter { !$0.isKnown }.map { $0.profile }
    if !open.isEmpty { member("notFoundOut", open) }
    bounds(answer.bounds, wording)
    endObject()
  }

  private mutating func change(_ change: Versions.ProfileChange) {
    beginObject()
    member("profile", change.profile)
    member("gained", change.gained)
    member("lost", change.lost)
    key("conflicts")
    beginObject()
    member("gained", change.gainedConflicts)
    member("lost", change.lostConflicts)
    endObject()
    key("choices")
    beginObject()
    for choice in change.choices {
      key(choice.name)
      beginObject()
      member("before", choice.before)
      member("after", choice.after)
      endObject()
    }
    endObject()
    key("numbers")
    beginObject()
    for number in change.numbers {
      key(number.name)
      beginObject()
      member("before", number.before)
      member("after", number.after)
      endObject()
    }
    endObject()
    member("blame", change.blame)
    endObject()
  }
}
