import TenetEngine
import TenetModel
import TenetText
import Testing

/// What the engine does on programs small enough to work out by hand.
@Suite struct EngineTests {
  private let x = Operand.variable(0)
  private let y = Operand.variable(1)
  private let z = Operand.variable(2)

  /// link(x,y) → reaches(x,y); reaches(x,y), link(y,z) → reaches(x,z).
  private func closure(_ links: [(Int, Int)], termCount: Int) -> (ProgramBuilder, link: RelationID, reaches: RelationID)
  {
    var builder = ProgramBuilder()
    let link = builder.relation(2)
    let reaches = builder.relation(2)
    builder.rule(.fact(Atom(reaches, [x, y])), [.match(Atom(link, [x, y]))])
    builder.rule(.fact(Atom(reaches, [x, z])), [.match(Atom(reaches, [x, y])), .match(Atom(link, [y, z]))])
    for (from, to) in links { builder.give(link, from, to) }
    let isOrdered = builder.schedule(termCount: termCount)
    #expect(isOrdered)
    return (builder, link, reaches)
  }

  @Test func closureOfAChainHasItsLevels() throws {
    let (builder, link, reaches) = closure((0..<40).map { ($0, $0 + 1) }, termCount: 41)
    let run = evaluate(builder.program, builder.profile)
    #expect(run.count(of: reaches) == 41 * 40 / 2)
    #expect(run.givenCount == 40)
    #expect(run.derivedCount == 820)
    for fact in run.facts(of: reaches) {
      let terms = run.terms(of: fact)
      #expect(run.level(of: fact) == terms[1].index - terms[0].index + 1)
    }
    let first = try #require(run.fact(link, [TermID(3), TermID(4)]))
    #expect(run.givenSource(of: first) == .profile(3))
    #expect(run.fact(reaches, [TermID(4), TermID(3)]) == nil)
  }

  @Test func aGivenFactThatFollowsStaysGiven() throws {
    var (builder, _, reaches) = closure([(0, 1), (1, 2), (2, 3)], termCount: 4)
    builder.give(reaches, 0, 2)
    let run = evaluate(builder.program, builder.profile)
    let given = try #require(run.fact(reaches, [TermID(0), TermID(2)]))
    #expect(run.isGiven(given))
    let far = try #require(run.fact(reaches, [TermID(0), TermID(3)]))
    #expect(run.level(of: far) == 2)
    #expect(run.derivedCount == 5)
    #expect(run.proof(of: far).nodes.count == 3)
  }

  @Test func aProofOfGreatHeightIsFlat() throws {
    var builder = ProgramBuilder()
    let link = builder.relation(2)
    let open = builder.relation(1)
    builder.rule(.fact(Atom(open, [y])), [.match(Atom(open, [x])), .match(Atom(link, [x, y]))])
    let height = 100_000
    for step in 1..<height { builder.give(link, step - 1, step) }
    builder.give(open, 0)
    let isOrdered = builder.schedule(termCount: height)
    #expect(isOrdered)
    let run = evaluate(builder.program, builder.profile)
    let last = try #require(run.fact(open, [TermID(height - 1)]))
    #expect(run.level(of: last) == height)
    #expect(run.proof(of: last).nodes.count == 2 * height - 1)
  }

  @Test func limitsStopARunWithTrueFacts() {
    let (builder, _, reaches) = closure((0..<500).map { ($0, ($0 + 1) % 500) }, termCount: 500)
    let compiled = CompiledProgram(builder.program)
    let some = compiled.run(builder.profile, limits: Limits(derivedFacts: 1000))
    #expect(some.stopped == .derivedFacts)
    #expect(some.derivedCount == 1000)
    #expect(compiled.run(builder.profile, limits: Limits(isOver: { true })).stopped == .time)
    #expect(compiled.run(builder.profile, limits: Limits(memory: 100_000)).stopped == .memory)
    let all = compiled.run(builder.profile)
    #expect(all.isComplete)
    #expect(all.count(of: reaches) == 250_000)
    #expect(some.facts(of: reaches).allSatisfy { all.fact(reaches, some.terms(of: $0)) != nil })
  }

  @Test func twoValuesContestANumber() {
    var builder = ProgramBuilder()
    let bold = builder.relation(1)
    let careful = builder.relation(1)
    let risk = builder.number()
    let own = Operand.term(.`self`)
    builder.rule(.set(risk, subject: own, .literal(ExactDecimal(3))), [.match(Atom(careful, [own]))])
    builder.rule(
      .fact(Atom(bold, [own])),
      [.compare(.number(risk, subject: own), .greater, .literal(ExactDecimal(1)), holds: true)])
    builder.give(careful, 0)
    builder.give(risk, 0, ExactDecimal(2))
    let isOrdered = builder.schedule(termCount: 1)
    #expect(isOrdered)
    let run = evaluate(builder.program, builder.profile)
    #expect(run.value(of: risk, subject: .`self`) == .contested)
    #expect(run.count(of: bold) == 0)
    #expect(
      Explainer(run).contributions(to: risk, subject: .`self`).map(\.value) == [ExactDecimal(2), ExactDecimal(3)])
  }

  @Test func arithmeticThatDoesNotFitIsNoted() {
    var builder = ProgramBuilder()
    let rich = builder.relation(1)
    let wealth = builder.number()
    let own = Operand.term(.`self`)
    let square = Expression.multiply(.number(wealth, subject: own), .number(wealth, subject: own))
    builder.rule(.fact(Atom(rich, [own])), [.compare(square, .greater, .literal(ExactDecimal(1)), holds: true)])
    builder.give(wealth, 0, ExactDecimal(1_000_000_000_000))
    let isOrdered = builder.schedule(termCount: 1)
    #expect(isOrdered)
    let run = evaluate(builder.program, builder.profile)
    #expect(run.overflows == [.clause(0)])
    #expect(run.count(of: rich) == 0)
  }

  @Test func anEmptyBodyHolds() {
    var builder = ProgramBuilder()
    let sunny = builder.relation(1)
    builder.rule(.fact(Atom(sunny, [.term(.`self`)])), [])
    let isOrdered = builder.schedule(termCount: 1)
    #expect(isOrdered)
    let run = evaluate(builder.program, builder.profile)
    #expect(run.facts(of: sunny).map { run.level(of: $0) } == [2])
  }
}
