import TenetEngine
import TenetModel
import TenetText

/// The facts that a profile may add: those that some rule reads and none concludes, over the terms that are known; the
/// options of a choice that some rule reads and none picks are such facts too.
///
/// A place whose verb names a declared kind takes the members of that kind (and `self` as a subject); another place takes the
/// terms that rules, declarations and the profile put there, or in a place that a shared variable connects with it; where
/// nothing is known of such a place, the spare term if there is one.
package struct BaseFacts {
  package private(set) var statements: [Fact] = []
  /// There were more than one can work with; some are left out.
  package private(set) var isCut = false
  private let program: Program
  private let vocabulary: Vocabulary
  private var sorts: Sorts
  private let heads: Heads
  private let members: [[TermID]]
  private var seen: Set<Fact> = []
  private let most: Int
  private let spare: TermID?

  /// - Parameters:
  ///   - clauses: the clauses whose conditions count; all where nil.
  ///   - spare: a term that stands for any that nobody mentions.
  package init(
    _ program: Program, _ vocabulary: Vocabulary, _ input: Case, clauses: [Int]? = nil, spare: TermID? = nil,
    most: Int = 60_000
  ) {
    self.spare = spare
    self.program = program
    self.vocabulary = vocabulary
    self.most = most
    var members = vocabulary.kinds.map { $0.members }
    for membership in input.memberships where !members[membership.kind.index].contains(membership.term) {
      members[membership.kind.index].append(membership.term)
    }
    self.members = members
    heads = Heads(program)
    sorts = Sorts(program, input.facts)
    for clause in clauses ?? Array(program.clauses.indices) {
      for literal in program.clauses[clause].body {
        switch literal {
        case .match(let atom), .bind(let atom): add(atom, nil, program.clauses[clause])
        case .count(let atom, let test): add(atom, test, program.clauses[clause])
        case .compare, .same: continue
        }
      }
    }
  }

  private mutating func add(_ atom: Atom, _ test: CountTest?, _ clause: HornClause) {
    switch program.roles[atom.relation.index] {
    case .verb: break
    case .candidates(let choice), .picks(let choice): return addOptions(program.choices[choice.index])
    case .kind, .auxiliary: return
    }
    var domains: [[TermID]] = []
    var size = 1
    for place in atom.places.indices {
      let domain = domain(atom, place, test, clause)
      size = domain.isEmpty ? 0 : size > most ? size : size * domain.count
      domains.append(domain)
    }
    if size == 0 { return }
    guard size <= most, statements.count + size <= 2 * most else {
      isCut = true
      return
    }
    var terms: [TermID] = []
    fill(atom, domains, &terms)
  }

  private mutating func addOptions(_ choice: ChoicePlan) {
    guard heads.clauses(Atom(choice.candidates, [.any])).isEmpty else { return }
    for option in choice.options {
      let statement = Fact(choice.candidates, [option])
      if seen.insert(statement).inserted { statements.append(statement) }
    }
  }

  private mutating func fill(_ atom: Atom, _ domains: [[TermID]], _ terms: inout [TermID]) {
    guard terms.count < domains.count else {
      let statement = Fact(atom.relation, terms)
      if seen.insert(statement).inserted, isBase(statement) { statements.append(statement) }
      return
    }
    let place = terms.count
    for term in domains[place] {
      // The same variable stands for the same term.
      if case .variable = atom.places[place], let first = atom.places.firstIndex(of: atom.places[place]), first < place,
        terms[first] != term
      {
        continue
      }
      terms.append(term)
      fill(atom, domains, &terms)
      terms.removeLast()
    }
  }

  // MARK: Domains

  private mutating func domain(_ atom: Atom, _ place: Int, _ test: CountTest?, _ clause: HornClause) -> [TermID] {
    let kind = vocabulary.relations[atom.relation.index].kinds[place]
    switch atom.places[place] {
    case .term(let term): return [term]
    case .any:
      var domain = self.domain(atom.relation, place, kind)
      if place == test?.place {
        if let counted = test?.kind, case .kind(let id) = program.roles[counted.index] {
          domain = members[id.index].filter { vocabulary.fits($0, kind) }
        }
        if case .term(let excluded)? = test?.excluding { domain.removeAll { $0 == excluded } }
      }
      return domain
    case .variable(let slot):
      var domain = self.domain(atom.relation, place, kind)
      for literal in clause.body {
        switch literal {
        case .match(let other), .bind(let other):
          guard case .kind(let id) = program.roles[other.relation.index], other.places == [.variable(slot)] else {
            continue
          }
          let allowed = Set(members[id.index])
          domain.removeAll { !allowed.contains($0) }
        case .same(.variable(slot), .term(let term), holds: false),
          .same(.term(let term), .variable(slot), holds: false):
          domain.removeAll { $0 == term }
        default: continue
        }
      }
      return domain
    }
  }

  private mutating func domain(_ relation: RelationID, _ place: Int, _ kind: KindID?) -> [TermID] {
    let known = sorts.terms(relation, place)
    if let kind, vocabulary.kinds[kind.index].isDeclared {
      let hasSelf = (place == 0 || known.contains(.self)) && !members[kind.index].contains(.self)
      return (hasSelf ? [.self] : []) + members[kind.index]
    }
    let others = known.isEmpty || known == [.self] ? known + (spare.map { [$0] } ?? []) : known
    return place == 0 && !known.contains(.self) ? [.self] + others : others
  }

  // MARK: Base

  /// Whether no rule concludes the fact.
  package func isBase(_ statement: Fact) -> Bool {
    for clause in heads.clauses(statement) where concludes(clause, statement) { return false }
    return true
  }

  private func concludes(_ index: Int, _ statement: Fact) -> Bool {
    let clause = program.clauses[index]
    guard case .fact(let head) = clause.head else { return false }
    var binding: [Int: TermID] = [:]
    for (operand, term) in zip(head.places, statement.terms) {
      switch operand {
      case .term(let constant): if constant != term { return false }
      case .variable(let slot):
        if let known = binding[slot], known != term { return false }
        binding[slot] = term
      case .any: continue
      }
    }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom):
        let shape = vocabulary.relations[atom.relation.index]
        for (place, operand) in atom.places.enumerated() {
          guard case .variable(let slot) = operand, let term = binding[slot] else { continue }
          if case .kind(let kind) = shape.role {
            if vocabulary.kinds[kind.index].isDeclared, !members[kind.index].contains(term) { return false }
          } else if let kind = shape.kinds[place], term != .self, vocabulary.kinds[kind.index].isDeclared,
            !members[kind.index].contains(term)
          {
            return false
          }
        }
      case .same(.variable(let slot), .term(let term), let holds):
        if let known = binding[slot], (known == term) != holds { return false }
      default: continue
      }
    }
    return true
  }
}

/// Which terms stand in which places: places that share a variable are of one sort (union-find).
private struct Sorts {
  private var starts: [Int] = []
  private var parents: [Int] = []
  private var terms: [[TermID]] = []
  private var sets: [Set<TermID>] = []

  init(_ program: Program, _ profile: ProfileFacts) {
    for arity in program.arities {
      starts.append(parents.count)
      let start = parents.count
      parents += start..<start + arity
    }
    terms = Array(repeating: [], count: parents.count)
    sets = Array(repeating: [], count: parents.count)
    for clause in program.clauses { join(clause) }
    for clause in program.clauses {
      for atom in Sorts.atoms(clause) {
        for (place, operand) in atom.places.enumerated() {
          if case .term(let term) = operand { add(term, atom.relation, place) }
        }
      }
    }
    for list in [program.facts, profile.facts, profile.unknown] {
      for fact in list.statements(program.arities) {
        for (place, term) in fact.statement.terms.enumerated() { add(term, fact.statement.relation, place) }
      }
    }
  }

  private static func atoms(_ clause: HornClause) -> [Atom] {
    var atoms: [Atom] = []
    if case .fact(let head) = clause.head { atoms.append(head) }
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): atoms.append(atom)
      case .count(var atom, let test):
        atoms.append(atom)
        guard let place = test.place, let kind = test.kind else { continue }
        // The counted place is of the kind's sort: say so by a variable of their own.
        atom.places = atom.places.indices.map { $0 == place ? .variable(Int.max) : .any }
        atoms += [atom, Atom(kind, [.variable(Int.max)])]
      case .compare, .same: continue
      }
    }
    return atoms
  }

  private mutating func join(_ clause: HornClause) {
    var first: [Int: Int] = [:]
    for atom in Sorts.atoms(clause) {
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand else { continue }
        let node = root(starts[atom.relation.index] + place)
        if let known = first[slot] { parents[node] = root(known) } else { first[slot] = node }
      }
      // Another count of the clause is of another sort.
      first[Int.max] = atom.places == [.variable(Int.max)] ? nil : first[Int.max]
    }
  }

  private mutating func root(_ node: Int) -> Int {
    var node = node
    while parents[node] != node {
      parents[node] = parents[parents[node]]
      node = parents[node]
    }
    return node
  }

  private mutating func add(_ term: TermID, _ relation: RelationID, _ place: Int) {
    let node = root(starts[relation.index] + place)
    if sets[node].insert(term).inserted { terms[node].append(term) }
  }

  mutating func terms(_ relation: RelationID, _ place: Int) -> [TermID] { terms[root(starts[relation.index] + place)] }
}
