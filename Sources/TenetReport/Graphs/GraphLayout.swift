import TenetText

/// Where everything of a drawn graph stands, in pixels: layers from left to right, no two boxes over each other.
package struct GraphLayout {
  struct Box {
    var x = 0.0
    /// The middle.
    var y = 0.0
    var width = 0.0
    var height = 0.0
    /// The statement in lines that fit.
    var lines: [String] = []
    var detail = ""
  }

  private(set) var boxes: [Box]
  /// For each edge the points that it passes, from the right side of its source to the left side of its target.
  private(set) var paths: [[(x: Double, y: Double)]] = []
  package private(set) var width = 0.0
  package private(set) var height = 0.0

  static let margin = 16.0
  private static let layerGap = 56.0
  private static let gap = 12.0
  private static let bendHeight = 4.0

  package init(_ graph: Graph) {
    boxes = graph.nodes.map { Self.box($0) }
    let layering = Layering(graph)
    let ordering = Ordering(layering)
    boxes += Array(repeating: Box(height: Self.bendHeight), count: ordering.nodeCount - boxes.count)
    placeColumns(ordering)
    placeRows(ordering)
    for (edge, route) in zip(layering.edges, ordering.routes) { paths.append(path(route, isTurned: edge.isTurned)) }
  }

  // MARK: Boxes

  private static func box(_ node: Graph.Node) -> Box {
    var lines = wrapped(node.text, width: 30)
    if lines.count > 3 { lines = Array(lines.prefix(2)) + [lines[2] + "…"] }
    let detail = wrapped(node.detail, width: 44)
    let shown = detail[0] + (detail.count > 1 ? "…" : "")
    let columns = lines.map { Double(displayWidth(of: $0)) * 7.3 }.max() ?? 0
    let width = max(columns, Double(displayWidth(of: shown)) * 6.2, 60) + 24
    let height = 14 + 17 * Double(lines.count) + (shown.isEmpty ? 0 : 15)
    return Box(width: Double(Int(width) + 1), height: height, lines: lines, detail: shown)
  }

  private mutating func placeColumns(_ ordering: Ordering) {
    var x = Self.margin
    for layer in ordering.layers {
      let column = layer.map { boxes[$0].width }.max() ?? 0
      for node in layer {
        boxes[node].x = x
        // Bends are as wide as their column, so that edges pass it level.
        if boxes[node].lines.isEmpty { boxes[node].width = column }
      }
      x += column + Self.layerGap
    }
    width = max(0, x - Self.layerGap) + Self.margin
  }

  // MARK: Rows

  /// Each node as near to the mean of its neighbours as the order allows, in some sweeps from both sides.
  private mutating func placeRows(_ ordering: Ordering) {
    for layer in ordering.layers { settle(layer, wanted: layer.map { _ in 0 }) }
    for sweep in 0..<12 {
      let layers = sweep % 2 == 0 ? ordering.layers : ordering.layers.reversed()
      for layer in layers {
        settle(layer, wanted: layer.map { mean(ordering.below[$0], ordering.above[$0]) ?? boxes[$0].y })
      }
    }
    let top = boxes.map { $0.y - $0.height / 2 }.min() ?? 0
    for index in boxes.indices { boxes[index].y += Self.margin - top }
    height = (boxes.map { $0.y + $0.height / 2 }.max() ?? 0) + Self.margin
  }

  private func mean(_ below: [Int], _ above: [Int]) -> Double? {
    if below.isEmpty && above.isEmpty { return nil }
    var sum = 0.0
    for node in below { sum += boxes[node].y }
    for node in above { sum += boxes[node].y }
    return sum / Double(below.count + above.count)
  }

  /// The places nearest to those wanted, in order and apart: least squares by pooling neighbours that would overlap.
  private mutating func settle(_ layer: [Int], wanted: [Double]) {
    var offset = 0.0
    var offsets: [Double] = []
    for (index, node) in layer.enumerated() {
      if index > 0 { offset += (boxes[layer[index - 1]].height + boxes[node].height) / 2 + Self.gap }
      offsets.append(offset)
    }
    var pools: [(sum: Double, count: Int)] = []
    for index in layer.indices {
      pools.append((wanted[index] - offsets[index], 1))
      while pools.count > 1, let last = pools.last, average(pools[pools.count - 2]) >= average(last) {
        pools.removeLast()
        pools[pools.count - 1].sum += last.sum
        pools[pools.count - 1].count += last.count
      }
    }
    var index = 0
    for pool in pools {
      for _ in 0..<pool.count {
        boxes[layer[index]].y = average(pool) + offsets[index]
        index += 1
      }
    }
  }

  private func average(_ pool: (sum: Double, count: Int)) -> Double { pool.sum / Double(pool.count) }

  // MARK: Edges

  private func path(_ route: [Int], isTurned: Bool) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    for (index, node) in route.enumerated() {
      let box = boxes[node]
      if index > 0 { points.append((box.x, box.y)) }
      if index + 1 < route.count { points.append((box.x + box.width, box.y)) }
    }
    return isTurned ? points.reversed() : points
  }
}
