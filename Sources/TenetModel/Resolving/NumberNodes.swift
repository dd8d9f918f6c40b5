/// The nodes that numbers have in the graph of what waits for what: one for each number, or one for each subject that rules
/// name, by itself or as a member of a kind, beside one for all others.
struct NumberNodes {
  struct Node {
    var number: NumberID
    /// Nil for every subject that has no node of its own.
    var subject: TermID?
  }

  private(set) var all: [Node] = []
  private var byNumber: [[Int]]

  var count: Int { all.count }

  /// - Parameter domains: by clause what each variable may be, nil for anything; without them subjects are not told apart.
  init(_ program: Program, tellingApartBy domains: [[TermSet?]]?) {
    byNumber = Array(repeating: [], count: program.numberCount)
    for index in 0..<program.numberCount { add(Node(number: NumberID(index), subject: nil)) }
    guard let domains else { return }
    for (clause, domains) in zip(program.clauses, domains) {
      for literal in clause.body {
        if case .compare(let left, _, let right, _) = literal { tellApart(left.numbers + right.numbers, domains) }
      }
      switch clause.head {
      case .fact: break
      case .set(let number, let subject, let value), .add(let number, let subject, let value):
        tellApart([(number, subject)] + value.numbers, domains)
      }
    }
  }

  private mutating func tellApart(_ reads: [(number: NumberID, subject: Operand)], _ domains: [TermSet?]) {
    for read in reads {
      for term in NumberNodes.terms(read.subject, domains) ?? [] {
        if byNumber[read.number.index].contains(where: { all[$0].subject == term }) { continue }
        add(Node(number: read.number, subject: term))
      }
    }
  }

  /// The subjects that an operand may be, nil where that is anything.
  private static func terms(_ subject: Operand, _ domains: [TermSet?]) -> [TermID]? {
    switch subject {
    case .term(let term): [term]
    case .variable(let slot): domains[slot]?.terms
    case .any: nil
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
    guard nodes.count > 1, let terms = NumberNodes.terms(subject, domains) else { return nodes }
    let subjects = TermSet(terms)
    return nodes.filter { node in all[node].subject.map { subjects.contains($0) } ?? false }
  }
}
