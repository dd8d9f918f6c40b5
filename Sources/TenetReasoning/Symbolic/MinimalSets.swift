/// The smallest sets of variables that make a function true, as zero-suppressed decision diagrams (Minato 1993).
///
/// A family of sets is a node: 0 is no set at all, 1 is the empty set alone. The number of sets may be far beyond what can be
/// listed; ``cheapest(_:costs:limit:)`` lists them by cost.
package final class MinimalSets {
  private let diagrams: Diagrams
  private var variables: [UInt32] = [.max, .max]
  private var lows: [UInt32] = [0, 1]
  private var highs: [UInt32] = [0, 1]
  private var unique: [Key: UInt32] = [:]
  private var minimalOf: [UInt32: UInt32] = [0: 0, 1: 1]
  private var without: [UInt64: UInt32] = [:]
  private let mostNodes: Int
  package private(set) var isExhausted = false

  private struct Key: Hashable {
    var variable: UInt32
    var low: UInt32
    var high: UInt32
  }

  package init(_ diagrams: Diagrams, mostNodes: Int = 500_000) {
    self.diagrams = diagrams
    self.mostNodes = mostNodes
  }

  /// The family of all sets that make the function true and of which no part does.
  package func family(of function: Diagram) -> UInt32 { minimal(function.raw) }

  private func minimal(_ function: UInt32) -> UInt32 {
    if let known = minimalOf[function] { return known }
    if isExhausted { return 0 }
    let index = Int(function)
    let low = minimal(diagrams.low(index))
    let high = minimal(diagrams.high(index))
    let result = node(diagrams.variable(at: index), low, remove(high, low))
    minimalOf[function] = result
    return result
  }

  /// The sets of the first family that hold no set of the second.
  private func remove(_ family: UInt32, _ parts: UInt32) -> UInt32 {
    if parts == 0 || family == 0 { return family }
    if parts == 1 || family == parts { return 0 }
    if isExhausted { return 0 }
    let key = UInt64(family) << 32 | UInt64(parts)
    if let known = without[key] { return known }
    let (first, second) = (variables[Int(family)], variables[Int(parts)])
    let result: UInt32
    if first > second {
      result = remove(family, lows[Int(parts)])
    } else if first < second {
      result = node(first, remove(lows[Int(family)], parts), remove(highs[Int(family)], parts))
    } else {
      let high = remove(remove(highs[Int(family)], highs[Int(parts)]), lows[Int(parts)])
      result = node(first, remove(lows[Int(family)], lows[Int(parts)]), high)
    }
    without[key] = result
    return result
  }

  private func node(_ variable: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
    if high == 0 { return low }
    let key = Key(variable: variable, low: low, high: high)
    if let known = unique[key] { return known }
    if variables.count >= mostNodes { isExhausted = true }
    let index = UInt32(variables.count)
    variables.append(variable)
    lows.append(low)
    highs.append(high)
    unique[key] = index
    return index
  }

  // MARK: Listing

  package struct Listing {
    /// Each with its variables rising, by cost.
    package var sets: [(variables: [Int], cost: Int)] = []
    /// Whether these are all.
    package var isComplete = true
  }

  /// The sets by cost, the cheapest first: whole levels of equal cost until there are `limit` or more, or `most` in all.
  ///
  /// - Parameter onlyCheapest: stop behind the sets of the least cost.
  package func cheapest(
    _ family: UInt32, costs: (Int) -> Int, limit: Int, most: Int = 20_000, onlyCheapest: Bool = false
  ) -> Listing {
    var listing = Listing()
    var least: [UInt32: Int] = [1: 0]
    guard let first = leastCost(family, costs, &least) else { return listing }
    var queue = CostQueue()
    queue.push(CostQueue.Entry(bound: first, cost: 0, node: family, chosen: -1))
    // Chosen variables are lists that share their ends.
    var chain: [(variable: Int, rest: Int)] = []
    var level = first
    while let entry = queue.pop() {
      if entry.bound > level {
        if onlyCheapest { return listing }
        if listing.sets.count >= limit {
          listing.isComplete = false
          return listing
        }
        level = entry.bound
      }
      if entry.node == 1 {
        if listing.sets.count >= most {
          listing.isComplete = false
          return listing
        }
        listing.sets.append((MinimalSets.variables(entry.chosen, chain), entry.cost))
        continue
      }
      let index = Int(entry.node)
      if let rest = leastCost(lows[index], costs, &least) {
        queue.push(
          CostQueue.Entry(bound: entry.cost + rest, cost: entry.cost, node: lows[index], chosen: entry.chosen))
      }
      let cost = entry.cost + costs(Int(variables[index]))
      if let rest = leastCost(highs[index], costs, &least) {
        chain.append((Int(variables[index]), entry.chosen))
        queue.push(CostQueue.Entry(bound: cost + rest, cost: cost, node: highs[index], chosen: chain.count - 1))
      }
    }
    return listing
  }

  private static func variables(_ chosen: Int, _ chain: [(variable: Int, rest: Int)]) -> [Int] {
    var result: [Int] = []
    var next = chosen
    while next >= 0 {
      result.append(chain[next].variable)
      next = chain[next].rest
    }
    return result.reversed()
  }

  /// The least cost of a set of the family; nil where it is empty.
  private func leastCost(_ family: UInt32, _ costs: (Int) -> Int, _ known: inout [UInt32: Int]) -> Int? {
    if family == 0 { return nil }
    if let cost = known[family] { return cost }
    let index = Int(family)
    let low = leastCost(lows[index], costs, &known)
    let high = leastCost(highs[index], costs, &known).map { $0 + costs(Int(variables[index])) }
    let cost = min(low ?? .max, high ?? .max)
    known[family] = cost
    return cost
  }
}

/// A queue that gives the entry of the least bound first; of equal ones the one that was pushed first.
package struct CostQueue {
  package struct Entry {
    package var bound: Int
    package var cost: Int
    package var node: UInt32
    /// The last link of the chain of what was chosen, or -1.
    package var chosen: Int
    package var order = 0
  }

  private var heap: [Entry] = []
  private var pushed = 0

  package mutating func push(_ entry: Entry) {
    var entry = entry
    entry.order = pushed
    pushed += 1
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, precedes(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  package mutating func pop() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[least]) {
        least = child
      }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func precedes(_ left: Entry, _ right: Entry) -> Bool {
    left.bound != right.bound ? left.bound < right.bound : left.order < right.order
  }
}
