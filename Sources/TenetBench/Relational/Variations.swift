/// The workloads in other forms: other shapes of graphs, rules and conditions in other orders, more places, more joins.
extension RelationalCase {
  static let variations: [@Sendable () -> RelationalCase] = [
    { RelationalCase("W1-sparse", .closure, links: Graphs.random(100_000, 90_000, seed: 5)) },
    { RelationalCase("W1-lattice", .closure, links: Graphs.lattice(60)) },
    { RelationalCase("W1-cycles", .closure, links: Graphs.cycles(40, length: 200)) },
    { RelationalCase("W1-left", .leftClosure, links: Graphs.random(2000, 4000, seed: 31)) },
    { RelationalCase("W1-square", .squareClosure, links: Graphs.random(1000, 2000, seed: 32)) },
    { RelationalCase("W1-labelled", labelled: labelledLinks(1000, labels: 4)) },
    { RelationalCase("W2-uneven", children: Graphs.unevenTree(2500, seed: 13)) },
    { RelationalCase("W3-other", .pointsTo, ProgramFacts(variables: 8000, objects: 3000, window: 90, seed: 17)) },
    { RelationalCase("W3-turned", .turnedPointsTo, ProgramFacts(variables: 12000, objects: 2400, seed: 11)) },
    { RelationalCase("W4-dense", nodes: 1500, Graphs.random(1500, 12_000, seed: 19)) },
    { RelationalCase("triangles", .triangles, links: Graphs.random(2000, 60_000, seed: 3)) },
    { RelationalCase("pairs", .pairs, links: Graphs.random(4000, 40_000, seed: 9)) },
  ]

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
