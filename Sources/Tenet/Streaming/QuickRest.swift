import TenetText

/// Judges the rules that need variables, a profile at a time, on top of what a batch concluded without them.
struct QuickRest {
  /// A fact that such a rule concludes.
  struct Fact {
    var statement: Trace.Statement
    var level: Int
    /// Of its least proof.
    var clause: Int
  }

  private let judge: Judge
  private let program: SlotProgram
  /// What people call the stream; nil where no traces are wanted.
  private let stream: String?
  /// The relations of verbs that the rules conclude, rising.
  private let heads: [RelationID]
  /// Words that the rules know have lower numbers.
  private let knownTermCount: Int
  /// For the words that the rules know, and those of the batch at hand.
  private let knownWording: Wording
  private var wording: Wording
  /// The facts of all lines of the batch, by the reader's numbers, in the order of the lines.
  private var given: [Int32] = []
  /// Of the line judged last.
  private(set) var facts: [Fact] = []
  private var tracer: Tracer?
  /// By term that the rules do not know, its place in the order of facts.
  private var ranks: [TermID: Int] = [:]

  /// Nil where the rules conclude more than facts of verbs, or look at numbers that the batch concludes.
  init?(_ judge: Judge, _ workspace: Workspace, _ program: SlotProgram, stream: String?) {
    guard program.isRestPlain else { return nil }
    let conflicts = judge.conflicts.flatMap { judge.set.rules[$0.index].hornClauses }
    if conflicts.contains(where: { program.isLeft[$0] }) { return nil }
    self.judge = judge
    self.program = program
    self.stream = stream
    heads = program.restHeads
    knownWording = workspace.wording
    wording = knownWording
    knownTermCount = workspace.loaded.reader.terms.count
  }

  // MARK: A batch

  /// Whether numbers of a line bring no words that the rules do not know: those have an order, from the first fact on.
  func takes(_ numbers: ArraySlice<QuickNumber>) -> Bool { numbers.allSatisfy { $0.subject.index < knownTermCount } }

  /// Keeps the facts of a line; the range is for ``judge(_:_:_:_:)``.
  mutating func take(_ facts: [Int32]) -> Range<Int> {
    let start = given.count
    given += facts
    return start..<given.count
  }

  /// Gets ready for the lines that were taken.
  mutating func begin(_ reader: PlainReader) {
    wording = Wording(judge.set, program: judge.set.program, reader: reader.words)
  }

  /// Forgets all lines.
  mutating func clear() {
    given.removeAll(keepingCapacity: true)
    // The reader is about to add words to tables that are shared with this.
    wording = knownWording
    tracer = nil
  }

  // MARK: A line

  /// Finds what follows for a line; false where the general path has something to report.
  ///
  /// What is better concluded with variables is taken off the list of what was concluded without them.
  mutating func judge(
    _ line: Range<Int>, number: Int, _ numbers: ArraySlice<QuickNumber>, _ concluded: inout [SlotConclusion],
    _ reader: PlainReader
  ) -> Bool {
    facts.removeAll(keepingCapacity: true)
    tracer = nil
    let run = program.runRest(profile(line, numbers, reader, isWhole: false), concluded)
    guard run.overflows.isEmpty else { return false }
    var sources = RestSources(run, program)
    for relation in heads {
      for fact in run.derivedFacts(of: relation) {
        let terms = run.terms(of: fact)
        let slot = program.slot(relation, terms)
        if let slot, program.isOwn[slot.index] { continue }
        let level = run.level(of: fact)
        let other = slot.flatMap { slot in concluded.first { $0.slot == slot && $0.level == level } }
        guard let clause = sources.clause(of: fact, terms, or: other?.clause) else { return false }
        if !program.isLeft[clause] { continue }
        concluded.removeAll { $0.slot == slot }
        facts.append(Fact(statement: Trace.Statement(relation, terms), level: level, clause: clause))
      }
    }
    if facts.count > 1 { sort(line, reader) }
    if let stream, !facts.isEmpty {
      tracer = Tracer(program.run(profile(line, numbers, reader, isWhole: true), concluded))
      let source = Source(name: stream, bytes: [], firstLine: number, lineStarts: [0])
      wording = wording.with(source, as: place.source)
    }
    return true
  }

  /// The places of a line's facts: only its number is told.
  private var place: Span { Span(source: SourceID(judge.set.sources.count), start: 0, end: 0) }

  /// By terms, those that the rules know before others, and these as the line mentions them.
  private mutating func sort(_ line: Range<Int>, _ reader: PlainReader) {
    ranks.removeAll(keepingCapacity: true)
    if hasSeveralUnknown {
      for number in given[line] {
        for term in reader.terms(ofFact: number) where term.index >= knownTermCount && ranks[term] == nil {
          ranks[term] = knownTermCount + ranks.count
        }
      }
    }
    var sorted: [Fact] = []
    swap(&sorted, &facts)
    sorted.sortFew { precedes($0, $1) }
    facts = sorted
  }

  /// Whether there are different terms that the rules do not know.
  private var hasSeveralUnknown: Bool {
    var first: TermID?
    for fact in facts {
      for term in fact.statement.terms where term.index >= knownTermCount && term != first {
        if first != nil { return true }
        first = term
      }
    }
    return false
  }

  private func precedes(_ left: Fact, _ right: Fact) -> Bool {
    for (first, second) in zip(left.statement.terms, right.statement.terms) where first != second {
      return (ranks[first] ?? first.index) < (ranks[second] ?? second.index)
    }
    return left.statement.terms.count < right.statement.terms.count
  }

  /// What a line gives, all of it or what the rules look at.
  private func profile(
    _ line: Range<Int>, _ numbers: ArraySlice<QuickNumber>, _ reader: PlainReader, isWhole: Bool
  ) -> ProfileFacts {
    var profile = ProfileFacts()
    for number in given[line] {
      let relation = reader.relation(ofFact: number)
      guard isWhole || program.restReads[relation.index] else { continue }
      profile.facts.relations.append(relation)
      profile.facts.terms += reader.terms(ofFact: number)
      profile.facts.places.append(place)
    }
    for entry in numbers {
      profile.numbers.append(.init(entry.number, subject: entry.subject, value: entry.value, place: place))
    }
    profile.termCount = reader.words.terms.count
    return profile
  }

  // MARK: Writing

  /// The facts as conclusions, whose slots are behind those of the program, in the order of ``facts``.
  var conclusions: [SlotConclusion] {
    facts.enumerated().map { index, fact in
      SlotConclusion(slot: SlotID(program.factCount + index), level: fact.level, clause: fact.clause)
    }
  }

  /// Appends a conclusion; false where the general path has to write it.
  func append(_ index: Int, to output: inout [UInt8]) -> Bool {
    let statement = facts[index].statement
    var trace = Trace()
    if let tracer {
      guard let fact = tracer.run.fact(statement.relation, statement.terms) else { return false }
      trace = tracer.trace(of: fact)
      // The general path cuts very long traces short.
      if trace.steps.count * facts.count > 50_000 { return false }
    }
    let fact = JudgedFact(
      statement: statement, certainty: .certain, isOutcome: judge.isOutcome(statement),
      rule: judge.compiled.program.clauses[facts[index].clause].rule, stratum: 0, trace: trace)
    var json = JSONWriter()
    swap(&json.bytes, &output)
    // Texts without new words are kept from batch to batch.
    if tracer == nil, statement.terms.allSatisfy({ $0.index < knownTermCount }) {
      json.conclusion(fact, knownWording, false)
    } else {
      json.conclusion(fact, wording, stream != nil)
    }
    swap(&json.bytes, &output)
    return true
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
