import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// Why one profile gets what another does not.
public struct Comparing: Sendable {
  public var onlyFirst: [Fact] = []
  public var onlySecond: [Fact] = []
  public var differences: [Difference] = []
  /// Choices and numbers that come to something else, of the first profile and of the second one.
  public var choices: [(first: JudgedChoice, second: JudgedChoice)] = []
  public var numbers: [Consequences.NumberChange] = []
  public var bounds: [Bound] = []

  /// The smallest change of the profile without a fact, towards the one with it, that brings the fact.
  public struct Difference: Sendable {
    public var fact: Fact
    /// Whether the first profile has it and the second one would have to change.
    public var isFirst: Bool
    public var because: [Change]
  }
}

extension Inquiry {
  /// Compares the case with another one of the same rules.
  public func compare(_ other: Case) -> Comparing {
    var answer = Comparing()
    guard let second = about(other) else { return answer }
    let (mine, theirs) = (conclusionFacts(), second.conclusionFacts())
    // What was not found in time may hold all the same.
    if theirs.isComplete { answer.onlyFirst = mine.facts.filter { !theirs.holding.contains($0) } }
    if mine.isComplete { answer.onlySecond = theirs.facts.filter { !mine.holding.contains($0) } }
    if mine.isComplete, theirs.isComplete {
      answer.choices = zip(mine.judgement.choices, theirs.judgement.choices).filter { first, second in
        first.picked != second.picked || first.possible != second.possible
      }
      answer.numbers = numberChanges(mine.judgement, theirs.judgement)
    }
    answer.bounds = [self, second].lazy.compactMap { $0.bound(of: $0.run()) }.prefix(1).map { $0 }
    answer.differences =
      second.differences(towards: self, answer.onlyFirst, isFirst: true, &answer.bounds)
      + differences(towards: second, answer.onlySecond, isFirst: false, &answer.bounds)
    return answer
  }

  private func conclusionFacts() -> (
    judgement: Judgement, facts: [Fact], holding: Set<Fact>, isComplete: Bool
  ) {
    let judgement = judge.judge(input, Judge.Options(withTraces: false, limits: limits))
    let facts = judgement.conclusions.filter { $0.certainty == .certain }.map { $0.statement }
    let given = input.facts.facts.statements(program.arities).map { $0.statement }
    return (judgement, facts, Set(facts).union(given), judgement.isComplete)
  }

  /// For each fact the smallest part of what the other profile has otherwise that brings it here.
  private func differences(
    towards other: Inquiry, _ facts: [Fact], isFirst: Bool, _ bounds: inout [Bound]
  ) -> [Comparing.Difference] {
    if facts.isEmpty { return [] }
    let (world, given) = mixture(with: other)
    let goals = facts.map { Goal.fact($0.relation, $0.terms) }
    let circuit = circuit(goals, world, given)
    let symbolic = SymbolicRun(circuit, diagrams())
    symbolic.evaluate()
    guard symbolic.isExhausted else { return facts.compactMap { difference($0, isFirst, symbolic) } }
    // One change and two can be tried, however rules hang together.
    let small = SmallChanges(circuit)
    let found = small.find(facts.count, onlyCheapest: true) { facts.map { small.run.diagram($0) } }
    let result = zip(facts, found.sets).compactMap { fact, sets in
      first(sets.map { set in set.map { small.toggles[$0] } }, world).map {
        Comparing.Difference(fact: fact, isFirst: isFirst, because: $0)
      }
    }
    if result.count < facts.count { bounds += self.bounds(symbolic) }
    return result
  }

  private func difference(
    _ fact: Fact, _ isFirst: Bool, _ symbolic: SymbolicRun
  ) -> Comparing.Difference? {
    let sets = MinimalSets(symbolic.diagrams)
    let function = symbolic.diagrams.and(symbolic.diagram(fact), symbolic.isWorld)
    let listing = sets.cheapest(sets.family(of: function), costs: { _ in 1 }, limit: .max, onlyCheapest: true)
    let found = listing.sets.map { set in set.variables.map { symbolic.toggles[$0] } }
    return first(found, symbolic.circuit.world).map {
      Comparing.Difference(fact: fact, isFirst: isFirst, because: $0)
    }
  }

  /// The set that comes first by its text.
  private func first(_ sets: [[Toggle]], _ world: World) -> [Change]? {
    let ways = sets.map { set in ordered(set.compactMap { change($0, world) }) }
    let first = ways.min { left, right in
      left.map { $0.text }.joined(separator: "\n") < right.map { $0.text }.joined(separator: "\n")
    }
    return first.map { way in way.map { $0.change } }
  }

  /// This case, each difference from the other one free.
  private func mixture(with other: Inquiry) -> (World, FactList) {
    var world = World(input.facts, program.arities)
    let theirs = World(other.input.facts, program.arities)
    var given = input.facts.facts
    for statement in world.facts.keys where theirs.facts[statement] == nil {
      world.facts[statement] = .free(base: true)
    }
    for fact in other.input.facts.facts.statements(program.arities) where world.facts[fact.statement] == nil {
      world.facts[fact.statement] = .free(base: false)
      given.append(fact.statement.relation, fact.statement.terms, at: fact.place)
    }
    for key in Set(world.numbers.keys).union(theirs.numbers.keys) {
      let (mine, other) = (world.numbers[key]?.first ?? .unknown, theirs.numbers[key]?.first ?? .unknown)
      if mine != other { world.numbers[key] = [mine, other] }
    }
    return (world, given)
  }

  private func change(_ toggle: Toggle, _ world: World) -> Change? {
    switch toggle {
    case .fact(let statement): return world.facts[statement]?.base == true ? .remove(statement) : .add(statement)
    case .number(let key, let index):
      return (world.numbers[key]?[index].decimal).map { .set(key.number, key.subject, $0) }
        ?? .drop(key.number, key.subject)
    }
  }
}
