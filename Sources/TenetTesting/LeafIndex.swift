import TenetEngine
import TenetLint
import TenetModel

/// The clauses of all conditions by the facts that make them hold.
package struct LeafIndex {
  private var leaves: [(rule: Int, leaf: Int)] = []
  private var byFact = LastTermIndex()
  private var relations: [RelationID] = []
  /// Leaves that may hold whatever facts there are: comparisons, counts.
  private var others: [Int] = []

  package init(_ set: RuleSet) {
    for (index, rule) in set.rules.enumerated() {
      for leaf in rule.clauses.indices {
        let atoms = LeafIndex.atoms(leaf, of: rule, set.program)
        for atom in atoms {
          byFact.insert(leaves.count, atom.relation, atom.places.last)
          if !relations.contains(atom.relation) { relations.append(atom.relation) }
        }
        if atoms.isEmpty { others.append(leaves.count) }
        leaves.append((index, leaf))
      }
    }
  }

  /// The leaves that hold in a run, read without their `not`, each for some binding of its variables.
  package func holding(_ run: Run, _ questions: RunQuestions, _ set: RuleSet) -> [(rule: Int, leaf: Int)] {
    var isAsked = Array(repeating: false, count: leaves.count)
    var found: [(rule: Int, leaf: Int)] = []
    func ask(_ number: Int) {
      if isAsked[number] { return }
      isAsked[number] = true
      if questions.holds(leaves[number].leaf, of: set.rules[leaves[number].rule]) { found.append(leaves[number]) }
    }
    for number in others { ask(number) }
    for relation in relations {
      for fact in run.facts(of: relation) {
        byFact.numbers(relation, run.terms(of: fact).last.map { .term($0) }).forEach(ask)
      }
    }
    return found
  }

  /// Atoms of which one has to fit a fact where the leaf holds; none where it may hold without.
  private static func atoms(_ leaf: Int, of rule: Rule, _ program: Program) -> [Atom] {
    let isNegated = rule.condition.polarity(of: leaf) == false
    var atoms: [Atom] = []
    for index in rule.hornClauses {
      let clause = program.clauses[index]
      guard clause.conclusion == 0, clause.origins.contains(leaf) else { continue }
      let own = clause.body.indices.filter { clause.origins[$0] == leaf }.map { clause.body[$0] }
      guard let atom = isNegated ? denied(own) : matched(own) else { return [] }
      atoms.append(atom)
    }
    return atoms
  }

  private static func matched(_ literals: [Literal]) -> Atom? {
    for case .match(let atom) in literals { return atom }
    return nil
  }

  /// What `not` denies, where that is one fact.
  private static func denied(_ literals: [Literal]) -> Atom? {
    guard literals.count == 1, case .count(let atom, let test) = literals[0], test.place == nil,
      test.bound == .atMost(0),
      !atom.places.contains(where: { if case .variable = $0 { return true } else { return false } })
    else { return nil }
    return atom
  }
}
