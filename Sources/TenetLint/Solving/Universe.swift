import TenetModel

/// Which terms can stand in which places: those that rules mention there, members of kinds, and for open places some terms
/// that nobody mentions.
///
/// Places that a variable joins share their terms (union-find over places). A term that is mentioned elsewhere only is, to
/// these rules, like any other that nobody mentions.
struct Universe {
  let vocabulary: Vocabulary
  /// The number of the first place of each relation; after all of them one for the subject of each number.
  private var starts: [Int] = []
  private var parents: [Int] = []
  private var terms: [[TermID]] = []
  /// Where any term may stand: some rule has a variable there, or `_`.
  private var varies: [Bool] = []
  /// How many terms beyond those mentioned may matter.
  private var spare: [Int] = []
  private let numberStart: Int
  /// Terms that nobody mentions.
  private(set) var fresh: [TermID] = []

  /// More unmentioned terms than this are not tried; what would need them is not decided.
  private static var mostFresh: Int { 6 }

  init(_ program: Program, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var count = 0
    for arity in program.arities {
      starts.append(count)
      count += arity
    }
    numberStart = count
    count += program.numberCount
    parents = Array(0..<count)
    terms = Array(repeating: [], count: count)
    varies = Array(repeating: false, count: count)
    spare = Array(repeating: 0, count: count)
    addDeclared(program)
    for clause in program.clauses { join(clause) }
    addMembers(program)
    let counting = SpareTerms(program, self)
    for needs in counting.totals {
      for (root, need) in needs.counts { spare[root] = max(spare[root], need) }
    }
    for relation in program.arities.indices where program.roles[relation] == .verb && program.arities[relation] > 0 {
      add(.self, to: starts[relation])
    }
  }

  /// How many fresh terms there have to be; give them with ``setFresh(_:)``.
  var freshCount: Int { min(spare.max() ?? 0, Universe.mostFresh) }

  mutating func setFresh(_ terms: [TermID]) { fresh = terms }

  /// What may stand in a place; self always where anything varies.
  func terms(_ relation: RelationID, _ place: Int) -> [TermID] {
    let root = find(starts[relation.index] + place)
    var result = terms[root]
    if varies[root], !result.contains(.self) { result.append(.self) }
    if let kind = vocabulary.relations[relation.index].kinds[place], vocabulary.kinds[kind.index].isDeclared {
      return result.filter { vocabulary.fits($0, kind) }
    }
    return result + fresh.prefix(spare[root])
  }

  func subjects(of number: NumberID) -> [TermID] {
    let root = find(numberStart + number.index)
    return terms[root] + fresh.prefix(spare[root])
  }

  // MARK: Places

  /// The class of a place.
  func root(_ relation: RelationID, _ place: Int) -> Int { find(starts[relation.index] + place) }

  func find(_ place: Int) -> Int {
    var root = place
    while parents[root] != root { root = parents[root] }
    return root
  }

  private mutating func unite(_ left: Int, _ right: Int) {
    let (a, b) = (find(left), find(right))
    guard a != b else { return }
    let (keep, drop) = a < b ? (a, b) : (b, a)
    parents[drop] = keep
    for term in terms[drop] { add(term, to: keep) }
    varies[keep] = varies[keep] || varies[drop]
  }

  private mutating func add(_ term: TermID, to place: Int) {
    let root = find(place)
    if !terms[root].contains(term) { terms[root].append(term) }
  }

  private mutating func addDeclared(_ program: Program) {
    for (index, relation) in program.facts.relations.enumerated() {
      add(program.facts.terms[index], to: starts[relation.index])
    }
    for choice in program.choices {
      unite(starts[choice.candidates.index], starts[choice.picks.index])
      for option in choice.options { add(option, to: starts[choice.picks.index]) }
      if let otherwise = choice.otherwise { add(otherwise, to: starts[choice.picks.index]) }
    }
  }

  /// Members of declared kinds stand wherever a variable takes them, in open places too.
  private mutating func addMembers(_ program: Program) {
    var known: [Int: Set<TermID>] = [:]
    for relation in program.arities.indices {
      for (place, kind) in vocabulary.relations[relation].kinds.enumerated() where place < program.arities[relation] {
        let root = find(starts[relation] + place)
        guard let kind, vocabulary.kinds[kind.index].isDeclared, varies[root] else { continue }
        for member in vocabulary.kinds[kind.index].members
        where known[root, default: Set(terms[root])].insert(member).inserted { terms[root].append(member) }
      }
    }
  }

  // MARK: Clauses

  /// Each operand of a clause with the place that it stands in.
  func places(of clause: HornClause) -> [(Operand, Int)] {
    var found: [(Operand, Int)] = []
    func visit(_ atom: Atom) {
      for (place, operand) in atom.places.enumerated() { found.append((operand, starts[atom.relation.index] + place)) }
    }
    func visit(_ numbers: [(number: NumberID, subject: Operand)]) {
      for number in numbers { found.append((number.subject, numberStart + number.number.index)) }
    }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): visit(atom)
      case .count(let atom, let test):
        visit(atom)
        if let place = test.place {
          if let excluding = test.excluding { found.append((excluding, starts[atom.relation.index] + place)) }
          if let kind = test.kind { found.append((.any, starts[kind.index])) }
        }
      case .compare(let left, _, let right, _): visit(left.numbers + right.numbers)
      case .same: break
      }
    }
    switch clause.head {
    case .fact(let atom): visit(atom)
    case .set(let number, let subject, let value), .add(let number, let subject, let value):
      visit([(number, subject)] + value.numbers)
    }
    return found
  }

  private mutating func join(_ clause: HornClause) {
    var firsts: [Int: Int] = [:]
    for (operand, place) in places(of: clause) {
      switch operand {
      case .term(let term): add(term, to: place)
      case .any: varies[find(place)] = true
      case .variable(let slot):
        varies[find(place)] = true
        if let first = firsts[slot] { unite(first, place) } else { firsts[slot] = place }
      }
    }
    for literal in clause.body {
      switch literal {
      case .same(.variable(let left), .variable(let right), _):
        if let a = firsts[left], let b = firsts[right] { unite(a, b) }
      case .same(.variable(let slot), .term(let term), _), .same(.term(let term), .variable(let slot), _):
        if let place = firsts[slot] { add(term, to: place) }
      case .count(let atom, let test):
        // What is counted of a kind are its members.
        if let place = test.place, let kind = test.kind {
          unite(starts[atom.relation.index] + place, starts[kind.index])
        }
      default: break
      }
    }
  }

  // MARK: Bounds

  /// Whether more terms may matter in a place than are tried.
  func isTooSmall(_ relation: RelationID, _ place: Int) -> Bool {
    !isClosed(relation, place) && spare[find(starts[relation.index] + place)] > Universe.mostFresh
  }

  /// Whether an addition may happen any number of times: a variable that is not the subject takes terms that nobody
  /// mentions, wherever it stands.
  func isUnbounded(_ clause: HornClause) -> Bool {
    guard case .add(_, let subject, _) = clause.head else { return false }
    return (0..<clause.namedVariableCount).contains { slot in
      if subject == .variable(slot) { return false }
      var isOpen = false
      for literal in clause.body {
        guard case .match(let atom) = literal else { continue }
        for (place, operand) in atom.places.enumerated() where operand == .variable(slot) {
          if isClosed(atom.relation, place) { return false }
          isOpen = true
        }
      }
      return isOpen
    }
  }

  /// Whether only members of a declared kind stand there.
  func isClosed(_ relation: RelationID, _ place: Int) -> Bool {
    let shape = vocabulary.relations[relation.index]
    switch shape.role {
    case .kind, .picks, .candidates: return true
    case .verb, .auxiliary: break
    }
    guard let kind = shape.kinds[place] else { return !varies[find(starts[relation.index] + place)] }
    return vocabulary.kinds[kind.index].isDeclared
  }
}
