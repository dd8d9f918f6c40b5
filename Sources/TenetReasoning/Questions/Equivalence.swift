import TenetEngine
import TenetModel
import TenetText

extension VersionComparison {
  /// Whether some profile of base facts tells the versions apart: exactly over everything that the edited rules may touch.
  public func equivalence() -> Versions {
    var answer = Versions(edited: edited)
    let sameWords = old.vocabularyText == new.vocabularyText
    if editedOld.isEmpty, editedNew.isEmpty, sameWords {
      answer.isEquivalent = true
      return answer
    }
    let shared = SharedVariables(old.speller)
    let diagrams = Diagrams(isOver: limits.isOver)
    var sides = [
      Side(old, sameWords ? editedOld : Array(old.set.rules.indices)),
      Side(new, sameWords ? editedNew : Array(new.set.rules.indices)),
    ]
    let heads = sides.flatMap { $0.headTexts }.uniqued()
    for index in sides.indices { sides[index].widen(heads) }
    // What one version concludes may still be given where it is a base fact of the other one.
    let facts = sides.flatMap { $0.baseTexts }.uniqued()
    let numbers = Set(sides.flatMap { $0.concludedNumbers })
    for index in sides.indices { sides[index].ground(facts, concluded: numbers, limits) }
    let values = sides.map { $0.thresholds }
    var isWorld = Diagram.always
    var outcomes: [[String: Diagram]] = []
    for index in sides.indices {
      shared.speller = sides[index].version.speller
      outcomes.append(sides[index].evaluate(values, diagrams, shared, &isWorld, &answer.bounds))
    }
    let texts = outcomes.flatMap { $0.keys }.uniqued().sorted()
    let difference = diagrams.or(
      texts.map { diagrams.differ(outcomes[0][$0] ?? .never, outcomes[1][$0] ?? .never) })
    guard answer.bounds.isEmpty, !diagrams.isExhausted else {
      if answer.bounds.isEmpty { answer.bounds = [diagrams.isLate ? .time : .complexity] }
      return answer
    }
    conclude(diagrams.and(difference, isWorld), diagrams, shared, &answer)
    if answer.isEquivalent == true, !sides.allSatisfy({ $0.isClosed }) { answer.isEquivalent = nil }
    return answer
  }

  private func conclude(
    _ difference: Diagram, _ diagrams: Diagrams, _ shared: SharedVariables, _ answer: inout Versions
  ) {
    let sets = MinimalSets(diagrams)
    let listing = sets.cheapest(sets.family(of: difference), costs: { _ in 1 }, limit: .max, onlyCheapest: true)
    if sets.isExhausted {
      answer.bounds = [.complexity]
      return
    }
    let witnesses = listing.sets.map { $0.variables.map { shared.texts[$0] }.sorted() }
    let first = witnesses.min { $0.joined(separator: "\n") < $1.joined(separator: "\n") }
    answer.isEquivalent = first == nil
    answer.witness = first ?? []
  }
}

/// One version with what its edited rules may touch.
private struct Side {
  private(set) var version: Version
  private let program: Program
  /// Clauses that an edit may make conclude otherwise.
  private var isTouched: [Bool]
  private let editedRules: Set<Int>
  private let heads: Heads
  private var base: BaseFacts
  private var circuit: Circuit?
  private(set) var thresholds: [String: [ExactDecimal]] = [:]
  private var isCut = false

  init(_ version: Version, _ edited: [Int]) {
    self.version = version
    program = version.judge.compiled.program
    editedRules = Set(edited)
    heads = Heads(program)
    isTouched = program.clauses.map { edited.contains($0.rule.index) }
    base = BaseFacts(program, version.set.vocabulary, Case(title: "", facts: ProfileFacts()), clauses: [])
  }

  // MARK: What is touched

  /// What the touched clauses conclude, constants written out; of choices and numbers only which.
  var headTexts: [String] {
    program.clauses.indices.filter { isTouched[$0] }.map { headText(program.clauses[$0].head) }
  }

  private func headText(_ head: HornClause.Head) -> String {
    let places = Speller.Binding(names: [])
    switch head {
    case .fact(let atom):
      switch program.roles[atom.relation.index] {
      case .candidates(let choice), .picks(let choice): return text(of: choice)
      case .verb, .kind, .auxiliary: return version.speller.text(atom, places)
      }
    case .set(let number, _, _), .add(let number, _, _): return text(of: number)
    }
  }

  private func text(of choice: ChoiceID) -> String {
    "choice " + version.set.vocabulary.choices[choice.index].name
  }

  private func text(of number: NumberID) -> String {
    "number " + version.set.vocabulary.numbers[number.index].name
  }

  /// Clauses that conclude what the other version's touched clauses conclude are touched too, and all that rest on them.
  mutating func widen(_ texts: [String]) {
    let wanted = Set(texts)
    for (index, clause) in program.clauses.enumerated() where wanted.contains(headText(clause.head)) {
      isTouched[index] = true
    }
    var atoms: [Atom] = texts.compactMap { statementOfText($0) }.map { Atom($0.relation, $0.terms.map { .term($0) }) }
    // The other version's choices and numbers are read here too, even where nothing concludes them any more.
    for (index, plan) in program.choices.enumerated() where wanted.contains(text(of: ChoiceID(index))) {
      atoms += [Atom(plan.candidates, [.any]), Atom(plan.picks, [.any])]
    }
    let numberIDs = (0..<program.numberCount).map { NumberID($0) }
    var readers = Readers(program)
    for atom in atoms { readers.add(atom) }
    for number in numberIDs where wanted.contains(text(of: number)) { readers.add(number) }
    for index in program.clauses.indices where isTouched[index] { readers.addHead(of: index) }
    while let clause = readers.next() {
      if isTouched[clause] { continue }
      isTouched[clause] = true
      readers.addHead(of: clause)
    }
    let relevance = Relevance(
      program, atoms: [], numbers: [], clauses: isTouched.indices.filter { isTouched[$0] })
    base = BaseFacts(
      program, version.set.vocabulary, Case(title: "", facts: ProfileFacts()), clauses: relevance.clauses)
  }

  // MARK: Profiles

  var baseTexts: [String] { base.statements.map { version.speller.text($0.relation, $0.terms) } }

  private mutating func statementOfText(_ text: String) -> Trace.Statement? {
    switch version.reader.readGoal(text, source: SourceID(version.set.sources.count)) {
    case .fact(let relation, let terms)?:
      return relation.index < program.arities.count ? Trace.Statement(relation, terms) : nil
    case .pick(let choice, let term?)?: return Trace.Statement(program.choices[choice.index].candidates, [term])
    default:
      _ = version.reader.takeDiagnostics()
      return nil
    }
  }

  /// The names of the numbers that rules conclude.
  var concludedNumbers: [String] {
    version.judge.concludedNumbers.map { version.set.vocabulary.numbers[$0.index].name }
  }

  /// - Parameter concluded: numbers that some version concludes, so that no profile gives them. Where the other one does,
  ///   not all is tried.
  mutating func ground(_ texts: [String], concluded: Set<String>, _ limits: Limits) {
    var world = World()
    var facts = FactList()
    for text in texts {
      guard let statement = statementOfText(text) else { continue }
      world.facts[statement] = .free(base: false)
      facts.append(statement.relation, statement.terms, at: Span(source: SourceID(UInt32(0)), start: 0, end: 0))
    }
    version = Version(version.judge, version.reader)
    let relaxation = Relaxation(program, given: facts, termCount: version.reader.terms.count, limits: limits)
    let circuit = Circuit(relaxation, world)
    for relation in program.roles.indices where program.roles[relation] == .verb {
      for fact in relaxation.run.facts(of: RelationID(relation)) {
        let statement = Trace.Statement(fact.relation, relaxation.run.terms(of: fact))
        if isTouched(statement) { _ = circuit.node(statement) }
      }
    }
    for choice in program.choices.indices { _ = circuit.picks(of: ChoiceID(choice)) }
    for key in circuit.concludedNumbers() where isTouched(key.number) { _ = circuit.node(key) }
    circuit.expand()
    let own = Set(version.judge.concludedNumbers)
    let given = circuit.numberKeys.filter { !own.contains($0.number) }
    let free = given.filter { !concluded.contains(version.set.vocabulary.numbers[$0.number.index].name) }
    let found = Thresholds(circuit, free: free, given: [:])
    isCut = found.isCut || free.count < given.count
    for key in free {
      let name = version.speller.name(key.number, of: .term(key.subject), .none)
      thresholds[name] = found.candidates(key).map { $0.value }
    }
    self.circuit = circuit
  }

  private func isTouched(_ statement: Trace.Statement) -> Bool {
    heads.clauses(statement).contains { isTouched[$0] }
  }

  private func isTouched(_ number: NumberID) -> Bool {
    program.clauses.indices.contains { index in
      guard isTouched[index] else { return false }
      switch program.clauses[index].head {
      case .fact: return false
      case .set(let id, _, _), .add(let id, _, _): return id == number
      }
    }
  }

  // MARK: Outcomes

  /// What follows, by its text.
  mutating func evaluate(
    _ thresholds: [[String: [ExactDecimal]]], _ diagrams: Diagrams, _ shared: SharedVariables,
    _ isWorld: inout Diagram, _ bounds: inout [Bound]
  ) -> [String: Diagram] {
    guard let circuit else { return [:] }
    let concluded = Set(version.judge.concludedNumbers)
    for key in circuit.numberKeys where !concluded.contains(key.number) {
      let name = version.speller.name(key.number, of: .term(key.subject), .none)
      let values = Set(thresholds.flatMap { $0[name] ?? [] }).sorted()
      if !values.isEmpty { circuit.world.numbers[key] = [.unknown] + values.map { .known($0) } }
    }
    let run = SymbolicRun(circuit, diagrams, shared: shared)
    run.evaluate()
    if run.isExhausted { bounds.append(diagrams.isLate ? .time : .complexity) }
    guard bounds.isEmpty else { return [:] }
    isWorld = diagrams.and(isWorld, run.isWorld)
    return outcomes(run, circuit)
  }

  private func outcomes(_ run: SymbolicRun, _ circuit: Circuit) -> [String: Diagram] {
    var result: [String: Diagram] = [:]
    let speller = version.speller
    for (index, node) in circuit.nodes.enumerated() {
      switch node.kind {
      case .fact(let statement):
        let role = program.roles[statement.relation.index]
        let isPick = program.choices.contains { $0.picks == statement.relation }
        // What both versions conclude alike may stand in the circuit of one of them only.
        guard isPick || (role == .verb && !node.instances.isEmpty && isTouched(statement)) else { continue }
        // A given fact is no conclusion.
        var function = run.facts[index]
        if case .free? = circuit.world.facts[statement] {
          function = run.diagrams.and(function, run.diagrams.not(run.variable(.fact(statement))))
        }
        result[speller.text(statement.relation, statement.terms)] = function
      case .pick(let choice, let term):
        result[speller.text(program.choices[choice.index].picks, [term])] = run.facts[index]
      case .number(let key):
        guard isTouched(key.number) else { continue }
        // What has no value in one version may not be asked for in the other one.
        for entry in run.numbers[index] where entry.value != .unknown {
          let value = entry.value.decimal.map { speller.number($0, key.number) } ?? "\(entry.value)"
          result[speller.name(key.number, of: .term(key.subject), .none) + " is " + value] = entry.diagram
        }
      }
    }
    for (index, rule) in version.set.rules.enumerated() where rule.isConflict {
      let instances = circuit.conflicts(RuleID(index), version.set)
      if rule.hornClauses.contains(where: { isTouched[$0] }) {
        result["conflict " + version.name(of: rule)] = run.diagrams.or(instances.map { run.diagram(of: $0) })
      }
    }
    return result
  }

  // MARK: Proof

  /// Whether the facts that were tried are all that can matter: every place that rules leave open takes a declared kind, and
  /// numbers are compared one at a time.
  var isClosed: Bool {
    if isCut || base.isCut { return false }
    let relevance = Relevance(
      program, atoms: [], numbers: [], clauses: isTouched.indices.filter { isTouched[$0] })
    return relevance.clauses.allSatisfy { isClosed(program.clauses[$0]) }
  }

  private func isClosed(_ clause: HornClause) -> Bool {
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): if !isClosed(atom, clause) { return false }
      case .count(let atom, let test):
        if test.kind == nil || test.place == nil, !isClosed(atom, clause) { return false }
      case .compare(let left, _, let right, _):
        if Set(left.numberIDs + right.numberIDs).count > 1 { return false }
      case .same: continue
      }
    }
    switch clause.head {
    case .fact: return true
    case .set(_, _, let value), .add(_, _, let value):
      return value.numberIDs.isEmpty || !editedRules.contains(clause.rule.index)
    }
  }

  private func isClosed(_ atom: Atom, _ clause: HornClause) -> Bool {
    let shape = version.set.vocabulary.relations[atom.relation.index]
    guard shape.role == .verb else { return true }
    return atom.places.indices.allSatisfy { place in
      if case .term = atom.places[place] { return true }
      if let kind = shape.kinds[place], version.set.vocabulary.kinds[kind.index].isDeclared { return true }
      guard case .variable(let slot) = atom.places[place] else { return false }
      return clause.body.contains { literal in
        guard case .match(let other) = literal, case .kind(let kind) = program.roles[other.relation.index] else {
          return false
        }
        return other.places == [.variable(slot)] && version.set.vocabulary.kinds[kind.index].isDeclared
      }
    }
  }
}

extension Atom {
  /// Whether some fact fits both.
  func mayMeet(_ other: Atom) -> Bool {
    guard relation == other.relation else { return false }
    for (left, right) in zip(places, other.places) {
      if case .term(let first) = left, case .term(let second) = right, first != second { return false }
    }
    return true
  }
}

extension Expression {
  /// The numbers that it reads, whatever the subjects.
  var numberIDs: [NumberID] { numbers.map { $0.number } }
}
