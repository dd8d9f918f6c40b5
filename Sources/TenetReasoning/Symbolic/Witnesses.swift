import TenetEngine
import TenetModel
import TenetText

/// Few completions of unknown facts that show everything that any completion can show.
///
/// For each fact, pick and value of a number that depends on the unknown facts there is one completion with it and one
/// without, so that what holds in all of these few holds in every completion, and what holds in none holds in none.
package struct Witnesses {
  /// For each completion the unknown facts that hold in it, by index, rising; the first has none.
  private(set) var list: [[Int]] = [[]]
  private let symbolic: SymbolicRun
  private var variableOfFact: [Int?] = []

  /// Nil where the rules hang together in too many ways.
  package init?(_ judge: Judge, _ program: Program, _ facts: ProfileFacts, unknown: [Fact], limits: Limits) {
    var world = World(facts, program.arities)
    var given = facts.facts
    let nowhere = Span(source: SourceID(UInt32(0)), start: 0, end: 0)
    for statement in unknown {
      world.facts[statement] = .free(base: false)
      given.append(statement.relation, statement.terms, at: nowhere)
    }
    var evaluation = limits
    evaluation.derivedFacts = min(limits.derivedFacts ?? .max, 400_000)
    let relaxation = Relaxation(program, given: given, termCount: facts.termCount, limits: evaluation)
    let circuit = Circuit(relaxation, world)
    let targets = Targets(judge, circuit)
    circuit.expand()
    symbolic = SymbolicRun(circuit, Diagrams(isOver: limits.isOver))
    symbolic.evaluate()
    guard !symbolic.isExhausted else { return nil }
    variableOfFact = unknown.map { symbolic.toggles.firstIndex(of: .fact($0)) }
    for function in targets.functions(symbolic) {
      if function.isConstant { continue }
      show(function)
      show(symbolic.diagrams.not(function))
    }
    if symbolic.isExhausted { return nil }
  }

  /// Adds a completion in which the function is true, unless there is one.
  private mutating func show(_ function: Diagram) {
    let diagrams = symbolic.diagrams
    for completion in list {
      let isTrue = Set(completion.compactMap { variableOfFact[$0] })
      if diagrams.value(of: function, where: { isTrue.contains($0) }) { return }
    }
    guard let model = diagrams.model(of: function) else { return }
    list.append(variableOfFact.indices.filter { variableOfFact[$0].map { model.contains($0) } ?? false })
  }

  /// Everything that a judgement tells.
  private struct Targets {
    private var facts: [Int] = []
    private var conflicts: [[Circuit.Instance]] = []
    private var choices: [[Int]] = []
    private var numbers: [Int] = []

    init(_ judge: Judge, _ circuit: Circuit) {
      let run = circuit.relaxation.run
      for (relation, role) in circuit.program.roles.enumerated() where role == .verb || role == .auxiliary {
        for fact in run.facts(of: RelationID(relation)) {
          if let node = circuit.node(Fact(fact.relation, run.terms(of: fact))) { facts.append(node) }
        }
      }
      for choice in circuit.program.choices.indices {
        choices.append(circuit.picks(of: ChoiceID(choice)).map { $0.node })
      }
      for key in circuit.concludedNumbers() { numbers.append(circuit.node(key)) }
      for (rule, definition) in judge.set.rules.enumerated() where definition.isConflict {
        conflicts += Targets.bySubject(circuit.conflicts(RuleID(rule), judge.set), circuit.program)
      }
    }

    /// A conflict holds for one subject or another.
    private static func bySubject(_ instances: [Circuit.Instance], _ program: Program) -> [[Circuit.Instance]] {
      var order: [TermID?] = []
      var groups: [TermID?: [Circuit.Instance]] = [:]
      for instance in instances {
        guard case .fact(let head) = program.clauses[instance.clause].head else { continue }
        let subject = head.places.first?.term(instance.binding)
        if groups[subject] == nil { order.append(subject) }
        groups[subject, default: []].append(instance)
      }
      return order.map { groups[$0] ?? [] }
    }

    func functions(_ symbolic: SymbolicRun) -> [Diagram] {
      var functions = facts.map { symbolic.facts[$0] }
      for instances in conflicts {
        functions.append(symbolic.diagrams.or(instances.map { symbolic.diagram(of: $0) }))
      }
      for picks in choices {
        functions += picks.map { symbolic.facts[$0] }
        functions.append(symbolic.diagrams.or(picks.map { symbolic.facts[$0] }))
        functions.append(symbolic.diagrams.atLeast(2, of: picks.map { symbolic.facts[$0] }))
      }
      for number in numbers { functions += symbolic.numbers[number].map { $0.diagram } }
      return functions
    }
  }
}

extension Circuit {
  /// The numbers that some rule may conclude, with their subjects.
  package func concludedNumbers() -> [NumberKey] {
    var keys: Set<NumberKey> = []
    for (index, clause) in program.clauses.enumerated() {
      let (number, operand): (NumberID, Operand)
      switch clause.head {
      case .fact: continue
      case .set(let id, let subject, _), .add(let id, let subject, _): (number, operand) = (id, subject)
      }
      keys.insert(NumberKey(number: number, subject: .self))
      if case .term(let term) = operand { keys.insert(NumberKey(number: number, subject: term)) }
      guard case .variable(let slot) = operand else { continue }
      for binding in relaxation.bindings(of: index, Array(repeating: nil, count: clause.variableCount)) {
        if let term = binding[slot] { keys.insert(NumberKey(number: number, subject: term)) }
      }
    }
    return keys.sorted { ($0.number, $0.subject) < ($1.number, $1.subject) }
  }
}

extension Diagrams {
  /// Some variables that make the function true where all others are false, few rather than many; nil where nothing does.
  package func model(of function: Diagram) -> Set<Int>? {
    var chosen: Set<Int> = []
    var at = Int(function.raw)
    if at == 0 { return nil }
    while at > 1 {
      if low(at) != 0 {
        at = Int(low(at))
      } else {
        chosen.insert(Int(variable(at: at)))
        at = Int(high(at))
      }
    }
    return chosen
  }
}
