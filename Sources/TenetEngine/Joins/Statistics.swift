/// What a planner knows of the relations of a run.
struct Statistics: Sendable {
  /// By relation, the number of rows.
  var rows: [Int]
  /// By relation and column, the number of different terms, or a bound of it; empty where it was not asked for.
  var distinct: [[Int]]
  /// By relation: it is a grid.
  var isGrid: [Bool]
  /// By relation, the number of rows below which it is not to become a grid (again).
  var leastForGrid: [Int]

  mutating func appendRelation(rows: Int, distinct: [Int]) {
    self.rows.append(rows)
    self.distinct.append(distinct)
    isGrid.append(false)
    leastForGrid.append(0)
  }

  init(relationCount: Int) {
    rows = Array(repeating: 0, count: relationCount)
    distinct = Array(repeating: [], count: relationCount)
    isGrid = Array(repeating: false, count: relationCount)
    leastForGrid = Array(repeating: 0, count: relationCount)
  }
}
