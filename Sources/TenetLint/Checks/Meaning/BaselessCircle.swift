import TenetModel
import TenetReasoning
import TenetText

let baselessCircle = Check(
  .meaning, "baseless-circle", "rules conclude only each other's conditions, and nothing starts them",
  why: "Each of the rules waits for another one, so none of them ever fires.",
  wrong: "a and loved → sticky\nsticky → loved\n",
  right: "a and loved → sticky\nsticky → loved\nbright → loved\n",
  found: [
    "x → y\ny → z\nz → x\n",
    "verb trusts\nverb helps\n?p trusts a friend → ?p helps a neighbour\n?p helps a neighbour → ?p trusts a friend\n",
    "kind firm: x, y\nverb trusts\n?a trusts ?a and late → ?a trusts ?a\n?a trusts ?a → ?a trusts ?a\nsoon → x trusts y\n",
    "kind firm: x, y\nsoon → loud\n?a has loud and ?a is a firm → ?a has keen\n?a has keen and ?a is a firm → ?a has loud\n",
    // What is said of members does not start what waits for self.
    "kind firm: x, y\nverb trusts\nlate → keen\nkeen and ?a trusts ?b → ?a has late\nloved and ?a is a firm → ?a has late\n",
  ],
  passed: [
    "verb trusts\n?a trusts ?b and ?b trusts ?c → ?a trusts ?c\n", "a → b\nb → c\nc → b\n",
    "owns x → sticky\nsticky → owns y\nowns y → sticky\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for circle in Circles(space, linting.set).found {
      guard let first = circle.first else { continue }
      let names = circle.map { linting.name(linting.set.rules[$0]) }
      let rule = linting.set.rules[first]
      linting.report(
        names.joined(separator: ", ") + " wait for each other, and no other rule or fact starts them",
        at: rule.place.start(of: linting),
        others: circle.dropFirst().map {
          Diagnostic.Label(linting.set.rules[$0].place.start(of: linting), "waits too")
        },
        help: "add a rule that concludes one of the conditions from something else")
    }
  }
}

/// Circles of rules that no other rule and no base fact starts.
private struct Circles {
  private(set) var found: [[Int]] = []
  private let program: Program
  private let space: ProfileSpace
  /// Clauses by what they conclude.
  private var heads = LastTermIndex()
  /// By last term, the base facts of a relation.
  private var baseByTerm: [Spot: [Int]] = [:]
  private var isFounded: [Bool]
  /// By clause, what its variables may be.
  private let domains: [VariableDomains]

  private struct Spot: Hashable {
    var relation: UInt32
    var term: TermID?
  }

  init(_ space: ProfileSpace, _ set: RuleSet) {
    program = space.program
    self.space = space
    isFounded = program.clauses.map { _ in false }
    domains = program.clauses.map { VariableDomains($0, set.vocabulary) }
    for (index, clause) in program.clauses.enumerated() {
      guard case .fact(let atom) = clause.head else { continue }
      heads.insert(index, atom.relation, atom.places.last)
    }
    for (relation, annotated) in space.relations.enumerated() {
      for (row, tuple) in annotated.tuples.enumerated() where annotated.isBase[row] {
        baseByTerm[Spot(relation: UInt32(relation), term: tuple.last), default: []].append(row)
      }
    }
    spread()
    // Only rules with no founded clause can wait for each other.
    var waiting: [Int: [Int]] = [:]
    for (index, rule) in set.rules.enumerated() where !rule.hornClauses.isEmpty {
      if rule.hornClauses.contains(where: { isFounded[$0] }) { continue }
      waiting[index] = next(rule)
    }
    collect(waiting)
  }

  /// Clauses whose positive conditions can all be given, or concluded by founded clauses.
  private mutating func spread() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in program.clauses.indices where !isFounded[index] {
        if program.clauses[index].body.allSatisfy({ isMet($0, index) }) {
          isFounded[index] = true
          hasChanged = true
        }
      }
    }
  }

  private func isMet(_ literal: Literal, _ clause: Int) -> Bool {
    switch literal {
    case .match(let atom), .bind(let atom): return isMet(atom, clause)
    case .count, .compare, .same: return true
    }
  }

  private func isMet(_ atom: Atom, _ clause: Int) -> Bool {
    switch program.roles[atom.relation.index] {
    case .kind, .picks, .candidates: return true
    case .verb, .auxiliary: break
    }
    let relation = space.relations[atom.relation.index]
    if heads.numbers(atom.relation, atom.places.last).contains(where: {
      isFounded[$0] && concludes($0, atom, of: clause)
    }) {
      return true
    }
    if relation.hasMoreBase { return mayBeGiven(atom, clause) }
    if let term = Circles.lastTerm(atom) {
      let rows = baseByTerm[Spot(relation: atom.relation.raw, term: term)] ?? []
      return rows.contains { fits(relation.tuples[$0], atom, clause) }
    }
    return relation.tuples.indices.contains { relation.isBase[$0] && fits(relation.tuples[$0], atom, clause) }
  }

  /// Whether no rule concludes some fact that the atom of a clause can be; yes where there are very many.
  private func mayBeGiven(_ atom: Atom, _ clause: Int) -> Bool {
    var tuples: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      let terms = BindingTable.value(operand, []).map { [$0] } ?? space.universe.terms(atom.relation, place)
      if tuples.count * terms.count > 2000 { return true }
      tuples = tuples.flatMap { tuple in terms.map { tuple + [$0] } }
    }
    return tuples.contains { fits($0, atom, clause) && !space.heads.concludes(atom.relation, $0) }
  }

  private static func lastTerm(_ atom: Atom) -> TermID? {
    if case .term(let term)? = atom.places.last { return term }
    return nil
  }

  /// Whether the fact is one that the atom of a clause can be.
  private func fits(_ tuple: [TermID], _ atom: Atom, _ clause: Int) -> Bool {
    for (operand, term) in zip(atom.places, tuple) {
      switch operand {
      case .any: break
      case .term(let wanted): if wanted != term { return false }
      case .variable(let slot):
        if let first = atom.places.firstIndex(of: operand), tuple[first] != term { return false }
        if !domains[clause].fits(slot, term) { return false }
      }
    }
    return true
  }

  /// Whether a clause's conclusion can be what the atom of another clause asks for: a variable is the same in all its places,
  /// on both sides, and what its clause lets it be.
  private func concludes(_ head: Int, _ atom: Atom, of clause: Int) -> Bool {
    guard case .fact(let concluded) = program.clauses[head].head else { return false }
    let pairs = Array(zip(concluded.places, atom.places))
    return pairs.allSatisfy { own, wanted in
      // All that stands where one of the two variables does.
      let alike = pairs.filter { isVariable(own) && $0.0 == own || isVariable(wanted) && $0.1 == wanted }
      let terms = ([(own, wanted)] + alike).flatMap { [$0.0, $0.1] }.compactMap { BindingTable.value($0, []) }
      guard let term = terms.first else { return true }
      if case .variable(let slot) = own, !domains[head].fits(slot, term) { return false }
      if case .variable(let slot) = wanted, !domains[clause].fits(slot, term) { return false }
      return terms.allSatisfy { $0 == term }
    }
  }

  private func isVariable(_ operand: Operand) -> Bool {
    if case .variable = operand { return true } else { return false }
  }

  /// The rules that conclude what a rule waits for.
  private func next(_ rule: Rule) -> [Int] {
    var rules: [Int] = []
    for index in rule.hornClauses {
      for case .match(let atom) in program.clauses[index].body where !isMet(atom, index) {
        for head in heads.numbers(atom.relation, atom.places.last) where concludes(head, atom, of: index) {
          let other = program.clauses[head].rule.index
          if !rules.contains(other) { rules.append(other) }
        }
      }
    }
    return rules
  }

  /// Rules that reach each other, at least two.
  private mutating func collect(_ waiting: [Int: [Int]]) {
    var placed: Set<Int> = []
    for start in waiting.keys.sorted() where !placed.contains(start) {
      let ahead = reach(start, waiting)
      let circle = ahead.filter { $0 == start || reach($0, waiting).contains(start) }.sorted()
      guard circle.count > 1 else { continue }
      placed.formUnion(circle)
      found.append(circle)
    }
  }

  private func reach(_ start: Int, _ waiting: [Int: [Int]]) -> [Int] {
    var seen: Set<Int> = []
    var open = [start]
    while let rule = open.popLast() {
      for next in waiting[rule] ?? [] where waiting[next] != nil && seen.insert(next).inserted { open.append(next) }
    }
    seen.insert(start)
    return seen.sorted()
  }
}
