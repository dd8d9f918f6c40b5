import TenetModel
import TenetReasoning
import TenetText

/// One step of a trace in words: what it says, how it is known, and what its author adds.
package struct StepWords {
  /// The fact or condition, in canonical form.
  package var text: String
  /// How it is known: `given, lab.tenet:3`, `rule interface-habit, rules.tenet:22`.
  package var ground: String
  /// The rule's reason and its sources.
  package var because: String?
  package var source: String?
}

extension Wording {
  package func words(of kind: Trace.Kind) -> StepWords {
    switch kind {
    case .given(let statement, let span, let isUnknown):
      let isDeclared = isMembership(statement)
      let ground = isUnknown ? "unknown, supposed to hold" : isDeclared ? "declared" : "given"
      return StepWords(text: text(statement), ground: ground + at(span))
    case .givenNumber(let number, let subject, let value, let span):
      return StepWords(text: text(number, subject, .known(value)), ground: "given" + at(span))
    case .derived(let statement, let clause, _): return withRule(text(statement), rule(ofClause: clause))
    case .seen(let statement): return StepWords(text: text(statement), ground: "shown above")
    case .listed(let statement): return StepWords(text: text(statement), ground: "see its own proof, or ask why")
    case .otherwise(let statement): return StepWords(text: text(statement), ground: "for want of any other pick")
    case .absent(.pick(let choice)):
      let name = set.vocabulary.choices[choice.index].name
      return StepWords(text: "no other pick for " + name, ground: "no rule gives one")
    case .absent(let sought) where sought.isUnknown:
      return StepWords(text: "not " + text(sought), ground: "unknown, supposed not to hold")
    case .absent(let sought): return StepWords(text: "not " + text(sought), ground: "nothing gives it")
    case .test(let clause, let leaf, let binding, let values):
      let shown = readings(values).map { "\($0.name) is \($0.value)" }.joined(separator: ", ")
      return StepWords(text: test(clause, leaf, binding), ground: shown.isEmpty ? "holds" : shown)
    case .number(let number, let subject, let value): return StepWords(text: text(number, subject, value), ground: "")
    case .contribution(let clause, let binding, let value, let values):
      let head = speller.text(program.clauses[clause].head, self.binding(clause, binding))
      var words = withRule(value == nil ? head + " (unknown)" : head, rule(ofClause: clause))
      let read = readings(values).map { "\($0.name) is \($0.value)" }.joined(separator: ", ")
      if !read.isEmpty { words.ground = read + (words.ground.isEmpty ? "" : " · " + words.ground) }
      return words
    case .condition(let rule, let side, let binding):
      return StepWords(text: text(rule, side: side, binding), ground: "")
    case .short(let step): return words(of: step)
    }
  }

  /// Whether the fact says that a term is a member of a kind.
  private func isMembership(_ statement: Fact) -> Bool {
    if case .kind = set.vocabulary.relations[statement.relation.index].role { return true }
    return false
  }

  func withRule(_ text: String, _ rule: Rule?) -> StepWords {
    guard let rule else { return StepWords(text: text, ground: "") }
    let name = rule.name.map { "rule " + $0 } ?? "a rule without a name"
    return StepWords(
      text: text, ground: name + at(rule.place), because: rule.because,
      source: rule.sources.isEmpty ? nil : rule.sources.joined(separator: ", "))
  }

  package func at(_ span: Span) -> String {
    guard let place = place(span) else { return "" }
    return ", \(place.file):\(place.line)"
  }
}
