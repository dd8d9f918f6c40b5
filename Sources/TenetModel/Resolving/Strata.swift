import TenetText

/// Orders the evaluation: which clause reads what which other concludes, and what has to be finished first.
///
/// Nodes are clauses, numbers and choices. An edge goes from a reader to what it reads; it is strict where the reader needs
/// the finished result. Strongly connected components (Tarjan 1972, made iterative) in order of their dependencies are the
/// schedule; a strict edge inside one is a circle and an error. Edges are drawn between single heads and literals, terms
/// and kinds included, so that properties that share `has` do not hang together.
///
/// A number is one node for all its subjects. Where that makes a circle it is drawn again with a node for each subject that
/// rules name and one for all others: `cloud partner's share > 10% → share is 5%` does not wait for itself. The number is
/// then settled once for each of its nodes.
struct Strata {
  struct Edge {
    var target: Int32
    var isStrict: Bool
  }

  let program: Program
  let vocabulary: Vocabulary
  /// Members of each kind, those that a profile adds included.
  let members: [TermSet]
  private(set) var numbers: NumberNodes
  private(set) var edges: [[Edge]] = []
  private var heads: HeadIndex
  private var domains: [[TermSet?]] = []
  /// The terms that fit each declared kind, nil where it is open.
  private let kindDomains: [TermSet?]
  /// By relation the places where some rule may conclude what is not of the place's kind.
  private var loosePlaces: [RelationID: Set<Int>] = [:]
  private let extra: [(kind: KindID, term: TermID)]

  var clauseCount: Int { program.clauses.count }
  var nodeCount: Int { clauseCount + numbers.count + program.choices.count }

  init(
    _ program: Program, _ vocabulary: Vocabulary, extra: [(kind: KindID, term: TermID)] = [],
    tellingSubjectsApart: Bool = false
  ) {
    self.program = program
    self.vocabulary = vocabulary
    self.extra = extra
    numbers = NumberNodes(program, tellingApartBy: nil)
    heads = HeadIndex(relationCount: program.arities.count)
    var members = vocabulary.kinds.map { $0.memberSet }
    for membership in extra { members[membership.kind.index].insert(membership.term) }
    self.members = members
    kindDomains = vocabulary.kinds.indices.map { kind in
      guard vocabulary.kinds[kind].isDeclared else { return nil }
      var fitting = members[kind]
      // Self fits everywhere.
      fitting.insert(.self)
      return fitting
    }
    repeat { domains = program.clauses.map { domainsOfVariables($0) } } while findLoosePlaces()
    if tellingSubjectsApart { numbers = NumberNodes(program, tellingApartBy: domains) }
    edges = Array(repeating: [], count: nodeCount)
    for (index, clause) in program.clauses.enumerated() {
      if case .fact(let atom) = clause.head { heads.add(index, atom) }
    }
    for index in program.clauses.indices { drawEdges(of: index) }
    drawEdgesOfNumbers()
    drawEdgesOfChoices()
  }

  /// The same with a node for each subject of a number that rules name.
  var tellingSubjectsApart: Strata { Strata(program, vocabulary, extra: extra, tellingSubjectsApart: true) }

  private func choiceNode(_ choice: Int) -> Int { clauseCount + numbers.count + choice }

  // MARK: Edges

  private mutating func drawEdges(of index: Int) {
    let clause = program.clauses[index]
    // Number conclusions look only at what is finished.
    var isStrict = false
    if case .fact = clause.head {} else { isStrict = true }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): drawReads(index, atom, nil, isStrict: isStrict)
      case .count(let atom, let test): drawReads(index, atom, test, isStrict: true)
      case .compare(let left, _, let right, _):
        drawReads(index, of: left)
        drawReads(index, of: right)
      case .same: break
      }
    }
    switch clause.head {
    case .fact: break
    case .set(_, _, let value), .add(_, _, let value): drawReads(index, of: value)
    }
  }

  private mutating func drawReads(_ index: Int, of expression: Expression) {
    for read in expression.numbers {
      for node in numbers.nodes(of: read.number, read.subject, domains[index]) {
        add(index, clauseCount + node, isStrict: true)
      }
    }
  }

  private mutating func drawReads(_ index: Int, _ atom: Atom, _ test: CountTest?, isStrict: Bool) {
    if case .picks(let choice) = vocabulary.relations[atom.relation.index].role {
      add(index, choiceNode(choice.index), isStrict: isStrict)
    }
    let candidates = heads.candidates(atom)
    if candidates.isEmpty { return }
    let reader = domainsOfPlaces(atom, domains[index], test)
    for target in candidates
    where meets(reader, atom, target) && !isExcluded(atom, test, program.clauses[index], target) {
      add(index, target, isStrict: isStrict)
    }
  }

  private mutating func drawEdgesOfNumbers() {
    for (index, clause) in program.clauses.enumerated() {
      switch clause.head {
      case .fact: break
      case .set(let number, let subject, _), .add(let number, let subject, _):
        for node in numbers.nodes(of: number, subject, domains[index]) {
          add(clauseCount + node, index, isStrict: true)
        }
      }
    }
  }

  private mutating func drawEdgesOfChoices() {
    for (choice, plan) in program.choices.enumerated() where plan.picks != plan.candidates {
      for target in heads.all(of: plan.candidates) { add(choiceNode(choice), target, isStrict: true) }
    }
  }

  private mutating func add(_ node: Int, _ target: Int, isStrict: Bool) {
    edges[node].append(Edge(target: Int32(target), isStrict: isStrict))
  }

  // MARK: Unification

  /// For each place the set of terms that may stand there; nil for any, and where the atom itself has a term.
  private func domainsOfPlaces(_ atom: Atom, _ variables: [TermSet?], _ test: CountTest?) -> [TermSet?] {
    atom.places.indices.map { place in
      switch atom.places[place] {
      case .term: return nil
      case .variable(let slot): return variables[slot]
      case .any:
        if place == test?.place, let kind = test?.kind, case .kind(let id) = vocabulary.relations[kind.index].role {
          return members[id.index]
        }
        return domain(of: atom.relation, place)
      }
    }
  }

  /// The terms that stand in a place of the facts of a relation, nil for any.
  private func domain(of relation: RelationID, _ place: Int) -> TermSet? {
    guard let kind = vocabulary.relations[relation.index].kinds[place], let fitting = kindDomains[kind.index] else {
      return nil
    }
    if let loose = loosePlaces[relation], loose.contains(place) { return nil }
    return fitting
  }

  /// What each variable of a clause may be, as far as kinds say.
  private func domainsOfVariables(_ clause: HornClause) -> [TermSet?] {
    var domains: [TermSet?] = Array(repeating: nil, count: clause.variableCount)
    func restrict(_ slot: Int, _ set: TermSet?) {
      guard let set else { return }
      if domains[slot] == nil { domains[slot] = set } else { domains[slot]?.formIntersection(set) }
    }
    func visit(_ atom: Atom) {
      let shape = vocabulary.relations[atom.relation.index]
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand else { continue }
        if case .kind(let kind) = shape.role, vocabulary.kinds[kind.index].isDeclared {
          restrict(slot, members[kind.index])
        } else {
          restrict(slot, domain(of: atom.relation, place))
        }
      }
    }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): visit(atom)
      case .count, .compare, .same: break
      }
    }
    return domains
  }

  /// Notes where a rule concludes a variable that need not be of the kind of its place; true where that is news.
  private mutating func findLoosePlaces() -> Bool {
    var isNews = false
    for (index, clause) in program.clauses.enumerated() {
      guard case .fact(let atom) = clause.head else { continue }
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand, let fitting = domain(of: atom.relation, place) else { continue }
        if let own = domains[index][slot], own.isSubset(of: fitting) { continue }
        loosePlaces[atom.relation, default: []].insert(place)
        isNews = true
      }
    }
    return isNews
  }

  /// Whether the head of the clause can be a fact that the reader's literal fits.
  private func meets(_ reader: [TermSet?], _ atom: Atom, _ target: Int) -> Bool {
    guard case .fact(let head) = program.clauses[target].head else { return false }
    for place in head.places.indices {
      switch (head.places[place], atom.places[place]) {
      case (.term(let left), .term(let right)): if left != right { return false }
      case (.term(let term), _): if let set = reader[place], !set.contains(term) { return false }
      case (.variable(let slot), .term(let term)):
        if let own = domains[target][slot], !own.contains(term) { return false }
      case (.variable(let slot), _):
        if let set = reader[place], let own = domains[target][slot], !set.meets(own) { return false }
      case (.any, _): break
      }
    }
    return true
  }
}

extension Strata {
  /// Whether the head is of a term that the reader leaves out (`someone else`, `only`, `?p is not self`).
  private func isExcluded(_ atom: Atom, _ test: CountTest?, _ reader: HornClause, _ target: Int) -> Bool {
    guard case .fact(let head) = program.clauses[target].head else { return false }
    if let place = test?.place, let excluded = test?.excluding, case .term = excluded, head.places[place] == excluded {
      return true
    }
    for literal in reader.body {
      guard case .same(let left, let right, holds: false) = literal else { continue }
      for (place, operand) in atom.places.enumerated() {
        guard case .variable = operand, case .term = head.places[place] else { continue }
        if (operand == left && head.places[place] == right) || (operand == right && head.places[place] == left) {
          return true
        }
      }
    }
    return false
  }
}

/// The clauses that conclude facts, by relation and by the term in their last place.
struct HeadIndex {
  private var byRelation: [[Int]]
  private var byTerm: [UInt64: [Int]] = [:]
  private var withVariable: [[Int]]

  init(relationCount: Int) {
    byRelation = Array(repeating: [], count: relationCount)
    withVariable = byRelation
  }

  mutating func add(_ index: Int, _ head: Atom) {
    byRelation[head.relation.index].append(index)
    if case .term(let term)? = head.places.last {
      byTerm[HeadIndex.key(head.relation, term), default: []].append(index)
    } else {
      withVariable[head.relation.index].append(index)
    }
  }

  func all(of relation: RelationID) -> [Int] { byRelation[relation.index] }

  /// The clauses whose head may fit the atom, judged by its last place.
  func candidates(_ atom: Atom) -> [Int] {
    guard case .term(let term)? = atom.places.last else { return all(of: atom.relation) }
    return (byTerm[HeadIndex.key(atom.relation, term)] ?? []) + withVariable[atom.relation.index]
  }

  private static func key(_ relation: RelationID, _ term: TermID) -> UInt64 {
    UInt64(relation.raw) << 32 | UInt64(term.raw)
  }
}
