import Tenet
import Testing

/// Where functions of all changes are too large, one change and two are tried: what is said then is exact as far as it goes.
@Suite struct FewChangesTests {
  @Test(arguments: 2000..<2060) func waysOfFewChangesAreThoseOfTheWholeAnswer(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    guard var asking = Asking(random.text([random.profile()])) else { return }
    let whole = try #require(asking.inquiry())
    var bounded = whole
    bounded.mostNodes = 4
    for text in random.goals {
      guard let goal = asking.goal(text) else { throw Unreadable() }
      for negated in [false, true] {
        let all = whole.how(goal, negated: negated)
        let few = bounded.how(goal, negated: negated)
        if few.isComplete {
          #expect(few.ways == all.ways)
          continue
        }
        #expect(few.upTo == 2 && few.bounds == [.complexity])
        #expect(few.ways == all.ways.filter { $0.changes.count <= 2 }, "seed \(seed): \(negated) \(text)")
      }
      guard whole.holds(goal) else { continue }
      let (exact, found) = (whole.robust(goal)[0], bounded.robust(goal)[0])
      if found.bounds.isEmpty {
        #expect(found.changes == exact.changes && found.sets == exact.sets)
      } else {
        #expect(found.changes == nil && (exact.changes ?? .max) > found.beyond)
      }
    }
  }

  @Test(arguments: 2100..<2140) func comparingFindsTheSameDifferences(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    guard let asking = Asking(random.text([random.profile(), random.profile()])) else { return }
    let whole = try #require(asking.inquiry())
    var bounded = whole
    bounded.mostNodes = 4
    let all = whole.compare(asking.workspace.cases[1])
    let few = bounded.compare(asking.workspace.cases[1])
    #expect(few.onlyFirst == all.onlyFirst && few.onlySecond == all.onlySecond)
    let short = all.differences.filter { $0.because.count <= 2 }
    for difference in few.differences {
      let same = short.first { $0.fact == difference.fact && $0.isFirst == difference.isFirst }
      #expect(same?.because == difference.because, "seed \(seed)")
    }
    if few.bounds.isEmpty { #expect(few.differences.count == all.differences.count) }
  }
}
