import Glibc

/// Inputs: made with a seed, or read from files of tab-separated numbers.
enum Graphs {
  static func chain(_ nodes: Int) -> [[Int]] { (0..<max(0, nodes - 1)).map { [$0, $0 + 1] } }

  /// Distinct edges between distinct nodes, sorted.
  static func random(_ nodes: Int, _ edges: Int, seed: UInt64) -> [[Int]] {
    var dice = Dice(seed)
    var seen: Set<Int> = []
    while seen.count < edges {
      let (from, to) = (dice.roll(nodes), dice.roll(nodes))
      if from != to { seen.insert(from * nodes + to) }
    }
    return seen.sorted().map { [$0 / nodes, $0 % nodes] }
  }

  /// From each node of a complete binary tree to its children.
  static func tree(_ nodes: Int) -> [[Int]] { (1..<nodes).map { [($0 - 1) / 2, $0] } }

  /// A program to analyse; assignments stay mostly inside a window, so that sets grow but do not saturate.
  struct PointsTo {
    var alloc: [[Int]] = []
    var assign: [[Int]] = []
    var load: [[Int]] = []
    var store: [[Int]] = []

    init(variables: Int, objects: Int, fields: Int = 12, seed: UInt64 = 11, data: String?) {
      if let data, let alloc = read("\(data)/alloc.facts"), let assign = read("\(data)/assign.facts"),
        let load = read("\(data)/load.facts"), let store = read("\(data)/store.facts")
      {
        (self.alloc, self.assign, self.load, self.store) = (alloc, assign, load, store)
        return
      }
      var dice = Dice(seed)
      func near(_ variable: Int) -> Int { max(0, min(variables - 1, variable + dice.roll(-60...60))) }
      alloc = distinct((0..<objects).map { _ in [dice.roll(variables), dice.roll(objects)] })
      assign = distinct(
        (0..<variables * 9 / 10).map { _ in
          let variable = dice.roll(variables)
          return [variable, near(variable)]
        }
      ).filter { $0[0] != $0[1] }
      load = distinct(
        (0..<variables / 8).map { _ in
          let variable = dice.roll(variables)
          return [variable, near(variable), dice.roll(fields)]
        })
      store = distinct(
        (0..<variables / 8).map { _ in
          let variable = dice.roll(variables)
          return [variable, dice.roll(fields), near(variable)]
        })
    }
  }

  private static func distinct(_ rows: [[Int]]) -> [[Int]] {
    Set(rows).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The rows of a file of tab-separated numbers; nil where there is no such file.
  static func read(_ path: String) -> [[Int]]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var rows: [[Int]] = []
    var line = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      rows.append(text.split { $0 == "\t" || $0 == "\n" }.compactMap { Int($0) })
    }
    return rows
  }
}
