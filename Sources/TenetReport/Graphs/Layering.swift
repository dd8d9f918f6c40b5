/// Deals the nodes of a graph out into layers, so that edges lead from lower layers to higher ones.
///
/// After Sugiyama, Tagawa and Toda (1981): edges that close a circle are turned, each node lies one layer above the highest
/// one that it rests on, and what rests on nothing moves up to what needs it. Cost: linear, but for that move.
struct Layering {
  /// The layer of each node, from 0.
  private(set) var layer: [Int]
  private(set) var layerCount: Int
  /// The edges with those that close a circle turned; `isTurned` says which.
  private(set) var edges: [(from: Int, to: Int, isTurned: Bool)]

  init(_ graph: Graph) {
    let turned = Self.backEdges(graph)
    edges = graph.edges.indices.map { index in
      let edge = graph.edges[index]
      return turned[index] ? (edge.to, edge.from, true) : (edge.from, edge.to, false)
    }
    layer = Self.longestPaths(edges, nodeCount: graph.nodes.count)
    layerCount = 0
    pullUp(graph.nodes.count)
    layerCount = (layer.max() ?? -1) + 1
  }

  /// Which edges lead back to a node that a walk is still below.
  private static func backEdges(_ graph: Graph) -> [Bool] {
    var outgoing: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    for (index, edge) in graph.edges.enumerated() { outgoing[edge.from].append(index) }
    var turned = Array(repeating: false, count: graph.edges.count)
    var state = Array(repeating: UInt8(0), count: graph.nodes.count)
    for root in graph.nodes.indices where state[root] == 0 {
      var stack: [(node: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let top = stack.last {
        guard top.next < outgoing[top.node].count else {
          state[top.node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = outgoing[top.node][top.next]
        let target = graph.edges[edge].to
        if state[target] == 1 {
          turned[edge] = true
        } else if state[target] == 0 {
          state[target] = 1
          stack.append((target, 0))
        }
      }
    }
    return turned
  }

  private static func longestPaths(_ edges: [(from: Int, to: Int, isTurned: Bool)], nodeCount: Int) -> [Int] {
    var outgoing: [[Int]] = Array(repeating: [], count: nodeCount)
    var waiting = Array(repeating: 0, count: nodeCount)
    for edge in edges {
      outgoing[edge.from].append(edge.to)
      waiting[edge.to] += 1
    }
    var layer = Array(repeating: 0, count: nodeCount)
    var ready = layer.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      for target in outgoing[node] {
        layer[target] = max(layer[target], layer[node] + 1)
        waiting[target] -= 1
        if waiting[target] == 0 { ready.append(target) }
      }
    }
    return layer
  }

  /// Moves what rests on nothing right below the lowest node that rests on it.
  private mutating func pullUp(_ nodeCount: Int) {
    var hasSource = Array(repeating: false, count: nodeCount)
    var lowest = Array(repeating: Int.max, count: nodeCount)
    for edge in edges {
      hasSource[edge.to] = true
      lowest[edge.from] = min(lowest[edge.from], layer[edge.to])
    }
    for node in 0..<nodeCount where !hasSource[node] && lowest[node] < Int.max { layer[node] = lowest[node] - 1 }
  }
}
