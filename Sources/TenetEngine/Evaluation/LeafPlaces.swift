import TenetProgram

/// Which place of each relation is best taken all at once, as bits of a row: see ``Grid``.
///
/// In a head that is a place whose variable just one literal binds, since then its values can be copied as they lie in that
/// literal's rows; there the same place is wanted. Votes of all clauses decide, and of two places alike the later one.
struct LeafPlaces {
  /// By relation; -1 where there are no places.
  private(set) var places: [Int]
  /// By relation and place, for how many clauses the place of the head would do.
  private var fitting: [[Int]]
  /// By clause with a fact for a head, what may be a leaf.
  private var candidates: [Candidate] = []

  private struct Candidate {
    var head: Int
    var place: Int
    /// Where the literal has the variable.
    var source: Int
    var sourcePlace: Int
  }

  init(_ program: Program) {
    places = program.arities.map { $0 - 1 }
    fitting = program.arities.map { Array(repeating: 0, count: $0) }
    for clause in program.clauses {
      guard case .fact(let head) = clause.head else { continue }
      for place in head.places.indices {
        guard let candidate = LeafPlaces.candidate(clause, head, place) else { continue }
        candidates.append(candidate)
        fitting[head.relation.index][place] += 1
      }
    }
    // What a clause wants of its premises depends on what is wanted of its head.
    for _ in 0..<4 where !vote() { break }
  }

  /// Returns whether something changed.
  private mutating func vote() -> Bool {
    var votes = fitting
    for candidate in candidates where places[candidate.head] == candidate.place {
      votes[candidate.source][candidate.sourcePlace] += 1
    }
    let before = places
    for relation in places.indices {
      for place in votes[relation].indices.reversed() where votes[relation][place] > votes[relation][places[relation]] {
        places[relation] = place
      }
    }
    return places != before
  }

  private static func candidate(_ clause: HornClause, _ head: Atom, _ place: Int) -> Candidate? {
    let operand = head.places[place]
    guard case .variable = operand, head.places.count(where: { $0 == operand }) == 1 else { return nil }
    var found: Candidate?
    for literal in clause.body {
      guard let atom = literal.matched else { continue }
      for (index, other) in atom.places.enumerated() where other == operand {
        if found != nil { return nil }
        found = Candidate(head: head.relation.index, place: place, source: atom.relation.index, sourcePlace: index)
      }
    }
    return found
  }
}
