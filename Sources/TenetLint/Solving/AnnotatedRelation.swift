import TenetModel
import TenetText

/// A relation whose facts hold in some profiles.
struct AnnotatedRelation {
  private(set) var tuples: [[TermID]] = []
  private(set) var nodes: [DecisionDiagram.Node] = []
  private(set) var isBase: [Bool] = []
  private var rows: [[TermID]: Int] = [:]
  /// By place and term, the rows with the term there, rising.
  private var rowsByTerm: [[TermID: [Int]]] = []
  /// Some of its facts are not known.
  var isOpen = false
  /// Profiles may give more of its facts than are looked at.
  private(set) var hasMoreBase = false

  mutating func openBase() {
    isOpen = true
    hasMoreBase = true
  }

  func row(_ tuple: [TermID]) -> Int? { rows[tuple] }

  /// The rows that may fit an atom under a binding, rising: all those with one of its terms in its place, the rarest one.
  func rows(near atom: Atom, _ binding: [TermID?]) -> [Int] {
    var fewest: [Int]?
    for (place, operand) in atom.places.enumerated() where place < rowsByTerm.count {
      guard let term = BindingTable.value(operand, binding) else { continue }
      let rows = rowsByTerm[place][term] ?? []
      if fewest.map({ rows.count < $0.count }) ?? true { fewest = rows }
    }
    return fewest ?? Array(tuples.indices)
  }

  /// When the fact holds.
  func node(_ tuple: [TermID]) -> DecisionDiagram.Node {
    let node = rows[tuple].map { nodes[$0] } ?? DecisionDiagram.no
    return isOpen && node != DecisionDiagram.yes ? DecisionDiagram.open : node
  }

  /// Adds profiles in which the fact holds; true where they are more than before.
  @discardableResult
  mutating func add(_ tuple: [TermID], _ node: DecisionDiagram.Node, _ diagram: inout DecisionDiagram) -> Bool {
    guard let row = rows[tuple] else {
      append(tuple, node)
      return node != DecisionDiagram.no
    }
    let joined = diagram.or(nodes[row], node)
    if joined == nodes[row] { return false }
    nodes[row] = joined
    return true
  }

  /// Adds a fact that holds in every profile.
  mutating func insert(_ tuple: [TermID]) {
    if let row = rows[tuple] { nodes[row] = DecisionDiagram.yes } else { append(tuple, DecisionDiagram.yes) }
  }

  /// The fact that was added last may be given.
  mutating func markBase() { isBase[isBase.count - 1] = true }

  /// Says anew when the fact holds.
  mutating func replace(_ tuple: [TermID], with node: DecisionDiagram.Node) {
    if let row = rows[tuple] { nodes[row] = node } else { append(tuple, node) }
  }

  private mutating func append(_ tuple: [TermID], _ node: DecisionDiagram.Node) {
    while rowsByTerm.count < tuple.count { rowsByTerm.append([:]) }
    for (place, term) in tuple.enumerated() { rowsByTerm[place][term, default: []].append(tuples.count) }
    rows[tuple] = tuples.count
    tuples.append(tuple)
    nodes.append(node)
    isBase.append(false)
  }
}
