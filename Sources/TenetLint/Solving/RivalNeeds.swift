import TenetModel

/// How many unmentioned terms it may take that one rule fires and no other one with the same conclusion does.
struct RivalNeeds {
  private let program: Program
  private var clauses: [(clause: Int, needs: [Int: Int])] = []
  /// What it takes that a clause does not fire; most take nothing.
  private var defeats: [Int: [Int: Int]] = [:]
  /// Those clauses by what they conclude.
  private var byFact = LastTermIndex()
  private var byNumber: [UInt32: [Int]] = [:]

  init(_ program: Program) {
    self.program = program
  }

  mutating func insert(_ clause: Int, _ needs: [Int: Int], _ defeat: [Int: Int]) {
    clauses.append((clause, needs))
    if defeat.isEmpty { return }
    defeats[clause] = defeat
    switch program.clauses[clause].head {
    case .fact(let atom): byFact.insert(clause, atom.relation, last(atom))
    case .set(let number, _, _), .add(let number, _, _): byNumber[number.raw, default: []].append(clause)
    }
  }

  /// For each clause, what it takes that it alone fires.
  func totals() -> [[Int: Int]] {
    clauses.map { clause, needs in
      var total = needs
      for rival in rivals(of: clause) where rival != clause { HiddenNeeds.add(defeats[rival] ?? [:], 1, to: &total) }
      return total
    }
  }

  private func rivals(of clause: Int) -> [Int] {
    switch program.clauses[clause].head {
    case .fact(let atom): return byFact.numbers(atom.relation, last(atom))
    case .set(let number, _, _), .add(let number, _, _): return byNumber[number.raw] ?? []
    }
  }

  /// The candidates of a choice are all rivals of each other.
  private func last(_ atom: Atom) -> Operand? {
    if case .candidates = program.roles[atom.relation.index] { return nil }
    return atom.places.last
  }
}
