import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Which unknown facts to find out, the one that settles most first.
public struct OpenQuestions: Sendable {
  /// Conclusions, choices and numbers that the unknown facts leave open.
  public var open: [Goal] = []
  public var questions: [OpenQuestion] = []
  public var bounds: [Bound] = []
}

/// One unknown fact that something hinges on.
public struct OpenQuestion: Sendable {
  public var fact: Fact
  /// What is settled whichever way it turns out, as indices in ``OpenQuestions/open``.
  public var settled: [Int] = []
  /// What is settled if it holds, and if it does not.
  public var settledIfTrue: [Int] = []
  public var settledIfFalse: [Int] = []
  /// Everything open that it has a part in.
  public var mattersFor: [Int] = []
}

extension Inquiry {
  /// The unknown facts that matter for what is open, or for one goal.
  public func ask(_ goal: Goal? = nil) -> OpenQuestions {
    var world = World(input.facts, program.arities)
    var given = input.facts.facts
    var unknown: [Fact] = []
    for fact in input.facts.unknown.statements(program.arities) where world.facts[fact.statement] == nil {
      world.facts[fact.statement] = .free(base: false)
      given.append(fact.statement.relation, fact.statement.terms, at: fact.place)
      unknown.append(fact.statement)
    }
    let circuit = circuit(goal.map { [$0] } ?? [], world, given)
    let items = goal.map { [$0] } ?? openCandidates(circuit)
    let symbolic = SymbolicRun(circuit, diagrams())
    symbolic.evaluate()
    var answer = OpenQuestions(bounds: bounds(symbolic))
    if symbolic.isExhausted { return answer }
    var functions: [[Diagram]] = []
    for item in items {
      let values = outcomes(item, symbolic)
      if values.allSatisfy({ $0.isConstant }) { continue }
      if goal == nil, !isConclusion(item, unknown, symbolic) { continue }
      answer.open.append(item)
      functions.append(values)
    }
    for fact in unknown {
      let question = self.question(fact, functions, symbolic)
      if !question.mattersFor.isEmpty { answer.questions.append(question) }
    }
    sort(&answer.questions)
    return answer
  }

  /// An unknown fact is a conclusion only where some completion derives it without giving it.
  private func isConclusion(_ goal: Goal, _ unknown: [Fact], _ symbolic: SymbolicRun) -> Bool {
    guard case .fact = goal, let statement = statement(goal), unknown.contains(statement),
      let node = symbolic.circuit.node(statement)
    else { return true }
    let isNotGiven = symbolic.diagrams.not(symbolic.variable(.fact(statement)))
    return symbolic.circuit.nodes[node].instances.contains { instance in
      symbolic.diagrams.and(symbolic.diagram(of: instance), isNotGiven) != .never
    }
  }

  private func sort(_ questions: inout [OpenQuestion]) {
    let texts = questions.map { (question: $0, text: text($0.fact)) }
    questions = texts.sorted { left, right in
      let (first, second) = (left.question, right.question)
      if first.settled.count != second.settled.count { return first.settled.count > second.settled.count }
      if first.eitherCount != second.eitherCount { return first.eitherCount > second.eitherCount }
      if first.mattersFor.count != second.mattersFor.count { return first.mattersFor.count > second.mattersFor.count }
      return left.text < right.text
    }.map { $0.question }
  }

  private func question(_ fact: Fact, _ functions: [[Diagram]], _ symbolic: SymbolicRun) -> OpenQuestion {
    var question = OpenQuestion(fact: fact)
    guard let variable = symbolic.toggles.firstIndex(of: .fact(fact)) else { return question }
    let diagrams = symbolic.diagrams
    for (index, values) in functions.enumerated() {
      let isSettled = { (value: Bool) in
        values.allSatisfy { diagrams.fixing(variable, to: value, in: $0).isConstant }
      }
      guard values.contains(where: { diagrams.support(of: $0).contains(variable) }) else { continue }
      question.mattersFor.append(index)
      if isSettled(true) { question.settledIfTrue.append(index) }
      if isSettled(false) { question.settledIfFalse.append(index) }
      if question.settledIfTrue.last == index, question.settledIfFalse.last == index { question.settled.append(index) }
    }
    return question
  }

  /// What is open is one of several outcomes: for a fact whether it holds, for a choice each pick, for a number each value.
  private func outcomes(_ goal: Goal, _ symbolic: SymbolicRun) -> [Diagram] {
    switch goal {
    case .pick(let choice, nil): return symbolic.circuit.picks(of: choice).map { symbolic.facts[$0.node] }
    case .number(let number, let subject, nil):
      return symbolic.numbers[symbolic.circuit.node(NumberKey(number: number, subject: subject))].map { $0.diagram }
    default: return [symbolic.diagram(goal, self)]
    }
  }

  /// Everything that some completion may conclude: facts in the order of the rules, choices, numbers.
  private func openCandidates(_ circuit: Circuit) -> [Goal] {
    var goals: [Goal] = []
    let run = circuit.relaxation.run
    let given = Set(input.facts.facts.statements(program.arities).map { $0.statement })
    for relation in judge.concludedRelations {
      let facts = run.facts(of: relation).map { Fact(relation, run.terms(of: $0)) }
      for fact in facts.filter({ !given.contains($0) }).map({ ($0, text($0)) }).sorted(by: { $0.1 < $1.1 }) {
        guard !circuit.relaxation.clauses(concluding: fact.0).isEmpty else { continue }
        goals.append(.fact(relation, fact.0.terms))
      }
    }
    for choice in program.choices.indices { goals.append(.pick(ChoiceID(choice), nil)) }
    for key in circuit.concludedNumbers() { goals.append(.number(key.number, subject: key.subject, nil)) }
    for goal in goals { circuit.prepare(goal, judge.set) }
    circuit.expand()
    return goals
  }
}

extension OpenQuestion {
  fileprivate var eitherCount: Int { settledIfTrue.count + settledIfFalse.count }
}
