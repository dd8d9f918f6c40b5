/// A Boolean function of some variables, as the number of a node in ``Diagrams``.
struct Diagram: Hashable {
  let raw: UInt32

  static let never = Diagram(raw: 0)
  static let always = Diagram(raw: 1)

  var isConstant: Bool { raw < 2 }
}

/// Reduced ordered binary decision diagrams (Bryant 1986): equal functions are the same node, so equivalence,
/// satisfiability and tautology are comparisons of numbers.
///
/// Variables are ordered by their numbers. Memory and time are bounded by the number of nodes; beyond the bound every
/// result is `never` and ``isExhausted`` is set, so that whoever asks has to look at it before relying on an answer.
final class Diagrams {
  private(set) var variables: [UInt32] = [.max, .max]
  private(set) var lows: [UInt32] = [0, 1]
  private(set) var highs: [UInt32] = [0, 1]
  private var table: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private var results = OperationCache()
  private let mostNodes: Int
  private let isOver: (@Sendable () -> Bool)?
  private(set) var isExhausted = false
  /// The time was over; else, where exhausted, there were too many nodes.
  private(set) var isLate = false

  init(mostNodes: Int = 1_000_000, isOver: (@Sendable () -> Bool)? = nil) {
    self.mostNodes = mostNodes
    self.isOver = isOver
  }

  var count: Int { variables.count }

  /// The function that is true where the variable is.
  func variable(_ number: Int) -> Diagram { Diagram(raw: node(UInt32(number), 0, 1)) }

  // MARK: Operations

  func not(_ function: Diagram) -> Diagram { Diagram(raw: choose(function.raw, 0, 1)) }

  func and(_ left: Diagram, _ right: Diagram) -> Diagram {
    left.raw < right.raw
      ? Diagram(raw: choose(left.raw, right.raw, 0)) : Diagram(raw: choose(right.raw, left.raw, 0))
  }

  func or(_ left: Diagram, _ right: Diagram) -> Diagram {
    left.raw < right.raw
      ? Diagram(raw: choose(left.raw, 1, right.raw)) : Diagram(raw: choose(right.raw, 1, left.raw))
  }

  func differ(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(raw: choose(left.raw, not(right).raw, right.raw))
  }

  /// `then` where the condition holds, `other` elsewhere.
  func choose(_ condition: Diagram, _ then: Diagram, _ other: Diagram) -> Diagram {
    Diagram(raw: choose(condition.raw, then.raw, other.raw))
  }

  func and(_ parts: [Diagram]) -> Diagram { combined(parts, Diagram.always) { self.and($0, $1) } }
  func or(_ parts: [Diagram]) -> Diagram { combined(parts, Diagram.never) { self.or($0, $1) } }

  /// Joined in pairs, so that intermediate results stay small.
  private func combined(_ parts: [Diagram], _ none: Diagram, _ join: (Diagram, Diagram) -> Diagram) -> Diagram {
    guard var level = parts.isEmpty ? nil : parts else { return none }
    while level.count > 1 {
      var next: [Diagram] = []
      next.reserveCapacity(level.count / 2 + 1)
      var index = 0
      while index + 1 < level.count {
        next.append(join(level[index], level[index + 1]))
        index += 2
      }
      if index < level.count { next.append(level[index]) }
      level = next
    }
    return level[0]
  }

  /// Where at least so many of the parts hold.
  func atLeast(_ needed: Int, of parts: [Diagram]) -> Diagram {
    if needed <= 0 { return .always }
    if needed > parts.count { return .never }
    // reached[j]: at least j of the parts so far.
    var reached = [Diagram.always] + Array(repeating: Diagram.never, count: needed)
    for part in parts {
      for index in stride(from: needed, through: 1, by: -1) where reached[index - 1] != .never {
        reached[index] = choose(part, or(reached[index], reached[index - 1]), reached[index])
      }
    }
    return reached[needed]
  }

  /// The function with a variable fixed.
  func fixing(_ variable: Int, to value: Bool, in function: Diagram) -> Diagram {
    var memo: [UInt32: UInt32] = [:]
    return Diagram(raw: fix(UInt32(variable), value, function.raw, &memo))
  }

  private func fix(_ variable: UInt32, _ value: Bool, _ function: UInt32, _ memo: inout [UInt32: UInt32]) -> UInt32 {
    let index = Int(function)
    if variables[index] > variable { return function }
    if variables[index] == variable { return value ? highs[index] : lows[index] }
    if let known = memo[function] { return known }
    let result = node(
      variables[index], fix(variable, value, lows[index], &memo), fix(variable, value, highs[index], &memo))
    memo[function] = result
    return result
  }

  /// Whether the function holds where exactly these variables are true.
  func value(of function: Diagram, where isTrue: (Int) -> Bool) -> Bool {
    var at = Int(function.raw)
    while at > 1 { at = Int(isTrue(Int(variables[at])) ? highs[at] : lows[at]) }
    return at == 1
  }

  /// The variables that the function depends on, rising.
  func support(of function: Diagram) -> [Int] {
    var seen: Set<UInt32> = []
    var found: Set<UInt32> = []
    var stack = [function.raw]
    while let next = stack.popLast() {
      guard next > 1, seen.insert(next).inserted else { continue }
      found.insert(variables[Int(next)])
      stack.append(lows[Int(next)])
      stack.append(highs[Int(next)])
    }
    return found.sorted().map { Int($0) }
  }

  // MARK: Nodes

  /// Recursive: as deep as there are variables.
  private func choose(_ condition: UInt32, _ then: UInt32, _ other: UInt32) -> UInt32 {
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

  private func node(_ variable: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
    if low == high { return low }
    if isExhausted { return 0 }
    var slot = Diagrams.hash(variable, low, high) & (table.count - 1)
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

  private func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for index in 2..<variables.count {
      var slot = Diagrams.hash(variables[index], lows[index], highs[index]) & (table.count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt32(index)
    }
    results.grow(to: table.count)
  }

  static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> Int {
    var key = UInt64(first) &* 0x9E37_79B9_7F4A_7C15
    key = (key ^ (key >> 29) ^ UInt64(second)) &* 0xBF58_476D_1CE4_E5B9
    key = (key ^ (key >> 32) ^ UInt64(third)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: (key ^ (key >> 31)) & 0x7FFF_FFFF_FFFF)
  }
}

/// Remembers results of operations on three nodes; a later one takes the place of an earlier one in the same slot.
struct OperationCache {
  private struct Entry {
    var first: UInt32 = 0
    var second: UInt32 = 0
    var third: UInt32 = 0
    var result: UInt32 = 0
  }

  /// No operation is stored with a first node of 0.
  private var entries: [Entry] = Array(repeating: Entry(), count: 1 << 10)

  func find(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32? {
    let entry = entries[Diagrams.hash(first, second, third) & (entries.count - 1)]
    guard entry.first == first, entry.second == second, entry.third == third else { return nil }
    return entry.result
  }

  mutating func store(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ result: UInt32) {
    entries[Diagrams.hash(first, second, third) & (entries.count - 1)] = Entry(
      first: first, second: second, third: third, result: result)
  }

  mutating func grow(to count: Int) {
    guard count > entries.count, count <= 1 << 20 else { return }
    entries = Array(repeating: Entry(), count: count)
  }
}
