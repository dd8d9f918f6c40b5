import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport

/// The texts of steps of traces, each written once by the writer of the general path, and what stands under each.
struct TraceTexts {
  /// What stands under a step, in the order of the clause. Texts are ranges of the pool.
  enum Item: BitwiseCopyable {
    case fact(UInt32)
    /// Text that is the same for all profiles.
    case text(Piece)
    /// The facts that a count stands on, by its number.
    case count(UInt32)
    /// The same of a rule with variables.
    case check(UInt32)
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

    /// A step that is whole.
    static var leaf: Node { Node(opening: Piece(0..<0), items: Piece(0..<0), isKnown: false) }
  }

  private let judge: Judge
  /// For the words that the rules know, and where they are wanted those of the batch at hand.
  private(set) var wording: Wording
  private let program: SlotProgram
  /// Members that declarations list, by their places among the facts of the program.
  private let members: [Fact: Int]
  var leaves: QuickLeaves
  /// All texts, and the items of all nodes, one behind the other.
  private(set) var pool: [UInt8] = []
  private(set) var items: [Item] = []
  private(set) var readings: [(number: NumberID, subject: TermID)] = []

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, _ members: [Fact: Int], stream: String) {
    self.judge = judge
    self.members = members
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
  mutating func node(_ opening: Piece, _ items: [Item]?) -> Node {
    let start = self.items.count
    self.items += items ?? []
    return Node(opening: opening, items: Piece(start..<self.items.count), isKnown: items != nil)
  }

  /// The text of a step that others follow.
  mutating func opening(_ kind: Trace.Kind) -> Piece {
    keep(Self.open(QuickLeaves.written(kind, wording), closing: "]}"))
  }

  /// The text of the step in which an instance concludes a fact.
  mutating func opening(_ fact: Int, _ instance: ClauseInstance, _ facts: borrowing FactTable) -> Piece {
    let statement = Fact(facts.relation(of: fact), facts.terms(of: fact))
    learn(fact, facts)
    return opening(.derived(statement, clause: instance.clause, binding: instance.binding))
  }

  /// What an instance of a clause rests on, literal by literal; nil where that differs from profile to profile.
  mutating func items(
    _ instance: ClauseInstance, _ facts: borrowing FactTable, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Item]? {
    let horn = judge.compiled.program.clauses[instance.clause]
    var items: [Item] = []
    for (literal, condition) in horn.body.enumerated() where isWanted(literal) {
      switch (condition, instance.grounds[literal]) {
      case (.match, .fact(let fact)):
        learn(fact, facts)
        items.append(.fact(UInt32(fact)))
      case (.match, .member(let member)):
        guard let text = text(ofMember: member) else { return nil }
        items.append(.text(text))
      case (.match, _): return nil
      case (.bind, _): break
      case (.count(_, let test), let ground):
        if test.hasPremises {
          switch ground {
          case .count(let count): items.append(.count(UInt32(count)))
          case .check(let check): items.append(.check(UInt32(check)))
          case .fact, .member, .none, .open: return nil
          }
        }
        if let sought = sought(test, instance, horn.origins[literal]) { items.append(.text(sought)) }
      case (.compare(let left, _, let right, _), _):
        items.append(test(left.numbers + right.numbers, instance, horn.origins[literal]))
      case (.same, _) where horn.isHidden(condition): break
      case (.same, _): items.append(.text(keep(QuickLeaves.written(kind(instance, horn.origins[literal]), wording))))
      }
    }
    return items
  }

  private func kind(_ instance: ClauseInstance, _ leaf: Int) -> Trace.Kind {
    .test(clause: instance.clause, leaf: leaf, binding: instance.binding, values: [])
  }

  private mutating func test(
    _ numbers: [(NumberID, Operand)], _ instance: ClauseInstance, _ leaf: Int
  ) -> Item {
    let start = readings.count
    for (number, operand) in numbers {
      if let subject = operand.term(instance.binding) { readings.append((number, subject)) }
    }
    let text = keep(Self.open(QuickLeaves.written(kind(instance, leaf), wording), closing: "}}"))
    return .test(text, Piece(start..<readings.count))
  }

  /// The text of what a count says does not exist, if it says so.
  private mutating func sought(_ test: CountTest, _ instance: ClauseInstance, _ leaf: Int) -> Piece? {
    guard let sought = Trace.Sought(test, instance.clause, leaf, instance.binding) else { return nil }
    return keep(QuickLeaves.written(.absent(sought), wording))
  }

  /// Takes what a fact says that has no slot.
  mutating func learn(_ fact: Int, _ facts: borrowing FactTable) {
    if fact >= program.factCount { leaves.learn(fact, Fact(facts.relation(of: fact), facts.terms(of: fact))) }
  }

  private mutating func text(ofMember member: Fact) -> Piece? {
    guard let index = members[member] else { return nil }
    let place = judge.compiled.program.facts.places[index]
    return keep(QuickLeaves.written(.given(member, place: place, isUnknown: false), wording))
  }
}
