/// The fewest variables that have to be true for a function to hold.
///
/// Cost: one step for each node of the diagrams asked about, over all questions together.
package final class CheapestCosts {
  private let diagrams: Diagrams
  private var known: [UInt32: Int] = [0: Int.max, 1: 0]

  package init(_ diagrams: Diagrams) { self.diagrams = diagrams }

  /// Nil for a function that never holds.
  package func cost(of function: Diagram) -> Int? {
    let cost = cost(function.raw)
    return cost == .max ? nil : cost
  }

  /// Recursive: as deep as there are variables.
  private func cost(_ node: UInt32) -> Int {
    if let cost = known[node] { return cost }
    let high = cost(diagrams.high(Int(node)))
    let cost = min(cost(diagrams.low(Int(node))), high == .max ? .max : high + 1)
    known[node] = cost
    return cost
  }
}
