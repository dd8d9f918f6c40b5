import TenetModel
import TenetText

/// Checks a trace in JSON step by step against rules and a profile, without the engine.
///
/// Each step has to follow from those below it by the rule that it names, whose place, reason and source it has to tell as
/// they are; what is given has to be in the profile; what is denied or compared is looked up in an ``IndependentModel``; a step
/// that stands on itself is refused, and so is one that nothing needs. Sums have to come out. The sets of `smallest` have to
/// carry what is proved. Sentences are not read.
public struct TraceChecker {
  /// Why a trace is refused, in one sentence.
  public struct Refusal: Error, Sendable {
    public var message: String
  }

  let set: RuleSet
  let program: Program
  var reader: ClauseReader
  let input: Case
  var model: IndependentModel
  var proved: Set<Fact> = []
  var open: Set<Fact> = []

  public init(_ set: RuleSet, _ reader: ClauseReader, _ input: Case) {
    self.set = set
    self.reader = reader
    self.input = input
    program = set.program(adding: input.memberships, to: set.program) ?? set.program
    model = IndependentModel(program, input.facts, supposed: [])
  }

  var speller: Speller { Speller(reader) }

  /// Checks the JSON of `why`.
  public mutating func check(_ explanation: JSONValue) throws(Refusal) {
    guard let fact = explanation["fact"]?.string else { throw refusal("there is no `fact`") }
    let traces = explanation["traces"]?.array ?? [explanation["trace"]].compactMap { $0 }
    guard let first = traces.first, first.members != nil else { throw refusal("there is no `trace`") }
    guard explanation["trace"].map({ $0.isSame(as: first) }) != false else {
      throw refusal("`trace` is not the first of `traces`")
    }
    try checkSupport(explanation)
    if let rule = conflict(named: fact) {
      return try checkSomewhere(traces) { checker throws(Refusal) in try checker.checkConflict(rule, traces) }
    }
    for trace in traces {
      try checkSomewhere([trace]) { checker throws(Refusal) in try checker.check(step: trace) }
    }
    let roots = traces.compactMap { $0["fact"]?.string }
    guard roots.contains(where: { $0 == fact }) || isSumOf(fact, roots) else {
      throw refusal("the trace proves `\(roots.first ?? "")`, not `\(fact)`")
    }
  }

  /// Checks traces with the unknown facts that they suppose, then with others: values of numbers may rest on those too.
  private mutating func checkSomewhere(
    _ traces: [JSONValue], _ body: (inout TraceChecker) throws(Refusal) -> Void
  ) throws(Refusal) {
    var supposed: [Fact] = []
    for trace in traces { collectSupposed(trace, &supposed) }
    let unknown = input.facts.unknown.statements(program.arities).map { $0.statement }.uniqued()
    guard supposed.allSatisfy({ unknown.contains($0) }) else {
      throw refusal("it supposes a fact that the profile does not mark as unknown")
    }
    if unknown.isEmpty { return try body(&self) }
    let others = unknown.filter { !supposed.contains($0) }.prefix(TraceChecker.mostTried)
    var first: Refusal?
    for mask in 0..<(1 << others.count) {
      var checker = self
      let more = others.enumerated().filter { mask >> $0.offset & 1 == 1 }.map { $0.element }
      checker.model = IndependentModel(program, input.facts, supposed: supposed + more)
      do throws(Refusal) {
        try body(&checker)
        return
      } catch {
        first = first ?? error
      }
    }
    if let first { throw first }
  }

  /// The number of further unknown facts that are tried both ways.
  static var mostTried: Int { 8 }

  private mutating func collectSupposed(_ step: JSONValue, _ list: inout [Fact]) {
    if case .bool(true)? = step["unknown"]?.content, let text = step["fact"]?.string,
      let statement = statement(text)
    {
      list.append(statement)
    }
    for child in step["from"]?.array ?? [] { collectSupposed(child, &list) }
  }

  /// Several picks of a choice: `control point is a and b`.
  private mutating func isSumOf(_ fact: String, _ roots: [String]) -> Bool {
    var names: [String] = []
    for root in roots {
      guard case .pick(let choice, let term?)? = goal(root) else { return false }
      if names.isEmpty { names.append(set.vocabulary.choices[choice.index].name + " is ") }
      names.append(speller.term(term))
    }
    let picks = names.dropFirst()
    return !picks.isEmpty
      && [" and ", " or "].contains { fact == names[0] + picks.joined(separator: $0) }
  }

  func refusal(_ message: String) -> Refusal { Refusal(message: message) }

  // MARK: Steps

  mutating func check(step: JSONValue) throws(Refusal) {
    if let text = step["not"]?.string { throw refusal("`not \(text)` proves nothing by itself") }
    guard let text = step["fact"]?.string else { throw refusal("a step has no `fact`") }
    if let contested = number(contestedIn: text) { return try checkContested(step, text, contested) }
    guard let goal = goal(text) else { throw refusal("`\(text)` is no fact") }
    if case .number(let number, let subject, let value?) = goal {
      return try checkNumber(step, text, number, subject, value)
    }
    guard let statement = statement(goal) else { throw refusal("`\(text)` is no fact") }
    if case .bool(true)? = step["given"]?.content { return try checkGiven(statement, step, text) }
    if case .bool(true)? = step["seen"]?.content {
      if open.contains(statement) { throw refusal("`\(text)` stands on itself") }
      guard proved.contains(statement) else { throw refusal("`\(text)` is said to be shown, and is not") }
      return
    }
    guard open.insert(statement).inserted else { throw refusal("`\(text)` stands on itself") }
    try checkDerived(statement, step, text)
    open.remove(statement)
    proved.insert(statement)
  }

  private func checkGiven(_ statement: Fact, _ step: JSONValue, _ text: String) throws(Refusal) {
    let given =
      input.facts.facts.contains(statement, program.arities) || program.facts.contains(statement, program.arities)
    var isSupposed = false
    if case .bool(true)? = step["unknown"]?.content { isSupposed = true }
    guard given || isSupposed else { throw refusal("the profile does not give `\(text)`") }
    if !(step["from"]?.array ?? []).isEmpty { throw refusal("`\(text)` is given and needs no steps") }
    if step["rule"] != nil { throw refusal("`\(text)` is given, and no rule gives it") }
    try checkPlace(step, text, ofGiven: statement)
  }

  private mutating func checkDerived(_ statement: Fact, _ step: JSONValue, _ text: String) throws(Refusal) {
    let children = step["from"]?.array ?? []
    for child in children where child["not"] == nil && child["test"] == nil { try check(step: child) }
    var concluded = statement
    if case .candidates(let choice) = program.roles[statement.relation.index] {
      let plan = program.choices[choice.index]
      guard model.facts.contains(Fact(plan.picks, statement.terms)) else {
        throw refusal("`\(text)` is not what the choice comes to")
      }
      concluded = Fact(plan.candidates, statement.terms)
      if plan.otherwise == statement.terms.first, isOtherwise(step) {
        guard !model.facts.contains(where: { $0.relation == plan.candidates }) else {
          throw refusal("`\(text)` is not for want of another pick")
        }
        return
      }
    }
    let rules = try rules(of: step, text)
    for rule in rules {
      for index in set.rules[rule].hornClauses where program.clauses[index].conclusion >= 0 {
        guard case .fact(let head) = program.clauses[index].head, head.relation == concluded.relation,
          let binding = IndependentModel.unify(
            head, concluded.terms, Array(repeating: nil, count: program.clauses[index].variableCount)),
          follows(index, binding, children)
        else { continue }
        return
      }
    }
    throw refusal("`\(text)` does not follow from the steps below it")
  }

  private func isOtherwise(_ step: JSONValue) -> Bool {
    if case .null? = step["rule"]?.content { return step["line"] == nil }
    return false
  }

  /// The rules that a step can mean: the one of the name, or those without a name; its reason and source have to be theirs.
  func rules(of step: JSONValue, _ text: String) throws(Refusal) -> [Int] {
    let name = step["rule"]?.string
    let line = step["line"]
    let found = set.rules.indices.filter { index in
      let rule = set.rules[index]
      guard rule.name == name || (name == nil && rule.isConflict) else { return false }
      guard name == nil, case .number(let digits)? = line?.content, let wanted = Int(digits) else { return true }
      return set.sources[rule.place.source.index].place(of: rule.place.start).line == wanted
    }
    guard !found.isEmpty else { throw refusal("there is no rule `\(name ?? "")` for `\(text)`") }
    let honest = found.filter { index in
      let rule = set.rules[index]
      let because = step["because"]?.string
      let source = step["source"]?.string
      return (because == nil || because == rule.because)
        && (source == nil || source == rule.sources.joined(separator: ", "))
    }
    guard !honest.isEmpty else { throw refusal("the reason or source of `\(text)` is not what its rule says") }
    let placed = honest.filter { isPlace(step, of: set.rules[$0].place) }
    guard !placed.isEmpty else { throw refusal("the rule of `\(text)` stands elsewhere") }
    return placed
  }

  // MARK: Reading

  mutating func goal(_ text: String) -> Goal? {
    let goal = reader.readGoal(text, source: SourceID(set.sources.count))
    _ = reader.takeDiagnostics()
    return goal
  }

  mutating func statement(_ text: String) -> Fact? { goal(text).flatMap { statement($0) } }

  func statement(_ goal: Goal) -> Fact? {
    switch goal {
    case .fact(let relation, let terms): return Fact(relation, terms)
    case .pick(let choice, let term?): return Fact(program.choices[choice.index].candidates, [term])
    default: return nil
    }
  }
}
