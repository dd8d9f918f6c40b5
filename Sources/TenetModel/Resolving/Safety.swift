import TenetText

/// Whether every variable that a branch uses is bound by a positive clause of it.
struct Safety {
  /// The slots that the literals bind.
  static func bound(by body: [Literal]) -> Set<Int> {
    var bound: Set<Int> = []
    for literal in body {
      switch literal {
      case .match(let atom), .bind(let atom):
        for case .variable(let slot) in atom.places { bound.insert(slot) }
      case .count, .compare, .same: break
      }
    }
    return bound
  }

  /// The slots that a literal only uses.
  static func used(by literal: Literal) -> [Int] {
    switch literal {
    case .match, .bind: return []
    case .count(let atom, let test):
      return slots(atom.places) + (test.excluding.map { slots([$0]) } ?? [])
    case .compare(let left, _, let right, _): return slots(left.subjects + right.subjects)
    case .same(let left, let right, _): return slots([left, right])
    }
  }

  static func used(by head: HornClause.Head) -> [Int] {
    switch head {
    case .fact(let atom): return slots(atom.places)
    case .set(_, let subject, let value), .add(_, let subject, let value): return slots([subject] + value.subjects)
    }
  }

  private static func slots(_ operands: [Operand]) -> [Int] {
    operands.compactMap { if case .variable(let slot) = $0 { return slot } else { return nil } }
  }
}
