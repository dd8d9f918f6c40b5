/// By fact, the clause of its least proof, where single passes over clauses told: they see every way to a fact.
///
/// What a recursive step derives, or a large run whose rows are renumbered, has no source here and is searched for when
/// someone asks.
struct FactSources: ~Copyable {
  /// By relation and row.
  private var clauses: Slots<Vector<Int32>>
  /// The clause that is passed over; ``none`` in a recursive step.
  private var current = none
  let isKept: Bool

  static var none: Int32 { -1 }

  init(relationCount: Int, isKept: Bool) {
    self.isKept = isKept
    clauses = Slots(capacity: isKept ? relationCount : 1)
    if isKept { for _ in 0..<relationCount { clauses.append(Vector()) } }
  }

  /// What is derived from now on comes from this clause.
  mutating func begin(_ clause: Int) { current = Int32(clause) }

  mutating func beginRecursion() { current = FactSources.none }

  /// A fact is new, or has a lower level than before.
  @inline(__always) mutating func found(_ relation: Int, _ row: UInt32) {
    // No entry says the same as none.
    if current == FactSources.none, Int(row) >= clauses[relation].count { return }
    set(current, relation, row)
  }

  /// A fact was found again at its level.
  mutating func foundAgain(_ relation: Int, _ row: UInt32) {
    let known = self[relation, row]
    if known != FactSources.none, current < known { set(current, relation, row) }
  }

  mutating func set(_ clause: Int32, _ relation: Int, _ row: UInt32) {
    if clauses[relation].count <= Int(row) { clauses[relation].resize(to: Int(row) + 1, filling: FactSources.none) }
    clauses[relation][Int(row)] = clause
  }

  /// The clause, or ``none``.
  subscript(relation: Int, row: UInt32) -> Int32 {
    guard isKept, Int(row) < clauses[relation].count else { return FactSources.none }
    return clauses[relation][Int(row)]
  }
}
