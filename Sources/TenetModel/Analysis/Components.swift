/// The strongly connected components of a graph, each behind those that its edges lead to (Tarjan 1972, made iterative).
package struct Components {
  package struct Component {
    package var nodes: [Int]
    package var isRecursive: Bool
    package var count: Int { nodes.count }
  }

  package private(set) var list: [Component] = []
  private let edges: [[Int]]
  private var index: [Int] = []
  private var low: [Int] = []
  private var isOpen: [Bool] = []
  private var open: [Int] = []
  private var next = 1

  /// - Parameter edges: by node, the nodes that it leads to.
  package init(_ edges: [[Int]]) {
    self.edges = edges
    index = Array(repeating: 0, count: edges.count)
    low = index
    isOpen = Array(repeating: false, count: edges.count)
    for node in edges.indices where index[node] == 0 { visit(node) }
  }

  private mutating func enter(_ node: Int) {
    index[node] = next
    low[node] = next
    next += 1
    open.append(node)
    isOpen[node] = true
  }

  private mutating func visit(_ root: Int) {
    var stack: [(node: Int, edge: Int)] = [(root, 0)]
    enter(root)
    while let (node, edge) = stack.last {
      if edge < edges[node].count {
        stack[stack.count - 1].edge += 1
        let target = edges[node][edge]
        if index[target] == 0 {
          enter(target)
          stack.append((target, 0))
        } else if isOpen[target] {
          low[node] = min(low[node], index[target])
        }
        continue
      }
      stack.removeLast()
      if let parent = stack.last?.node { low[parent] = min(low[parent], low[node]) }
      if low[node] == index[node] { close(node) }
    }
  }

  private mutating func close(_ root: Int) {
    var nodes: [Int] = []
    while let node = open.popLast() {
      isOpen[node] = false
      nodes.append(node)
      if node == root { break }
    }
    nodes.reverse()
    list.append(Component(nodes: nodes, isRecursive: nodes.count > 1 || edges[root].contains(root)))
  }
}
