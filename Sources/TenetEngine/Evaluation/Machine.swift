import TenetProgram
import TenetText

/// One run under way: the facts so far and everything that deriving needs.
struct Machine: ~Copyable {
  let compiled: CompiledProgram
  let limits: Limits
  let tuning: Tuning
  let domains: Domains
  /// Those of the program, then of what the run makes for itself.
  var classes: ColumnClasses
  var relations: Slots<Relation>
  var indexes: Slots<Index>
  var numbers: NumberTable
  var join = Join()
  /// The bindings that were added for, by group.
  var additions: Slots<Relation>
  /// By clause: something in it did not fit.
  var overflowed: Vector<Bool>
  /// Numbers whose sum did not fit.
  var overflowedSums: [Overflow] = []
  var stopped: StopReason?
  var derived = 0
  /// By relation, the rows of the finished rounds.
  var roundEnds: Vector<UInt32>
  /// By level, the facts (relation and row) whose level is settled when its turn comes; for ``stages(_:)``.
  var buckets: [[UInt64]] = []
  /// By relation: it grows in the step that is running.
  var growing: Vector<Bool>
  /// What plans are made with, where the input is large.
  var statistics: Statistics
  let isLarge: Bool
  var catalog: IndexCatalog
  /// The bits of all grids that were made before they were dense.
  var sparseCells = 0
  /// Solutions so far; tails count as one.
  var work = 0
  /// A row of bits, for ``deriveTail(_:_:into:)``.
  var scratch = Vector<UInt64>()
  var gathered = GatheredRow()
  var sources: FactSources

  init(_ compiled: CompiledProgram, _ profile: ProfileFacts, _ limits: Limits, _ tuning: Tuning) {
    self.compiled = compiled
    self.limits = limits
    let program = compiled.program
    self.tuning = tuning
    classes = compiled.classes
    let termCount = max(program.termCount, profile.termCount, 1)
    // Plans made for the run must be worth making, and so must numbers of its own for terms.
    let count = profile.facts.count
    isLarge = count >= tuning.large && (count >= program.clauses.count / 2 || tuning.always)
    let isNumbered = isLarge && (compiled.classes.count * termCount <= max(1 << 16, count * 64) || tuning.always)
    domains = isNumbered ? Domains(compiled, profile, termCount: termCount) : Domains(termCount: termCount)
    relations = Slots(capacity: program.arities.count)
    for arity in program.arities { relations.append(Relation(arity: arity)) }
    indexes = Slots(capacity: compiled.catalog.specs.count)
    for spec in compiled.catalog.specs { indexes.append(Index(relation: spec.relation, mask: spec.mask)) }
    numbers = NumberTable(numberCount: program.numberCount)
    additions = Slots(capacity: compiled.additionGroupArities.count)
    for arity in compiled.additionGroupArities { additions.append(Relation(arity: arity)) }
    overflowed = Vector(repeating: false, count: program.clauses.count)
    roundEnds = Vector(repeating: 0, count: program.arities.count)
    growing = Vector(repeating: false, count: program.arities.count)
    statistics = Statistics(relationCount: isLarge ? program.arities.count : 0, leaves: compiled.leaves)
    catalog = compiled.catalog
    sources = FactSources(relationCount: program.arities.count, isKept: !isLarge && !tuning.noLevels)
    give(program.facts, from: 0)
    give(profile.facts, from: program.facts.count)
    for given in profile.numbers {
      numbers.set(given.number.raw, subject(given.subject, given.number), given.value)
    }
  }

  private mutating func give(_ facts: FactList, from first: Int) {
    var start = 0
    for (index, relation) in facts.relations.enumerated() {
      relations[relation.index].insertGiven(
        facts.terms, from: start, source: UInt32(first + index), compiled.classes.columns[relation.index], domains)
      start += relations[relation.index].arity
    }
  }

  /// Goes through the schedule, until the end or a limit.
  mutating func run() {
    for step in compiled.steps.indices where stopped == nil { run(step) }
  }

  /// Goes through some steps of the schedule, rising.
  mutating func run(_ steps: [Int]) {
    for step in steps where stopped == nil { run(step) }
  }

  private mutating func run(_ step: Int) {
    switch compiled.steps[step] {
    case .once(let clause): deriveOnce(clause)
    case .recursive(let component): derive(component)
    case .settleNumber(let number): settle(number)
    case .settleChoice(let choice): settle(compiled.program.choices[choice.index])
    }
  }

  // MARK: One plan

  /// How the facts of a plan get their levels.
  enum Leveling {
    /// All have this one.
    case constant(UInt32)
    /// One more than the greatest of the premises.
    case computed
    /// As `computed`, and the facts go into the buckets.
    case bucketed
  }

  /// A single pass over a clause that does not read what it derives.
  mutating func deriveOnce(_ clause: Int) {
    switch compiled.program.clauses[clause].head {
    case .fact(let atom): deriveFacts(clause, into: atom.relation.index)
    case .set(let number, _, _): deriveNumber(clause, number, group: nil)
    case .add(let number, _, _): deriveNumber(clause, number, group: compiled.additionGroups[clause])
    }
  }

  private mutating func deriveFacts(_ clause: Int, into relation: Int) {
    if !mayHold(clause) { return }
    let leveling = leveling(of: clause)
    sources.begin(clause)
    if relations[relation].hasGrid, !fitsGrid(relation, leveling) { dropGrid(relation) }
    guard let plan = planOnce(clause, leveling) else { return }
    roundEnds[relation] = UInt32(relations[relation].count)
    var scope = Join.Scope()
    unsafe scope.limits = UnsafePointer(roundEnds.pointer)
    if case .computed = leveling { scope.tracksLevels = true }
    derive(plan, into: relation, scope, leveling)
    if case .constant(let level) = leveling, relations[relation].hasGrid {
      flush(relation, level)
      relations[relation].grid.close()
    }
  }

  // The next two are looked up for every clause. Called, they would get a copy of the whole machine.

  /// Every relation that the clause needs a fact of has some.
  @inline(__always) private func mayHold(_ clause: Int) -> Bool {
    for relation in compiled.reads[clause].required where relations[Int(relation)].count == 0 { return false }
    return true
  }

  /// Constant where every premise's relation has facts of one level only.
  @inline(__always) private func leveling(of clause: Int) -> Leveling {
    if tuning.noLevels, case .fact(let atom) = compiled.program.clauses[clause].head {
      return .constant(relations[atom.relation.index].greatestLevel + 1)
    }
    var level: UInt32 = 1
    for relation in compiled.reads[clause].premises {
      if !relations[Int(relation)].isUniform { return .computed }
      level = max(level, relations[Int(relation)].greatestLevel)
    }
    return .constant(level + 1)
  }

  /// Runs a plan and puts in the facts that it finds; in a grid they stay pending.
  mutating func derive(_ plan: Plan, into relation: Int, _ scope: Join.Scope, _ leveling: Leveling) {
    prepare(plan)
    if scope.tracksLevels { prepareToFind(plan) }
    let intoGrid = relations[relation].hasGrid
    if intoGrid { relations[relation].grid.open() }
    if intoGrid, let tail = plan.tail, deriveShort(plan, tail, into: relation, scope) { return }
    while stopped == nil {
      switch join.next(plan, relations, indexes, numbers, scope) {
      case .solution:
        work += 1
        if let tail = plan.tail {
          if intoGrid { deriveTail(plan, tail, into: relation) } else { insertTail(plan, tail, relation, leveling) }
        } else if intoGrid {
          insertInGrid(plan, relation)
        } else {
          insert(plan, relation, leveling)
        }
      case .pause: checkLimits()
      case .end:
        if join.overflowed { overflowed[plan.clause] = true }
        return
      }
    }
  }

  mutating func prepare(_ plan: Plan) {
    for index in plan.indexes {
      let isGrowing = growing[indexes[index].relation]
      indexes.update(index, relations, classes, domains, isGrowing: isGrowing)
    }
    if plan.clause < compiled.reads.count {
      for relation in compiled.reads[plan.clause].all { relations[Int(relation)].completeTable() }
    }
    join.begin(plan, domains)
    gathered.forget()
  }

  /// Single facts in grids will be looked up with their levels.
  private mutating func prepareToFind(_ plan: Plan) {
    for step in 0..<plan.steps.count where plan.steps[step].kind == .member {
      relations[Int(plan.steps[step].relation)].prepareToFind()
    }
  }

  @inline(__always) mutating func insert(_ plan: Plan, _ relation: Int, _ leveling: Leveling) {
    let staged = unsafe relations[relation].stage()
    for column in 0..<plan.head.count { unsafe staged[column] = join.registers[Int(plan.head[column])] }
    let level: UInt32
    switch leveling {
    case .constant(let constant): level = constant
    case .computed, .bucketed: level = join.level + 1
    }
    let (row, isNew) = relations[relation].insertStaged(level: level)
    if isNew {
      derived += 1
      if let most = limits.derivedFacts, derived >= most { stopped = .derivedFacts }
    } else if level < relations[relation].level(row) {
      relations[relation].lower(row, to: level)
    } else {
      if sources.isKept, level == relations[relation].level(row) { sources.foundAgain(relation, row) }
      return
    }
    if sources.isKept { sources.found(relation, row) }
    if case .bucketed = leveling { putInBucket(relation, row, level) }
  }

  mutating func putInBucket(_ relation: Int, _ row: UInt32, _ level: UInt32) {
    while buckets.count <= Int(level) { buckets.append([]) }
    buckets[Int(level)].append(UInt64(relation) << 32 | UInt64(row))
  }

  mutating func checkLimits() {
    if let isOver = limits.isOver, isOver() { stopped = .time }
    if let memory = limits.memory, byteCount > memory { stopped = .memory }
  }

  /// The memory of relations and indexes.
  var byteCount: Int {
    var total = numbers.byteCount
    for index in 0..<relations.count { total += relations[index].byteCount }
    for index in 0..<indexes.count { total += indexes[index].byteCount }
    for index in 0..<additions.count { total += additions[index].byteCount }
    return total
  }

  // MARK: Numbers

  private func subject(_ term: TermID, _ number: NumberID) -> UInt32 {
    domains.local(term.raw, compiled.classes.subjects[number.index])
  }

  /// Runs a clause that sets a number (`group` nil) or adds to it.
  private mutating func deriveNumber(_ clause: Int, _ number: NumberID, group: Int?) {
    guard let plan = planNumber(clause, mayCount: group == -1) else { return }
    prepare(plan)
    while stopped == nil {
      switch join.next(plan, relations, indexes, numbers, Join.Scope()) {
      case .solution:
        if let tail = plan.tail { addTail(plan, tail, number) } else { contribute(plan, number, group) }
      case .pause: checkLimits()
      case .end:
        if join.overflowed { overflowed[plan.clause] = true }
        return
      }
    }
  }

  private mutating func contribute(_ plan: Plan, _ number: NumberID, _ group: Int?) {
    let subject = join.registers[Int(plan.head[0])]
    if let group, group >= 0 {
      let staged = unsafe additions[group].stage()
      let named = compiled.program.clauses[plan.clause].namedVariableCount
      for variable in 0..<additions[group].arity {
        unsafe staged[variable] = variable < named ? join.registers[variable] : UInt32.max
      }
      if !additions[group].insertStaged(level: 1).isNew { return }
    }
    let value = plan.value.value(join.registers, numbers)
    if value == .overflow { overflowed[plan.clause] = true }
    if group == nil {
      if case .known(let value) = value { numbers.set(number.raw, subject, value) }
    } else if value != .unknown {
      numbers.add(number.raw, subject, value.value)
    }
  }

  /// Makes a number final: a sum for `self` exists even where nothing was added, and sums that do not fit are noted.
  private mutating func settle(_ number: NumberID) {
    guard compiled.isAdded[number.index] else { return }
    let own = subject(.`self`, number)
    if numbers.find(number.raw, own) < 0 { numbers.add(number.raw, own, .zero) }
    var entry = numbers.first(of: number.raw)
    while entry >= 0 {
      let found = numbers.entries[entry]
      if !found.fits, !found.hasOverflow {
        let subject = domains.term(found.subject, compiled.classes.subjects[number.index])
        // A number is settled once for each subject that rules tell apart.
        let sum = Overflow.sum(number, subject: subject)
        if !overflowedSums.contains(sum) { overflowedSums.append(sum) }
      }
      entry = numbers.after(entry)
    }
  }
}

extension CountTest {
  /// A proof of it may stand on facts.
  public var hasPremises: Bool {
    switch bound {
    case .atLeast(let limit), .exactly(let limit): limit > 0
    case .every: true
    case .atMost, .notExactly, .notEvery: false
    }
  }
}
