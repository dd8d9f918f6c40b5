import TenetSyntax
import TenetText

/// What a question is about.
public enum Goal: Hashable, Sendable {
  /// A fact of a verb, or a membership of a kind.
  case fact(RelationID, [TermID])
  /// A pick of a choice; nil for whichever there is.
  case pick(ChoiceID, TermID?)
  /// A number of a subject; with a value only if it is that.
  case number(NumberID, subject: TermID, ExactDecimal?)
  /// Both sides of a conflict.
  case conflict(RuleID)
}

extension ClauseReader {
  /// Reads what somebody asks about: a fact, or the name of a number or a choice, with or without its value.
  ///
  /// Places in diagnostics are offsets in the text. Nil after errors.
  public mutating func readGoal(_ text: String, source: SourceID) -> Goal? {
    let span = Span(source: source, start: 0, end: UInt32(text.utf8.count))
    let noticed = diagnostics.count
    let phrase = turn(to: text, at: span, startsAt: 0)
    guard !hasErrors(since: noticed) else { return nil }
    if !phrase.isEmpty {
      fill(phrase)
      if let goal = namedGoal() { return goal }
    }
    guard let facts = readFact(text, source: source) else { return nil }
    if let number = facts.numbers.first { return .number(number.number, subject: number.subject, number.value) }
    guard let relation = facts.facts.relations.first else { return nil }
    if case .candidates(let choice) = vocabulary.relations[relation.index].role, let pick = facts.facts.terms.first {
      return .pick(choice, pick)
    }
    return .fact(relation, facts.facts.terms)
  }

  /// A number or a choice by its bare name.
  private mutating func namedGoal() -> Goal? {
    let range = 0..<lexemes.count
    if let name = wholeName(range, [.number, .choice]) {
      if let number = name.number { return .number(number, subject: .self, nil) }
      return name.choice.map { .pick($0, nil) }
    }
    guard let possessive = possessive(from: 0, range.count),
      wholeName(possessive.nameStart..<range.count, .number) != nil,
      case .number(let number, .term(let subject))? = readExpression(range)?.value
    else { return nil }
    return .number(number, subject: subject, nil)
  }
}
