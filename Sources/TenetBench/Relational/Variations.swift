/// The workloads in other forms: other shapes of graphs, rules and conditions in other orders, more places, more joins.
extension RelationalCase {
  static let variations = [
    "W1-sparse", "W1-lattice", "W1-cycles", "W1-left", "W1-square", "W1-labelled", "W2-uneven", "W3-other",
    "W3-turned", "W4-dense", "triangles", "pairs",
  ]

  /// The variation with this name.
  static func variation(_ name: String) -> RelationalCase? {
    switch name {
    case "W1-sparse": RelationalCase(name, .closure, links: Graphs.random(100_000, 90_000, seed: 5))
    case "W1-lattice": RelationalCase(name, .closure, links: Graphs.lattice(60))
    case "W1-cycles": RelationalCase(name, .closure, links: Graphs.cycles(40, length: 200))
    case "W1-left": RelationalCase(name, .leftClosure, links: Graphs.random(2000, 4000, seed: 31))
    case "W1-square": RelationalCase(name, .squareClosure, links: Graphs.random(1000, 2000, seed: 32))
    case "W1-labelled": RelationalCase(name, labelled: labelledLinks(1000, labels: 4))
    case "W2-uneven": RelationalCase(name, children: Graphs.unevenTree(2500, seed: 13))
    case "W3-other": RelationalCase(name, .pointsTo, ProgramFacts(variables: 8000, objects: 3000, window: 90, seed: 17))
    case "W3-turned": RelationalCase(name, .turnedPointsTo, ProgramFacts(variables: 12000, objects: 2400, seed: 11))
    case "W4-dense": RelationalCase(name, nodes: 1500, Graphs.random(1500, 12_000, seed: 19))
    case "triangles": RelationalCase(name, .triangles, links: Graphs.random(2000, 60_000, seed: 3))
    case "pairs": RelationalCase(name, .pairs, links: Graphs.random(4000, 40_000, seed: 9))
    default: nil
    }
  }

  /// A closure of which a tenth is given beside, so that facts are found at all sorts of levels.
  static func mixed() -> RelationalCase {
    let links = Graphs.random(2000, 4000, seed: 7)
    var work = RelationalCase("W1-mixed", .closure, links: links)
    work.inputs.append(Input(name: "path", sentence: "_ reaches _", rows: Graphs.random(2000, 400, seed: 8)))
    return work
  }

  private static func labelledLinks(_ nodes: Int, labels: Int) -> [[Int]] {
    (0..<labels).flatMap { label in
      Graphs.random(nodes, nodes * 3 / 2, seed: UInt64(40 + label)).map { [$0[0], $0[1], nodes + label] }
    }
  }
}
