import TenetModel

/// Numbers of things by a relation and the term in its last place, which tells properties apart.
package struct LastTermIndex {
  private struct Spot: Hashable {
    var relation: UInt32
    /// Nil for a variable there.
    var term: TermID?
  }

  private var all: [UInt32: [Int]] = [:]
  private var bySpot: [Spot: [Int]] = [:]

  package init() {}

  /// A number that was inserted last with the same is not taken again.
  package mutating func insert(_ number: Int, _ relation: RelationID, _ last: Operand?) {
    let spot = Spot(relation: relation.raw, term: LastTermIndex.term(last))
    if bySpot[spot]?.last != number { bySpot[spot, default: []].append(number) }
    if all[relation.raw]?.last != number { all[relation.raw, default: []].append(number) }
  }

  /// What may have the operand in its last place; rising where the numbers came so.
  package func numbers(_ relation: RelationID, _ last: Operand?) -> [Int] {
    guard let term = LastTermIndex.term(last) else { return all[relation.raw] ?? [] }
    let exact = bySpot[Spot(relation: relation.raw, term: term)] ?? []
    let open = bySpot[Spot(relation: relation.raw, term: nil)] ?? []
    if open.isEmpty { return exact }
    return exact.isEmpty ? open : Set(exact + open).sorted()
  }

  private static func term(_ operand: Operand?) -> TermID? {
    if case .term(let term)? = operand { return term }
    return nil
  }
}
