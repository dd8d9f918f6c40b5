/// What is drawn: statements, and which of them rest on which. It holds words only, so every format draws the same.
public struct Graph: Sendable {
  public var title: String
  public var nodes: [Node] = []
  /// Each pair of nodes at most once, in the order in which they were met.
  public private(set) var edges: [Edge] = []
  private var known: Set<Edge> = []

  public init(title: String) { self.title = title }

  /// What a node stands for; formats colour by it.
  public enum Kind: String, Sendable, CaseIterable {
    case given
    case unknown
    case derived
    case outcome
    case conflict
    case choice
    case number
    case test
    case absent
    case rule
    case condition
  }

  public struct Node: Sendable {
    public var kind: Kind
    /// The statement.
    public var text: String
    /// How it is known: its rule, or that it is given.
    public var detail: String
    /// Whether it holds in some completions of the unknown facts only.
    public var isPossible = false
  }

  /// `to` rests on `from`.
  public struct Edge: Hashable, Sendable {
    public var from: Int
    public var to: Int
    /// `to` asks that `from` does not hold.
    public var isNegated = false
  }

  mutating func add(_ kind: Kind, _ text: String, _ detail: String) -> Int {
    nodes.append(Node(kind: kind, text: text, detail: detail))
    return nodes.count - 1
  }

  mutating func connect(_ from: Int, _ to: Int, isNegated: Bool = false) {
    guard from != to else { return }
    let edge = Edge(from: from, to: to, isNegated: isNegated)
    if known.insert(edge).inserted { edges.append(edge) }
  }
}
