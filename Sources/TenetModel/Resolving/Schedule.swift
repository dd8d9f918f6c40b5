import TenetText

extension Strata {
  /// A circle through something that has to be finished: nodes, each reading the next, the last one reading the first.
  struct Circle {
    /// Clauses, numbers and choices.
    var nodes: [Int]
    /// For each clause in `nodes`, whether it needs the next clause's result finished.
    var isStrict: [Bool]
  }

  /// The order of evaluation, and every circle that forbids one (one for each component that has any).
  func schedule() -> (steps: [Program.Step], circles: [Circle]) {
    let (steps, circles) = scheduleNodes()
    let mayBeSubjects = circles.contains { $0.nodes.contains { clauseCount..<clauseCount + numbers.count ~= $0 } }
    if !mayBeSubjects { return (steps, circles) }
    return tellingSubjectsApart.scheduleNodes()
  }

  private func scheduleNodes() -> (steps: [Program.Step], circles: [Circle]) {
    var steps: [Program.Step] = []
    var circles: [Circle] = []
    var stratum = Array(repeating: 0, count: nodeCount)
    var component = Array(repeating: -1, count: nodeCount)
    for (number, nodes) in components().enumerated() {
      for node in nodes { component[node] = number }
      if let circle = circle(in: nodes, component, number) {
        circles.append(circle)
        continue
      }
      var level = 0
      for node in nodes {
        for edge in edges[node] where component[Int(edge.target)] != number {
          level = max(level, stratum[Int(edge.target)] + (edge.isStrict ? 1 : 0))
        }
      }
      for node in nodes { stratum[node] = level }
      if let step = step(nodes, level) { steps.append(step) }
    }
    return (steps, circles)
  }

  private func step(_ nodes: [Int], _ stratum: Int) -> Program.Step? {
    let clauses = nodes.filter { $0 < clauseCount }.sorted()
    if clauses.isEmpty {
      guard let node = nodes.first else { return nil }
      if node < clauseCount + numbers.count {
        return .settleNumber(numbers.all[node - clauseCount].number, stratum: stratum)
      }
      return .settleChoice(ChoiceID(node - clauseCount - numbers.count), stratum: stratum)
    }
    let isRecursive = nodes.count > 1 || edges[nodes[0]].contains { Int($0.target) == nodes[0] }
    return .derive(clauses: clauses, recursive: isRecursive, stratum: stratum)
  }

  /// Strongly connected components, dependencies first; nodes are tried in text order.
  private func components() -> [[Int]] {
    var found: [[Int]] = []
    var index = Array(repeating: -1, count: nodeCount)
    var low = Array(repeating: 0, count: nodeCount)
    var isOpen = Array(repeating: false, count: nodeCount)
    var open: [Int] = []
    var path: [(node: Int, edge: Int)] = []
    var next = 0
    for start in 0..<nodeCount where index[start] < 0 {
      path.append((start, 0))
      while let (node, edge) = path.last {
        if edge == 0 {
          index[node] = next
          low[node] = next
          next += 1
          open.append(node)
          isOpen[node] = true
        }
        if edge < edges[node].count {
          path[path.count - 1].edge += 1
          let target = Int(edges[node][edge].target)
          if index[target] < 0 {
            path.append((target, 0))
          } else if isOpen[target] {
            low[node] = min(low[node], index[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last { low[parent.node] = min(low[parent.node], low[node]) }
        if low[node] == index[node] { found.append(close(node, &open, &isOpen)) }
      }
    }
    return found
  }

  private func close(_ root: Int, _ open: inout [Int], _ isOpen: inout [Bool]) -> [Int] {
    var nodes: [Int] = []
    while let node = open.popLast() {
      isOpen[node] = false
      nodes.append(node)
      if node == root { break }
    }
    return nodes
  }

  /// The shortest circle through the first strict edge inside a component.
  private func circle(in nodes: [Int], _ component: [Int], _ number: Int) -> Circle? {
    for node in nodes.sorted() {
      for edge in edges[node] where edge.isStrict && component[Int(edge.target)] == number {
        let nodes = [node] + path(from: Int(edge.target), to: node, component, number)
        return Circle(nodes: nodes, isStrict: strictness(nodes))
      }
    }
    return nil
  }

  /// For each clause of a circle whether the way to the next clause is strict anywhere.
  private func strictness(_ nodes: [Int]) -> [Bool] {
    var result: [Bool] = []
    for (index, node) in nodes.enumerated() {
      let next = nodes[(index + 1) % nodes.count]
      let isStrict = edges[node].contains { Int($0.target) == next && $0.isStrict }
      if node < clauseCount || result.isEmpty {
        result.append(isStrict)
      } else if isStrict {
        result[result.count - 1] = true
      }
    }
    return result
  }

  /// The shortest path inside a component, `to` left out; empty where both are one.
  private func path(from: Int, to: Int, _ component: [Int], _ number: Int) -> [Int] {
    if from == to { return [] }
    var previous: [Int: Int] = [from: from]
    var queue = [from]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for edge in edges[node] {
        let target = Int(edge.target)
        guard component[target] == number, previous[target] == nil else { continue }
        previous[target] = node
        if target == to { return walk(back: to, from, previous) }
        queue.append(target)
      }
    }
    return [from]
  }

  private func walk(back to: Int, _ from: Int, _ previous: [Int: Int]) -> [Int] {
    var nodes: [Int] = []
    var node = previous[to] ?? from
    while node != from {
      nodes.append(node)
      node = previous[node] ?? from
    }
    return [from] + nodes.reversed()
  }
}
