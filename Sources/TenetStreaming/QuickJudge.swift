import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// Judges profiles in plain NDJSON, hundreds at once: what a stream of a million lines mostly is.
///
/// Use: ``take(_:_:line:)`` line after line until ``isFull``; ``evaluate()``; ``append(_:_:to:)`` each in its order;
/// ``clear()``. A line that is not of the plain form, or of which there is something to report, is left to the general path.
/// The bytes are the same either way.
///
/// Cost: a line takes as long as its bytes are read and those of its judgement copied, besides a few operations a rule and
/// 512 lines. One judge serves one thread, and takes the same memory for a stream of any length.
public struct QuickJudge: ~Copyable {
  private let program: SlotProgram
  private let strata: [Int]
  private var reader: PlainReader
  private var texts: QuickTexts
  private var traces: QuickTraces?
  private var conflicts: QuickConflicts
  private var instances: Instances
  /// Of the instances of rules that need variables.
  private var generation = 0
  /// Where rules conclude numbers.
  private var concludedNumbers: QuickNumbers?
  /// For rules that need variables.
  private var rest: QuickRest
  private var batch: SlicedBatch
  private var comparisons: Comparisons
  private var flat = FlatProfile()

  /// A line that was taken.
  private struct Line {
    /// Its name between the quotes: in the piece of the stream, or in `titles`.
    var title: Range<Int>
    var hasOwnTitle: Bool
    /// Its number in the stream, from 1.
    var number: Int
    /// Into `numbers`.
    var numbers: Range<Int>
    var givenCount: Int
  }
  private var lines: [Line] = []
  /// What the lines give.
  private var numbers: [QuickNumber] = []
  /// Names that lines write with escapes, as judgements write them.
  private var titles: [UInt8] = []

  // What the line that is read or written needs, kept to save allocations.
  /// Of the conditions that its numbers meet.
  private var slots: [SlotID] = []
  private var facts: [Int32] = []
  private var concluded: [SlotConclusion] = []

  /// The facts of verbs that were given and derived by the line appended last.
  public private(set) var givenCount = 0
  public private(set) var derivedCount = 0

  /// Nil where some rule is for the general path alone: it proposes picks that their choice does not list, or is very long.
  ///
  /// - Parameters:
  ///   - program: the judge's own, by the vocabulary; made here where there is none yet.
  ///   - name: what people call the stream, for the places of given facts; nil leaves traces out.
  public init?(_ loaded: Loaded, _ judge: Judge, _ program: SlotProgram? = nil, tracesIn name: String?) {
    let set = loaded.set
    let wording = Wording(set, program: set.program, reader: loaded.reader)
    var program = program ?? judge.compiled.slotProgram(set.vocabulary.signature)
    if !judge.concludedNumbers.isEmpty {
      program = judge.compiled.slotProgram(set.vocabulary.signature, withNumbers: true)
    }
    guard let rest = QuickRest(judge, wording, loaded.reader.terms.count, program, withTraces: name != nil) else {
      return nil
    }
    self.rest = rest
    self.program = program
    comparisons = Comparisons(program)
    strata = judge.compiled.strata
    reader = PlainReader(loaded.reader, program, set.vocabulary)
    texts = QuickTexts(judge, wording, program, withTraces: name != nil)
    let members = program.declaredMembers()
    traces = name.map { QuickTraces(judge, wording, program, members, stream: $0) }
    conflicts = QuickConflicts(judge, program)
    instances = Instances(program, members: members, conflicts: conflicts.clauses)
    if !judge.concludedNumbers.isEmpty { concludedNumbers = QuickNumbers(judge, wording, program) }
    batch = SlicedBatch(program)
  }

  // MARK: Reading

  public var isFull: Bool { lines.count == SlicedBatch.width }
  public var isEmpty: Bool { lines.isEmpty }

  /// Reads a line into the batch; false, with nothing taken, where the general path has to judge it.
  ///
  /// - Parameters:
  ///   - bytes: the piece of the stream that the line stands in; the same for all lines of a batch.
  ///   - number: the number of the line in the stream.
  public mutating func take(_ bytes: [UInt8], _ range: Range<Int>, line number: Int) -> Bool {
    let start = numbers.count
    guard flat.read(bytes.span, range), reader.read(flat, bytes, into: &facts, &numbers), decide(from: start),
      let title = title(bytes)
    else {
      numbers.removeSubrange(start...)
      return false
    }
    for slot in slots { batch.give(slot, to: lines.count) }
    if program.hasNumbers { give(numbers[start...], to: lines.count) }
    let count = batch.give(facts, to: lines.count, counting: reader.table.isVerb)
    rest.take(facts, numbers[start...])
    lines.append(
      Line(
        title: title, hasOwnTitle: flat.titleHasEscapes, number: number, numbers: start..<numbers.count,
        givenCount: count)
    )
    return true
  }

  /// Where the name of the line stands that was read, as judgements write it.
  private mutating func title(_ bytes: [UInt8]) -> Range<Int>? {
    guard let written = flat.title, flat.titleHasEscapes else { return flat.title }
    guard let text = PlainReader.text(bytes[written]) else { return nil }
    var json = JSONWriter()
    json.string(text)
    let start = titles.count
    titles += json.bytes.dropFirst().dropLast()
    return start..<titles.count
  }

  /// Adds the slots of conditions that the numbers meet; false where some arithmetic does not fit.
  private mutating func decide(from start: Int) -> Bool {
    slots.removeAll(keepingCapacity: true)
    if comparisons.isEmpty { return true }
    give(start..<numbers.count)
    var met: [SlotID] = []
    let fits = comparisons.forEachMet { met.append($0) }
    slots = met
    return fits
  }

  private mutating func give(_ range: Range<Int>) {
    comparisons.clear()
    for entry in numbers[range] { comparisons.give(entry.number, subject: entry.subject, entry.value) }
  }

  private mutating func give(_ given: ArraySlice<QuickNumber>, to position: Int) {
    for entry in given { batch.give(entry.number, subject: entry.subject, entry.value, to: position) }
  }

  // MARK: Judging

  /// Judges all lines that were taken.
  public mutating func evaluate() {
    batch.evaluate(count: lines.count)
    batch.collect()
    rest.begin(&reader, &batch)
    guard rest.hasWords else { return }
    texts.begin(rest.wording)
    concludedNumbers?.begin(rest.wording)
    traces?.begin(rest.wording, generation: rest.generation)
    if rest.generation != generation {
      instances.forget()
      conflicts.forget()
      generation = rest.generation
    }
  }

  /// Counts the facts of a line, without writing anything; false where the general path has to judge it.
  public mutating func count(_ position: Int) -> Bool {
    if batch.isSpoilt(position) { return false }
    givenCount = lines[position].givenCount
    derivedCount = 0
    if rest.isNeeded {
      batch.conclusions(of: position, into: &concluded)
      guard judgeRest(position) else { return false }
      for conclusion in concluded where reader.table.isVerb[conclusion.slot.index] { derivedCount += 1 }
      return true
    }
    for slot in batch.conclusionSlots(of: position) where reader.table.isVerb[slot.index] { derivedCount += 1 }
    return true
  }

  /// Appends the judgement of a line that was taken, by its position in the batch; false, with nothing appended, where the
  /// general path has to judge it.
  public mutating func append(_ position: Int, _ bytes: [UInt8], to output: inout [UInt8]) -> Bool {
    if batch.isSpoilt(position) { return false }
    let start = output.count
    let line = lines[position]
    batch.conclusions(of: position, into: &concluded)
    if !judgeRest(position) { return false }
    if traces != nil {
      if !comparisons.isEmpty, !program.hasNumbers { give(line.numbers) }
      if !explain(position) { return false }
    } else if conflicts.needOrder {
      order(position)
    }
    output.append(contentsOf: QuickTexts.opening)
    output.append(contentsOf: line.hasOwnTitle ? titles[line.title] : bytes[line.title])
    output.append(contentsOf: QuickTexts.conclusionsKey)
    givenCount = line.givenCount
    guard appendConclusions(position, to: &output), appendConflicts(position, to: &output),
      appendChoices(position, to: &output), appendTail(position, to: &output)
    else {
      output.removeSubrange(start...)
      return false
    }
    output.append(10)
    return true
  }

  private mutating func judgeRest(_ position: Int) -> Bool {
    let line = lines[position]
    return rest.judge(position, numbers[line.numbers], &concluded, &reader)
  }

  /// Forgets the lines.
  public mutating func clear() {
    batch.clear()
    rest.clear()
    texts.end()
    concludedNumbers?.end()
    traces?.end()
    lines.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    titles.removeAll(keepingCapacity: true)
    if reader.forgetIfFull() {
      rest.forget()
      texts.forget()
      concludedNumbers?.forget()
    }
  }

  // MARK: Proofs

  /// Gets ready for the traces of a line; false where the general path has to write them.
  private mutating func explain(_ position: Int) -> Bool {
    traces?.begin(line: lines[position].number, factCount: reader.table.count)
    var isOrdered = instances.needOrder
    if isOrdered { order(position) }
    for conclusion in concluded where conclusion.clause >= 0 {
      var number = instances.only(conclusion, rest)
      if number == nil {
        if !isOrdered { order(position) }
        isOrdered = true
        number = instances.earliest(conclusion, position, batch, rest, reader.table)
      }
      guard let number else { return false }
      // What a count stands on differs from line to line.
      if traces?.isPrepared(number) == false || (instances.needOrder && instances.isOpen(number)) {
        let instance = instances.ordered(number, of: conclusion.clause, rest, reader.table)
        traces?.prepare(number, instance, concluding: conclusion.slot.index, instances.order, reader.table)
      }
      traces?.take(conclusion, by: number)
    }
    return true
  }

  /// Finds the order of the line's facts.
  private mutating func order(_ position: Int) {
    rest.rank(concluded, position, numbers[lines[position].numbers], reader)
    var sorted = concluded
    sorted.sortFew { left, right in
      if left.level != right.level { return left.level < right.level }
      // Facts of several relations are never compared, and have different numbers of terms.
      let (relation, other) = (reader.table.relation(of: left.slot.index), reader.table.relation(of: right.slot.index))
      return relation != other ? relation < other : precedesByTerms(left, right)
    }
    instances.order.begin(rest.given(position), sorted, factCount: reader.table.count)
  }

  // MARK: Writing

  private mutating func appendConclusions(_ position: Int, to output: inout [UInt8]) -> Bool {
    concluded.removeAll { !reader.table.isVerb[$0.slot.index] }
    derivedCount = concluded.count
    rest.rank(concluded, position, numbers[lines[position].numbers], reader)
    sort()
    for (index, conclusion) in concluded.enumerated() {
      texts.append(conclusion, isFirst: index == 0, reader.table, to: &output)
      if traces != nil, !appendTrace(conclusion.slot, position, to: &output) { return false }
    }
    return true
  }

  /// Puts the trace of a fact in front of the closing brace that was written last.
  private mutating func appendTrace(_ slot: SlotID, _ position: Int, to output: inout [UInt8]) -> Bool {
    output.removeLast()
    output.append(contentsOf: QuickTexts.traceKey)
    guard traces?.append(slot, position, batch, comparisons, instances.order, to: &output) ?? false else {
      return false
    }
    output.append(UInt8(ascii: "}"))
    return true
  }

  /// By stratum, clause, height, terms: the order of every judgement.
  private mutating func sort() {
    var sorted: [SlotConclusion] = []
    swap(&sorted, &concluded)
    sorted.sortFew { precedes($0, $1) }
    concluded = sorted
  }

  private func precedes(_ left: SlotConclusion, _ right: SlotConclusion) -> Bool {
    if left.clause != right.clause {
      let (low, high) = (strata[left.clause], strata[right.clause])
      return low != high ? low < high : left.clause < right.clause
    }
    return left.level != right.level ? left.level < right.level : precedesByTerms(left, right)
  }

  private func precedesByTerms(_ left: SlotConclusion, _ right: SlotConclusion) -> Bool {
    let (left, right) = (left.slot.index, right.slot.index)
    if left < program.factCount, right < program.factCount { return texts.ranks[left] < texts.ranks[right] }
    return rest.precedes(left, right, reader.table)
  }

  private mutating func appendConflicts(_ position: Int, to output: inout [UInt8]) -> Bool {
    output.append(contentsOf: QuickTexts.conflictsKey)
    if conflicts.isEmpty { return true }
    guard let found = conflicts.found(position, batch, rest, reader.table, &instances) else { return false }
    for (index, conflict) in found.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: conflict.text)
      guard traces != nil else { continue }
      output.removeLast()
      output.append(contentsOf: QuickTexts.tracesKey)
      let number = conflict.number
      let instance = instances.ordered(number, of: conflict.clause, rest, reader.table)
      traces?.prepare(number, instance, concluding: nil, instances.order, reader.table)
      guard
        traces?.append(conflict: number, reader.table, position, batch, comparisons, instances.order, to: &output)
          ?? false
      else { return false }
      output.append(contentsOf: [UInt8(ascii: "]"), UInt8(ascii: "}")])
    }
    return true
  }

  private mutating func appendTail(_ position: Int, to output: inout [UInt8]) -> Bool {
    guard concludedNumbers != nil else {
      output.append(contentsOf: texts.tail)
      return true
    }
    return concludedNumbers?.append(
      position, numbers[lines[position].numbers], batch, comparisons, &rest, reader, &instances, &traces, to: &output)
      ?? false
  }

  private mutating func appendChoices(_ position: Int, to output: inout [UInt8]) -> Bool {
    output.append(contentsOf: QuickTexts.choicesKey)
    for choice in 0..<texts.choiceCount {
      if choice > 0 { output.append(UInt8(ascii: ",")) }
      let picks = texts.picks(of: choice).filter { batch.holds($0, of: position) }
      texts.append(choice, picks, to: &output)
      if traces == nil || picks.isEmpty { continue }
      if !appendTrace(picks[0], position, to: &output) { return false }
      if picks.count < 2 { continue }
      output.removeLast()
      output.append(contentsOf: QuickTexts.tracesKey)
      for (index, pick) in picks.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        guard traces?.append(pick, position, batch, comparisons, instances.order, to: &output) ?? false else {
          return false
        }
      }
      output.append(contentsOf: [UInt8(ascii: "]"), UInt8(ascii: "}")])
    }
    return true
  }
}
