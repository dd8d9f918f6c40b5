/// The nodes of ``Diagrams``: a value of its own, since every access to a property of an object costs a check.
package struct DiagramNodes: ~Copyable {
  private(set) var variables: [UInt32] = [.max, .max]
  private(set) var lows: [UInt32] = [0, 1]
  private(set) var highs: [UInt32] = [0, 1]
  private var table: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var results = OperationCache()
  private let mostNodes: Int
  private let isOver: (@Sendable () -> Bool)?
  private(set) var isExhausted = false
  private(set) var isLate = false

  package init(mostNodes: Int, isOver: (@Sendable () -> Bool)?) {
    self.mostNodes = mostNodes
    self.isOver = isOver
  }

  /// Recursive: as deep as there are variables.
  package mutating func choose(_ condition: UInt32, _ then: UInt32, _ other: UInt32) -> UInt32 {
    if condition == 1 { return then }
    if condition == 0 { return other }
    if then == other { return then }
    if then == 1, other == 0 { return condition }
    if isExhausted { return 0 }
    if let known = results.find(condition, then, other) { return known }
    let (first, second, third) = (variables[Int(condition)], variables[Int(then)], variables[Int(other)])
    let top = min(first, second, third)
    let low = choose(
      first == top ? lows[Int(condition)] : condition, second == top ? lows[Int(then)] : then,
      third == top ? lows[Int(other)] : other)
    let high = choose(
      first == top ? highs[Int(condition)] : condition, second == top ? highs[Int(then)] : then,
      third == top ? highs[Int(other)] : other)
    let result = node(top, low, high)
    results.store(condition, then, other, result)
    return result
  }

  package mutating func node(_ variable: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
    if low == high { return low }
    if isExhausted { return 0 }
    var slot = DiagramNodes.hash(variable, low, high) & (table.count - 1)
    while table[slot] != 0 {
      let index = Int(table[slot])
      if variables[index] == variable, lows[index] == low, highs[index] == high { return UInt32(index) }
      slot = (slot + 1) & (table.count - 1)
    }
    if variables.count >= mostNodes { isExhausted = true }
    if variables.count & 0xFFF == 0, let isOver, isOver() {
      isExhausted = true
      isLate = true
    }
    let index = UInt32(variables.count)
    variables.append(variable)
    lows.append(low)
    highs.append(high)
    table[slot] = index
    if variables.count * 2 > table.count { grow() }
    return index
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for index in 2..<variables.count {
      var slot = DiagramNodes.hash(variables[index], lows[index], highs[index]) & (table.count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt32(index)
    }
    results.grow(to: table.count)
  }

  package static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> Int {
    var key = UInt64(first) &* 0x9E37_79B9_7F4A_7C15
    key = (key ^ (key >> 29) ^ UInt64(second)) &* 0xBF58_476D_1CE4_E5B9
    key = (key ^ (key >> 32) ^ UInt64(third)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: (key ^ (key >> 31)) & 0x7FFF_FFFF_FFFF)
  }
}

/// Remembers results of operations on three nodes; a later one takes the place of an earlier one in the same slot.
package struct OperationCache {
  private struct Entry {
    var first: UInt32 = 0
    var second: UInt32 = 0
    var third: UInt32 = 0
    var result: UInt32 = 0
  }

  /// No operation is stored with a first node of 0.
  private var entries: [Entry] = Array(repeating: Entry(), count: 1 << 10)

  package func find(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32? {
    let entry = entries[DiagramNodes.hash(first, second, third) & (entries.count - 1)]
    guard entry.first == first, entry.second == second, entry.third == third else { return nil }
    return entry.result
  }

  package mutating func store(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ result: UInt32) {
    entries[DiagramNodes.hash(first, second, third) & (entries.count - 1)] = Entry(
      first: first, second: second, third: third, result: result)
  }

  package mutating func grow(to count: Int) {
    guard count > entries.count, count <= 1 << 20 else { return }
    entries = Array(repeating: Entry(), count: count)
  }
}
