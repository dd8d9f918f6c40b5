import TenetModel

/// How many terms the rules for a fact need beyond those in it, by class of places.
///
/// Kept by relation and the term in each place; of several rules the largest need counts.
struct HiddenNeeds {
  private struct Spot: Hashable {
    var relation: UInt32
    var place: Int
    /// Nil for rules whose conclusion has a variable there.
    var term: UInt32?
  }

  private var bySpot: [Spot: [Int: Int]] = [:]
  /// Of all rules for a relation.
  private var all: [UInt32: [Int: Int]] = [:]
  private var byNumber: [UInt32: [Int: Int]] = [:]
  /// By relation and by number, what it may take that none of its rules fires.
  private var defeats: [UInt32: [Int: Int]] = [:]
  private var numberDefeats: [UInt32: [Int: Int]] = [:]
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

  /// Adds what it may take that no rule gives what a condition reads.
  func addDefeat(_ literal: Literal, to needs: inout [Int: Int]) {
    switch literal {
    case .match(let atom), .bind(let atom), .count(let atom, _):
      HiddenNeeds.add(defeats[atom.relation.raw] ?? [:], 1, to: &needs)
    case .compare(let left, _, let right, _):
      for number in left.numbers + right.numbers {
        HiddenNeeds.add(numberDefeats[number.number.raw] ?? [:], 1, to: &needs)
      }
    case .same: break
    }
  }

  /// As many terms as are ever told apart: more than are tried.
  static var most: Int { 1000 }

  private func add(_ atom: Atom, _ times: Int, to needs: inout [Int: Int]) {
    guard let whole = all[atom.relation.raw] else { return }
    // Each place that names a term bounds what the rules for such facts need.
    var least = whole
    for (place, operand) in atom.places.enumerated() {
      guard case .term(let term) = operand else { continue }
      var here = bySpot[Spot(relation: atom.relation.raw, place: place, term: term.raw)] ?? [:]
      HiddenNeeds.raise(&here, to: bySpot[Spot(relation: atom.relation.raw, place: place)] ?? [:])
      for (root, need) in least { least[root] = here[root].map { min(need, $0) } }
    }
    HiddenNeeds.add(least, times, to: &needs)
  }

  /// How many facts a count looks at, at the most, before it is decided.
  static func times(_ bound: CountTest.Bound) -> Int {
    switch bound {
    case .atLeast(let count): return max(1, count)
    case .atMost(let count), .exactly(let count), .notExactly(let count): return count + 1
    case .every, .notEvery: return 1
    }
  }

  /// Keeps what a clause leaves to those who read its conclusion, and what it may take that it does not fire.
  mutating func insert(_ clause: HornClause, _ needs: [Int: Int], _ defeat: [Int: Int]) {
    switch clause.head {
    case .fact(let atom):
      HiddenNeeds.add(defeat, 1, to: &defeats[atom.relation.raw, default: [:]])
      if let picks = picks[atom.relation.raw], picks != atom.relation {
        HiddenNeeds.add(defeat, 1, to: &defeats[picks.raw, default: [:]])
      }
      if needs.isEmpty { return }
      insert(atom.relation, atom.places, needs)
      if let picks = picks[atom.relation.raw], picks != atom.relation { insert(picks, atom.places, needs) }
    case .set(let number, _, _), .add(let number, _, _):
      HiddenNeeds.add(defeat, 1, to: &numberDefeats[number.raw, default: [:]])
      HiddenNeeds.raise(&byNumber[number.raw, default: [:]], to: needs)
    }
  }

  private mutating func insert(_ relation: RelationID, _ places: [Operand], _ needs: [Int: Int]) {
    HiddenNeeds.raise(&all[relation.raw, default: [:]], to: needs)
    for (place, operand) in places.enumerated() {
      var spot = Spot(relation: relation.raw, place: place)
      if case .term(let term) = operand { spot.term = term.raw }
      HiddenNeeds.raise(&bySpot[spot, default: [:]], to: needs)
    }
  }

  static func add(_ extra: [Int: Int], _ times: Int, to needs: inout [Int: Int]) {
    for (root, need) in extra { needs[root] = min(most, needs[root, default: 0] + need * times) }
  }

  private static func raise(_ needs: inout [Int: Int], to others: [Int: Int]) {
    for (root, need) in others { needs[root] = max(needs[root] ?? 0, need) }
  }
}
