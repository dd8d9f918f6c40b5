import TenetModel
import TenetReasoning
import TenetText

extension JSONWriter {
  /// A trace as nested objects: each step with what it rests on under `from`. Any depth; no recursion.
  public mutating func trace(_ trace: Trace, _ wording: Wording) {
    guard !trace.steps.isEmpty else { return null() }
    write(trace, wording)
  }

  /// The steps of a trace that has several roots, as an array.
  package mutating func steps(_ trace: Trace, _ wording: Wording) {
    beginArray()
    write(trace, wording)
    endArray()
  }

  private mutating func write(_ trace: Trace, _ wording: Wording) {
    var open = 0
    for step in trace.steps {
      while open > step.depth {
        endArray()
        endObject()
        open -= 1
      }
      beginObject()
      if head(step.kind, wording) {
        key("from")
        beginArray()
        open += 1
      } else {
        endObject()
      }
    }
    while open > 0 {
      endArray()
      endObject()
      open -= 1
    }
  }

  /// The members of a step; true where steps that it rests on follow.
  private mutating func head(_ kind: Trace.Kind, _ wording: Wording) -> Bool {
    switch kind {
    case .given(let statement, let span, let isUnknown):
      fact(statement, wording)
      member("given", true)
      if isUnknown { member("unknown", true) }
      place(span, wording)
      return false
    case .givenNumber(let number, let subject, let value, let span):
      member("fact", wording.text(number, subject, .known(value)))
      member("given", true)
      place(span, wording)
      return false
    case .derived(let statement, let clause, _):
      let key = JSONMemo.Key(sort: .derived, clause: clause, relation: statement.relation, terms: statement.terms)
      if writeKnown(key, wording.memo) { return true }
      writeNew(key, wording.memo) { json in
        json.member("fact", wording.text(statement))
        json.rule(wording.rule(ofClause: clause), wording)
      }
      return true
    case .seen(let statement), .listed(let statement):
      fact(statement, wording)
      member("seen", true)
      return false
    case .otherwise(let statement):
      member("fact", wording.text(statement))
      key("rule")
      null()
      return true
    case .absent(let sought):
      absent(sought, wording)
      return false
    case .test(let clause, let leaf, let binding, let values):
      member("test", wording.test(clause, leaf, binding))
      self.values(wording.readings(values))
      return false
    case .number(let number, let subject, let value):
      member("fact", wording.text(number, subject, value))
      return true
    case .contribution(let clause, let binding, let value, _):
      let head = wording.program.clauses[clause].head
      member("fact", wording.speller.text(head, wording.binding(clause, binding)))
      key("value")
      if let value { string(value.description) } else { null() }
      rule(wording.rule(ofClause: clause), wording)
      return true
    case .condition(let rule, let side, let binding):
      member("fact", wording.text(rule, side: side, binding))
      return true
    case .short(let step):
      shortfall(step, wording)
      return true
    }
  }

  private mutating func absent(_ sought: Trace.Sought, _ wording: Wording) {
    defer {
      key("from")
      beginArray()
      endArray()
    }
    guard case .clause(let clause, let leaf, let binding) = sought else {
      return member("not", wording.text(sought))
    }
    let known = JSONMemo.Key(sort: .absent, clause: clause, leaf: leaf, terms: binding)
    if writeKnown(known, wording.memo) { return }
    writeNew(known, wording.memo) { $0.member("not", wording.text(sought)) }
  }

  /// What the numbers of a comparison were, each once.
  private mutating func values(_ readings: [(String, String)]) {
    key("values")
    beginObject()
    var seen: [String] = []
    for (name, value) in readings where !seen.contains(name) {
      member(name, value)
      seen.append(name)
    }
    endObject()
  }

  package mutating func place(_ span: Span, _ wording: Wording) {
    guard let place = wording.place(span) else { return }
    member("file", place.file)
    member("line", place.line)
  }

  /// The name, place, reason and source of a rule.
  mutating func rule(_ rule: Rule?, _ wording: Wording) {
    key("rule")
    if let name = rule?.name { string(name) } else { null() }
    guard let rule else { return }
    place(rule.place, wording)
    if let because = rule.because { member("because", because) }
    if !rule.sources.isEmpty { member("source", rule.sources.joined(separator: ", ")) }
  }
}
