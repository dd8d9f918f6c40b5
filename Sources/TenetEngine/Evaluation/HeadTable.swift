import TenetProgram
import TenetText

/// Which clauses may conclude a fact, without a look at each: by relation, and by the term that most tells them apart.
struct HeadTable: Sendable {
  /// By relation, the clauses that conclude its facts, rising.
  let clauses: [[Int]]
  /// By relation, those of them whose key place takes any term, rising.
  private var open: [[Int]]
  /// By relation and the term in its key place, the others, rising.
  private var keyed: [UInt64: [Int]] = [:]

  /// Cost: linear in the program.
  init(_ program: Program) {
    var clauses: [[Int]] = Array(repeating: [], count: program.arities.count)
    open = clauses
    for (number, clause) in program.clauses.enumerated() {
      guard let atom = clause.head.atom else { continue }
      clauses[atom.relation.index].append(number)
      if case .term(let term)? = atom.places.isEmpty ? nil : atom.places[Self.keyPlace(atom.places.count)] {
        keyed[Self.key(atom.relation, term), default: []].append(number)
      } else {
        open[atom.relation.index].append(number)
      }
    }
    self.clauses = clauses
  }

  /// The clauses whose head may be the fact, rising.
  func candidates(_ relation: RelationID, _ terms: [TermID]) -> [Int] {
    guard !terms.isEmpty else { return clauses[relation.index] }
    let key = Self.key(relation, terms[Self.keyPlace(terms.count)])
    guard let exact = keyed[key] else { return open[relation.index] }
    if open[relation.index].isEmpty { return exact }
    return (exact + open[relation.index]).sorted()
  }

  private static func key(_ relation: RelationID, _ term: TermID) -> UInt64 {
    UInt64(relation.raw) << 32 | UInt64(term.raw)
  }

  /// What is said of someone tells facts apart better than of whom.
  private static func keyPlace(_ arity: Int) -> Int { arity > 1 ? 1 : 0 }
}
