import TenetProgram
import TenetText

/// Puts terms in place of the variables of ``RestRules``: every way in which facts that are possible fit together.
///
/// Which facts are possible grows from batch to batch; what was found for some batch is kept for the next.
struct RestGrounder: ~Copyable {
  /// A clause without variables. Its reads lie side by side: premises, then other facts that must hold, then those that must
  /// not, then checks.
  struct Instance: BitwiseCopyable {
    var clause: Int32
    /// The place of its step among those that are left over.
    var step: UInt32
    var head: UInt32
    var start: UInt32
    var premiseEnd: UInt32
    var positiveEnd: UInt32
    var negativeEnd: UInt32
    var end: UInt32
  }

  private enum State {
    static var none: UInt8 { 0 }
    static var waiting: UInt8 { 1 }
    /// Joins find it.
    static var linked: UInt8 { 2 }
  }

  let rules: RestRules
  private(set) var instances = Vector<Instance>()
  /// Facts and checks.
  private(set) var reads = Vector<UInt32>()
  /// By step that is left over, its instances.
  private(set) var instancesOfStep = Slots<Vector<UInt32>>()
  /// What some instance concludes.
  private(set) var heads = Vector<UInt32>()
  /// Checks by their numbers in the rules and the values of their variables.
  private(set) var checks = TupleTable()

  private var states = Vector<UInt8>()
  /// By fact, whether it is among the heads.
  private var isHead = Vector<Bool>()
  private var waiting = Vector<UInt32>()
  private(set) var links = FactLinks()
  /// What the join under way has chosen, by variable and by literal.
  private var values: Vector<UInt32>
  private var chosen: Vector<UInt32>
  /// The fact that the join started with, and its literal.
  private var first: UInt32 = 0
  private var firstLiteral = 0
  /// Facts that joins have tried, and instances.
  private(set) var work = 0

  /// More than this in one go, and judging profile by profile is the better way.
  private static var mostWork: Int { 1 << 19 }
  private static var mostInstances: Int { 1 << 15 }

  init(_ rules: RestRules) {
    self.rules = rules
    values = Vector(repeating: 0, count: rules.variableCount)
    chosen = Vector(repeating: 0, count: rules.literalCount)
    for _ in rules.program.rest { instancesOfStep.append(Vector()) }
  }

  /// Too much was found for it to be of use.
  var isFull: Bool { instances.count > Self.mostInstances || work > Self.mostWork }

  /// So much was found that it pays to start anew.
  var isHalfFull: Bool { instances.count > Self.mostInstances / 2 }

  /// Forgets everything that was possible.
  mutating func removeAll() {
    instances.removeAll()
    reads.removeAll()
    for step in 0..<instancesOfStep.count { instancesOfStep[step].removeAll() }
    heads.removeAll()
    isHead.removeAll()
    checks.removeAll()
    states.removeAll()
    waiting.removeAll()
    links.removeAll()
    work = 0
  }

  // MARK: Facts

  /// Makes room for so many facts.
  private mutating func fit(_ count: Int) {
    if states.count >= count { return }
    states.resize(to: count, filling: State.none)
    isHead.resize(to: count, filling: false)
  }

  /// Takes a fact that is possible.
  @inline(__always) mutating func take(_ fact: Int, _ facts: borrowing FactTable) {
    if fact >= states.count { fit(facts.count) }
    if states[fact] != State.none { return }
    states[fact] = State.waiting
    waiting.append(UInt32(fact))
  }

  /// Finds all that follows from the facts that were taken.
  mutating func ground(_ facts: inout FactTable) {
    work = 0
    if instances.count == 0 {
      for clause in rules.baseless { emit(clause, &facts) }
      for (step, told) in rules.steps.enumerated() {
        if case .choose(let choice) = told { settle(choice, UInt32(step), &facts) }
      }
    }
    var next = 0
    while next < waiting.count, !isFull {
      let fact = Int(waiting[next])
      next += 1
      states[fact] = State.linked
      links.add(fact, facts)
      first = UInt32(fact)
      for plan in rules.plansOfRelation[facts.relation(of: fact).index] {
        let plan = rules.plans[plan]
        firstLiteral = rules.joins[plan.start].literal
        attempt(fact, plan, plan.start, &facts)
      }
    }
    waiting.removeAll()
    fit(facts.count)
  }

  // MARK: Joins

  /// Goes on with a join where a fact fits its next literal.
  private mutating func attempt(_ fact: Int, _ plan: RestRules.Plan, _ step: Int, _ facts: inout FactTable) {
    work += 1
    let join = rules.joins[step]
    // Of facts that fit several literals the first comes first: each choice of facts is found once.
    if join.literal < firstLiteral, UInt32(fact) == first { return }
    var place = facts.tuples.start(of: fact)
    for index in Int(join.pattern.start)..<Int(join.pattern.end) {
      let wanted = rules.places[index]
      let term = facts.tuples.terms[place]
      place += 1
      switch wanted.kind {
      case .term: if wanted.value != term { return }
      case .bound: if values[Int(wanted.value)] != term { return }
      case .free: values[Int(wanted.value)] = term
      case .any: break
      }
    }
    chosen[join.literal] = UInt32(fact)
    if step + 1 == plan.end { emit(plan.clause, &facts) } else { extend(plan, step + 1, &facts) }
  }

  private mutating func extend(_ plan: RestRules.Plan, _ step: Int, _ facts: inout FactTable) {
    let join = rules.joins[step]
    if join.key == RestRules.Join.whole {
      stage(join.pattern, &facts)
      let fact = facts.findStaged(join.pattern.relation)
      if fact >= 0, fact < states.count, states[fact] == State.linked { attempt(fact, plan, step, &facts) }
      return
    }
    var link: UInt32
    if join.key == RestRules.Join.scan {
      link = links.first(join.pattern.relation)
    } else {
      link = links.first(join.pattern.relation, join.key, term(Int(join.pattern.start) + join.key), facts)
    }
    while link != 0, !isFull {
      attempt(Int(link) - 1, plan, step, &facts)
      link = links.after(Int(link) - 1, join.key, facts)
    }
  }

  /// The term in a place whose value is known.
  private func term(_ place: Int) -> UInt32 {
    let place = rules.places[place]
    return place.kind == .term ? place.value : values[Int(place.value)]
  }

  private func stage(_ pattern: RestRules.Pattern, _ facts: inout FactTable) {
    for place in Int(pattern.start)..<Int(pattern.end) { facts.stage(term(place)) }
  }

  private func value(_ operand: Operand) -> UInt32 {
    switch operand {
    case .term(let term): term.raw
    case .variable(let variable): values[variable]
    case .any: preconditionFailure("a wildcard is compared with nothing")
    }
  }

  // MARK: Instances

  /// The end of what is read.
  private var end: UInt32 { UInt32(reads.count) }

  /// Takes the instance of a clause that the join has come to.
  private mutating func emit(_ number: Int, _ facts: inout FactTable) {
    let clause = rules.clauses[number]
    for test in clause.tests where (value(test.left) == value(test.right)) != test.holds { return }
    stage(clause.head, &facts)
    let head = facts.numberStaged(clause.head.relation)
    let start = end
    for (literal, isPremise) in clause.isPremise.enumerated() where isPremise { reads.append(chosen[literal]) }
    let premiseEnd = end
    for (literal, isPremise) in clause.isPremise.enumerated() where !isPremise { reads.append(chosen[literal]) }
    let positiveEnd = end
    for negative in clause.negatives {
      stage(negative, &facts)
      reads.append(UInt32(facts.numberStaged(negative.relation)))
    }
    let negativeEnd = end
    for check in clause.checks {
      for variable in rules.checks[check].variables { checks.stage(values[variable]) }
      reads.append(UInt32(checks.numberStaged(UInt32(check))))
    }
    add(
      Instance(
        clause: clause.index, step: UInt32(clause.step), head: UInt32(head), start: start, premiseEnd: premiseEnd,
        positiveEnd: positiveEnd, negativeEnd: negativeEnd, end: end), facts)
    // No literal looks for what is done to numbers.
    if !clause.isEffect { take(head, facts) }
  }

  private mutating func add(_ instance: Instance, _ facts: borrowing FactTable) {
    let head = Int(instance.head)
    fit(facts.count)
    if !isHead[head] { heads.append(instance.head) }
    isHead[head] = true
    instancesOfStep[Int(instance.step)].append(UInt32(instances.count))
    instances.append(instance)
    work += 8
  }

  // MARK: Choices

  /// Each candidate becomes a pick, the first one only or all, and where there is none the `otherwise` does.
  private mutating func settle(_ choice: ChoicePlan, _ step: UInt32, _ facts: inout FactTable) {
    var candidates: [UInt32] = []
    for term in choice.terms { candidates.append(UInt32(facts.number(choice.candidates, [term]))) }
    for (place, term) in choice.terms.enumerated() {
      let earlier = choice.policy == .first ? candidates[..<place] : []
      pick(term, of: choice, candidates[place...place], not: earlier, step, &facts)
      if term == choice.otherwise { pick(term, of: choice, [], not: candidates[...], step, &facts) }
    }
  }

  private mutating func pick(
    _ term: TermID, of choice: ChoicePlan, _ candidate: ArraySlice<UInt32>, not others: ArraySlice<UInt32>,
    _ step: UInt32, _ facts: inout FactTable
  ) {
    let head = facts.number(choice.picks, [term])
    let start = end
    for fact in candidate { reads.append(fact) }
    let positiveEnd = end
    for fact in others { reads.append(fact) }
    add(
      Instance(
        clause: -1, step: step, head: UInt32(head), start: start, premiseEnd: positiveEnd, positiveEnd: positiveEnd,
        negativeEnd: end, end: end), facts)
    take(head, facts)
  }
}
