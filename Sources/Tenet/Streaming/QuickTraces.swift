/// Traces in JSON, put together from texts that the writer of the general path wrote once.
///
/// A clause without variables rests on the same facts whenever it fires, so all but the line numbers of given facts, and the
/// numbers that tests read, is known beforehand. Where a proof uses another clause, the general path has to write it.
struct QuickTraces {
  /// What stands under a step, in the order of the clause. Texts are ranges of the pool.
  private enum Item: BitwiseCopyable {
    case fact(UInt32)
    /// Text that is the same for all profiles.
    case text(Piece)
    /// A comparison: the text up to its values, and which numbers it reads.
    case test(Piece, Piece)
  }

  /// A range without the wrapping.
  private struct Piece: BitwiseCopyable {
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
  private struct Node: BitwiseCopyable {
    /// Up to and with the opening bracket of what it rests on.
    var opening: Piece
    var items: Piece
    /// Whether the items say all; else only the general path can write it.
    var isKnown: Bool
  }

  private struct Key: Hashable {
    var fact: Int
    var clause: Int
  }

  private let judge: Judge
  private let wording: Wording
  private let program: SlotProgram
  private var leaves: QuickLeaves
  /// By fact that is a pick, the fact that proposes it.
  private let candidates: [SlotID?]
  /// All texts, and the items of all nodes, one behind the other.
  private var pool: [UInt8] = []
  private var items: [Item] = []
  private var readings: [(number: NumberID, subject: TermID)] = []
  private var nodes: [Node] = []
  private var nodeNumbers: [Key: Int] = [:]
  /// By fact, the clause that was wanted last, and its node: mostly it is the next one too.
  private var lastClause: [Int]
  private var lastNode: [Int]
  /// By clause that concludes a number, its node.
  private var effects: [Int: Node] = [:]
  /// By clause of a conflict, a node for each side.
  private var sides: [Int: [Node]] = [:]

  /// By fact, the clause of its least proof in the line at hand; older than `line` means none.
  private var clauses: [Int]
  private var clauseAge: [Int]
  private var age = 0
  /// By fact, the trace that last showed it.
  private var shownIn: [Int]
  private var trace = 0
  /// How many steps the line's traces have until now.
  private var steps = 0
  /// The items that are still to be written, from the root down.
  private var stack: [(rest: Range<Int>, isFirst: Bool)] = []

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, stream: String) {
    self.judge = judge
    self.wording = wording
    self.program = program
    leaves = QuickLeaves(judge, wording, program, stream: stream)
    lastClause = Array(repeating: -1, count: program.factCount)
    lastNode = lastClause
    candidates = (0..<program.factCount).map { slot in
      guard let fact = program.fact(of: SlotID(slot)),
        case .picks(let choice) = judge.compiled.program.roles[fact.relation.index]
      else { return nil }
      return program.slot(judge.compiled.program.choices[choice.index].candidates, fact.terms)
    }
    clauses = Array(repeating: -1, count: program.factCount)
    clauseAge = Array(repeating: 0, count: program.factCount)
    shownIn = Array(repeating: 0, count: program.factCount)
  }

  // MARK: Texts

  private mutating func keep(_ text: some Sequence<UInt8>) -> Piece {
    let start = pool.count
    pool += text
    return Piece(start..<pool.count)
  }

  private func statement(_ fact: SlotID) -> Trace.Statement { leaves.statement(fact) }

  /// A text without what closes it.
  private static func open(_ text: [UInt8], closing: String) -> [UInt8] { Array(text.dropLast(closing.utf8.count)) }

  // MARK: Clauses

  /// What a clause rests on, literal by literal; nil where that differs from profile to profile.
  private mutating func items(_ clause: Int, where isWanted: (Int) -> Bool) -> [Item]? {
    let horn = judge.compiled.program.clauses[clause]
    guard horn.variableCount == 0 else { return nil }
    var items: [Item] = []
    for (literal, condition) in horn.body.enumerated() where isWanted(literal) {
      switch condition {
      case .match(let atom):
        guard let item = item(atom) else { return nil }
        items.append(item)
      case .bind: break
      case .count(_, let test):
        guard test.place == nil else { return nil }
        let sought = Trace.Sought.clause(clause: clause, leaf: horn.origins[literal], binding: [])
        items.append(.text(keep(QuickLeaves.written(.absent(sought), wording))))
      case .compare(let left, _, let right, _):
        let kind = Trace.Kind.test(clause: clause, leaf: horn.origins[literal], binding: [], values: [])
        let start = readings.count
        for (number, operand) in left.numbers + right.numbers {
          if case .term(let subject) = operand { readings.append((number, subject)) }
        }
        let text = keep(Self.open(QuickLeaves.written(kind, wording), closing: "}}"))
        items.append(.test(text, Piece(start..<readings.count)))
      case .same: return nil
      }
    }
    return items
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
        let statement = Trace.Statement(relation, terms)
        return .text(
          keep(QuickLeaves.written(.given(statement, place: facts.places[index], isUnknown: false), wording)))
      }
      start = end
    }
    return nil
  }

  private mutating func node(_ fact: SlotID, _ clause: Int) -> Node {
    if lastClause[fact.index] != clause {
      lastClause[fact.index] = clause
      lastNode[fact.index] = number(of: Key(fact: fact.index, clause: clause))
    }
    return nodes[lastNode[fact.index]]
  }

  private mutating func number(of key: Key) -> Int {
    if let known = nodeNumbers[key] { return known }
    let kind = Trace.Kind.derived(statement(SlotID(key.fact)), clause: key.clause, binding: [])
    nodes.append(node(QuickLeaves.written(kind, wording), items(key.clause) { _ in true }))
    nodeNumbers[key] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func node(_ text: [UInt8], _ items: [Item]?) -> Node {
    let start = self.items.count
    self.items += items ?? []
    return Node(
      opening: keep(Self.open(text, closing: "]}")), items: Piece(start..<self.items.count), isKnown: items != nil)
  }

  // MARK: Writing

  /// Gets ready for a line, of which all conclusions are given.
  mutating func begin(_ conclusions: [SlotConclusion], line number: Int) {
    age += 1
    steps = 0
    // Facts without a slot are concluded by rules with variables only.
    for conclusion in conclusions where conclusion.slot.index < clauses.count {
      clauses[conclusion.slot.index] = conclusion.clause
      clauseAge[conclusion.slot.index] = age
    }
    leaves.begin(line: number)
  }

  /// Appends the trace of a fact that holds; false where the general path has to write it.
  mutating func append(
    _ fact: SlotID, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    to output: inout [UInt8]
  ) -> Bool {
    trace += 1
    guard let node = step(fact, position, batch, to: &output) else { return false }
    guard node.isKnown else { return true }
    return append(node, position, batch, numbers, to: &output)
  }

  /// Appends the traces of both sides of a conflict.
  mutating func append(
    conflict clause: Int, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    to output: inout [UInt8]
  ) -> Bool {
    for (side, node) in sides(of: clause).enumerated() {
      if side > 0 { output.append(UInt8(ascii: ",")) }
      trace += 1
      guard node.isKnown else { return false }
      // A condition of one clause needs no step above it.
      let hasRoot = node.items.range.count != 1
      if hasRoot { output.append(contentsOf: pool[node.opening.range]) }
      if !append(node, position, batch, numbers, to: &output) { return false }
      if !hasRoot { output.removeLast(Self.closing.count) }
    }
    return true
  }

  /// Starts the trace of a number.
  mutating func beginNumber() { trace += 1 }

  /// Appends what stands behind the text of a given step.
  func appendGivenTail(to output: inout [UInt8]) { leaves.appendGivenTail(to: &output) }

  /// Appends what a clause sets a number to, or adds to it, to the trace of the number.
  mutating func append(
    effectOf clause: Int, _ value: ExactDecimal?, _ position: Int, _ batch: borrowing SlicedBatch,
    _ numbers: borrowing Comparisons, to output: inout [UInt8]
  ) -> Bool {
    let kind = Trace.Kind.contribution(clause: clause, binding: [], value: value, values: [])
    let known = effects[clause] ?? node(QuickLeaves.written(kind, wording), items(clause) { _ in true })
    effects[clause] = known
    if !known.isKnown { return false }
    if judge.compiled.program.clauses[clause].head.isConstant {
      output.append(contentsOf: pool[known.opening.range])
    } else {
      output.append(contentsOf: Self.open(QuickLeaves.written(kind, wording), closing: "]}"))
    }
    return append(known, position, batch, numbers, to: &output)
  }

  private mutating func sides(of clause: Int) -> [Node] {
    if let known = sides[clause] { return known }
    let horn = judge.compiled.program.clauses[clause]
    var result: [Node] = []
    for (side, condition) in judge.set.rules[horn.rule.index].sides.enumerated() {
      let leaves = Set(condition.leaves)
      let text = QuickLeaves.written(.condition(horn.rule, side: side, binding: []), wording)
      result.append(node(text, items(clause) { leaves.contains(horn.origins[$0]) }))
    }
    sides[clause] = result
    return result
  }

  private static let closing = Array("]}".utf8)
  /// With more steps than this a judgement goes the general way, which cuts very long traces short.
  private static var mostSteps: Int { 100_000 }

  /// Appends what a node rests on and what closes it, depth first with a stack of its own: proofs may be higher than the
  /// call stack allows.
  private mutating func append(
    _ node: Node, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    to output: inout [UInt8]
  ) -> Bool {
    stack.removeAll(keepingCapacity: true)
    stack.append((node.items.range, true))
    while var (rest, isFirst) = stack.popLast() {
      guard let next = rest.first else {
        output.append(contentsOf: Self.closing)
        continue
      }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      steps += 1
      if steps > Self.mostSteps { return false }
      isFirst = false
      rest = next + 1..<rest.upperBound
      stack.append((rest, isFirst))
      switch items[next] {
      case .text(let text): output.append(contentsOf: pool[text.range])
      case .test(let text, let read): append(text, read, position, batch, numbers, to: &output)
      case .fact(let fact):
        guard let node = step(SlotID(fact), position, batch, to: &output) else { return false }
        if node.isKnown { stack.append((node.items.range, true)) }
      }
    }
    return true
  }

  private func append(
    _ text: Piece, _ read: Piece, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    to output: inout [UInt8]
  ) {
    var values: [NumberReading] = []
    for (number, subject) in readings[read.range] {
      let value =
        program.hasNumbers
        ? batch.value(of: number, subject: subject, of: position) : numbers.value(of: number, subject: subject)
      values.append(NumberReading(number: number, subject: subject, value: value))
    }
    var json = JSONWriter()
    json.beginObject()
    for (name, value) in wording.readings(values) { json.member(name, value) }
    output.append(contentsOf: pool[text.range])
    output.append(contentsOf: json.bytes.dropFirst())
    output.append(contentsOf: [UInt8(ascii: "}"), UInt8(ascii: "}")])
  }

  /// Appends a step on a fact; gives the node whose items are to follow, or one that is not known where the step is whole.
  /// Nil where the general path has to write it.
  private mutating func step(
    _ fact: SlotID, _ position: Int, _ batch: borrowing SlicedBatch, to output: inout [UInt8]
  ) -> Node? {
    let leaf = Node(opening: Piece(0..<0), items: Piece(0..<0), isKnown: false)
    var source = fact
    if let candidate = candidates[fact.index], !isConcluded(fact) || clauses[fact.index] < 0 {
      guard batch.holds(candidate, of: position) else {
        leaves.appendDefault(fact, to: &output)
        return leaf
      }
      source = candidate
    }
    guard isConcluded(source) else {
      leaves.appendGiven(fact, to: &output)
      return leaf
    }
    if shownIn[fact.index] == trace {
      leaves.appendRepeat(fact, to: &output)
      return leaf
    }
    shownIn[fact.index] = trace
    let node = node(fact, clauses[source.index])
    if !node.isKnown { return nil }
    output.append(contentsOf: pool[node.opening.range])
    return node
  }

  private func isConcluded(_ fact: SlotID) -> Bool { clauseAge[fact.index] == age }
}

extension HornClause.Head {
  /// Whether the value that it sets or adds is the same for all profiles.
  fileprivate var isConstant: Bool {
    switch self {
    case .fact: false
    case .set(_, _, let value), .add(_, _, let value): value.numbers.isEmpty
    }
  }
}
