import TenetModel

/// How many terms the rules for a fact need beyond those in it, by class of places.
///
/// Kept by relation and last term, since most facts are told apart there; of several rules the largest need counts.
struct HiddenNeeds {
  private var byTerm: [UInt64: [Int: Int]] = [:]
  /// Of rules whose conclusion ends in a variable.
  private var byRelation: [UInt32: [Int: Int]] = [:]
  /// Of all rules for a relation.
  private var all: [UInt32: [Int: Int]] = [:]
  private var byNumber: [UInt32: [Int: Int]] = [:]
  /// By candidates of a choice its picks.
  private var picks: [UInt32: RelationID] = [:]

  init(_ program: Program) {
    for choice in program.choices { picks[choice.candidates.raw] = choice.picks }
  }

  /// Adds what stands behind a condition.
  func add(_ literal: Literal, to needs: inout [Int: Int]) {
    switch literal {
    case .match(let atom), .bind(let atom): add(atom, 1, to: &needs)
    case .count(let atom, let test): add(atom, HiddenNeeds.times(test.bound), to: &needs)
    case .compare(let left, _, let right, _):
      for number in left.numbers + right.numbers {
        HiddenNeeds.add(byNumber[number.number.raw] ?? [:], 1, to: &needs)
      }
    case .same: break
    }
  }

  private func add(_ atom: Atom, _ times: Int, to needs: inout [Int: Int]) {
    guard let whole = all[atom.relation.raw] else { return }
    guard case .term(let term)? = atom.places.last else { return HiddenNeeds.add(whole, times, to: &needs) }
    var found = byTerm[HiddenNeeds.key(atom.relation, term)] ?? [:]
    HiddenNeeds.raise(&found, to: byRelation[atom.relation.raw] ?? [:])
    HiddenNeeds.add(found, times, to: &needs)
  }

  /// How many facts a count looks at, at the most, before it is decided.
  private static func times(_ bound: CountTest.Bound) -> Int {
    switch bound {
    case .atLeast(let count): return max(1, count)
    case .atMost(let count), .exactly(let count), .notExactly(let count): return count + 1
    case .every, .notEvery: return 1
    }
  }

  /// Keeps what a clause leaves to those who read its conclusion.
  mutating func insert(_ clause: HornClause, _ needs: [Int: Int]) {
    if needs.isEmpty { return }
    switch clause.head {
    case .fact(let atom):
      insert(atom.relation, atom.places.last, needs)
      if let picks = picks[atom.relation.raw], picks != atom.relation { insert(picks, atom.places.last, needs) }
    case .set(let number, _, _), .add(let number, _, _):
      HiddenNeeds.raise(&byNumber[number.raw, default: [:]], to: needs)
    }
  }

  private mutating func insert(_ relation: RelationID, _ last: Operand?, _ needs: [Int: Int]) {
    HiddenNeeds.raise(&all[relation.raw, default: [:]], to: needs)
    if case .term(let term)? = last {
      HiddenNeeds.raise(&byTerm[HiddenNeeds.key(relation, term), default: [:]], to: needs)
    } else {
      HiddenNeeds.raise(&byRelation[relation.raw, default: [:]], to: needs)
    }
  }

  private static func key(_ relation: RelationID, _ term: TermID) -> UInt64 {
    UInt64(relation.raw) << 32 | UInt64(term.raw)
  }

  private static func add(_ extra: [Int: Int], _ times: Int, to needs: inout [Int: Int]) {
    for (root, need) in extra { needs[root] = min(1000, needs[root, default: 0] + need * times) }
  }

  private static func raise(_ needs: inout [Int: Int], to others: [Int: Int]) {
    for (root, need) in others { needs[root] = max(needs[root] ?? 0, need) }
  }
}
