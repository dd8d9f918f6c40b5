import TenetEngine
import TenetModel
import TenetReasoning
import TenetReport
import TenetText

/// Judges the rules that need variables, on top of what a batch concluded without them: all lines of a batch together, or one
/// after the other where their words fit together in too many ways.
struct QuickRest: ~Copyable {
  private let judge: Judge
  private let program: SlotProgram
  /// Traces are wanted, which are known only where lines are judged together.
  private let withTraces: Bool
  /// Judges all lines together, unless that is too much.
  private var batch: RestBatch
  private var isTogether = true
  /// How many batches are judged line by line until it is tried again together, and after the next failure.
  private var waiting = 0
  private var nextWait = 1
  /// Whether there are such rules.
  let isNeeded: Bool
  /// Whether numbers of the batch at hand bring words that the rules do not know.
  private var hasNewSubjects = false
  /// Words that the rules know have lower numbers.
  private let knownTermCount: Int
  private let knownWording: Wording
  /// For the words that the rules know, and those of the batch at hand.
  private(set) var wording: Wording
  /// The facts of all lines of the batch by their numbers, in the order of the lines, and where those of each line start.
  private var given: [Int32] = []
  private var starts = [0]
  /// By slot, one more than its place among the conclusions of a line.
  private var places: [Int]
  /// By term that the rules do not know, its place in the order of facts of a line.
  private var ranks: [TermID: Int] = [:]

  /// Nil where some rule is not for it.
  ///
  /// - Parameter knownTermCount: how many terms there are before the stream.
  init?(_ judge: Judge, _ wording: Wording, _ knownTermCount: Int, _ program: SlotProgram, withTraces: Bool) {
    let batch = RestBatch(program)
    guard program.isRestPlain || batch.isComplete else { return nil }
    self.judge = judge
    self.program = program
    self.withTraces = withTraces
    self.batch = batch
    knownWording = wording
    self.wording = wording
    isNeeded = !program.isWhole
    self.knownTermCount = knownTermCount
    places = Array(repeating: 0, count: program.factCount)
  }

  // MARK: A batch

  /// Whether some words of the batch at hand may be wanted in judgements.
  var hasWords: Bool { isNeeded || hasNewSubjects }

  /// Keeps the facts of the next line.
  mutating func take(_ facts: [Int32], _ numbers: ArraySlice<QuickNumber>) {
    if numbers.contains(where: { $0.subject.index >= knownTermCount }) { hasNewSubjects = true }
    given += facts
    starts.append(given.count)
  }

  /// The facts of a line, in its order.
  func given(_ position: Int) -> ArraySlice<Int32> { given[starts[position]..<starts[position + 1]] }

  /// Judges the lines that were taken, of which the batch is evaluated.
  mutating func begin(_ reader: inout PlainReader, _ judged: inout SlicedBatch) {
    if !hasWords { return }
    wording = Wording(judge.set, program: judge.set.program, reader: reader.words)
    if isNeeded { isTogether = judgeTogether(&reader, &judged) }
  }

  /// Concludes all that follows for the lines; false where that is too much, or was lately.
  private mutating func judgeTogether(_ reader: inout PlainReader, _ judged: inout SlicedBatch) -> Bool {
    if waiting > 0 {
      waiting -= 1
      return false
    }
    for line in 0..<starts.count - 1 {
      for fact in given(line) { batch.give(Int(fact), to: line, reader.table) }
    }
    if batch.evaluate(&reader.table, &judged) {
      nextWait = 1
      return true
    }
    waiting = nextWait
    nextWait = min(nextWait * 2, 64)
    return false
  }

  /// Forgets all lines.
  mutating func clear() {
    given.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    if !hasWords { return }
    hasNewSubjects = false
    if isNeeded { batch.clear() }
    // The reader is about to add words to tables that are shared with this.
    wording = knownWording
  }

  /// Forgets what is known of facts: to be done before these get other numbers.
  mutating func forget() { batch.forget() }

  // MARK: A line

  /// Adds what follows for a line to what was concluded without variables; false where the general path has something to
  /// report. What is better concluded with variables takes the place of what was concluded without.
  mutating func judge(
    _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ concluded: inout [SlotConclusion],
    _ reader: inout PlainReader
  ) -> Bool {
    if !isNeeded { return true }
    if !isTogether { return !withTraces && program.isRestPlain && judgeAlone(position, numbers, &concluded, &reader) }
    batch.add(to: &concluded, of: position, reader.table)
    return true
  }

  /// By which instance of a rule a fact of the line is concluded, where that is known.
  func instance(of fact: Int) -> Int? { batch.instance(of: fact) }

  /// The instances of a clause by which a line concludes a fact.
  func instances(of clause: Int, concluding fact: Int, _ position: Int) -> [Int] {
    batch.instances(of: clause, concluding: fact, of: position)
  }

  /// The instances of a clause that hold of a line, but for those that conclude what it gives; nil where lines are judged one
  /// after the other.
  func firing(_ clause: Int, _ position: Int) -> [Int]? { isTogether ? batch.firing(clause, of: position) : nil }

  /// The instances that set the number of a subject or add to it, each with its effect.
  func effects(
    on number: NumberID, of subject: TermID, _ position: Int, _ facts: borrowing FactTable
  ) -> [(instance: Int, clause: Int, effect: Int)] {
    batch.effects(on: number, of: subject, of: position, facts)
  }

  func value(
    ofEffect effect: Int, _ position: Int, _ facts: borrowing FactTable, _ judged: borrowing SlicedBatch
  ) -> ExactDecimal? {
    batch.value(ofEffect: effect, of: position, facts, judged)
  }

  func counted(_ check: Int, _ facts: borrowing FactTable) -> RestCount? { batch.counted(check, facts) }

  func instance(_ number: Int, of clause: Int, _ facts: borrowing FactTable) -> ClauseInstance {
    batch.instance(number, of: clause, facts)
  }

  /// Whenever it is another, so are all instances.
  var generation: Int { batch.generation }

  private func isOpen(_ conclusion: SlotConclusion) -> Bool {
    conclusion.clause >= 0 && program.isLeft[conclusion.clause]
  }

  /// As ``judge(_:_:_:_:)``, by the general engine.
  private mutating func judgeAlone(
    _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ concluded: inout [SlotConclusion],
    _ reader: inout PlainReader
  ) -> Bool {
    let run = program.runRest(profile(position, numbers, reader), concluded)
    guard run.overflows.isEmpty else { return false }
    let slots = concluded.map(\.slot.index)
    for (place, slot) in slots.enumerated() { places[slot] = place + 1 }
    defer { for slot in slots { places[slot] = 0 } }
    var sources = RestSources(run, program)
    for relation in program.restHeads {
      for fact in run.derivedFacts(of: relation) {
        let terms = run.terms(of: fact)
        let number = reader.table.number(relation, terms[...])
        if number < program.factCount, program.isOwn[number] { continue }
        let place = number < program.factCount ? places[number] - 1 : -1
        let level = run.level(of: fact)
        let other = place >= 0 && concluded[place].level == level ? concluded[place].clause : nil
        guard let clause = sources.clause(of: fact, terms, or: other) else { return false }
        if !program.isLeft[clause] { continue }
        let conclusion = SlotConclusion(slot: SlotID(number), level: level, clause: clause)
        if place >= 0 { concluded[place] = conclusion } else { concluded.append(conclusion) }
      }
    }
    return true
  }

  /// The places of a line's facts: only its number is told.
  private var place: Span { Span(source: SourceID(judge.set.sources.count), start: 0, end: 0) }

  /// What a line gives of what the rules look at.
  private func profile(
    _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ reader: borrowing PlainReader
  ) -> ProfileFacts {
    var profile = ProfileFacts()
    for number in given(position) {
      let relation = reader.table.relation(of: Int(number))
      guard program.restReads[relation.index] else { continue }
      profile.facts.relations.append(relation)
      profile.facts.terms += reader.table.terms(of: Int(number))
      profile.facts.places.append(place)
    }
    for entry in numbers {
      profile.numbers.append(.init(entry.number, subject: entry.subject, value: entry.value, place: place))
    }
    profile.termCount = reader.words.terms.count
    return profile
  }

  // MARK: Order

  /// Gets ready to order a line's facts: by terms, those that the rules know before others, and these as the line mentions
  /// them.
  mutating func rank(
    _ concluded: [SlotConclusion], _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ reader: borrowing PlainReader
  ) {
    ranks.removeAll(keepingCapacity: true)
    if isNeeded, hasSeveralUnknown(concluded, reader.table) { rankTerms(position, numbers, reader) }
  }

  /// Rising subjects of a number in the order of a line's terms; to be asked after ``rank(_:_:_:_:)``.
  mutating func ordered(
    _ subjects: [TermID], _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ reader: borrowing PlainReader
  ) -> [TermID] {
    guard subjects.count > 1, subjects[subjects.count - 2].index >= knownTermCount else { return subjects }
    if ranks.isEmpty { rankTerms(position, numbers, reader) }
    return subjects.sorted { (ranks[$0] ?? $0.index) < (ranks[$1] ?? $1.index) }
  }

  /// Ranks the terms of a line that the rules do not know.
  private mutating func rankTerms(
    _ position: Int, _ numbers: ArraySlice<QuickNumber>, _ reader: borrowing PlainReader
  ) {
    var terms: [TermID] = []
    var next = numbers.startIndex
    for (place, fact) in given(position).enumerated() {
      while next < numbers.endIndex, numbers[next].place <= place {
        terms.append(numbers[next].subject)
        next += 1
      }
      terms += reader.table.terms(of: Int(fact))
    }
    for entry in numbers[next...] { terms.append(entry.subject) }
    for term in terms where term.index >= knownTermCount && ranks[term] == nil {
      ranks[term] = knownTermCount + ranks.count
    }
  }

  /// Whether there are different terms that the rules do not know.
  private func hasSeveralUnknown(_ concluded: [SlotConclusion], _ facts: borrowing FactTable) -> Bool {
    var first: TermID?
    for conclusion in concluded where conclusion.slot.index >= program.factCount {
      for place in 0..<facts.arity(of: conclusion.slot.index) {
        let term = facts.term(of: conclusion.slot.index, at: place)
        if term.index < knownTermCount || term == first { continue }
        if first != nil { return true }
        first = term
      }
    }
    return false
  }

  /// Whether one fact that a clause concludes comes before another of the same height.
  func precedes(_ left: Int, _ right: Int, _ facts: borrowing FactTable) -> Bool {
    for place in 0..<facts.arity(of: left) {
      let (first, second) = (facts.term(of: left, at: place), facts.term(of: right, at: place))
      if first != second { return (ranks[first] ?? first.index) < (ranks[second] ?? second.index) }
    }
    return false
  }
}

/// Tells by which clause a fact is concluded at its least height.
private struct RestSources {
  private let run: Run
  private let program: SlotProgram
  private var explainer: Explainer?

  init(_ run: Run, _ program: SlotProgram) {
    self.run = run
    self.program = program
  }

  /// - Parameter other: the clause without variables that concludes the fact at its height.
  mutating func clause(of fact: FactRef, _ terms: [TermID], or other: Int?) -> Int? {
    if let known = run.knownClause(of: fact) { return known }
    let candidates = program.restClauses(concluding: fact.relation, terms)
    if candidates.count == 1, other == nil { return candidates[0] }
    let explainer = explainer ?? Explainer(run)
    self.explainer = explainer
    let found = explainer.leastClause(of: fact, among: candidates)
    guard let found, let other else { return found ?? other }
    return min(found, other)
  }
}
