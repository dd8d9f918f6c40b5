/// The texts of steps of traces, each written once by the writer of the general path, and what stands under each.
struct TraceTexts {
  /// What stands under a step, in the order of the clause. Texts are ranges of the pool.
  enum Item: BitwiseCopyable {
    case fact(UInt32)
    /// Text that is the same for all profiles.
    case text(Piece)
    /// A comparison: the text up to its values, and which numbers it reads.
    case test(Piece, Piece)
  }

  /// A range without the wrapping.
  struct Piece: BitwiseCopyable {
    var start: UInt32
    var end: UInt32

    init(_ range: Range<Int>) {
      start = UInt32(range.lowerBound)
      end = UInt32(range.upperBound)
    }
    var range: Range<Int> { Int(start)..<Int(end) }
    var isEmpty: Bool { start == end }
  }

  /// A derived step.
  struct Node: BitwiseCopyable {
    /// Up to and with the opening bracket of what it rests on.
    var opening: Piece
    var items: Piece
    /// Whether the items say all; else only the general path can write it.
    var isKnown: Bool

    static var unknown: Node { Node(opening: Piece(0..<0), items: Piece(0..<0), isKnown: false) }
  }

  private let judge: Judge
  /// For the words that the rules know, and where they are wanted those of the batch at hand.
  private var wording: Wording
  private let program: SlotProgram
  var leaves: QuickLeaves
  /// All texts, and the items of all nodes, one behind the other.
  private(set) var pool: [UInt8] = []
  private(set) var items: [Item] = []
  private(set) var readings: [(number: NumberID, subject: TermID)] = []

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, stream: String) {
    self.judge = judge
    self.wording = wording
    self.program = program
    leaves = QuickLeaves(judge, wording, program, stream: stream)
  }

  /// Takes the words that texts are written with from now on.
  mutating func begin(_ wording: Wording) {
    self.wording = wording
    leaves.wording = wording
  }

  private mutating func keep(_ text: some Sequence<UInt8>) -> Piece {
    let start = pool.count
    pool += text
    return Piece(start..<pool.count)
  }

  /// A text without what closes it.
  static func open(_ text: [UInt8], closing: String) -> [UInt8] { Array(text.dropLast(closing.utf8.count)) }

  // MARK: Nodes

  /// A step with its text and what it rests on; nil where that is not known.
  mutating func node(_ text: [UInt8], _ items: [Item]?) -> Node {
    let start = self.items.count
    self.items += items ?? []
    return Node(
      opening: keep(Self.open(text, closing: "]}")), items: Piece(start..<self.items.count), isKnown: items != nil)
  }

  /// The step of a fact that a clause with variables concludes: of what its positive literals have found, first what heights
  /// are taken from, then the others.
  mutating func node(
    _ fact: Int, _ clause: Int, _ read: (premises: [Int], others: [Int]), _ facts: borrowing FactTable
  ) -> Node {
    let horn = judge.compiled.program.clauses[clause]
    var binding: [TermID?] = Array(repeating: nil, count: horn.variableCount)
    var premises: [Item] = []
    var found = read.premises.makeIterator()
    var others = read.others.makeIterator()
    for condition in horn.body {
      switch condition {
      case .match(let atom):
        guard let premise = found.next(), let item = item(premise, facts) else { return .unknown }
        atom.bind(facts.terms(of: premise), &binding)
        premises.append(item)
      case .bind(let atom):
        guard let other = others.next() else { return .unknown }
        atom.bind(facts.terms(of: other), &binding)
      case .count, .compare, .same: break
      }
    }
    let statement = Fact(facts.relation(of: fact), facts.terms(of: fact))
    leaves.learn(fact, statement)
    let text = QuickLeaves.written(.derived(statement, clause: clause, binding: binding), wording)
    return node(text, items(clause, binding, premises) { _ in true })
  }

  /// What a clause rests on, literal by literal; nil where that differs from profile to profile.
  ///
  /// - Parameters:
  ///   - binding: the values of its variables.
  ///   - premises: what its matches have found, where it has variables.
  mutating func items(
    _ clause: Int, _ binding: [TermID?] = [], _ premises: [Item] = [], where isWanted: (Int) -> Bool
  ) -> [Item]? {
    let horn = judge.compiled.program.clauses[clause]
    guard horn.variableCount == binding.count else { return nil }
    var items: [Item] = []
    var found = premises.makeIterator()
    for (literal, condition) in horn.body.enumerated() where isWanted(literal) {
      let leaf = horn.origins[literal]
      switch condition {
      case .match(let atom):
        guard let item = found.next() ?? item(atom) else { return nil }
        items.append(item)
      case .bind: break
      case .count(_, let test):
        guard test.place == nil else { return nil }
        items.append(
          .text(keep(QuickLeaves.written(.absent(.clause(clause: clause, leaf: leaf, binding: binding)), wording))))
      case .compare(let left, _, let right, _):
        let kind = Trace.Kind.test(clause: clause, leaf: leaf, binding: binding, values: [])
        let start = readings.count
        for (number, operand) in left.numbers + right.numbers {
          if let subject = operand.term(binding) { readings.append((number, subject)) }
        }
        let text = keep(Self.open(QuickLeaves.written(kind, wording), closing: "}}"))
        items.append(.test(text, Piece(start..<readings.count)))
      case .same where horn.isHidden(condition): break
      case .same:
        let kind = Trace.Kind.test(clause: clause, leaf: leaf, binding: binding, values: [])
        items.append(.text(keep(QuickLeaves.written(kind, wording))))
      }
    }
    return items
  }

  /// A step on a fact that a literal with variables has found.
  private mutating func item(_ fact: Int, _ facts: borrowing FactTable) -> Item? {
    let statement = Fact(facts.relation(of: fact), facts.terms(of: fact))
    if case .kind = judge.compiled.program.roles[statement.relation.index] {
      return item(Atom(statement.relation, statement.terms.map { .term($0) }))
    }
    leaves.learn(fact, statement)
    return .fact(UInt32(fact))
  }

  private mutating func item(_ atom: Atom) -> Item? {
    let terms = atom.places.compactMap { operand -> TermID? in
      if case .term(let term) = operand { return term }
      return nil
    }
    guard terms.count == atom.places.count else { return nil }
    if let slot = program.slot(atom.relation, terms) { return .fact(slot.raw) }
    // A member that its kind's declaration lists.
    let facts = judge.compiled.program.facts
    var start = 0
    for (index, relation) in facts.relations.enumerated() {
      let end = start + judge.compiled.program.arities[relation.index]
      if relation == atom.relation, facts.terms[start..<end] == terms[...] {
        let statement = Fact(relation, terms)
        return .text(
          keep(QuickLeaves.written(.given(statement, place: facts.places[index], isUnknown: false), wording)))
      }
      start = end
    }
    return nil
  }
}

extension Atom {
  /// Gives the variables in it their values, by the terms of a fact.
  fileprivate func bind(_ terms: [TermID], _ binding: inout [TermID?]) {
    for (operand, term) in zip(places, terms) {
      if case .variable(let variable) = operand { binding[variable] = term }
    }
  }
}
