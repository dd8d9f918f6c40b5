import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// Traces in JSON, put together from texts that the writer of the general path wrote once.
///
/// An instance of a clause rests on the same facts whenever it holds, so all but the line numbers of given facts, the facts
/// that counts stand on, and the numbers that tests read, is known beforehand.
struct QuickTraces {
  private typealias Node = TraceTexts.Node
  private typealias Piece = TraceTexts.Piece

  private let judge: Judge
  private let program: SlotProgram
  private let wording: Wording
  private let members: [Fact: Int]
  private let stream: String
  /// By fact that is a pick, the fact that proposes it.
  private var candidates: [SlotID?]
  private var texts: TraceTexts
  /// By instance, one more than the number of its node; 0 where it was not met yet.
  private var nodeNumbers: [Int] = []
  private var nodes: [Node] = []
  /// By node, its instance.
  private var prepared: [ClauseInstance] = []
  /// By pick and instance that concludes its candidate, the text of the pick's step.
  private var pickOpenings: [UInt64: Piece] = [:]
  /// By instance that concludes a number, the text of its step, where that is the same for all profiles.
  private var effects: [Int: Piece] = [:]
  /// By instance of a conflict, a node for each side.
  private var sides: [Int: [Node]] = [:]
  /// Of the instances of rules that are left over.
  private var generation = 0

  /// By fact, the instance of its least proof in the line at hand, if it is of the line's age.
  private var instances: [Int]
  private var ages: [Int]
  private var age = 0
  /// By fact, the trace that last showed it.
  private var shownIn: [Int]
  private var trace = 0
  /// How many steps the line's traces have until now.
  private var steps = 0
  /// The items that are still to be written, from the root down.
  private var stack: [Frame] = []
  /// The facts of the counts on the stack.
  private var counted: [Int] = []

  private struct Frame {
    /// Of the items of nodes, or of `counted`.
    var rest: Range<Int>
    var isFirst: Bool
    var isCounted = false
  }

  init(_ judge: Judge, _ wording: Wording, _ program: SlotProgram, _ members: [Fact: Int], stream: String) {
    self.judge = judge
    self.wording = wording
    self.program = program
    self.members = members
    self.stream = stream
    texts = TraceTexts(judge, wording, program, members, stream: stream)
    candidates = (0..<program.factCount).map { slot in
      guard let fact = program.fact(of: SlotID(slot)),
        case .picks(let choice) = judge.compiled.program.roles[fact.relation.index]
      else { return nil }
      return program.slot(judge.compiled.program.choices[choice.index].candidates, fact.terms)
    }
    instances = Array(repeating: -1, count: program.factCount)
    ages = Array(repeating: 0, count: program.factCount)
    shownIn = Array(repeating: 0, count: program.factCount)
  }

  // MARK: Instances

  /// Gets ready for a batch of which these are the words; another generation has other instances of rules that are left over.
  mutating func begin(_ wording: Wording, generation: Int) {
    if generation != self.generation {
      self = QuickTraces(judge, self.wording, program, members, stream: stream)
      self.generation = generation
    }
    texts.begin(wording)
  }

  /// Gives the words of a batch back.
  mutating func end() { texts.begin(wording) }

  /// Whether steps of an instance that concludes a fact are ready.
  func isPrepared(_ number: Int) -> Bool {
    number < nodeNumbers.count && nodeNumbers[number] > 0 && !nodes[nodeNumbers[number] - 1].opening.isEmpty
  }

  /// Gets ready for steps of an instance in the line at hand.
  ///
  /// - Parameter fact: what it concludes, by its number; nil for what is no fact.
  mutating func prepare(
    _ number: Int, _ instance: ClauseInstance, concluding fact: Int?, _ order: borrowing LineOrder,
    _ facts: borrowing FactTable
  ) {
    for case .check(let check) in instance.grounds {
      for fact in order.counted(check: check) { texts.learn(fact, facts) }
    }
    if number >= nodeNumbers.count {
      nodeNumbers += Array(repeating: 0, count: number + 1 - nodeNumbers.count)
    }
    if nodeNumbers[number] == 0 {
      nodes.append(texts.node(Piece(0..<0), texts.items(instance, facts)))
      prepared.append(instance)
      nodeNumbers[number] = nodes.count
    }
    let node = nodeNumbers[number] - 1
    if let fact, nodes[node].opening.isEmpty { nodes[node].opening = texts.opening(fact, instance, facts) }
  }

  // MARK: A line

  /// Gets ready for a line that is given by its number in the stream.
  mutating func begin(line number: Int, factCount: Int) {
    age += 1
    steps = 0
    let more = factCount - instances.count
    if more > 0 {
      candidates += Array(repeating: nil, count: more)
      instances += Array(repeating: -1, count: more)
      ages += Array(repeating: 0, count: more)
      shownIn += Array(repeating: 0, count: more)
      texts.leaves.fit(factCount)
    }
    texts.leaves.begin(line: number)
  }

  /// Takes a conclusion of the line, by the instance of its least proof, which has to be prepared.
  mutating func take(_ conclusion: SlotConclusion, by instance: Int) {
    instances[conclusion.slot.index] = instance
    ages[conclusion.slot.index] = age
  }

  /// Whether the traces of the line have become so long that the general path cuts them short.
  var isTooLong: Bool { steps > Self.mostSteps }

  /// Appends the trace of a fact that holds; false where the general path has to write it.
  mutating func append(
    _ fact: SlotID, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    _ order: borrowing LineOrder, to output: inout [UInt8]
  ) -> Bool {
    trace += 1
    guard let node = step(fact, position, batch, to: &output) else { return false }
    guard node.isKnown else { return true }
    return append(node, position, batch, numbers, order, to: &output)
  }

  /// Appends the traces of both sides of a conflict by an instance of its clause, which has to be prepared.
  mutating func append(
    conflict number: Int, _ facts: borrowing FactTable, _ position: Int, _ batch: borrowing SlicedBatch,
    _ numbers: borrowing Comparisons, _ order: borrowing LineOrder, to output: inout [UInt8]
  ) -> Bool {
    for (side, node) in sides(number, facts).enumerated() {
      if side > 0 { output.append(UInt8(ascii: ",")) }
      trace += 1
      guard node.isKnown else { return false }
      // A condition of one clause needs no step above it.
      let hasRoot = stepCount(of: node, order) != 1
      if hasRoot { output.append(contentsOf: texts.pool[node.opening.range]) }
      if !append(node, position, batch, numbers, order, to: &output) { return false }
      if !hasRoot { output.removeLast(Self.closing.count) }
    }
    return true
  }

  private func stepCount(of node: Node, _ order: borrowing LineOrder) -> Int {
    var count = 0
    for item in texts.items[node.items.range] {
      count += counted(item, order)?.count ?? 1
    }
    return count
  }

  /// The facts that a count stands on; nil for another item.
  private func counted(_ item: TraceTexts.Item, _ order: borrowing LineOrder) -> [Int]? {
    switch item {
    case .count(let count): order.counted(Int(count))
    case .check(let check): order.counted(check: Int(check))
    case .fact, .text, .test: nil
    }
  }

  /// Starts the trace of a number.
  mutating func beginNumber() { trace += 1 }

  /// Appends what stands behind the text of a given step.
  func appendGivenTail(to output: inout [UInt8]) { texts.leaves.appendGivenTail(to: &output) }

  /// Appends what an instance that was prepared sets a number to, or adds to it, to the trace of the number.
  mutating func append(
    effectOf number: Int, _ value: ExactDecimal?, _ position: Int, _ batch: borrowing SlicedBatch,
    _ numbers: borrowing Comparisons, _ order: borrowing LineOrder, to output: inout [UInt8]
  ) -> Bool {
    let node = nodes[nodeNumbers[number] - 1]
    let instance = prepared[nodeNumbers[number] - 1]
    if !node.isKnown { return false }
    let kind = Trace.Kind.contribution(
      clause: instance.clause, binding: instance.binding, value: value, values: [])
    if let known = effects[number] {
      output.append(contentsOf: texts.pool[known.range])
    } else if judge.compiled.program.clauses[instance.clause].head.isConstant {
      let opening = texts.opening(kind)
      effects[number] = opening
      output.append(contentsOf: texts.pool[opening.range])
    } else {
      output.append(contentsOf: TraceTexts.open(QuickLeaves.written(kind, texts.wording), closing: "]}"))
    }
    return append(node, position, batch, numbers, order, to: &output)
  }

  private mutating func sides(_ number: Int, _ facts: borrowing FactTable) -> [Node] {
    if let known = sides[number] { return known }
    let instance = prepared[nodeNumbers[number] - 1]
    let horn = judge.compiled.program.clauses[instance.clause]
    var result: [Node] = []
    for (side, condition) in judge.set.rules[horn.rule.index].sides.enumerated() {
      let leaves = Set(condition.leaves)
      let opening = texts.opening(.condition(horn.rule, side: side, binding: instance.binding))
      result.append(texts.node(opening, texts.items(instance, facts) { leaves.contains(horn.origins[$0]) }))
    }
    sides[number] = result
    return result
  }

  private static let closing = Array("]}".utf8)
  /// With more steps than this a judgement goes the general way, which cuts very long traces short.
  private static var mostSteps: Int { 100_000 }

  /// Appends what a node rests on and what closes it, depth first with a stack of its own: proofs may be higher than the
  /// call stack allows.
  private mutating func append(
    _ node: Node, _ position: Int, _ batch: borrowing SlicedBatch, _ numbers: borrowing Comparisons,
    _ order: borrowing LineOrder, to output: inout [UInt8]
  ) -> Bool {
    stack.removeAll(keepingCapacity: true)
    counted.removeAll(keepingCapacity: true)
    stack.append(Frame(rest: node.items.range, isFirst: true))
    while var frame = stack.popLast() {
      guard let next = frame.rest.first else {
        if !frame.isCounted { output.append(contentsOf: Self.closing) }
        continue
      }
      frame.rest = next + 1..<frame.rest.upperBound
      let item = frame.isCounted ? .fact(UInt32(counted[next])) : texts.items[next]
      if let facts = counted(item, order) {
        push(facts, beside: frame)
        continue
      }
      if !frame.isFirst { output.append(UInt8(ascii: ",")) }
      frame.isFirst = false
      steps += 1
      if steps > Self.mostSteps { return false }
      stack.append(frame)
      switch item {
      case .text(let text): output.append(contentsOf: texts.pool[text.range])
      case .test(let text, let read): append(text, read, position, batch, numbers, to: &output)
      case .count, .check: break
      case .fact(let fact):
        guard let node = step(SlotID(fact), position, batch, to: &output) else { return false }
        if node.isKnown { stack.append(Frame(rest: node.items.range, isFirst: true)) }
      }
    }
    return true
  }

  /// Puts the facts of a count on the stack, as a part of what the frame stands for.
  private mutating func push(_ facts: [Int], beside frame: Frame) {
    let start = counted.count
    counted += facts
    var frame = frame
    let isFirst = frame.isFirst
    if !facts.isEmpty { frame.isFirst = false }
    stack.append(frame)
    stack.append(Frame(rest: start..<counted.count, isFirst: isFirst, isCounted: true))
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
    for (name, value) in texts.wording.readings(values) { json.member(name, value) }
    output.append(contentsOf: texts.pool[text.range])
    output.append(contentsOf: json.bytes.dropFirst())
    output.append(contentsOf: [UInt8(ascii: "}"), UInt8(ascii: "}")])
  }

  /// Appends a step on a fact; gives the node whose items are to follow, or one that is not known where the step is whole.
  /// Nil where the general path has to write it.
  @inline(__always) private mutating func step(
    _ fact: SlotID, _ position: Int, _ batch: borrowing SlicedBatch, to output: inout [UInt8]
  ) -> Node? {
    var source = fact
    if let candidate = candidates[fact.index], !isConcluded(fact) {
      guard batch.holds(candidate, of: position) else {
        texts.leaves.appendDefault(fact, to: &output)
        return .leaf
      }
      source = candidate
    }
    guard isConcluded(source) else {
      texts.leaves.appendGiven(fact, to: &output)
      return .leaf
    }
    if shownIn[fact.index] == trace {
      texts.leaves.appendRepeat(fact, to: &output)
      return .leaf
    }
    shownIn[fact.index] = trace
    let number = instances[source.index]
    guard nodes[nodeNumbers[number] - 1].isKnown else { return nil }
    let node = nodes[nodeNumbers[number] - 1]
    let opening = source == fact ? node.opening : pickOpening(fact, number)
    output.append(contentsOf: texts.pool[opening.range])
    return node
  }

  /// The text of the step of a pick whose candidate an instance concludes.
  private mutating func pickOpening(_ pick: SlotID, _ number: Int) -> Piece {
    let key = UInt64(pick.raw) << 32 | UInt64(number)
    if let known = pickOpenings[key] { return known }
    let instance = prepared[nodeNumbers[number] - 1]
    let statement = texts.leaves.statement(pick)
    let opening = texts.opening(.derived(statement, clause: instance.clause, binding: instance.binding))
    pickOpenings[key] = opening
    return opening
  }

  private func isConcluded(_ fact: SlotID) -> Bool { ages[fact.index] == age }
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
