import TenetModel
import TenetReasoning
import TenetText

extension AnswerPage {
  /// Why something does not hold.
  public init(_ misses: Misses, title: String, _ wording: Wording) {
    let goal = wording.text(misses.goal)
    if let nearest = misses.rules.first {
      let failing = nearest.fails.map { "`\(wording.test(nearest.clause, $0, nearest.binding))`" }
      let name = wording.set.rules[nearest.rule.index].name.map { "rule \($0)" } ?? "a rule"
      let count = misses.rules.count
      let others = count == 1 ? "only \(name) could conclude it" : "\(name) comes nearest of \(count) rules"
      sentence(
        "`\(goal)` does not hold for \(title): \(others)"
          + (failing.isEmpty ? "." : ", and it misses \(failing.joined(separator: " and "))."))
    } else {
      sentence("`\(goal)` does not hold for \(title): no rule concludes it, and the profile does not say it.")
    }
    for miss in misses.rules { rule(miss, wording) }
    ways(misses.ways.ways, [], wording)
    bounds(misses.ways.bounds, wording)
  }

  private mutating func rule(_ miss: Miss, _ wording: Wording) {
    let rule = wording.set.rules[miss.rule.index]
    let cost = miss.cost.map { $0 == 1 ? "1 change away" : "\($0) changes away" } ?? "out of reach"
    heading((rule.name.map { "rule " + $0 } ?? "a rule without a name") + wording.at(rule.place) + " · " + cost)
    for leaf in miss.holds { item("✓ " + wording.test(miss.clause, leaf, miss.binding)) }
    for leaf in miss.fails {
      let isException = rule.exception?.leaves.contains(leaf) == true
      item("✗ " + wording.test(miss.clause, leaf, miss.binding), remark: isException ? "blocked by `unless`" : "")
    }
  }
}

extension JSONWriter {
  /// `{"fact": …, "rules": [{"rule", "holds", "fails", "cost"}], "ways": […]}`
  public mutating func misses(_ misses: Misses, profile: String, _ wording: Wording) {
    beginObject()
    member("profile", profile)
    member("fact", wording.text(misses.goal))
    key("rules")
    beginArray()
    for miss in misses.rules {
      beginObject()
      rule(wording.set.rules[miss.rule.index], wording)
      member("holds", miss.holds.map { wording.test(miss.clause, $0, miss.binding) })
      member("fails", miss.fails.map { wording.test(miss.clause, $0, miss.binding) })
      key("cost")
      if let cost = miss.cost { number(cost) } else { null() }
      endObject()
    }
    endArray()
    key("ways")
    ways(misses.ways.ways, [], wording)
    member("complete", misses.ways.isComplete)
    bounds(misses.ways.bounds, wording)
    endObject()
  }
}
