import TenetEngine
import TenetLint
import TenetModel

/// The clauses of a program by what they conclude.
package struct ConcludingClauses {
  private var heads = LastTermIndex()
  private var relations: [RelationID] = []
  /// Clauses that conclude numbers.
  private var numberClauses: [Int] = []

  package init(_ program: Program) {
    for (index, clause) in program.clauses.enumerated() where clause.conclusion >= 0 {
      guard case .fact(let atom) = clause.head else {
        numberClauses.append(index)
        continue
      }
      heads.insert(index, atom.relation, atom.places.last)
      if !relations.contains(atom.relation) { relations.append(atom.relation) }
    }
  }

  /// Those that may have fired in a run: their facts are there, or they conclude a number; some more than once.
  package func of(_ run: Run) -> [Int] {
    var clauses: [Int] = []
    for relation in relations {
      for fact in run.facts(of: relation) {
        clauses += heads.numbers(relation, run.terms(of: fact).last.map { .term($0) })
      }
    }
    return clauses + numberClauses
  }
}
