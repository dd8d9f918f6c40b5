import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// One version with what its edited rules may touch.
struct VersionSide {
  private(set) var version: Version
  let program: Program
  /// Clauses that an edit may make conclude otherwise.
  private var isTouched: [Bool]
  let editedRules: Set<Int>
  private let heads: Heads
  private let concluded: ConcludedNumbers
  private var base: BaseFacts
  private(set) var circuit: Circuit?
  private(set) var thresholds: [String: [ExactDecimal]] = [:]
  private var isCut = false
  private let spare: TermID

  /// - Parameter spare: a term that no text of either version mentions.
  init(_ version: Version, _ edited: [Int], spare: TermID) {
    self.version = version
    self.spare = spare
    program = version.judge.compiled.program
    editedRules = Set(edited)
    heads = Heads(program)
    concluded = ConcludedNumbers(program, version.set.vocabulary)
    isTouched = program.clauses.map { edited.contains($0.rule.index) }
    base = BaseFacts(
      program, version.set.vocabulary, Case(title: "", facts: ProfileFacts()), clauses: [], spare: spare)
  }

  // MARK: What is touched

  /// What the touched clauses conclude.
  var touchedHeads: [HeadPattern] {
    program.clauses.indices.filter { isTouched[$0] }.compactMap { head(of: $0) }.uniqued()
  }

  /// What a clause concludes, in words that mean the same in the other version; nil for what no rule's text names.
  private func head(of clause: Int) -> HeadPattern? {
    switch program.clauses[clause].head {
    case .set(let number, _, _), .add(let number, _, _): return head(of: number)
    case .fact(let atom):
      switch program.roles[atom.relation.index] {
      case .candidates(let choice), .picks(let choice): return head(of: choice)
      case .verb, .kind:
        let places = atom.places.map { place -> String? in
          if case .term(let term) = place { version.speller.term(term) } else { nil }
        }
        return HeadPattern(subject: words(of: atom.relation), places: places)
      case .auxiliary: return nil
      }
    }
  }

  private func words(of relation: RelationID) -> String {
    let shape = version.set.vocabulary.relations[relation.index]
    return ([shape.verb] + shape.prepositions).joined(separator: " … ")
  }

  private func head(of choice: ChoiceID) -> HeadPattern {
    HeadPattern(subject: "choice " + version.set.vocabulary.choices[choice.index].name, places: [])
  }

  private func head(of number: NumberID) -> HeadPattern {
    HeadPattern(subject: "number " + version.set.vocabulary.numbers[number.index].name, places: [])
  }

  private var termsByText: [String: TermID] {
    var terms: [String: TermID] = [:]
    for index in 0..<version.speller.terms.count { terms[version.speller.term(TermID(index))] = TermID(index) }
    return terms
  }

  /// The patterns of facts as atoms of this version. A term that it does not know stays open.
  private func atoms(_ wanted: HeadPatterns) -> [Atom] {
    let terms = termsByText
    var atoms: [Atom] = []
    for relation in program.roles.indices {
      switch program.roles[relation] {
      case .verb, .kind: break
      case .candidates, .picks, .auxiliary: continue
      }
      for pattern in wanted.patterns(of: words(of: RelationID(relation))) {
        atoms.append(
          Atom(RelationID(relation), pattern.places.map { $0.flatMap { terms[$0] }.map { .term($0) } ?? .any }))
      }
    }
    return atoms
  }

  /// Clauses that may conclude what a version's touched clauses conclude are touched too, and all that rest on them.
  mutating func widen(_ wanted: HeadPatterns) {
    for index in program.clauses.indices where head(of: index).map({ wanted.meets($0) }) == true {
      isTouched[index] = true
    }
    var atoms = atoms(wanted)
    // The other version's choices and numbers are read here too, even where nothing concludes them any more.
    for (index, plan) in program.choices.enumerated() where wanted.meets(head(of: ChoiceID(index))) {
      atoms += [Atom(plan.candidates, [.any]), Atom(plan.picks, [.any])]
    }
    let numberIDs = (0..<program.numberCount).map { NumberID($0) }
    var readers = Readers(program)
    for atom in atoms { readers.add(atom) }
    for number in numberIDs where wanted.meets(head(of: number)) { readers.add(number) }
    for index in program.clauses.indices where isTouched[index] { readers.addHead(of: index) }
    while let clause = readers.next() {
      if isTouched[clause] { continue }
      isTouched[clause] = true
      readers.addHead(of: clause)
    }
    let relevance = Relevance(
      program, atoms: [], numbers: [], clauses: isTouched.indices.filter { isTouched[$0] })
    base = BaseFacts(
      program, version.set.vocabulary, Case(title: "", facts: ProfileFacts()), clauses: relevance.clauses, spare: spare)
  }

  // MARK: Profiles

  var baseTexts: [String] { base.statements.map { version.speller.text($0.relation, $0.terms) } }

  private mutating func statementOfText(_ text: String) -> Fact? {
    switch version.reader.readGoal(text, source: SourceID(version.set.sources.count)) {
    case .fact(let relation, let terms)?:
      return relation.index < program.arities.count ? Fact(relation, terms) : nil
    case .pick(let choice, let term?)?: return Fact(program.choices[choice.index].candidates, [term])
    default:
      _ = version.reader.takeDiagnostics()
      return nil
    }
  }

  /// - Parameter other: the other version. What it concludes no profile gives: of a number that only it concludes, not all
  ///   is tried.
  mutating func ground(_ texts: [String], beside other: VersionSide, _ limits: Limits) {
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
        let statement = Fact(fact.relation, relaxation.run.terms(of: fact))
        if isTouched(statement) { _ = circuit.node(statement) }
      }
    }
    for choice in program.choices.indices { _ = circuit.picks(of: ChoiceID(choice)) }
    for key in circuit.concludedNumbers() where isTouched(key.number) { _ = circuit.node(key) }
    circuit.expand()
    let given = circuit.numberKeys.filter { !concluded.contains($0.number, $0.subject) }
    let free = other.notConcluded(given, of: self)
    let found = Thresholds(circuit, free: free, given: [:])
    isCut = found.isCut || free.count < given.count
    for key in free {
      let name = version.speller.name(key.number, of: .term(key.subject), .none)
      thresholds[name] = found.candidates(key).map { $0.value }
    }
    self.circuit = circuit
  }

  /// Those numbers of the other version that no rule of this one concludes.
  private func notConcluded(_ keys: [NumberKey], of other: VersionSide) -> [NumberKey] {
    if keys.isEmpty { return [] }
    let terms = termsByText
    return keys.filter { key in
      let name = other.version.set.vocabulary.numbers[key.number.index].name
      guard let number = version.set.vocabulary.numbers.firstIndex(where: { $0.name == name }) else { return true }
      return !concluded.contains(NumberID(number), terms[other.version.speller.term(key.subject)] ?? spare)
    }
  }

  private func isTouched(_ statement: Fact) -> Bool {
    let fact = Atom(statement.relation, statement.terms.map { .term($0) })
    return heads.clauses(statement).contains { index in
      guard isTouched[index], case .fact(let head) = program.clauses[index].head else { return false }
      return head.mayMeet(fact)
    }
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

  /// Lets numbers take the thresholds of both versions.
  func give(_ thresholds: [[String: [ExactDecimal]]]) {
    guard let circuit else { return }
    for key in circuit.numberKeys where !concluded.contains(key.number, key.subject) {
      let name = version.speller.name(key.number, of: .term(key.subject), .none)
      let values = Set(thresholds.flatMap { $0[name] ?? [] }).sorted()
      if !values.isEmpty { circuit.world.numbers[key] = [.unknown] + values.map { .known($0) } }
    }
  }

  // MARK: Outcomes

  /// Something that a judgement tells.
  enum Outcome {
    /// A fact that follows; where it may be given, it is a conclusion only without that.
    case fact(Int, given: Toggle?)
    case number(Int)
    case conflict([Circuit.Instance])
  }

  /// What the edited rules may touch, by its text.
  var outcomes: [(text: String, outcome: Outcome)] {
    guard let circuit else { return [] }
    var result: [(text: String, outcome: Outcome)] = []
    let speller = version.speller
    for (index, node) in circuit.nodes.enumerated() {
      switch node.kind {
      case .fact(let statement):
        let role = program.roles[statement.relation.index]
        let isPick = program.choices.contains { $0.picks == statement.relation }
        // What both versions conclude alike may stand in the circuit of one of them only.
        guard isPick || (role == .verb && !node.instances.isEmpty && isTouched(statement)) else { continue }
        // A given fact is no conclusion.
        var given: Toggle?
        if case .free? = circuit.world.facts[statement] { given = .fact(statement) }
        result.append((speller.text(statement.relation, statement.terms), .fact(index, given: given)))
      case .pick(let choice, let term):
        result.append((speller.text(program.choices[choice.index].picks, [term]), .fact(index, given: nil)))
      case .number(let key):
        guard isTouched(key.number) else { continue }
        result.append((speller.name(key.number, of: .term(key.subject), .none), .number(index)))
      }
    }
    for (index, rule) in version.set.rules.enumerated() where rule.isConflict {
      let instances = circuit.conflicts(RuleID(index), version.set)
      if rule.hornClauses.contains(where: { isTouched[$0] }) {
        result.append(("conflict " + version.name(of: rule), .conflict(instances)))
      }
    }
    return result
  }

  /// The ways in which an edited rule may hold.
  var editedInstances: [Circuit.Instance] {
    guard let circuit else { return [] }
    let isEdited = { (instance: Circuit.Instance) in
      editedRules.contains(program.clauses[instance.clause].rule.index)
    }
    var found = circuit.nodes.flatMap { $0.instances.filter(isEdited) }
    for (index, rule) in version.set.rules.enumerated() where rule.isConflict && editedRules.contains(index) {
      found += circuit.conflicts(RuleID(index), version.set)
    }
    return found
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
        if left.numbers.count + right.numbers.count > 1, !isOfOneNumber(left, right) { return false }
      case .same: continue
      }
    }
    switch clause.head {
    case .fact: return true
    case .set(_, _, let value), .add(_, _, let value):
      return value.numberIDs.isEmpty || !editedRules.contains(clause.rule.index)
    }
  }

  /// Whether all that is compared is one number of one subject.
  private func isOfOneNumber(_ left: Expression, _ right: Expression) -> Bool {
    let numbers = left.numbers + right.numbers
    return numbers.allSatisfy { $0.number == numbers[0].number && $0.subject == numbers[0].subject }
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
