import TenetModel
import TenetText

/// Checks a trace in JSON step by step against rules and a profile, without the engine.
///
/// Each step has to follow from those below it by the rule that it names; what is given has to be in the profile; what is
/// denied or compared is looked up in an ``IndependentModel``; a step that stands on itself is refused.
public struct TraceChecker {
  /// Why a trace is refused, in one sentence.
  public struct Refusal: Error, Sendable {
    public var message: String
  }

  private let set: RuleSet
  private let program: Program
  private var reader: ClauseReader
  private let input: Case
  private var model: IndependentModel
  private var proved: Set<Trace.Statement> = []
  private var open: Set<Trace.Statement> = []

  public init(_ set: RuleSet, _ reader: ClauseReader, _ input: Case) {
    self.set = set
    self.reader = reader
    self.input = input
    program = set.program(adding: input.memberships, to: set.program) ?? set.program
    model = IndependentModel(program, input.facts, supposed: [])
  }

  private var speller: Speller { Speller(reader) }

  /// Checks the JSON of `why`.
  public mutating func check(_ explanation: JSONValue) throws(Refusal) {
    guard let fact = explanation["fact"]?.string else { throw refusal("there is no `fact`") }
    let traces = explanation["traces"]?.array ?? [explanation["trace"]].compactMap { $0 }
    guard let first = traces.first, first.members != nil else { throw refusal("there is no `trace`") }
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
    var supposed: [Trace.Statement] = []
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
  private static var mostTried: Int { 8 }

  private mutating func collectSupposed(_ step: JSONValue, _ list: inout [Trace.Statement]) {
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

  private func refusal(_ message: String) -> Refusal { Refusal(message: message) }

  // MARK: Steps

  private mutating func check(step: JSONValue) throws(Refusal) {
    if let text = step["not"]?.string { throw refusal("`not \(text)` proves nothing by itself") }
    guard let text = step["fact"]?.string else { throw refusal("a step has no `fact`") }
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

  private func checkGiven(_ statement: Trace.Statement, _ step: JSONValue, _ text: String) throws(Refusal) {
    let given =
      input.facts.facts.contains(statement, program.arities) || program.facts.contains(statement, program.arities)
    var isSupposed = false
    if case .bool(true)? = step["unknown"]?.content { isSupposed = true }
    guard given || isSupposed else { throw refusal("the profile does not give `\(text)`") }
    if !(step["from"]?.array ?? []).isEmpty { throw refusal("`\(text)` is given and needs no steps") }
  }

  private mutating func checkDerived(_ statement: Trace.Statement, _ step: JSONValue, _ text: String) throws(Refusal) {
    let children = step["from"]?.array ?? []
    for child in children where child["not"] == nil && child["test"] == nil { try check(step: child) }
    var concluded = statement
    if case .candidates(let choice) = program.roles[statement.relation.index] {
      let plan = program.choices[choice.index]
      guard model.facts.contains(Trace.Statement(plan.picks, statement.terms)) else {
        throw refusal("`\(text)` is not what the choice comes to")
      }
      concluded = Trace.Statement(plan.candidates, statement.terms)
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
  private func rules(of step: JSONValue, _ text: String) throws(Refusal) -> [Int] {
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
    return honest
  }

  // MARK: One rule

  /// Whether the clause follows under the binding (or more of it) from the children, and uses each of them.
  private mutating func follows(_ index: Int, _ partial: [TermID?], _ children: [JSONValue]) -> Bool {
    let clause = program.clauses[index]
    let facts = children.compactMap { $0["fact"]?.string }.compactMap { statement($0) }.map { candidate($0) }
    let shown = Set(facts)
    let denials = Set(children.compactMap { $0["not"]?.string })
    let tests = Set(children.compactMap { $0["test"]?.string })
    for binding in model.solutions(clause, partial) {
      var used: Set<Trace.Statement> = []
      var usedTexts: Set<String> = []
      if clause.body.indices.allSatisfy({ uses($0, clause, binding, shown, denials, tests, &used, &usedTexts) }),
        used == shown, usedTexts == denials.union(tests), valuesHold(children, binding)
      {
        return true
      }
    }
    return false
  }

  /// Picks are written alike whether they are proposed or settled.
  private func candidate(_ statement: Trace.Statement) -> Trace.Statement {
    if case .picks(let choice) = program.roles[statement.relation.index] {
      return Trace.Statement(program.choices[choice.index].candidates, statement.terms)
    }
    return statement
  }

  private func uses(
    _ literal: Int, _ clause: HornClause, _ binding: [TermID?], _ shown: Set<Trace.Statement>, _ denials: Set<String>,
    _ tests: Set<String>, _ used: inout Set<Trace.Statement>, _ usedTexts: inout Set<String>
  ) -> Bool {
    switch clause.body[literal] {
    case .bind: return true
    case .match(let atom):
      let fits = shown.filter { fact in
        candidate(Trace.Statement(atom.relation, fact.terms)) == fact
          && IndependentModel.unify(atom, fact.terms, binding) == binding
      }
      used.formUnion(fits)
      return !fits.isEmpty
    case .same(.variable(let slot), _, _) where slot >= clause.namedVariableCount: return true
    case .compare, .same:
      let text = test(clause, literal, binding)
      usedTexts.insert(text)
      return tests.contains(text)
    case .count(let atom, let test):
      let fits = shown.filter { fact in
        candidate(Trace.Statement(atom.relation, fact.terms)) == fact
          && IndependentModel.unify(atom, fact.terms, binding) != nil
      }
      switch test.bound {
      case .atLeast(let count):
        used.formUnion(fits)
        return fits.count >= count
      case .every:
        used.formUnion(fits)
        return !fits.isEmpty || model.values(atom, test, binding).isEmpty
      case .exactly(let count) where count > 0:
        used.formUnion(fits)
        return fits.count >= count && denies(clause, literal, binding, denials, &usedTexts)
      default: return denies(clause, literal, binding, denials, &usedTexts)
      }
    }
  }

  private func denies(
    _ clause: HornClause, _ literal: Int, _ binding: [TermID?], _ denials: Set<String>, _ usedTexts: inout Set<String>
  ) -> Bool {
    guard clause.rule.index < set.rules.count else { return false }
    let rule = set.rules[clause.rule.index]
    let leaf = clause.origins[literal]
    let text = speller.denied(
      rule.clauses[leaf], Speller.Binding(names: rule.variables, values: binding), holds: !isNegated(leaf, in: rule),
      of: clause.counted(leaf))
    usedTexts.insert(text)
    return denials.contains(text)
  }

  private func test(_ clause: HornClause, _ literal: Int, _ binding: [TermID?]) -> String {
    let rule = set.rules[clause.rule.index]
    let leaf = clause.origins[literal]
    let text = speller.text(rule.clauses[leaf], Speller.Binding(names: rule.variables, values: binding))
    return isNegated(leaf, in: rule) ? "not " + text : text
  }

  private func isNegated(_ leaf: Int, in rule: Rule) -> Bool {
    func polarity(_ condition: Condition) -> Bool? {
      switch condition {
      case .clause(let index): return index == leaf ? true : nil
      case .not(let inner): return polarity(inner).map { !$0 }
      case .and(let parts), .or(let parts):
        for part in parts { if let found = polarity(part) { return found } }
        return nil
      }
    }
    return polarity(rule.condition) == false
  }

  /// The numbers that tests show are those of the model.
  private mutating func valuesHold(_ children: [JSONValue], _ binding: [TermID?]) -> Bool {
    for child in children {
      for member in child["values"]?.members ?? [] {
        guard let shown = member.value.string, case .number(let number, let subject, _)? = goal(member.key) else {
          return false
        }
        let key = IndependentModel.Number(number: number, subject: subject)
        let text =
          model.contested.contains(key) ? "contested" : model.value(key).map { speller.number($0, number) } ?? "unknown"
        if shown != text { return false }
      }
    }
    return true
  }

  // MARK: Numbers and conflicts

  private mutating func checkNumber(
    _ step: JSONValue, _ text: String, _ number: NumberID, _ subject: TermID, _ value: ExactDecimal
  ) throws(Refusal) {
    let given = input.facts.numbers.filter { $0.number == number && $0.subject == subject }
    if case .bool(true)? = step["given"]?.content {
      guard given.contains(where: { $0.value == value }) else { throw refusal("the profile does not give `\(text)`") }
      return
    }
    guard model.value(IndependentModel.Number(number: number, subject: subject)) == value else {
      throw refusal("`\(text)` is not what the number comes to")
    }
    for child in step["from"]?.array ?? [] {
      if case .bool(true)? = child["given"]?.content {
        try check(step: child)
      } else {
        try checkContribution(child, number, subject)
      }
    }
  }

  private mutating func checkContribution(_ step: JSONValue, _ number: NumberID, _ subject: TermID) throws(Refusal) {
    let text = step["fact"]?.string ?? ""
    let children = step["from"]?.array ?? []
    for child in children where child["not"] == nil && child["test"] == nil { try check(step: child) }
    for rule in try rules(of: step, text) {
      for index in set.rules[rule].hornClauses {
        let clause = program.clauses[index]
        var binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
        switch clause.head {
        case .set(number, let operand, _), .add(number, let operand, _):
          if case .variable(let slot) = operand { binding[slot] = subject }
          if case .term(let term) = operand, term != subject { continue }
        default: continue
        }
        for solution in model.solutions(clause, binding) {
          let names = Speller.Binding(names: set.rules[rule].variables, values: solution)
          if speller.text(clause.head, names) == text, follows(index, solution, children) { return }
        }
      }
    }
    throw refusal("`\(text)` does not follow from the steps below it")
  }

  private func conflict(named name: String) -> Int? {
    set.rules.indices.first { index in
      let rule = set.rules[index]
      guard rule.isConflict else { return false }
      if let known = rule.name { return known == name }
      let binding = Speller.Binding(names: rule.variables)
      return rule.sides.map { speller.text($0, rule.clauses, binding) }.joined(separator: " conflicts with ") == name
    }
  }

  private mutating func checkConflict(_ rule: Int, _ sides: [JSONValue]) throws(Refusal) {
    var premises: [JSONValue] = []
    for side in sides {
      let isCondition = side["rule"] == nil && side["from"] != nil && side["not"] == nil
      premises += isCondition ? side["from"]?.array ?? [] : [side]
    }
    for premise in premises where premise["not"] == nil && premise["test"] == nil { try check(step: premise) }
    for index in set.rules[rule].hornClauses where program.clauses[index].conclusion >= 0 {
      if follows(index, Array(repeating: nil, count: program.clauses[index].variableCount), premises) { return }
    }
    throw refusal("the conflict does not follow from its two sides")
  }

  // MARK: Reading

  private mutating func goal(_ text: String) -> Goal? {
    let goal = reader.readGoal(text, source: SourceID(set.sources.count))
    _ = reader.takeDiagnostics()
    return goal
  }

  private mutating func statement(_ text: String) -> Trace.Statement? { goal(text).flatMap { statement($0) } }

  private func statement(_ goal: Goal) -> Trace.Statement? {
    switch goal {
    case .fact(let relation, let terms): return Trace.Statement(relation, terms)
    case .pick(let choice, let term?): return Trace.Statement(program.choices[choice.index].candidates, [term])
    default: return nil
    }
  }
}
