import TenetEngine
import TenetModel
import TenetText

extension Judge {
  /// The number of unknown facts up to which every completion is evaluated where there is no better way.
  static var mostEnumerated: Int { 12 }
  /// The number of unknown facts up to which evaluating every completion is the better way.
  private static var fewUnknown: Int { 4 }

  /// Judges a case with unknown facts, so that certain and possible are exact.
  func judgeUnknown(_ input: Case, _ program: CompiledProgram, _ options: Options) -> Judgement {
    let completions = completions(of: input.facts, program, limits: options.limits)
    var merged: Merge?
    var steps = options.mostSteps
    for mask in completions.masks {
      let run = program.run(completions.facts(mask), limits: options.limits)
      let assembly = Assembly(self, run, title: input.title, options, unknown: completions.statements, steps: steps)
      defer { steps = assembly.tracer.remaining }
      if merged == nil { merged = Merge(assembly, completions.statements) }
      merged?.add(assembly)
    }
    guard let merged else { return Judgement(title: input.title) }
    var judgement = merged.judgement()
    if let place = completions.leftOut {
      judgement.isComplete = false
      judgement.notes.append(tooManyUnknown(completions.relevantCount, at: place))
    }
    return judgement
  }

  /// Ways in which the unknown facts of a case may turn out that show everything that any way can show.
  ///
  /// With few unknown facts these are all ways; else some that are chosen so that each thing that depends on the unknown facts
  /// holds in one and fails in another (see ``Witnesses``).
  func completions(of facts: ProfileFacts, _ program: CompiledProgram? = nil, limits: Limits = .none) -> Completions {
    let program = (program ?? compiled).program
    let unknown = distinctUnknown(facts)
    let relevant = unknown.filter { isRead($0.statement) }
    var completions = Completions(
      base: facts, statements: Set(unknown.map { $0.statement }), tried: relevant, masks: [[]],
      relevantCount: relevant.count, leftOut: nil)
    if relevant.count > Judge.fewUnknown,
      let witnesses = Witnesses(self, program, facts, unknown: relevant.map { $0.statement }, limits: limits)
    {
      completions.masks = witnesses.list
      return completions
    }
    let count = min(relevant.count, Judge.mostEnumerated)
    completions.masks = (0..<(1 << count)).map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } }
    if relevant.count > count { completions.leftOut = relevant[count].place }
    return completions
  }

  /// Ways to complete a case.
  struct Completions {
    let base: ProfileFacts
    /// All unknown facts.
    let statements: Set<Fact>
    /// Those that matter.
    let tried: [(statement: Fact, place: Span)]
    /// For each completion the facts that hold in it, by index; the first completion has none of them.
    var masks: [[Int]]
    let relevantCount: Int
    /// The first that matters and is not tried.
    var leftOut: Span?

    func facts(_ mask: [Int]) -> ProfileFacts {
      var facts = base
      for index in mask {
        facts.facts.append(tried[index].statement.relation, tried[index].statement.terms, at: tried[index].place)
      }
      return facts
    }
  }

  private func tooManyUnknown(_ count: Int, at place: Span) -> Diagnostic {
    Diagnostic(
      "too-many-unknown", .warning,
      "\(count) unknown facts matter, and only the first \(Judge.mostEnumerated) are tried both ways; the others count as not given",
      at: place)
  }

  /// The unknown facts, each once, without those that the case gives.
  private func distinctUnknown(_ facts: ProfileFacts) -> [(statement: Fact, place: Span)] {
    let arities = compiled.program.arities
    var seen = Set(facts.facts.statements(arities).map { $0.statement })
    return facts.unknown.statements(arities).filter { seen.insert($0.statement).inserted }
  }

  /// Whether some rule reads facts of the shape.
  private func isRead(_ statement: Fact) -> Bool {
    compiled.program.clauses.contains { clause in
      clause.body.contains { literal in
        switch literal {
        case .match(let atom), .bind(let atom), .count(let atom, _):
          return atom.relation == statement.relation
            && zip(atom.places, statement.terms).allSatisfy { operand, term in
              if case .term(let constant) = operand { return constant == term }
              return true
            }
        case .compare, .same: return false
        }
      }
    }
  }
}

/// Puts the judgements of all completions together.
private struct Merge {
  let base: Assembly
  let unknown: Set<Fact>
  private var runCount = 0
  /// For each fact that some completion derives: in how many it holds, and where it was derived first.
  private var facts: [Fact: (holds: Int, first: JudgedFact, order: Int)] = [:]
  private var conflicts: [JudgedConflict.Key: (count: Int, first: JudgedConflict)] = [:]
  private var choices: [[(picked: [TermID], isContested: Bool)]] = []
  private var choiceTraces: [[TermID: Trace]]
  private var numbers: [NumberKey: (values: [ExactDecimal], count: Int, first: JudgedNumber)] = [:]
  private var contested: [NumberKey: ContestedNumber] = [:]
  private var notes: [Diagnostic] = []
  private var runs: [Run] = []

  init(_ base: Assembly, _ unknown: Set<Fact>) {
    self.base = base
    self.unknown = unknown
    choiceTraces = Array(repeating: [:], count: base.judge.set.vocabulary.choices.count)
  }

  mutating func add(_ assembly: Assembly) {
    let isFirst = runCount == 0
    runCount += 1
    runs.append(assembly.run)
    let run = assembly.run
    // Most of what one completion shows others show too: it is explained once.
    let new = assembly.derivedFacts { facts[Fact($0.relation, run.terms(of: $0))] == nil }
    for (fact, clause) in new {
      let statement = Fact(fact.relation, run.terms(of: fact))
      facts[statement] = (0, assembly.conclusion(fact, clause), facts.count)
    }
    for conflict in assembly.conflicts(isTraced: { conflicts[$0] == nil }) {
      conflicts[conflict.key, default: (0, conflict)].count += 1
    }
    var picks: [(picked: [TermID], isContested: Bool)] = []
    for index in choiceTraces.indices {
      let choice = assembly.choice(ChoiceID(index))
      picks.append((choice.picked, choice.isContested))
      for (pick, trace) in zip(choice.picked, choice.traces) where choiceTraces[index][pick] == nil {
        choiceTraces[index][pick] = trace
      }
    }
    choices.append(picks)
    addNumbers(assembly)
    if isFirst { notes = assembly.notes() }
  }

  private mutating func addNumbers(_ assembly: Assembly) {
    var judgement = Judgement(title: "")
    for number in assembly.judge.concludedNumbers { assembly.read(number, &judgement) }
    assembly.readGiven(&judgement)
    for number in judgement.numbers {
      guard let value = number.value else { continue }
      let key = NumberKey(number: number.number, subject: number.subject)
      var entry = numbers[key] ?? ([], 0, number)
      if !entry.values.contains(value) { entry.values.append(value) }
      entry.count += 1
      numbers[key] = entry
    }
    for number in judgement.contested {
      let key = NumberKey(number: number.number, subject: number.subject)
      if contested[key] == nil { contested[key] = number }
    }
  }

  // MARK: The result

  func judgement() -> Judgement {
    var judgement = Judgement(title: base.title)
    judgement.hasUnknown = true
    judgement.givenCount = base.run.givenCount
    judgement.derivedCount = base.run.derivedCount
    judgement.isComplete = runs.allSatisfy { $0.isComplete }
    judgement.conclusions = conclusions()
    judgement.conflicts = mergedConflicts()
    judgement.choices = choiceTraces.indices.map { mergedChoice($0) }
    // That nothing is picked is known only in the end.
    if !judgement.isComplete { judgement.choices.removeAll { $0.picked.isEmpty } }
    judgement.numbers = mergedNumbers()
    judgement.contested = contested.values.sorted { ($0.number, $0.subject) < ($1.number, $1.subject) }
    judgement.notes = notes
    return judgement
  }

  private func conclusions() -> [JudgedFact] {
    let entries = facts.values.sorted { left, right in
      if left.first.stratum != right.first.stratum { return left.first.stratum < right.first.stratum }
      if left.first.rule != right.first.rule { return left.first.rule < right.first.rule }
      return left.order < right.order
    }
    return entries.map { entry in
      var fact = entry.first
      let holds = runs.filter { $0.fact(fact.statement.relation, fact.statement.terms) != nil }.count
      fact.certainty = holds == runCount ? .certain : .possible
      return fact
    }
  }

  private func mergedConflicts() -> [JudgedConflict] {
    conflicts.values.sorted { ($0.first.rule, $0.first.subject) < ($1.first.rule, $1.first.subject) }.map { entry in
      var conflict = entry.first
      conflict.certainty = entry.count == runCount ? .certain : .possible
      return conflict
    }
  }

  private func mergedChoice(_ index: Int) -> JudgedChoice {
    var possible: [TermID?] = []
    var picked: [TermID] = choices.first?[index].picked ?? []
    for completion in choices {
      let picks = completion[index].picked
      picked.removeAll { !picks.contains($0) }
      for pick in picks.isEmpty ? [nil] : picks.map({ Optional($0) }) where !possible.contains(pick) {
        possible.append(pick)
      }
    }
    possible = ordered(possible, index)
    return JudgedChoice(
      choice: ChoiceID(index), picked: picked, isContested: choices.allSatisfy { $0[index].isContested },
      possible: possible, traces: picked.compactMap { choiceTraces[index][$0] })
  }

  /// Picks in the order of the choice's options; what is none of them comes last.
  private func ordered(_ picks: [TermID?], _ choice: Int) -> [TermID?] {
    let options = base.judge.set.vocabulary.choices[choice].options
    let ranks = picks.map { pick in pick.flatMap { options.firstIndex(of: $0) } ?? options.count }
    return picks.indices.sorted { ranks[$0] != ranks[$1] ? ranks[$0] < ranks[$1] : $0 < $1 }.map { picks[$0] }
  }

  private func mergedNumbers() -> [JudgedNumber] {
    numbers.values.sorted { ($0.first.number, $0.first.subject) < ($1.first.number, $1.first.subject) }.map { entry in
      var number = entry.first
      number.possible = entry.values.sorted()
      number.value = entry.values.count == 1 && entry.count == runCount ? entry.values[0] : nil
      return number
    }
  }
}
