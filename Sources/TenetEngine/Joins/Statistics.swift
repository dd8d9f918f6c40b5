import TenetProgram

/// What a planner knows of the relations of a run.
struct Statistics: Sendable {
  /// By relation, the number of rows.
  var rows: [Int]
  /// By relation and column, the number of different terms, or a bound of it; empty where it was not asked for.
  var distinct: [[Int]]
  /// By relation: it is a grid.
  var isGrid: [Bool]
  /// By relation, the place of the leaf where it is a grid.
  var leaves: [Int]
  /// By relation, the number of rows below which it is not to become a grid (again).
  var leastForGrid: [Int]

  mutating func appendRelation(rows: Int, distinct: [Int]) {
    self.rows.append(rows)
    self.distinct.append(distinct)
    isGrid.append(false)
    leaves.append(distinct.count - 1)
    leastForGrid.append(0)
  }

  /// The place that a tail can take all values of at once; nil where the atom's relation is no grid.
  func leaf(of atom: Atom) -> Operand? {
    isGrid[atom.relation.index] ? atom.places[leaves[atom.relation.index]] : nil
  }

  init(relationCount: Int, leaves: [Int] = []) {
    self.leaves = leaves
    rows = Array(repeating: 0, count: relationCount)
    distinct = Array(repeating: [], count: relationCount)
    isGrid = Array(repeating: false, count: relationCount)
    leastForGrid = Array(repeating: 0, count: relationCount)
  }
}
