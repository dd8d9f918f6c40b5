/// Functions of base facts, as reduced ordered binary decision diagrams (Bryant 1986): two functions are equal exactly when
/// they are the same node. An edge says in its lowest bit whether it means the negation of its vertex (Brace, Rudell and
/// Bryant 1990), so a function and its negation share all vertices, and to negate is to flip that bit.
///
/// Work is bounded: what would take too many steps becomes `open`, which is neither true nor false and says so wherever it
/// decides. The bounds count steps, so that results do not depend on the machine.
package struct DecisionDiagram {
  package typealias Node = Int32

  package static var no: Node { 0 }
  static var yes: Node { 1 }
  /// Not decided.
  static var open: Node { -1 }
  private static var failed: Node { -2 }

  /// Steps for one operation, and for all of them.
  private static var mostSteps: Int { 240_000 }
  private static var mostStepsInAll: Int { 12_000_000 }

  /// A variable and the functions for false and for true; the former is never a negated edge.
  private struct Vertex {
    var variable: Int32
    var low: Node
    var high: Node
  }

  /// The first is the constant.
  private var vertices = [Vertex(variable: .max, low: 0, high: 0)]
  /// Vertices by what they hold, for finding each again; 0 for none.
  private var slots: [Int32] = Array(repeating: 0, count: 1 << 12)
  /// Conjunctions that were made: each may be overwritten by another one.
  private var cache = Array(repeating: (key: UInt64.max, result: Node(0)), count: 1 << 12)
  private(set) var variableCount = 0
  private var stepsLeft = 0
  private(set) var stepsInAll = 0

  /// A new variable, last in the order.
  mutating func variable() -> Node {
    variableCount += 1
    return node(Int32(variableCount - 1), 0, 1)
  }

  // MARK: Operations

  mutating func and(_ left: Node, _ right: Node) -> Node {
    if left == 0 || right == 0 { return 0 }
    if left == 1 { return right }
    if right == 1 { return left }
    if left < 0 || right < 0 { return DecisionDiagram.open }
    return run { $0.conjunction(left, right) }
  }

  mutating func or(_ left: Node, _ right: Node) -> Node {
    if left == 1 || right == 1 { return 1 }
    if left == 0 { return right }
    if right == 0 { return left }
    if left < 0 || right < 0 { return DecisionDiagram.open }
    return not(run { $0.conjunction(left ^ 1, right ^ 1) })
  }

  func not(_ node: Node) -> Node {
    node < 0 ? node : node ^ 1
  }

  /// Whether the first is true only where the second is; nil where that is not decided.
  mutating func implies(_ left: Node, _ right: Node) -> Bool? {
    let rest = and(left, not(right))
    return rest < 0 ? nil : rest == 0
  }

  /// Nil where it is not decided.
  func equal(_ left: Node, _ right: Node) -> Bool? {
    left < 0 || right < 0 ? nil : left == right
  }

  private mutating func run(_ body: (inout DecisionDiagram) -> Node) -> Node {
    guard stepsInAll < DecisionDiagram.mostStepsInAll else { return DecisionDiagram.open }
    stepsLeft = DecisionDiagram.mostSteps
    let result = body(&self)
    stepsInAll += DecisionDiagram.mostSteps - stepsLeft
    return result < 0 ? DecisionDiagram.open : result
  }

  private mutating func conjunction(_ left: Node, _ right: Node) -> Node {
    if left == 0 || right == 0 || left == right ^ 1 { return 0 }
    if left == 1 || left == right { return right }
    if right == 1 { return left }
    let (a, b) = left < right ? (left, right) : (right, left)
    let key = UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
    let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (cache.count - 1)
    if cache[place].key == key { return cache[place].result }
    stepsLeft -= 1
    if stepsLeft <= 0 { return DecisionDiagram.failed }
    let (x, y) = (vertices[Int(a >> 1)], vertices[Int(b >> 1)])
    let top = min(x.variable, y.variable)
    let low = conjunction(x.variable == top ? x.low ^ (a & 1) : a, y.variable == top ? y.low ^ (b & 1) : b)
    if low < 0 { return low }
    let high = conjunction(x.variable == top ? x.high ^ (a & 1) : a, y.variable == top ? y.high ^ (b & 1) : b)
    if high < 0 { return high }
    let result = node(top, low, high)
    // The cache may have grown meanwhile.
    cache[Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (cache.count - 1)] = (key, result)
    return result
  }

  /// The node of a variable and its two branches, made where it is new.
  private mutating func node(_ variable: Int32, _ low: Node, _ high: Node) -> Node {
    if low == high { return low }
    let sign = low & 1
    let wanted = Vertex(variable: variable, low: low ^ sign, high: high ^ sign)
    if vertices.count * 2 > slots.count { grow() }
    var slot = hash(wanted)
    while slots[slot] != 0 {
      let found = vertices[Int(slots[slot])]
      if found.variable == variable, found.low == wanted.low, found.high == wanted.high {
        return slots[slot] << 1 | sign
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let made = Int32(vertices.count)
    vertices.append(wanted)
    slots[slot] = made
    return made << 1 | sign
  }

  private func hash(_ vertex: Vertex) -> Int {
    var hash = UInt64(UInt32(bitPattern: vertex.variable)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(UInt32(bitPattern: vertex.low))) &* 0xC2B2_AE3D_27D4_EB4F
    hash = (hash ^ UInt64(UInt32(bitPattern: vertex.high))) &* 0x1656_67B1_9E37_79F9
    return Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
  }

  private static var largestCache: Int { 1 << 20 }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for index in 1..<vertices.count {
      var slot = hash(vertices[index])
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
    if cache.count < DecisionDiagram.largestCache {
      cache = Array(
        repeating: (key: UInt64.max, result: Node(0)), count: min(slots.count, DecisionDiagram.largestCache))
    }
  }

  // MARK: Smallest assignments

  /// The true variables of an assignment with as few of them as possible that makes the function true, rising; nil where
  /// there is none, or where the function is open. Of several the one that leaves earlier variables false.
  func smallest(_ root: Node) -> [Int]? {
    guard root > 0 else { return nil }
    var costs: [Node: Int] = [0: Int.max / 2, 1: 0]
    cost(root, &costs)
    var chosen: [Int] = []
    var node = root
    while node > 1 {
      let (low, high) = branches(node)
      if (costs[low] ?? 0) <= (costs[high] ?? 0) + 1 {
        node = low
      } else {
        chosen.append(Int(vertices[Int(node >> 1)].variable))
        node = high
      }
    }
    return chosen
  }

  private func branches(_ node: Node) -> (low: Node, high: Node) {
    let vertex = vertices[Int(node >> 1)]
    return (vertex.low ^ (node & 1), vertex.high ^ (node & 1))
  }

  private func cost(_ node: Node, _ costs: inout [Node: Int]) {
    if costs[node] != nil { return }
    let (low, high) = branches(node)
    cost(low, &costs)
    cost(high, &costs)
    costs[node] = min(costs[low] ?? 0, (costs[high] ?? 0) + 1)
  }
}
