/// A Boolean function of some variables, as the number of a node in ``Diagrams``.
package struct Diagram: Hashable {
  package let raw: UInt32

  package static let never = Diagram(raw: 0)
  package static let always = Diagram(raw: 1)

  package var isConstant: Bool { raw < 2 }
}

/// Reduced ordered binary decision diagrams (Bryant 1986): equal functions are the same node, so equivalence,
/// satisfiability and tautology are comparisons of numbers.
///
/// Variables are ordered by their numbers. Memory and time are bounded by the number of nodes; beyond the bound every
/// result is `never` and ``isExhausted`` is set, so that whoever asks has to look at it before relying on an answer.
package final class Diagrams {
  private var nodes: DiagramNodes

  package init(mostNodes: Int = 1_000_000, isOver: (@Sendable () -> Bool)? = nil) {
    nodes = DiagramNodes(mostNodes: mostNodes, isOver: isOver)
  }

  /// Of a node its variable, and where it leads to.
  package func variable(at node: Int) -> UInt32 { nodes.variables[node] }
  package func low(_ node: Int) -> UInt32 { nodes.lows[node] }
  package func high(_ node: Int) -> UInt32 { nodes.highs[node] }
  package var isExhausted: Bool { nodes.isExhausted }
  /// The time was over; else, where exhausted, there were too many nodes.
  package var isLate: Bool { nodes.isLate }
  package var count: Int { nodes.variables.count }

  /// The function that is true where the variable is.
  package func variable(_ number: Int) -> Diagram { Diagram(raw: node(UInt32(number), 0, 1)) }

  private func choose(_ condition: UInt32, _ then: UInt32, _ other: UInt32) -> UInt32 {
    nodes.choose(condition, then, other)
  }

  private func node(_ variable: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 { nodes.node(variable, low, high) }

  // MARK: Operations

  package func not(_ function: Diagram) -> Diagram { Diagram(raw: choose(function.raw, 0, 1)) }

  package func and(_ left: Diagram, _ right: Diagram) -> Diagram {
    left.raw < right.raw
      ? Diagram(raw: choose(left.raw, right.raw, 0)) : Diagram(raw: choose(right.raw, left.raw, 0))
  }

  package func or(_ left: Diagram, _ right: Diagram) -> Diagram {
    left.raw < right.raw
      ? Diagram(raw: choose(left.raw, 1, right.raw)) : Diagram(raw: choose(right.raw, 1, left.raw))
  }

  package func differ(_ left: Diagram, _ right: Diagram) -> Diagram {
    Diagram(raw: choose(left.raw, not(right).raw, right.raw))
  }

  /// `then` where the condition holds, `other` elsewhere.
  package func choose(_ condition: Diagram, _ then: Diagram, _ other: Diagram) -> Diagram {
    Diagram(raw: choose(condition.raw, then.raw, other.raw))
  }

  package func and(_ parts: [Diagram]) -> Diagram { combined(parts, Diagram.always) { self.and($0, $1) } }
  package func or(_ parts: [Diagram]) -> Diagram { combined(parts, Diagram.never) { self.or($0, $1) } }

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
  package func atLeast(_ needed: Int, of parts: [Diagram]) -> Diagram {
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
  package func fixing(_ variable: Int, to value: Bool, in function: Diagram) -> Diagram {
    var memo: [UInt32: UInt32] = [:]
    return Diagram(raw: fix(UInt32(variable), value, function.raw, &memo))
  }

  private func fix(_ variable: UInt32, _ value: Bool, _ function: UInt32, _ memo: inout [UInt32: UInt32]) -> UInt32 {
    let index = Int(function)
    if self.variable(at: index) > variable { return function }
    if self.variable(at: index) == variable { return value ? high(index) : low(index) }
    if let known = memo[function] { return known }
    let result = node(
      self.variable(at: index), fix(variable, value, low(index), &memo), fix(variable, value, high(index), &memo))
    memo[function] = result
    return result
  }

  /// Whether the function holds where exactly these variables are true.
  package func value(of function: Diagram, where isTrue: (Int) -> Bool) -> Bool {
    var at = Int(function.raw)
    while at > 1 { at = Int(isTrue(Int(variable(at: at))) ? high(at) : low(at)) }
    return at == 1
  }

  /// The variables that the function depends on, rising.
  package func support(of function: Diagram) -> [Int] {
    var seen: Set<UInt32> = []
    var found: Set<UInt32> = []
    var stack = [function.raw]
    while let next = stack.popLast() {
      guard next > 1, seen.insert(next).inserted else { continue }
      found.insert(variable(at: Int(next)))
      stack.append(low(Int(next)))
      stack.append(high(Int(next)))
    }
    return found.sorted().map { Int($0) }
  }
}
