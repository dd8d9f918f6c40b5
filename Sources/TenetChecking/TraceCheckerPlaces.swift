import TenetModel
import TenetText

// Where things stand, and what a trace tells beside its steps.

extension TraceChecker {
  // MARK: Places

  /// Whether a step names the file and the line of a place. Files are told apart by their names alone: a trace may be checked
  /// in another folder. A step without a place is fine.
  func isPlace(_ step: JSONValue, of place: Span) -> Bool {
    guard place.source.index < set.sources.count else { return true }
    let source = set.sources[place.source.index]
    if let file = step["file"]?.string, fileName(file) != fileName(source.name) { return false }
    guard case .number(let digits)? = step["line"]?.content else { return step["line"] == nil }
    return Int(digits) == source.place(of: place.start).line
  }

  /// What is given may come from another file now; one of these files has to hold it where the step says.
  func checkPlace(_ step: JSONValue, _ text: String, ofGiven places: [Span]) throws(Refusal) {
    guard let file = step["file"]?.string, set.sources.contains(where: { fileName($0.name) == fileName(file) }) else {
      return
    }
    guard places.contains(where: { isPlace(step, of: $0) }) else { throw refusal("`\(text)` stands elsewhere") }
  }

  func checkPlace(_ step: JSONValue, _ text: String, ofGiven statement: Fact) throws(Refusal) {
    let lists = [input.facts.facts, input.facts.unknown, program.facts]
    let places = lists.flatMap { list in
      list.statements(program.arities).filter { $0.statement == statement }.map { $0.place }
    }
    try checkPlace(step, text, ofGiven: places)
  }

  private func fileName(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

  // MARK: What carries it

  /// Each set of `smallest` has to be given and to yield what is proved by itself, and to need each of its facts; what is
  /// `needed` has to be given.
  mutating func checkSupport(_ explanation: JSONValue) throws(Refusal) {
    let sets = (explanation["smallest"]?.array ?? []).map { $0.array ?? [] }
    guard let fact = explanation["fact"]?.string else { return }
    var needed = ProfileFacts()
    for item in explanation["needed"]?.array ?? [] { try add(item.string ?? "", to: &needed) }
    try checkCertainty(explanation, fact)
    for list in sets {
      var facts = ProfileFacts()
      for item in list { try add(item.string ?? "", to: &facts) }
      facts.termCount = input.facts.termCount
      guard let holds = holds(fact, IndependentModel(program, facts, supposed: [])) else { return }
      let texts = list.compactMap { $0.string }
      guard holds else { throw refusal("`\(texts.joined(separator: "`, `"))` alone does not yield `\(fact)`") }
    }
  }

  /// Whether what is proved holds however the unknown facts turn out, for plain facts and few unknown ones.
  private mutating func checkCertainty(_ explanation: JSONValue, _ fact: String) throws(Refusal) {
    guard let said = explanation["certainty"]?.string else { return }
    let unknown = input.facts.unknown.statements(program.arities).map { $0.statement }.uniqued()
    guard ["certain", "possible"].contains(said), said == "certain" || !unknown.isEmpty else {
      throw refusal("`\(fact)` is not \(said)")
    }
    guard !unknown.isEmpty, unknown.count <= TraceChecker.mostTried else { return }
    for mask in 0..<(1 << unknown.count) {
      let supposed = unknown.enumerated().filter { mask >> $0.offset & 1 == 1 }.map { $0.element }
      guard let holds = holds(fact, IndependentModel(program, input.facts, supposed: supposed)) else { return }
      if holds { continue }
      guard said == "possible" else { throw refusal("`\(fact)` is possible, not certain") }
      return
    }
    guard said == "certain" else { throw refusal("`\(fact)` is certain, not just possible") }
  }

  /// Adds what the profile gives, or marks as unknown.
  private mutating func add(_ text: String, to facts: inout ProfileFacts) throws(Refusal) {
    let goal = goal(text)
    if case .number(let number, let subject, let value?)? = goal {
      guard
        let given = input.facts.numbers.first(where: {
          $0.number == number && $0.subject == subject && $0.value == value
        })
      else { throw refusal("the profile does not give `\(text)`") }
      facts.numbers.append(given)
      return
    }
    guard let statement = goal.flatMap({ statement($0) }),
      input.facts.facts.contains(statement, program.arities) || input.facts.unknown.contains(statement, program.arities)
    else { throw refusal("the profile does not give `\(text)`") }
    facts.facts.append(statement.relation, statement.terms, at: Span(source: SourceID(0), start: 0, end: 0))
  }

  /// Whether a plain fact holds in a model; nil for what is no plain fact.
  private mutating func holds(_ fact: String, _ model: IndependentModel) -> Bool? {
    guard conflict(named: fact) == nil, case .fact(let relation, let terms)? = goal(fact) else { return nil }
    return model.facts.contains(Fact(relation, terms))
  }
}

extension JSONValue {
  /// Whether both say the same, key for key, wherever they stand.
  func isSame(as other: JSONValue) -> Bool {
    switch (content, other.content) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.number(let left), .number(let right)), (.string(let left), .string(let right)): return left == right
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { member in right.contains { $0.key == member.key && $0.value.isSame(as: member.value) } }
    default: return false
    }
  }
}
