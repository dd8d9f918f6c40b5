import TenetModel
import TenetText

/// The workloads in other forms: other orders of conditions, other shapes of graphs, more places, more joins.
extension RelationalCase {
  static let variationNames = [
    "left", "square", "sparse", "lattice", "cycles", "labelled", "mixed", "reversed", "triangles", "pairs",
  ]

  static func variation(_ name: String, scale: Double) -> RelationalCase? {
    let size = { (nodes: Int) in Int(Double(nodes) * scale) }
    let random = { Graphs.random(size(2000), size(4000), seed: 7) }
    switch name {
    case "left": return closure(name, random(), .left)
    case "square": return closure(name, random(), .square)
    case "reversed": return closure(name, random(), .reversed)
    case "sparse": return closure(name, Graphs.random(size(100_000), size(90_000), seed: 5), .right)
    case "lattice": return closure(name, Graphs.lattice(size(60)), .right)
    case "cycles": return closure(name, Graphs.cycles(size(40), length: 200), .right)
    case "mixed": return mixed(name, random())
    case "labelled": return labelled(name, size(1000))
    case "triangles": return triangles(name, Graphs.random(size(2000), size(60_000), seed: 3))
    case "pairs": return pairs(name, Graphs.random(size(4000), size(40_000), seed: 9))
    default: return nil
    }
  }

  /// How the recursive rule of a closure is written.
  private enum Form {
    case right
    case left
    case square
    case reversed
  }

  private static let x = Operand.variable(0)
  private static let y = Operand.variable(1)
  private static let z = Operand.variable(2)

  private static func closure(_ name: String, _ edges: [[Int]], _ form: Form) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let reaches = builder.relation(2)
    let first = form == .reversed ? [y, x] : [x, y]
    builder.once(Atom(reaches, first), [.match(Atom(links, [x, y]))])
    switch form {
    case .right:
      builder.recursive([(Atom(reaches, [x, z]), [.match(Atom(reaches, [x, y])), .match(Atom(links, [y, z]))])])
    case .left:
      builder.recursive([(Atom(reaches, [x, z]), [.match(Atom(links, [x, y])), .match(Atom(reaches, [y, z]))])])
    case .square:
      builder.recursive([(Atom(reaches, [x, z]), [.match(Atom(reaches, [x, y])), .match(Atom(reaches, [y, z]))])])
    case .reversed:
      builder.recursive([(Atom(reaches, [z, x]), [.match(Atom(reaches, [y, x])), .match(Atom(links, [y, z]))])])
    }
    return builder.finish(name, answers: [reaches])
  }

  /// Some of what follows is given as well, so that levels differ from the start.
  private static func mixed(_ name: String, _ edges: [[Int]]) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let reaches = builder.relation(2, Array(edges.prefix(edges.count / 10)))
    builder.closure(links, reaches)
    return builder.finish(name, answers: [reaches])
  }

  /// A closure for each of four labels, in three places.
  private static func labelled(_ name: String, _ nodes: Int) -> RelationalCase {
    var builder = CaseBuilder()
    var pipes: [[Int]] = []
    for label in 0..<4 {
      pipes += Graphs.random(nodes, nodes * 3 / 2, seed: UInt64(label)).map { [$0[0], $0[1], nodes + label] }
    }
    let pipe = builder.relation(3, pipes)
    let flows = builder.relation(3)
    let label = Operand.variable(3)
    builder.once(Atom(flows, [x, y, label]), [.match(Atom(pipe, [x, y, label]))])
    builder.recursive([
      (Atom(flows, [x, z, label]), [.match(Atom(flows, [x, y, label])), .match(Atom(pipe, [y, z, label]))])
    ])
    return builder.finish(name, answers: [flows])
  }

  private static func triangles(_ name: String, _ edges: [[Int]]) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let triangle = builder.relation(3)
    builder.once(
      Atom(triangle, [x, y, z]),
      [.match(Atom(links, [x, y])), .match(Atom(links, [y, z])), .match(Atom(links, [x, z]))])
    return builder.finish(name, answers: [triangle])
  }

  /// Pairs two steps apart that are not linked.
  private static func pairs(_ name: String, _ edges: [[Int]]) -> RelationalCase {
    var builder = CaseBuilder()
    let links = builder.relation(2, edges)
    let apart = builder.relation(2)
    builder.once(
      Atom(apart, [x, z]),
      [
        .match(Atom(links, [x, y])), .match(Atom(links, [y, z])), .same(x, z, holds: false),
        .count(Atom(links, [x, z]), CountTest(place: nil, bound: .atMost(0))),
      ])
    return builder.finish(name, answers: [apart])
  }
}

extension Graphs {
  /// A square lattice with edges to the right and down.
  static func lattice(_ side: Int) -> [[Int]] {
    var edges: [[Int]] = []
    for row in 0..<side {
      for column in 0..<side {
        if column + 1 < side { edges.append([row * side + column, row * side + column + 1]) }
        if row + 1 < side { edges.append([row * side + column, (row + 1) * side + column]) }
      }
    }
    return edges
  }

  /// Cycles that do not touch.
  static func cycles(_ count: Int, length: Int) -> [[Int]] {
    (0..<count * length).map { [$0, $0 / length * length + ($0 + 1) % length] }
  }
}
