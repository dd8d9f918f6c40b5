import TenetModel
import TenetReasoning
import TenetText

extension JSONWriter {
  /// A judgement as one object, in the form of `tenet eval --format json`.
  public mutating func judgement(_ judgement: Judgement, _ wording: Wording, withTraces: Bool) {
    beginObject()
    member("profile", judgement.title)
    key("conclusions")
    beginArray()
    for fact in judgement.conclusions { conclusion(fact, wording, withTraces) }
    endArray()
    key("conflicts")
    beginArray()
    for conflict in judgement.conflicts { self.conflict(conflict, wording, withTraces) }
    endArray()
    key("choices")
    beginObject()
    for choice in judgement.choices { self.choice(choice, judgement, wording, withTraces) }
    endObject()
    judgementTail(judgement, wording, withTraces: withTraces)
    endObject()
  }

  /// The members behind the choices: numbers and diagnostics.
  public mutating func judgementTail(_ judgement: Judgement, _ wording: Wording, withTraces: Bool) {
    numbers(judgement, wording, withTraces)
    key("diagnostics")
    beginArray()
    for note in judgement.notes { diagnostic(note, wording) }
    endArray()
    if !judgement.isComplete { member("complete", false) }
  }

  public mutating func conclusion(_ fact: JudgedFact, _ wording: Wording, _ withTraces: Bool) {
    beginObject()
    conclusionMembers(fact, wording)
    if withTraces {
      key("trace")
      trace(fact.trace, wording)
    }
    endObject()
  }

  private mutating func conclusionMembers(_ fact: JudgedFact, _ wording: Wording) {
    let key = JSONMemo.Key(
      sort: .conclusion, clause: fact.rule.index, leaf: fact.certainty == .certain ? 0 : 1,
      relation: fact.statement.relation, terms: fact.statement.terms)
    if writeKnown(key, wording.memo) { return }
    writeNew(key, wording.memo) { json in
      json.member("fact", wording.text(fact.statement))
      json.member("certainty", fact.certainty.rawValue)
      if fact.isOutcome { json.member("outcome", true) }
      json.rule(fact.rule.index < wording.set.rules.count ? wording.set.rules[fact.rule.index] : nil, wording)
    }
  }

  public mutating func conflict(_ conflict: JudgedConflict, _ wording: Wording, _ withTraces: Bool) {
    let rule = wording.set.rules[conflict.rule.index]
    beginObject()
    member("name", wording.name(ofConflict: rule))
    member("subject", wording.speller.term(conflict.subject))
    member("between", rule.sides.indices.map { wording.text(conflict.rule, side: $0, conflict.binding) })
    member("certainty", conflict.certainty.rawValue)
    place(rule.place, wording)
    if let because = rule.because { member("because", because) }
    if !rule.sources.isEmpty { member("source", rule.sources.joined(separator: ", ")) }
    if withTraces {
      key("traces")
      beginArray()
      for side in conflict.traces { trace(side, wording) }
      endArray()
    }
    endObject()
  }

  /// One member of `choices`: the name of the choice and what it came to.
  public mutating func choice(
    _ choice: JudgedChoice, _ judgement: Judgement, _ wording: Wording, _ withTraces: Bool
  ) {
    key(wording.set.vocabulary.choices[choice.choice.index].name)
    beginObject()
    let isDecided = choice.possible.count == 1
    member("picked", choice.picked.isEmpty && isDecided ? ["nothing"] : choice.picked.map { wording.spelled($0) })
    member("contested", choice.isContested)
    if !isDecided, judgement.hasUnknown {
      member("possible", choice.possible.map { $0.map { wording.spelled($0) } ?? "nothing" })
    }
    if withTraces, !choice.traces.isEmpty {
      key("trace")
      trace(choice.traces[0], wording)
      if choice.traces.count > 1 {
        key("traces")
        beginArray()
        for pick in choice.traces { trace(pick, wording) }
        endArray()
      }
    }
    endObject()
  }

  private mutating func numbers(_ judgement: Judgement, _ wording: Wording, _ withTraces: Bool) {
    let name = { (number: NumberID, subject: TermID) in wording.speller.name(number, of: .term(subject), .none) }
    key("numbers")
    beginObject()
    for number in judgement.numbers {
      guard let value = number.value else { continue }
      member(name(number.number, number.subject), wording.speller.number(value, number.number))
    }
    endObject()
    if judgement.numbers.contains(where: { $0.possible.count > 1 || $0.value == nil }) {
      key("possibleNumbers")
      beginObject()
      for number in judgement.numbers where number.value == nil {
        member(name(number.number, number.subject), number.possible.map { wording.speller.number($0, number.number) })
      }
      endObject()
    }
    if !judgement.contested.isEmpty {
      key("contestedNumbers")
      beginObject()
      for number in judgement.contested {
        member(name(number.number, number.subject), number.values.map { wording.speller.number($0, number.number) })
      }
      endObject()
    }
    guard withTraces else { return }
    key("numberTraces")
    beginObject()
    for number in judgement.numbers {
      key(name(number.number, number.subject))
      trace(number.trace, wording)
    }
    for number in judgement.contested {
      key(name(number.number, number.subject))
      trace(number.trace, wording)
    }
    endObject()
  }

  /// A diagnostic as an object: code, severity, message, place and help.
  public mutating func diagnostic(_ diagnostic: Diagnostic, _ wording: Wording) {
    beginObject()
    member("code", diagnostic.code)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    if let source = wording.source(diagnostic.span.source) {
      let place = source.place(of: diagnostic.span.start)
      member("file", source.name)
      member("line", place.line)
      member("column", place.column)
    }
    if let help = diagnostic.help { member("help", help) }
    endObject()
  }
}

extension Wording {
  /// A term without quotes, where it stands alone as data.
  public func spelled(_ term: TermID) -> String { speller.terms.spelling(of: term) }
}
