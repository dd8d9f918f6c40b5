/// Functions of base facts, as reduced ordered binary decision diagrams (Bryant 1986): two functions are equal exactly when
/// they are the same node.
///
/// Work is bounded: what would take too many steps becomes `open`, which is neither true nor false and says so wherever it
/// decides. The bounds count steps, so that results do not depend on the machine.
struct DecisionDiagram {
  typealias Node = Int32

  static var no: Node { 0 }
  static var yes: Node { 1 }
  /// Not decided.
  static var open: Node { -1 }
  private static var failed: Node { -2 }

  /// Steps for one operation, and for all of them.
  private static var mostSteps: Int { 60_000 }
  private static var mostStepsInAll: Int { 25_000_000 }

  private var variables: [Int32] = [Int32.max, Int32.max]
  private var lows: [Node] = [0, 1]
  private var highs: [Node] = [0, 1]
  private var negations: [Node] = [1, 0]
  private var slots: [Int32] = Array(repeating: 0, count: 1 << 12)
  private var cacheKeys: [UInt64] = Array(repeating: .max, count: 1 << 16)
  private var cacheResults: [Node] = Array(repeating: 0, count: 1 << 16)
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
    return run { diagram in
      let (a, b) = (diagram.negation(left), diagram.negation(right))
      let both = diagram.conjunction(a, b)
      return both < 0 ? both : diagram.negation(both)
    }
  }

  mutating func not(_ node: Node) -> Node {
    node < 0 ? node : negation(node)
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
    if left == 0 || right == 0 { return 0 }
    if left == 1 || left == right { return right }
    if right == 1 { return left }
    let (a, b) = left < right ? (left, right) : (right, left)
    let key = UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
    if cacheKeys[slot] == key { return cacheResults[slot] }
    stepsLeft -= 1
    if stepsLeft <= 0 { return DecisionDiagram.failed }
    let (x, y) = (variables[Int(a)], variables[Int(b)])
    let top = min(x, y)
    let low = conjunction(x == top ? lows[Int(a)] : a, y == top ? lows[Int(b)] : b)
    if low < 0 { return low }
    let high = conjunction(x == top ? highs[Int(a)] : a, y == top ? highs[Int(b)] : b)
    if high < 0 { return high }
    let result = node(top, low, high)
    cacheKeys[slot] = key
    cacheResults[slot] = result
    return result
  }

  private mutating func negation(_ node: Node) -> Node {
    if negations[Int(node)] >= 0 { return negations[Int(node)] }
    stepsLeft -= 1
    let (low, high) = (negation(lows[Int(node)]), negation(highs[Int(node)]))
    let result = self.node(variables[Int(node)], low, high)
    negations[Int(node)] = result
    negations[Int(result)] = node
    return result
  }

  /// The node of a variable and its two branches, made where it is new.
  private mutating func node(_ variable: Int32, _ low: Node, _ high: Node) -> Node {
    if low == high { return low }
    if variables.count * 2 > slots.count { rehash() }
    var slot = hash(variable, low, high)
    while slots[slot] != 0 {
      let found = Int(slots[slot])
      if variables[found] == variable, lows[found] == low, highs[found] == high { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let made = Node(variables.count)
    variables.append(variable)
    lows.append(low)
    highs.append(high)
    negations.append(-1)
    slots[slot] = made
    return made
  }

  private func hash(_ variable: Int32, _ low: Node, _ high: Node) -> Int {
    var hash = UInt64(UInt32(bitPattern: variable)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(UInt32(bitPattern: low))) &* 0xC2B2_AE3D_27D4_EB4F
    hash = (hash ^ UInt64(UInt32(bitPattern: high))) &* 0x1656_67B1_9E37_79F9
    return Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
  }

  private mutating func rehash() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for index in 2..<variables.count {
      var slot = hash(variables[index], lows[index], highs[index])
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
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
      let (low, high) = (costs[lows[Int(node)]] ?? 0, costs[highs[Int(node)]] ?? 0)
      if low <= high + 1 {
        node = lows[Int(node)]
      } else {
        chosen.append(Int(variables[Int(node)]))
        node = highs[Int(node)]
      }
    }
    return chosen
  }

  private func cost(_ node: Node, _ costs: inout [Node: Int]) {
    if costs[node] != nil { return }
    cost(lows[Int(node)], &costs)
    cost(highs[Int(node)], &costs)
    costs[node] = min(costs[lows[Int(node)]] ?? 0, (costs[highs[Int(node)]] ?? 0) + 1)
  }
}
