import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

extension AnswerPage {
  /// Why something does not hold: sentences, then rule by rule down to what the profile gives, then what it would take.
  public init(_ misses: Misses, title: String, _ wording: Wording) {
    let sentences = Sentences(wording: wording, title: title)
    sentence(sentences.whyNot(misses))
    if !misses.rules.isEmpty || misses.ways.ways.isEmpty { sentence(sentences.whatItTakes(misses.ways)) }
    for miss in misses.rules {
      let rule = wording.set.rules[miss.rule.index]
      heading(
        (rule.name.map { "rule " + $0 } ?? "a rule without a name") + wording.at(rule.place) + " · "
          + wording.distance(miss))
      tree(miss.below)
    }
    if case .pick = misses.goal, !misses.instead.isEmpty { heading("Picked instead") }
    if case .number = misses.goal, !misses.instead.isEmpty { heading("What it comes to instead") }
    for trace in misses.instead { tree(trace) }
    ways(misses.ways.ways, isAll: misses.ways.isComplete, [], wording)
    small(misses.ways)
    bounds(misses.ways.bounds, wording)
  }
}

extension Sentences {
  /// What keeps the goal from holding, in the voice of `why`.
  func whyNot(_ misses: Misses) -> String {
    let text = "It does not follow that " + inside(misses.goal)
    guard let nearest = misses.rules.first else {
      return text + ", because the profile does not say it and no rule concludes it."
    }
    let rule = wording.set.rules[nearest.rule.index]
    let name = ([rule.name.map { "rule " + $0 } ?? "one without a name"] + rule.sources).joined(separator: ", ")
    let count = misses.rules.count
    let start = count == 1 ? "the only rule for it (\(name))" : "the nearest of \(count) rules for it (\(name))"
    var (needed, denied, blocking): ([String], [String], [String]) = ([], [], [])
    for leaf in nearest.fails {
      let isException = wording.isException(leaf, nearest.clause)
      if isException || wording.isNegated(leaf, inRuleOf: nearest.clause) {
        let sought = wording.text(.clause(clause: nearest.clause, leaf: leaf, binding: nearest.binding))
        if isException { blocking.append("`\(sought)`") } else { denied.append("`\(sought)`") }
      } else {
        needed.append("`\(wording.test(nearest.clause, leaf, nearest.binding))`" + values(leaf, nearest))
      }
    }
    var reasons: [String] = []
    if !needed.isEmpty { reasons.append("needs " + joined(needed)) }
    if !denied.isEmpty { reasons.append("rules out " + joined(denied)) }
    if !blocking.isEmpty { reasons.append("makes an exception for " + joined(blocking)) }
    if reasons.isEmpty, case .number? = misses.instead.first?.steps.first?.kind,
      let root = misses.instead[0].steps.first
    {
      return text + ", because `\(wording.words(of: root.kind).text)`."
    }
    if reasons.isEmpty { return text + ", although \(start) applies: another pick comes first." }
    return text + ", because \(start) " + joined(reasons) + "."
  }

  /// A goal behind `that`: `Northwind captures habit`, `verdict is award for Northwind`.
  private func inside(_ goal: Goal) -> String {
    switch goal {
    case .fact, .conflict: return statement(goal)
    case .pick, .number: return "`\(wording.text(goal))` holds for \(title)"
    }
  }

  /// What the numbers of a comparison that fails are: ` (turnover is 3 EUR)`.
  private func values(_ leaf: Int, _ miss: Miss) -> String {
    for step in miss.below.steps where step.depth == 0 {
      guard case .short(.unmet(_, leaf, _, _, let readings)) = step.kind, !readings.isEmpty else { continue }
      return " (" + wording.series(wording.readings(readings).map { "\($0.name) is \($0.value)" }) + ")"
    }
    return ""
  }

  /// The cheapest change that brings it.
  func whatItTakes(_ ways: Ways) -> String {
    guard let first = ways.ways.first else {
      if ways.isComplete { return "Nothing that a profile can say would bring it." }
      return ways.upTo == 0
        ? "What would bring it was not found out."
        : "No \(ways.upTo == 1 ? "single change" : "one or two changes") would bring it; what would was not found out."
    }
    let changes = first.changes.map { wording.sentence($0) }
    let count = changes.count == 1 ? "1 change" : "\(changes.count) changes"
    return
      (ways.isComplete || ways.upTo >= first.changes.count
      ? "At the least it would take \(count): " : "It would take \(count): ")
      + joined(changes) + "."
  }
}

extension JSONWriter {
  /// `{"fact": …, "sentence": …, "rules": [{"rule", "holds", "fails", "cost", "from": […]}], "ways": […]}`
  public mutating func misses(_ misses: Misses, profile: String, _ wording: Wording) {
    let sentences = Sentences(wording: wording, title: profile)
    beginObject()
    member("profile", profile)
    member("fact", wording.text(misses.goal))
    member("sentence", sentences.whyNot(misses))
    key("rules")
    beginArray()
    for miss in misses.rules {
      beginObject()
      self.miss(miss, wording)
      key("from")
      steps(miss.below, wording)
      endObject()
    }
    endArray()
    if !misses.instead.isEmpty {
      key("instead")
      steps(Trace(joining: misses.instead), wording)
    }
    key("ways")
    ways(misses.ways.ways, [], wording)
    member("complete", misses.ways.isComplete)
    if misses.ways.upTo > 0 { member("upTo", misses.ways.upTo) }
    bounds(misses.ways.bounds, wording)
    endObject()
  }
}
