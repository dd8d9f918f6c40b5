/// The nodes that numbers have in the graph of what waits for what: one for each number, or one for each subject that some
/// rule names beside one for all others.
struct NumberNodes {
  struct Node {
    var number: NumberID
    /// Nil for every subject that has no node of its own.
    var subject: TermID?
  }

  private(set) var all: [Node] = []
  private var byNumber: [[Int]]

  var count: Int { all.count }

  init(_ program: Program, tellingSubjectsApart: Bool) {
    byNumber = Array(repeating: [], count: program.numberCount)
    for index in 0..<program.numberCount { add(Node(number: NumberID(index), subject: nil)) }
    guard tellingSubjectsApart else { return }
    for clause in program.clauses {
      for literal in clause.body {
        if case .compare(let left, _, let right, _) = literal { tellApart(left.numbers + right.numbers) }
      }
      switch clause.head {
      case .fact: break
      case .set(let number, let subject, let value), .add(let number, let subject, let value):
        tellApart([(number, subject)] + value.numbers)
      }
    }
  }

  private mutating func tellApart(_ reads: [(number: NumberID, subject: Operand)]) {
    for read in reads {
      guard case .term(let term) = read.subject else { continue }
      if byNumber[read.number.index].contains(where: { all[$0].subject == term }) { continue }
      add(Node(number: read.number, subject: term))
    }
  }

  private mutating func add(_ node: Node) {
    byNumber[node.number.index].append(all.count)
    all.append(node)
  }

  /// The nodes that the number of a subject may be in.
  ///
  /// - Parameter domains: what each variable may be, nil for anything.
  func nodes(of number: NumberID, _ subject: Operand, _ domains: [TermSet?]) -> [Int] {
    let nodes = byNumber[number.index]
    switch subject {
    case .any: return nodes
    case .term(let term):
      return [nodes.first { all[$0].subject == term } ?? nodes[0]]
    case .variable(let slot):
      guard let domain = domains[slot] else { return nodes }
      return nodes.filter { node in all[node].subject.map { domain.contains($0) } ?? true }
    }
  }
}
