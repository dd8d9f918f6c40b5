import Tenet
import Testing

/// Certain and possible, `ask` and `compare` against the evaluation of every completion.
@Suite struct CompletionOracleTests {
  @Test(arguments: 0..<100) func askCountsWhatIsSettled(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    let profile = random.profile(withUnknown: true)
    guard var asking = Asking(random.text([profile])) else { return }
    let given = profile.filter { !$0.hasPrefix("unknown") }
    let unknown = profile.filter { $0.hasPrefix("unknown") }.map { String($0.dropFirst(8)) }
    guard let states = States(&asking, given + unknown) else { throw Unreadable() }
    let inquiry = try #require(asking.inquiry())
    let completions = subsets(unknown)
    for text in random.goals where !given.contains(text) {
      guard let goal = asking.goal(text) else { throw Unreadable() }
      let values = completions.map { states.holds(goal, given + $0) }
      let answer = inquiry.ask(goal)
      #expect(answer.open.isEmpty == (Set(values).count == 1), "seed \(seed): \(text)\n\(random.text([profile]))")
      for question in answer.questions {
        let fact = unknown.first { HowOracleTests.canonical($0) == inquiry.text(question.fact) } ?? ""
        for isTrue in [true, false] {
          let kept = zip(completions, values).filter { $0.0.contains(fact) == isTrue }.map { $0.1 }
          let settled = isTrue ? question.settledIfTrue : question.settledIfFalse
          #expect(settled.isEmpty == (Set(kept).count != 1), "seed \(seed): ask \(text), \(fact)")
        }
      }
      let explanation = asking.judge.why(goal, asking.workspace.cases[0])
      #expect((explanation != nil) == values.contains(true))
      #expect((explanation?.certainty == .certain) == values.allSatisfy { $0 })
    }
  }

  @Test(arguments: 2000..<2080) func comparingFindsTheSmallestDifference(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    let profiles = [random.profile(), random.profile()]
    guard var asking = Asking(random.text(profiles)) else { return }
    guard let states = States(&asking, profiles[0] + profiles[1]) else { throw Unreadable() }
    let inquiry = try #require(asking.inquiry())
    let answer = inquiry.compare(asking.workspace.cases[1])
    #expect(answer.differences.count == answer.onlyFirst.count + answer.onlySecond.count)
    for difference in answer.differences {
      let (from, to) = difference.isFirst ? (profiles[1], profiles[0]) : (profiles[0], profiles[1])
      let goal = Goal.fact(difference.fact.relation, difference.fact.terms)
      let isLevel = { (line: String) in line.hasPrefix("level") }
      var differing = from.filter { !to.contains($0) } + to.filter { !from.contains($0) }
      if differing.contains(where: isLevel) { differing = differing.filter { !isLevel($0) } + ["level"] }
      var least = Int.max
      for changed in subsets(differing) where changed.count < least {
        var lines = from.filter { !changed.contains($0) } + to.filter { changed.contains($0) && !from.contains($0) }
        if changed.contains("level") { lines = lines.filter { !isLevel($0) } + to.filter(isLevel) }
        if states.holds(goal, lines) { least = changed.count }
      }
      #expect(difference.because.count == least, "seed \(seed): \(inquiry.text(difference.fact))")
    }
  }
}
