import TenetModel

/// Which terms can stand in which places: those that rules mention there, members of kinds, and for open places some terms
/// that nobody mentions.
///
/// Places that a variable joins share their terms (union-find over places). A term that is mentioned elsewhere only is, to
/// these rules, like any other that nobody mentions.
struct Universe {
  private let vocabulary: Vocabulary
  /// The number of the first place of each relation; after all of them one for the subject of each number.
  private var starts: [Int] = []
  private var parents: [Int] = []
  private var terms: [[TermID]] = []
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
    spare = Array(repeating: 0, count: count)
    addDeclared(program)
    for clause in program.clauses { join(clause) }
    countSpare(program)
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
    if spare[root] > 0, !result.contains(.self) { result.append(.self) }
    if let kind = vocabulary.relations[relation.index].kinds[place], vocabulary.kinds[kind.index].isDeclared {
      for member in vocabulary.kinds[kind.index].members where spare[root] > 0 && !result.contains(member) {
        result.append(member)
      }
      return result.filter { vocabulary.fits($0, kind) }
    }
    return result + fresh.prefix(spare[root])
  }

  func subjects(of number: NumberID) -> [TermID] {
    let root = find(numberStart + number.index)
    return terms[root] + fresh.prefix(spare[root])
  }

  // MARK: Places

  private func find(_ place: Int) -> Int {
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
    spare[keep] = max(spare[keep], spare[drop])
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

  // MARK: Clauses

  /// Each operand of a clause with the place that it stands in.
  private func places(of clause: HornClause) -> [(Operand, Int)] {
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
      case .any: break
      case .variable(let slot):
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

  // MARK: Counting

  /// As many unmentioned terms may matter in a place as a rule's condition has variables there once its conclusions of
  /// other rules are written out, and as many as it counts; and for each other rule with the same conclusion as many as it
  /// takes to keep that from firing, where it says that something is not so.
  ///
  /// A circle of rules is not written out: what it carries on, a profile can give at once.
  private mutating func countSpare(_ program: Program) {
    var hidden = HiddenNeeds(program)
    var rivals = RivalNeeds(program)
    for step in program.schedule {
      guard case .derive(let clauses, let isRecursive, _) = step else { continue }
      var made: [(clause: Int, needs: [Int: Int], defeat: [Int: Int])] = []
      for index in clauses {
        let clause = program.clauses[index]
        var needs = ownNeeds(clause)
        for literal in clause.body { hidden.add(literal, to: &needs) }
        if needs.isEmpty { continue }
        var defeat = defeatNeeds(clause, hidden)
        // Each turn of a circle may take terms of its own.
        if isRecursive { for root in defeat.keys { defeat[root] = HiddenNeeds.most } }
        made.append((index, needs, defeat))
      }
      for (index, needs, defeat) in made {
        hidden.insert(program.clauses[index], without(program.clauses[index].head, needs), defeat)
        rivals.insert(index, needs, defeat)
      }
    }
    for needs in rivals.totals() {
      for (root, need) in needs { spare[root] = max(spare[root], need) }
    }
  }

  /// How many terms it may take for a clause not to hold: those of what it says is not so, or not so often. Where that is
  /// said of each value of a variable that its conclusion does not name, each value may take terms of its own.
  private func defeatNeeds(_ clause: HornClause, _ hidden: HiddenNeeds) -> [Int: Int] {
    var needs: [Int: Int] = [:]
    for literal in clause.body {
      var own: [Int: Int] = [:]
      if case .count(let atom, let test) = literal {
        let times = HiddenNeeds.times(test.bound)
        for (place, operand) in atom.places.enumerated() where operand == .any || test.place == place {
          own[find(starts[atom.relation.index] + place), default: 0] += times
        }
        hidden.add(literal, to: &own)
      }
      hidden.addDefeat(literal, to: &own)
      if own.isEmpty { continue }
      var times = 1
      for case .variable(let slot) in Set(ProfileSpace.operands(literal)) where !isNamed(slot, clause.head) {
        times = min(HiddenNeeds.most, times * valueCount(slot, clause))
      }
      HiddenNeeds.add(own, times, to: &needs)
    }
    return needs
  }

  private func isNamed(_ slot: Int, _ head: HornClause.Head) -> Bool {
    switch head {
    case .fact(let atom): return atom.places.contains(.variable(slot))
    case .set(_, let subject, _), .add(_, let subject, _): return subject == .variable(slot)
    }
  }

  /// How many values a variable of a clause may have; as many as are ever told apart where its places are open.
  private func valueCount(_ slot: Int, _ clause: HornClause) -> Int {
    var count = HiddenNeeds.most
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        for (place, operand) in atom.places.enumerated() where operand == .variable(slot) {
          guard let kind = vocabulary.relations[atom.relation.index].kinds[place] ?? kind(of: atom.relation),
            vocabulary.kinds[kind.index].isDeclared
          else { continue }
          count = min(count, vocabulary.kinds[kind.index].members.count + 1)
        }
      case .same, .count, .compare: break
      }
    }
    return count
  }

  private func kind(of relation: RelationID) -> KindID? {
    if case .kind(let kind) = vocabulary.relations[relation.index].role { return kind }
    return nil
  }

  /// By class of places, how many variables a clause has there, and how many values it counts.
  private func ownNeeds(_ clause: HornClause) -> [Int: Int] {
    var needs: [Int: Int] = [:]
    var seen: Set<Int> = []
    for (operand, place) in places(of: clause) {
      switch operand {
      case .term: break
      case .any: needs[find(place), default: 0] += 1
      case .variable(let slot): if seen.insert(slot).inserted { needs[find(place), default: 0] += 1 }
      }
    }
    for case .count(let atom, let test) in clause.body {
      guard let place = test.place, test.kind == nil else { continue }
      let root = find(starts[atom.relation.index] + place)
      switch test.bound {
      case .atLeast(let count): needs[root, default: 0] += count
      case .atMost(let count), .exactly(let count), .notExactly(let count): needs[root, default: 0] += count + 1
      case .every, .notEvery: break
      }
    }
    return needs
  }

  /// What is left to whoever reads a conclusion: its variables are the reader's own.
  private func without(_ head: HornClause.Head, _ needs: [Int: Int]) -> [Int: Int] {
    guard case .fact(let atom) = head else { return needs }
    var rest = needs
    var seen: Set<Int> = []
    for (place, operand) in atom.places.enumerated() {
      guard case .variable(let slot) = operand, seen.insert(slot).inserted else { continue }
      let root = find(starts[atom.relation.index] + place)
      if let need = rest[root] { rest[root] = need > 1 ? need - 1 : nil }
    }
    return rest
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
  private func isClosed(_ relation: RelationID, _ place: Int) -> Bool {
    let shape = vocabulary.relations[relation.index]
    switch shape.role {
    case .kind, .picks, .candidates: return true
    case .verb, .auxiliary: break
    }
    guard let kind = shape.kinds[place] else { return spare[find(starts[relation.index] + place)] == 0 }
    return vocabulary.kinds[kind.index].isDeclared
  }
}
