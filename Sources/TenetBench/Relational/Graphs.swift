/// Graphs as lists of edges between numbered nodes, made with seeds.
enum Graphs {
  static func chain(_ nodes: Int) -> [[Int]] { (0..<max(0, nodes - 1)).map { [$0, $0 + 1] } }

  /// Distinct edges between distinct nodes, sorted.
  static func random(_ nodes: Int, _ edges: Int, seed: UInt64) -> [[Int]] {
    var dice = Dice(seed)
    var seen: Set<Int> = []
    while seen.count < edges {
      let (from, to) = (dice.roll(nodes), dice.roll(nodes))
      if from != to { seen.insert(from * nodes + to) }
    }
    return seen.sorted().map { [$0 / nodes, $0 % nodes] }
  }

  /// From each node of a complete binary tree to its children.
  static func tree(_ nodes: Int) -> [[Int]] { (1..<nodes).map { [($0 - 1) / 2, $0] } }

  /// A tree with all sorts of widths: the parent of a node is any of those from a quarter to half of its number.
  static func unevenTree(_ nodes: Int, seed: UInt64) -> [[Int]] {
    var dice = Dice(seed)
    return (1..<nodes).map { [dice.roll($0 / 4...max(0, ($0 - 1) / 2)), $0] }
  }

  /// A square lattice with edges to the right and down.
  static func lattice(_ side: Int) -> [[Int]] {
    var edges: [[Int]] = []
    for row in 0..<side {
      for column in 0..<side {
        if column + 1 < side { edges.append([row * side + column, row * side + column + 1]) }
        if row + 1 < side { edges.append([row * side + column, (row + 1) * side + column]) }
      }
    }
    return edges
  }

  /// Cycles that do not touch.
  static func cycles(_ count: Int, length: Int) -> [[Int]] {
    (0..<count * length).map { [$0, $0 / length * length + ($0 + 1) % length] }
  }

  /// Rows each once, sorted.
  static func distinct(_ rows: [[Int]]) -> [[Int]] { Set(rows).sorted { $0.lexicographicallyPrecedes($1) } }
}

/// What an analysis of a program starts from: who allocates which object, and who takes, reads and sets what.
///
/// Assignments stay mostly inside a window of variables, so that sets grow but do not saturate.
struct ProgramFacts {
  var allocations: [[Int]] = []
  var assignments: [[Int]] = []
  /// Variable, the one it reads from, field.
  var reads: [[Int]] = []
  /// Variable, field, the one it is set to.
  var writes: [[Int]] = []

  init(variables: Int, objects: Int, fields: Int = 12, window: Int = 60, seed: UInt64) {
    var dice = Dice(seed)
    func near(_ variable: Int) -> Int { max(0, min(variables - 1, variable + dice.roll(-window...window))) }
    func pair() -> (Int, Int) {
      let variable = dice.roll(variables)
      return (variable, near(variable))
    }
    allocations = Graphs.distinct((0..<objects).map { _ in [dice.roll(variables), dice.roll(objects)] })
    for _ in 0..<variables * 9 / 10 {
      let (to, from) = pair()
      if to != from { assignments.append([to, from]) }
    }
    for _ in 0..<variables / 8 {
      let (to, from) = pair()
      reads.append([to, from, dice.roll(fields)])
    }
    for _ in 0..<variables / 8 {
      let (to, from) = pair()
      writes.append([to, dice.roll(fields), from])
    }
    assignments = Graphs.distinct(assignments)
    reads = Graphs.distinct(reads)
    writes = Graphs.distinct(writes)
  }
}
