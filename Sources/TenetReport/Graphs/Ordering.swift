/// The nodes of each layer in an order in which few edges cross: sweeps up and down that put each node at the mean place of
/// its neighbours, the best order of all sweeps kept.
struct Ordering {
  /// Nodes by layer, top first. Numbers from the count of the graph's nodes on are bends of long edges.
  private(set) var layers: [[Int]]
  /// The nodes that each edge passes, from its source to its target, bends among them.
  private(set) var routes: [[Int]] = []
  private(set) var below: [[Int]]
  private(set) var above: [[Int]]
  /// The place of each node in its layer, as far as it was asked for last.
  private var place: [Int] = []

  init(_ layering: Layering) {
    layers = Array(repeating: [], count: layering.layerCount)
    for (node, layer) in layering.layer.enumerated() { layers[layer].append(node) }
    below = Array(repeating: [], count: layering.layer.count)
    above = below
    for edge in layering.edges { route(edge.from, edge.to, layering.layer) }
    place = Array(repeating: 0, count: below.count)
    improve()
  }

  var nodeCount: Int { below.count }

  private mutating func route(_ from: Int, _ to: Int, _ layer: [Int]) {
    var route = [from]
    for bend in layer[from] + 1..<max(layer[from] + 1, layer[to]) {
      layers[bend].append(below.count)
      route.append(below.count)
      below.append([])
      above.append([])
    }
    route.append(to)
    for (one, other) in zip(route, route.dropFirst()) {
      above[one].append(other)
      below[other].append(one)
    }
    routes.append(route)
  }

  // MARK: Sweeps

  private mutating func improve() {
    var best = layers
    var fewest = crossings()
    for sweep in 0..<(nodeCount > 2_000 ? 4 : 16) where fewest > 0 {
      if sweep % 2 == 0 {
        for layer in layers.indices.dropFirst() { sort(layer, by: below, layer - 1) }
      } else {
        for layer in layers.indices.dropLast().reversed() { sort(layer, by: above, layer + 1) }
      }
      let count = crossings()
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    layers = best
  }

  private mutating func sort(_ layer: Int, by neighbours: [[Int]], _ other: Int) {
    setPlaces(other)
    var keys: [(mean: Double, index: Int, node: Int)] = []
    for (index, node) in layers[layer].enumerated() {
      var sum = 0
      for neighbour in neighbours[node] { sum += place[neighbour] }
      let count = neighbours[node].count
      // What has no neighbour there stays about where it is.
      let stay = Double(index) * Double(layers[other].count) / Double(max(1, layers[layer].count))
      keys.append((count == 0 ? stay : Double(sum) / Double(count), index, node))
    }
    keys.sort { $0.mean != $1.mean ? $0.mean < $1.mean : $0.index < $1.index }
    layers[layer] = keys.map { $0.node }
  }

  private mutating func setPlaces(_ layer: Int) {
    for (index, node) in layers[layer].enumerated() { place[node] = index }
  }

  /// How many pairs of edges cross: inversions, counted with a Fenwick tree (Barth, Jünger and Mutzel 2002).
  private mutating func crossings() -> Int {
    var count = 0
    for layer in layers.indices.dropFirst() {
      setPlaces(layer - 1)
      var tree = Array(repeating: 0, count: layers[layer - 1].count + 1)
      var seen = 0
      for node in layers[layer] {
        let ends = below[node].map { place[$0] }
        for end in ends {
          var index = end + 1
          var before = 0
          while index > 0 {
            before += tree[index]
            index -= index & -index
          }
          count += seen - before
        }
        for end in ends {
          var index = end + 1
          while index < tree.count {
            tree[index] += 1
            index += index & -index
          }
        }
        seen += ends.count
      }
    }
    return count
  }
}
