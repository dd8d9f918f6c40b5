import TenetModel

/// What rules come to where every base fact is given, nothing that is denied stands in the way, and every comparison holds.
///
/// It is more than any profile comes to, so a rule that has no solution here never gets all that it needs, however much is
/// given: something that it waits for is never started.
struct FoundedFacts {
  /// What is started holds in every profile; what may be, beyond the bounds of the search, is open.
  private var world: ProfileSpace
  /// By clause, what it needs to hold.
  private let needs: [[Literal]]
  private var readers = LastTermIndex()
  /// Clauses to run, behind those that ran already.
  private var queue: [Int] = []
  private var isQueued: [Bool]

  /// - Parameter rules: those that will be asked about.
  init(_ space: ProfileSpace, for rules: [Rule]) {
    world = space
    needs = space.program.clauses.map { $0.body.compactMap(FoundedFacts.needed) }
    isQueued = space.program.clauses.map { _ in false }
    let sources = sources(of: rules)
    for index in sources {
      for case let atom? in needs[index].map(\.atom) { readers.insert(index, atom.relation, atom.places.last) }
    }
    for relation in space.relations.indices { world.relations[relation] = started(space.relations[relation], relation) }
    for choice in space.program.choices {
      if let otherwise = choice.otherwise { add([otherwise], DecisionDiagram.yes, to: choice.picks) }
    }
    for index in sources {
      for case let atom? in needs[index].map(\.atom) { give(atom) }
    }
    enqueue(sources)
    var next = 0
    while next < queue.count {
      isQueued[queue[next]] = false
      derive(queue[next])
      next += 1
    }
  }

  /// Whether the rule can have all that it needs; nil where that is not known.
  mutating func starts(_ rule: Rule) -> Bool? {
    var isKnown = true
    for index in world.mainClauses(rule) {
      let clause = world.program.clauses[index]
      let kept = Array(repeating: false, count: clause.variableCount)
      let truth = world.truth(world.solve(clause, needs[index], keeping: kept))
      if truth == DecisionDiagram.yes { return true }
      if truth != DecisionDiagram.no { isKnown = false }
    }
    return isKnown ? false : nil
  }

  // MARK: Rules that do not start

  /// All that a rule could conclude, whatever it waits for; nil where that is too much.
  mutating func conclusions(of rule: Rule) -> [(relation: RelationID, tuple: [TermID])]? {
    var found: [(relation: RelationID, tuple: [TermID])] = []
    for index in rule.hornClauses where world.program.clauses[index].conclusion >= 0 {
      guard case .fact(let atom) = world.program.clauses[index].head else { continue }
      guard let bindings = bindings(of: index) else { return nil }
      for binding in bindings {
        let tuple = atom.places.map { BindingTable.value($0, binding) ?? .self }
        for relation in read(atom.relation) { found.append((relation, tuple)) }
      }
    }
    return found
  }

  /// The facts of those needs of a rule that are met with no values of its variables; nil where they are not known.
  mutating func missing(of rule: Rule) -> [MissingFact]? {
    var missing: [MissingFact] = []
    for index in world.mainClauses(rule) {
      let clause = world.program.clauses[index]
      let kept = Array(repeating: false, count: clause.variableCount)
      guard let bindings = bindings(of: index) else { return nil }
      for literal in needs[index] {
        guard let atom = literal.atom else { continue }
        var unmet: [MissingFact] = []
        for binding in bindings {
          let truth = world.truth(world.solve(clause, [literal], keeping: kept, from: binding))
          if truth < 0 { return nil }
          if truth == DecisionDiagram.no { unmet.append(MissingFact(atom: atom, binding: binding, test: literal.test)) }
        }
        if unmet.count == bindings.count { missing += unmet }
      }
    }
    return missing
  }

  /// Whether the fact is one that is waited for.
  func isMissing(_ missing: MissingFact, _ tuple: [TermID]) -> Bool {
    guard ProfileSpace.unify(missing.atom, tuple, missing.binding) != nil else { return false }
    if let place = missing.test?.place {
      if let kind = missing.test?.kind, world.relations[kind.index].row([tuple[place]]) == nil { return false }
      if let excluded = missing.test?.excluding, BindingTable.value(excluded, missing.binding) == tuple[place] {
        return false
      }
    }
    return world.relations[missing.atom.relation.index].row(tuple) == nil
  }

  /// More values of the variables of a clause than this are not tried.
  private static var mostBindings: Int { 2000 }

  /// All that the variables of a clause may be; nil where that is too much.
  private mutating func bindings(of index: Int) -> [[TermID?]]? {
    let clause = world.program.clauses[index]
    let domains = VariableDomains(clause, world.set.vocabulary)
    var bindings: [[TermID?]] = [Array(repeating: nil, count: clause.variableCount)]
    for case let atom? in needs[index].map(\.atom) {
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand, let first = bindings.first, first[slot] == nil else { continue }
        let terms = world.universe.terms(atom.relation, place).filter { domains.fits(slot, $0) }
        if bindings.count * terms.count > FoundedFacts.mostBindings { return nil }
        bindings = bindings.flatMap { binding in
          terms.map { term in
            var next = binding
            next[slot] = term
            return next
          }
        }
      }
    }
    for case .same(let left, let right, let holds) in needs[index] {
      bindings.removeAll { (BindingTable.value(left, $0) == BindingTable.value(right, $0)) != holds }
    }
    return bindings
  }

  // MARK: Needs

  /// What has to hold for a condition to hold; nil for nothing.
  private static func needed(_ literal: Literal) -> Literal? {
    switch literal {
    case .match, .bind, .same: return literal
    case .compare: return nil
    case .count(let atom, var test):
      switch test.bound {
      case .atLeast(let count) where count > 0, .exactly(let count) where count > 0: test.bound = .atLeast(count)
      case .every: break
      case .atLeast, .exactly, .atMost, .notExactly, .notEvery: return nil
      }
      return .count(atom, test)
    }
  }

  /// The clauses by which the rules may get what they need, their own among them.
  private func sources(of rules: [Rule]) -> [Int] {
    var heads = LastTermIndex()
    for (index, clause) in world.program.clauses.enumerated() {
      guard case .fact(let atom) = clause.head else { continue }
      for relation in read(atom.relation) { heads.insert(index, relation, atom.places.last) }
    }
    var sources = rules.flatMap { Array($0.hornClauses) }
    var isSource = Set(sources)
    var next = 0
    while next < sources.count {
      for case let atom? in needs[sources[next]].map(\.atom) {
        for head in heads.numbers(atom.relation, atom.places.last) where isSource.insert(head).inserted {
          sources.append(head)
        }
      }
      next += 1
    }
    return sources.sorted()
  }

  /// The relations in which rules read what is concluded of one: what is proposed for a choice may be picked.
  private func read(_ relation: RelationID) -> [RelationID] {
    guard case .candidates(let choice) = world.program.roles[relation.index] else { return [relation] }
    let picks = world.program.choices[choice.index].picks
    return picks == relation ? [relation] : [relation, picks]
  }

  // MARK: Running

  /// What some profile comes to of a relation.
  private func started(_ relation: AnnotatedRelation, _ number: Int) -> AnnotatedRelation {
    var started = AnnotatedRelation()
    if case .kind(let kind) = world.program.roles[number], !world.set.vocabulary.kinds[kind.index].isDeclared {
      // A profile may say of anything that it is one.
      for term in world.universe.terms(world.set.vocabulary.kinds[kind.index].relation, 0) {
        started.insert([term])
      }
    }
    for (row, tuple) in relation.tuples.enumerated() where relation.isBase[row] || relation.nodes[row] > 0 {
      started.insert(tuple)
    }
    if relation.hasMoreBase { started.openBase() }
    return started
  }

  /// What a profile may give of what is needed, as far as it is tried, of a relation of which there may be more.
  private mutating func give(_ atom: Atom) {
    guard world.relations[atom.relation.index].hasMoreBase else { return }
    var tuples: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      let terms = BindingTable.value(operand, []).map { [$0] } ?? world.universe.terms(atom.relation, place)
      if tuples.count * terms.count > FoundedFacts.mostBindings { return }
      tuples = tuples.flatMap { tuple in terms.map { tuple + [$0] } }
    }
    for tuple in tuples where !world.heads.concludes(atom.relation, tuple) {
      world.relations[atom.relation.index].insert(tuple)
    }
  }

  private mutating func derive(_ index: Int) {
    let clause = world.program.clauses[index]
    guard case .fact(let atom) = clause.head else { return }
    let table = world.solve(clause, needs[index], keeping: ProfileSpace.kept(clause))
    let (facts, isOpen) = world.conclusions(atom, table)
    for relation in read(atom.relation) {
      if isOpen, !world.relations[relation.index].isOpen {
        world.relations[relation.index].isOpen = true
        enqueue(readers.numbers(relation, nil))
      }
      for (tuple, node) in facts { add(tuple, node, to: relation) }
    }
  }

  private mutating func add(_ tuple: [TermID], _ node: DecisionDiagram.Node, to relation: RelationID) {
    if world.relations[relation.index].add(tuple, node, &world.diagram) {
      enqueue(readers.numbers(relation, tuple.last.map { .term($0) }))
    }
  }

  private mutating func enqueue(_ clauses: [Int]) {
    for clause in clauses where !isQueued[clause] {
      isQueued[clause] = true
      queue.append(clause)
    }
  }
}

/// What a rule waits for: any fact that fits.
struct MissingFact {
  var atom: Atom
  /// Under these values of the variables.
  var binding: [TermID?]
  /// What is counted of it.
  fileprivate var test: CountTest?
}

extension Literal {
  /// What it matches or counts.
  fileprivate var atom: Atom? {
    switch self {
    case .match(let atom), .bind(let atom), .count(let atom, _): return atom
    case .compare, .same: return nil
    }
  }

  fileprivate var test: CountTest? {
    if case .count(_, let test) = self { return test } else { return nil }
  }
}
