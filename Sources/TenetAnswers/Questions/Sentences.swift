import TenetEngine
import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

/// English sentences about one profile, built from its clauses.
struct Sentences {
  let wording: Wording
  let title: String

  /// `Northwind captures habit`; a property cannot be told to be a verb or a noun: `consumer speed` holds for Northwind.
  func statement(_ goal: Goal) -> String {
    switch goal {
    case .fact(let relation, let terms):
      let text = wording.speller.text(relation, terms)
      if terms.first != .self { return text }
      return relation == wording.set.vocabulary.has ? "`\(text)` holds for \(title)" : "\(title) \(text)"
    case .conflict: return "\(title) faces \(wording.text(goal))"
    case .pick, .number: return "for \(title), \(wording.text(goal))"
    }
  }

  func statement(_ fact: Fact) -> String { statement(.fact(fact.relation, fact.terms)) }

  /// Why, in one sentence: `Northwind captures habit because it owns interface (rule interface-habit, P12).`
  func because(_ explanation: Explanation) -> String {
    var goal = explanation.goal
    if case .number(let number, let subject, nil) = goal {
      goal = .number(number, subject: subject, explanation.value?.decimal)
    }
    var text = statement(goal)
    switch goal {
    case .pick(_, nil), .number(_, _, nil): text = "for \(title), \(wording.text(explanation))"
    default: break
    }
    if case .pick(_, nil) = goal, explanation.traces.count > 1 || explanation.certainty == .possible {
      let isOpen = explanation.certainty == .possible
      return capitalized(text) + (isOpen ? ", depending on what is unknown" : "") + picks(explanation) + "."
    }
    text = explanation.certainty == .possible ? "It is possible that " + text : capitalized(text)
    guard let root = explanation.traces.first?.steps.first else { return text + "." }
    if case .conflict = goal { return text + " because " + joined(sides(explanation)) + remark(goal) + "." }
    switch root.kind {
    case .given, .givenNumber: return text + ", as the profile says."
    case .derived(_, let clause, _):
      return text + " because " + joined(premises(explanation.traces[0])) + remark(clause) + "."
    case .otherwise: return text + " because nothing else is picked."
    case .number:
      let parts = premises(explanation.traces[0])
      return parts.isEmpty ? text + "." : text + ": " + joined(parts) + "."
    default: return text + "."
    }
  }

  /// Why each of several picks is made: `: gold because premium holds (rule high), and silver because …`
  private func picks(_ explanation: Explanation) -> String {
    let parts = explanation.traces.compactMap { trace -> String? in
      guard case .derived(let pick, let clause, _)? = trace.steps.first?.kind, let term = pick.terms.first else {
        return nil
      }
      return wording.spelled(term) + " because " + joined(premises(trace)) + remark(clause)
    }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: ", and ")
  }

  private func sides(_ explanation: Explanation) -> [String] {
    explanation.traces.compactMap { $0.steps.first }.map { clause($0.kind) }
  }

  /// What the root of a trace rests on.
  private func premises(_ trace: Trace) -> [String] {
    guard let depth = trace.steps.first?.depth else { return [] }
    return trace.steps.dropFirst().filter { $0.depth == depth + 1 }.map { clause($0.kind) }
  }

  /// A step inside a sentence: `it owns interface`.
  private func clause(_ kind: Trace.Kind) -> String {
    switch kind {
    case .given(let statement, _, _), .derived(let statement, _, _), .seen(let statement), .otherwise(let statement):
      return clause(statement)
    case .absent(let sought) where sought.isUnknown:
      return "`\(wording.text(sought))`, which is unknown, is supposed not to hold"
    case .absent(let sought): return "nothing gives `\(wording.text(sought))`"
    case .contribution(let clause, let binding, let value, let values):
      return contribution(wording.program.clauses[clause].head, clause, binding, value, values)
    default: return wording.words(of: kind).text
    }
  }

  /// What a rule gives a number: `20 from rule proof`, `debt / income with debt at 9 EUR and income at 3 EUR (rule ratio)`.
  private func contribution(
    _ head: HornClause.Head, _ clause: Int, _ binding: [TermID?], _ value: ExactDecimal?, _ values: [NumberReading]
  ) -> String {
    let rule = wording.rule(ofClause: clause)?.name
    if case .add(let number, _, _) = head, let value {
      return wording.speller.number(value, number) + " from " + (rule.map { "rule " + $0 } ?? "a rule without a name")
    }
    let text = wording.speller.text(head, wording.binding(clause, binding))
    let read = wording.series(wording.readings(values).map { "\($0.name) at \($0.value)" })
    return (value == nil ? text + " (unknown)" : text) + (read.isEmpty ? "" : " with " + read)
      + (rule.map { " (rule \($0))" } ?? "")
  }

  func clause(_ statement: Fact) -> String {
    let text = wording.text(statement)
    let isOwn = statement.terms.first == .self && wording.program.roles[statement.relation.index] == .verb
    if !isOwn { return text }
    return statement.relation == wording.set.vocabulary.has ? "`\(text)` holds" : "it " + text
  }

  /// `(rule interface-habit, P12)`
  private func remark(_ clause: Int) -> String { remark(wording.rule(ofClause: clause)) }

  private func remark(_ goal: Goal) -> String {
    guard case .conflict(let rule) = goal else { return "" }
    return remark(wording.set.rules[rule.index])
  }

  private func remark(_ rule: Rule?) -> String {
    guard let rule else { return "" }
    let parts = (rule.name.map { ["rule " + $0] } ?? []) + rule.sources
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }

  func joined(_ parts: [String]) -> String { parts.isEmpty ? "nothing speaks against it" : wording.series(parts) }

  /// As a sentence begins; a title and a name in quotes stay as they are.
  func capitalized(_ text: String) -> String {
    guard let first = text.first, first.isLowercase, !text.hasPrefix(title) else { return text }
    return first.uppercased() + text.dropFirst()
  }
}

extension Wording {
  /// `a, b and c`
  func series(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A bound in words, behind “this answer may not be complete: ”.
  public func text(_ bound: Bound) -> String {
    switch bound {
    case .facts: return "too many facts could be added to the profile"
    case .complexity: return "the rules hang together in too many ways"
    case .time: return "the time was over"
    case .answers: return "there are more answers than were asked for"
    case .numbers: return "some comparisons of numbers could not be solved"
    case .witness: return "a smaller profile may tell the versions apart too"
    case .evaluation(.derivedFacts): return "the evaluation reached the limit of derived facts"
    case .evaluation(.memory): return "the evaluation reached the limit of memory"
    case .evaluation(.time): return "the time was over"
    }
  }

  func text(_ change: Change) -> String {
    switch change {
    case .add(let statement), .remove(let statement): return text(statement)
    case .set(let number, let subject, let value): return text(number, subject, .known(value))
    case .drop(let number, let subject): return speller.name(number, of: .term(subject), .none)
    }
  }

  func sentence(_ change: Change) -> String {
    switch change {
    case .add: return "add `\(text(change))`"
    case .remove: return "remove `\(text(change))`"
    case .set(let number, let subject, let value):
      let name = speller.name(number, of: .term(subject), .none)
      return "set `\(name)` to " + shown(value, number)
    case .drop: return "leave out `\(text(change))`"
    }
  }

  /// What lies a hair past a threshold by that.
  private func shown(_ value: ExactDecimal, _ number: NumberID) -> String {
    guard let (side, near) = value.besideRoundNumber else { return speller.number(value, number) }
    return "just \(side) " + speller.number(near, number)
  }

  /// ``fact(_:)`` for people.
  func shown(_ change: Change) -> String {
    guard case .set(let number, let subject, let value) = change else { return fact(change) }
    return speller.name(number, of: .term(subject), .none) + " is " + shown(value, number)
  }

  /// As a fact of the world that the changes lead to: what is removed behind `not`.
  func fact(_ change: Change) -> String {
    switch change {
    case .add, .set: return text(change)
    case .remove, .drop: return "not " + text(change)
    }
  }

  func text(_ given: Given) -> String {
    switch given {
    case .fact(let statement): return text(statement)
    case .number(let number, let subject, let value): return text(number, subject, .known(value))
    }
  }
}

extension AnswerPage {
  mutating func bounds(_ bounds: [Bound], _ wording: Wording) {
    guard let first = bounds.first else { return }
    heading("This answer may not be complete: " + wording.text(first))
  }
}

extension JSONWriter {
  /// `"bounds": […]`, where there are any.
  mutating func bounds(_ bounds: [Bound], _ wording: Wording) {
    guard !bounds.isEmpty else { return }
    key("bounds")
    beginArray()
    for bound in bounds.map({ wording.text($0) }) { string(bound) }
    endArray()
  }
}

extension ExactDecimal {
  /// The number of at most six decimals that this one is a hair below or above: what lies past a threshold is meant.
  fileprivate var besideRoundNumber: (side: String, number: ExactDecimal)? {
    let unit: Int128 = 1_000_000_000_000
    let hair: Int128 = 1_000_000
    let lower = scaled >= 0 ? scaled / unit * unit : -((-scaled + unit - 1) / unit * unit)
    if scaled == lower { return nil }
    if scaled - lower <= hair { return ExactDecimal(fitting: lower).map { ("above", $0) } }
    if lower + unit - scaled <= hair { return ExactDecimal(fitting: lower + unit).map { ("below", $0) } }
    return nil
  }
}
