import TenetModel

/// Whether some rule concludes a fact.
///
/// A rule that only carries facts of a relation on to others of it (transitivity, symmetry) does not count: without a first
/// fact there would be nothing to carry.
struct HeadLookup {
  private struct Head {
    var atom: Atom
    /// What its variables may be; nil where it has none.
    var domains: VariableDomains?
  }

  private var byTerm: [UInt64: [Head]] = [:]
  private var withVariable: [UInt32: [Head]] = [:]
  private var concluded: Set<UInt32> = []

  init(_ clauses: [HornClause], _ vocabulary: Vocabulary) {
    for clause in clauses {
      guard case .fact(let atom) = clause.head else { continue }
      concluded.insert(atom.relation.raw)
      guard !HeadLookup.carries(clause, atom) else { continue }
      let head = Head(atom: atom, domains: isGround(atom) ? nil : VariableDomains(clause, vocabulary))
      if case .term(let term)? = atom.places.last {
        byTerm[HeadLookup.key(atom.relation, term), default: []].append(head)
      } else {
        withVariable[atom.relation.raw, default: []].append(head)
      }
    }
  }

  func concludes(_ relation: RelationID, _ tuple: [TermID]) -> Bool {
    if let last = tuple.last, let heads = byTerm[HeadLookup.key(relation, last)] {
      if heads.contains(where: { fits($0, tuple) }) { return true }
    }
    return withVariable[relation.raw]?.contains { fits($0, tuple) } ?? false
  }

  /// Whether some rule concludes some fact of a relation.
  func concludesAny(_ relation: RelationID) -> Bool { concluded.contains(relation.raw) }

  /// Whether the head can become the fact: a variable is the same in all its places, and of its kinds.
  private func fits(_ head: Head, _ tuple: [TermID]) -> Bool {
    for (place, operand) in head.atom.places.enumerated() {
      switch operand {
      case .any: break
      case .term(let constant): if constant != tuple[place] { return false }
      case .variable(let slot):
        if let first = head.atom.places.firstIndex(of: operand), tuple[first] != tuple[place] { return false }
        if head.domains?.fits(slot, tuple[place]) == false { return false }
      }
    }
    return true
  }

  private static func key(_ relation: RelationID, _ term: TermID) -> UInt64 {
    UInt64(relation.raw) << 32 | UInt64(term.raw)
  }

  /// Whether the clause concludes facts of a relation, with variables, from others of the same one.
  static func carries(_ clause: HornClause, _ head: Atom) -> Bool {
    guard !isGround(head) else { return false }
    return clause.body.contains { literal in
      guard case .match(let atom) = literal, atom.relation == head.relation else { return false }
      return !isGround(atom) && atom != head && zip(atom.places, head.places).allSatisfy { mayMeet($0, $1) }
    }
  }
}
