import Tenet
import Testing

/// `how`, `robust` and `why` against the evaluation of every profile.
@Suite struct HowOracleTests {
  /// Every value of `level` that may matter: thresholds are 0 to 3.
  static let levels: [String] = {
    var values: [String] = []
    for whole in 0..<4 {
      values += whole == 0 ? ["-0.000000000000000001"] : ["\(whole - 1).999999999999999999"]
      values += ["\(whole)", "\(whole).000000000000000001"]
    }
    return values.map { "level is " + $0 }
  }()

  @Test(arguments: 0..<80) func howIsMinimalAndComplete(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    let profile = random.profile()
    guard var asking = Asking(random.text([profile])) else { return }
    guard let states = States(&asking, RandomCases.base + ["shows c0"] + Self.levels + profile) else {
      throw Unreadable()
    }
    let inquiry = try #require(asking.inquiry())
    let reachable = Self.reachable(profile, random.rules, states)
    for text in random.goals {
      guard let goal = asking.goal(text) else { throw Unreadable() }
      for negated in [false, true] {
        let answer = inquiry.how(goal, negated: negated)
        #expect(answer.isComplete)
        let expected = Self.minimal(reachable.filter { inquiry.holds(goal, in: $0.run) != negated }.map { $0.touched })
        // With another value of a number, a way may touch more.
        let found = Self.minimal(answer.ways.map { Self.elements($0, inquiry) })
        #expect(found == expected, "seed \(seed): how \(negated ? "not " : "")\(text)\n\(random.text([profile]))")
        for way in answer.ways {
          #expect(inquiry.about(inquiry.changed(way.changes))?.holds(goal) == !negated)
        }
        guard !negated, states.holds(goal, profile) else { continue }
        let robust = inquiry.robust(goal)[0]
        let opposite = inquiry.how(goal, negated: true)
        #expect(robust.changes == opposite.ways.first?.changes.count)
        #expect(robust.sets.count == opposite.ways.filter { $0.changes.count == robust.changes }.count)
      }
    }
  }

  /// A way as what it touches; a number without its value.
  static func elements(_ way: Way, _ inquiry: Inquiry) -> Set<String> {
    Set(
      way.changes.map { change in
        if case .set = change { return "level" }
        return inquiry.text(change)
      })
  }

  /// Every profile that changes lead to: what is touched, and what follows.
  static func reachable(_ profile: [String], _ rules: String, _ states: States) -> [(touched: Set<String>, run: Run)] {
    let given = profile.filter { !$0.hasPrefix("level") }
    let level = profile.filter { $0.hasPrefix("level") }
    // Facts that no rule reads are no part of the space.
    let mayBeAdded = RandomCases.base.filter { fact in !given.contains(fact) && isRead(fact, rules) }
    let choices = rules.contains("level ") ? [level] + levels.filter { [$0] != level }.map { [$0] } : [level]
    var result: [(touched: Set<String>, run: Run)] = []
    for kept in subsets(given) {
      let removed = given.filter { !kept.contains($0) }.map { "not " + canonical($0) }
      for added in subsets(mayBeAdded) {
        for choice in choices {
          let touched = Set(removed + added.map { canonical($0) } + (choice == level ? [] : ["level"]))
          result.append((touched, states.run(kept + added + choice)))
        }
      }
    }
    return result
  }

  /// The minimal ones of some sets.
  static func minimal(_ sets: [Set<String>]) -> Set<[String]> {
    let distinct = Array(Set(sets))
    return Set(distinct.filter { set in !distinct.contains { $0.isStrictSubset(of: set) } }.map { $0.sorted() })
  }

  static func canonical(_ fact: String) -> String { fact.hasPrefix("has ") ? String(fact.dropFirst(4)) : fact }

  static func isRead(_ fact: String, _ rules: String) -> Bool {
    let body = rules.split(separator: "\n").dropFirst(5).joined(separator: "\n")
    return body.contains(fact) || (fact.hasPrefix("owns") && (body.contains("layer") || body.contains("owns ?l")))
  }

  @Test(arguments: 1000..<1080) func smallestAndNeededAreExact(_ seed: UInt64) throws {
    var random = RandomCases(seed: seed)
    let profile = random.profile()
    guard var asking = Asking(random.text([profile])) else { return }
    guard let states = States(&asking, profile) else { throw Unreadable() }
    let inquiry = try #require(asking.inquiry())
    for text in random.goals {
      guard let goal = asking.goal(text) else { throw Unreadable() }
      guard states.holds(goal, profile) else { continue }
      let support = inquiry.support(goal)
      #expect(support.bounds.isEmpty)
      let carrying = subsets(profile).filter { states.holds(goal, $0) }
      let least = carrying.map { $0.count }.min() ?? 0
      let expected = Set(carrying.filter { $0.count == least }.map { $0.map(Self.canonical).sorted() })
      let found = Set(support.smallest.map { $0.map { inquiry.text($0) }.sorted() })
      #expect(found == expected, "seed \(seed): why \(text)\n\(random.text([profile]))")
    }
  }
}
