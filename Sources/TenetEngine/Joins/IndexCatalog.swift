/// Which indexes plans want: the number of an index is its place in the list.
struct IndexCatalog: Sendable {
  private(set) var specs: [Spec] = []
  /// By relation, the numbers of its indexes.
  private var byRelation: [[Int]]

  struct Spec: Sendable {
    var relation: Int
    var mask: UInt32
  }

  init(relationCount: Int) { byRelation = Array(repeating: [], count: relationCount) }

  /// Adds a relation.
  mutating func appendRelation() { byRelation.append([]) }

  /// The number of the index of these columns; a new one where there was none.
  mutating func index(relation: Int, mask: UInt32) -> Int {
    for number in byRelation[relation] where specs[number].mask == mask { return number }
    specs.append(Spec(relation: relation, mask: mask))
    byRelation[relation].append(specs.count - 1)
    return specs.count - 1
  }
}
