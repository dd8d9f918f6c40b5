/// Traces in JSON, put together from texts that the writer of the general path wrote once.
///
/// A clause without variables rests on the same facts whenever it fires, so all but the line numbers of given facts, and the
/// numbers that tests read, is known beforehand; so does an instance of a clause with variables. Where such a clause gives a
/// fact the same height in several ways, the general path has to write its proof.
struct QuickTraces {
  private typealias Node = TraceTexts.Node
  private typealias Piece = TraceTexts.Piece

  private struct Key: Hashable {
    var fact: Int
    var clause: Int
  }

  private let judge: Judge
  private let program: SlotProgram
  private let wording: Wording
  private let stream: String
  /// By fact that is a pick, the fact that proposes it.
  private var candidates: [SlotID?]
  private var texts: TraceTexts
  /// The first is not known.
  private var nodes: [Node] = []
  private var nodeNumbers: [Key: Int] = [:]
  /// By instance of a clause with variables, its node, and of which generation of such instances.
  private var openNodes: [Int: Int] = [:]
  private var generation = 0
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
    self.stream = stream
    nodes.append(.unknown)
    texts = TraceTexts(judge, wording, program, stream: stream)
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

  // MARK: Clauses

  /// The node of a fact that was concluded with variables.
  private mutating func openNode(
    _ fact: Int, _ clause: Int, _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) -> Int {
    guard let instance = rest.instance(of: fact) else { return 0 }
    if let known = openNodes[instance] { return known }
    nodes.append(texts.node(fact, clause, rest.facts(ofInstance: instance), facts))
    openNodes[instance] = nodes.count - 1
    return nodes.count - 1
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
    let kind = Trace.Kind.derived(texts.leaves.statement(SlotID(key.fact)), clause: key.clause, binding: [])
    nodes.append(texts.node(QuickLeaves.written(kind, wording), texts.items(key.clause) { _ in true }))
    nodeNumbers[key] = nodes.count - 1
    return nodes.count - 1
  }

  // MARK: Writing

  /// Gets ready for a batch of which these are the words; another generation has other instances.
  mutating func begin(_ wording: Wording, generation: Int) {
    if generation != self.generation {
      self = QuickTraces(judge, self.wording, program, stream: stream)
      self.generation = generation
    }
    texts.begin(wording)
  }

  /// Gives the words of a batch back.
  mutating func end() {
    texts.begin(wording)
  }

  /// Gets ready for a line, of which all conclusions are given.
  mutating func begin(
    _ conclusions: [SlotConclusion], line number: Int, _ rest: borrowing QuickRest, _ facts: borrowing FactTable
  ) {
    age += 1
    steps = 0
    fit(facts.count)
    for conclusion in conclusions {
      let fact = conclusion.slot.index
      clauses[fact] = conclusion.clause
      clauseAge[fact] = age
      if conclusion.clause >= 0, program.isLeft[conclusion.clause] {
        lastClause[fact] = conclusion.clause
        lastNode[fact] = openNode(fact, conclusion.clause, rest, facts)
      }
    }
    texts.leaves.begin(line: number)
  }

  /// Makes room for so many facts.
  private mutating func fit(_ count: Int) {
    let more = count - clauses.count
    if more <= 0 { return }
    lastClause += Array(repeating: -1, count: more)
    lastNode += Array(repeating: 0, count: more)
    candidates += Array(repeating: nil, count: more)
    clauses += Array(repeating: -1, count: more)
    clauseAge += Array(repeating: 0, count: more)
    shownIn += Array(repeating: 0, count: more)
    texts.leaves.fit(count)
  }

  /// Whether the traces of the line have become so long that the general path cuts them short.
  var isTooLong: Bool { steps > Self.mostSteps }

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
      if hasRoot { output.append(contentsOf: texts.pool[node.opening.range]) }
      if !append(node, position, batch, numbers, to: &output) { return false }
      if !hasRoot { output.removeLast(Self.closing.count) }
    }
    return true
  }

  /// Starts the trace of a number.
  mutating func beginNumber() { trace += 1 }

  /// Appends what stands behind the text of a given step.
  func appendGivenTail(to output: inout [UInt8]) { texts.leaves.appendGivenTail(to: &output) }

  /// Appends what a clause sets a number to, or adds to it, to the trace of the number.
  mutating func append(
    effectOf clause: Int, _ value: ExactDecimal?, _ position: Int, _ batch: borrowing SlicedBatch,
    _ numbers: borrowing Comparisons, to output: inout [UInt8]
  ) -> Bool {
    let kind = Trace.Kind.contribution(clause: clause, binding: [], value: value, values: [])
    let known = effects[clause] ?? texts.node(QuickLeaves.written(kind, wording), texts.items(clause) { _ in true })
    effects[clause] = known
    if !known.isKnown { return false }
    if judge.compiled.program.clauses[clause].head.isConstant {
      output.append(contentsOf: texts.pool[known.opening.range])
    } else {
      output.append(contentsOf: TraceTexts.open(QuickLeaves.written(kind, wording), closing: "]}"))
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
      result.append(texts.node(text, texts.items(clause) { leaves.contains(horn.origins[$0]) }))
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
      switch texts.items[next] {
      case .text(let text): output.append(contentsOf: texts.pool[text.range])
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
    for (number, subject) in texts.readings[read.range] {
      let value =
        program.hasNumbers
        ? batch.value(of: number, subject: subject, of: position) : numbers.value(of: number, subject: subject)
      values.append(NumberReading(number: number, subject: subject, value: value))
    }
    var json = JSONWriter()
    json.beginObject()
    for (name, value) in wording.readings(values) { json.member(name, value) }
    output.append(contentsOf: texts.pool[text.range])
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
        texts.leaves.appendDefault(fact, to: &output)
        return leaf
      }
      source = candidate
    }
    guard isConcluded(source) else {
      texts.leaves.appendGiven(fact, to: &output)
      return leaf
    }
    if shownIn[fact.index] == trace {
      texts.leaves.appendRepeat(fact, to: &output)
      return leaf
    }
    shownIn[fact.index] = trace
    let node = node(fact, clauses[source.index])
    if !node.isKnown { return nil }
    output.append(contentsOf: texts.pool[node.opening.range])
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
