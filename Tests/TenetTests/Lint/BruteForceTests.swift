import Tenet
import TenetLint
import Testing

/// The meaning group against a judge that tries every profile of small random rule sets.
@Suite struct MeaningBruteForceTests {
  @Test(arguments: 0..<120) func agreesWithEveryProfile(_ seed: Int) throws {
    var random = Randomness(seed)
    let text = RandomRules.text(&random)
    let loaded = Workspace.load([InputText(path: "a.tenet", text: text)])
    guard loaded.isFit else { return }
    let judge = ExhaustiveJudge(loaded.value.set)
    let report = TenetTesting.lint(loaded.value.loaded)
    #expect(report.undecided.isEmpty, "\(text)")
    let source = loaded.value.set.sources[0]
    for (index, rule) in loaded.value.set.rules.enumerated() {
      let line = source.place(of: rule.place.start).line
      let found = report.findings.filter { source.place(of: $0.diagnostic.span.start).line == line }
        .map { $0.diagnostic.code }
      for leaf in rule.condition.leaves {
        let start = rule.clauses[leaf].place.start
        let here = report.findings.filter { $0.diagnostic.span.start == start }.map { $0.diagnostic.code }
        for (check, expected) in judge.verdicts(index, leaf) {
          #expect(
            here.contains(check) == expected,
            "\(check) at clause \(leaf) of line \(line), expected \(expected):\n\(text)")
        }
      }
      for (check, expected) in judge.verdicts(index) + judge.verdictsOnException(index) {
        #expect(found.contains(check) == expected, "\(check) in line \(line), expected \(expected):\n\(text)")
      }
    }
    for (check, expected) in judge.verdictsOnChoices() {
      #expect(
        report.findings.contains { $0.diagnostic.code == check } == expected, "\(check), expected \(expected):\n\(text)"
      )
    }
    try expectWitnesses(report, judge, text)
  }

  /// Every witness, judged by the engine, makes the rules of its finding conclude something.
  private func expectWitnesses(_ report: LintReport, _ judge: ExhaustiveJudge, _ text: String) throws {
    let engine = Judge(report.set)
    for finding in report.findings {
      guard let witness = finding.witness, !finding.rules.isEmpty else { continue }
      let judgement = engine.judge(witness)
      let size = finding.diagnostic.witness.count
      if finding.diagnostic.code == "exception-never-applies" { continue }
      for rule in finding.rules.prefix(1) {
        let isConflict = report.set.rules[rule.index].isConflict
        let fires = isConflict ? judgement.conflicts.contains { $0.rule == rule } : judge.fires(rule.index, witness)
        #expect(fires, "\(finding.diagnostic.code) \(finding.diagnostic.witness)\n\(text)")
        if let least = judge.leastSize(firing: rule.index) { #expect(size == least, "\(text)") }
      }
    }
  }
}

/// A small generator of numbers that are the same on every machine.
struct Randomness {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// Random rule sets over few facts.
private enum RandomRules {
  static func text(_ random: inout Randomness) -> String {
    let base = ["alpha", "beta", "gamma", "delta"]
    let derived = ["one", "two", "three"]
    var text = "number size\n"
    let hasFee = random.chance(30)
    if hasFee { text += "number fee\n" }
    let hasChoice = random.chance(50)
    if hasChoice {
      text +=
        "choice tier: \(random.chance(60) ? "one" : "first") of gold, silver\(random.chance(50) ? " otherwise silver" : "")\n"
    }
    for _ in 0..<(2 + random.below(5)) {
      var conditions: [String] = []
      for _ in 0..<(1 + random.below(3)) { conditions.append(condition(base, derived, hasChoice, &random)) }
      var line = conditions.joined(separator: random.chance(80) ? " and " : " or ")
      if random.chance(12) {
        text += "\(line) conflicts with \(condition(base, derived, false, &random))\n"
        continue
      }
      if hasFee, random.chance(35) {
        text += "\(line) → fee is \(random.below(3) * 5)\n"
        continue
      }
      line +=
        " → "
        + (hasChoice && random.chance(30)
          ? "tier is \(random.chance(50) ? "gold" : "silver")" : derived[random.below(3)])
      if random.chance(25) { line += " unless \(condition(base, derived, false, &random))" }
      text += line + "\n"
    }
    return text
  }

  private static func condition(_ base: [String], _ derived: [String], _ hasChoice: Bool, _ random: inout Randomness)
    -> String
  {
    let isNegated = random.chance(25) ? "not " : ""
    switch random.below(10) {
    case 0..<5: return isNegated + base[random.below(base.count)]
    case 5..<7: return isNegated + derived[random.below(derived.count)]
    case 7 where hasChoice: return "tier is \(random.chance(50) ? "gold" : "silver")"
    default: return isNegated + "size \(["<", "≥", ">"][random.below(3)]) \(2 + random.below(2) * 3)"
    }
  }
}

/// Tries every profile with the engine.
private struct ExhaustiveJudge {
  let set: RuleSet
  private let judge: Judge
  private var cases: [(input: Case, size: Int)] = []
  /// By case, for each rule whether it fires, and what all rules conclude.
  private var fired: [[Bool]] = []
  private var outcomes: [String] = []

  init(_ set: RuleSet) {
    self.set = set
    judge = Judge(set)
    makeCases()
    for input in cases {
      let run = judge.compiled.run(input.input.facts)
      let explainer = Explainer(run)
      fired.append(set.rules.map { rule in rule.hornClauses.contains { !explainer.solutions(of: $0).isEmpty } })
      outcomes.append(outcome(judge, input.input))
    }
  }

  private mutating func makeCases() {
    let concluded = Set(
      set.program.clauses.compactMap { clause -> Atom? in
        if case .fact(let atom) = clause.head { return atom }
        return nil
      })
    var base: [Atom] = []
    var readsSize = false
    for clause in set.program.clauses {
      for literal in clause.body {
        switch literal {
        case .match(let atom), .count(let atom, _):
          if set.program.roles[atom.relation.index] == .verb, !concluded.contains(atom), !base.contains(atom) {
            base.append(atom)
          }
        case .compare: readsSize = true
        default: break
        }
      }
    }
    let options = inputOptions()
    let place = Span(source: SourceID(UInt32.max), start: 0, end: 0)
    for mask in 0..<(1 << base.count) {
      for value in readsSize ? [nil, 1, 2, 3, 5, 6] : [nil] {
        for option in [nil] + options {
          var facts = ProfileFacts()
          facts.termCount = set.terms.count
          for (bit, atom) in base.enumerated() where mask >> bit & 1 == 1 {
            facts.facts.append(
              atom.relation, atom.places.map { if case .term(let term) = $0 { term } else { .self } }, at: place)
          }
          if let value {
            facts.numbers.append(.init(NumberID(0), subject: .self, value: ExactDecimal(value), place: place))
          }
          if let option { facts.facts.append(option.relation, option.terms, at: place) }
          let size = mask.nonzeroBitCount + (value == nil ? 0 : 1) + (option == nil ? 0 : 1)
          cases.append((Case(title: "", facts: facts), size))
        }
      }
    }
  }

  /// The options of choices that rules read and none picks.
  private func inputOptions() -> [Fact] {
    set.program.choices.flatMap { plan -> [Fact] in
      let isPicked = set.program.clauses.contains { clause in
        if case .fact(let atom) = clause.head { return atom.relation == plan.candidates }
        return false
      }
      let isRead = set.program.clauses.contains { clause in
        clause.body.contains { literal in
          switch literal {
          case .match(let atom), .count(let atom, _): return atom.relation == plan.picks
          default: return false
          }
        }
      }
      return isRead && !isPicked ? plan.options.map { Fact(plan.candidates, [$0]) } : []
    }
  }

  private func outcome(_ judge: Judge, _ input: Case) -> String {
    let judgement = judge.judge(input, .init(withTraces: false))
    var parts = judgement.conclusions.map { "\($0.statement.relation.raw) \($0.statement.terms.map { $0.raw })" }
    parts += judgement.choices.map { "\($0.picked.map { $0.raw }) \($0.isContested)" }
    parts += judgement.numbers.map { "\($0.number.raw) \($0.value.map { "\($0)" } ?? "")" }
    parts += judgement.contested.map { "\($0.number.raw) contested" }
    return parts.sorted().joined(separator: ";")
  }

  func fires(_ rule: Int, _ input: Case) -> Bool {
    let explainer = Explainer(judge.compiled.run(input.facts))
    return set.rules[rule].hornClauses.contains { !explainer.solutions(of: $0).isEmpty }
  }

  func leastSize(firing rule: Int) -> Int? { cases.indices.filter { fired[$0][rule] }.map { cases[$0].size }.min() }

  // MARK: Verdicts

  func verdicts(_ index: Int) -> [(String, Bool)] {
    let rule = set.rules[index]
    let count = cases.indices.filter { fired[$0][index] }.count
    if rule.isConflict { return [("conflict-never", count == 0), ("conflict-always", count == cases.count)] }
    var verdicts = [("unreachable-rule", count == 0)]
    verdicts.append(("redundant-rule", !changes(without: index)))
    var isDuplicate = false
    var isSubsumed = false
    let isSuperfluous = !changes(without: index)
    for (other, second) in set.rules.enumerated() where other != index && !second.isConflict && count > 0 {
      guard isSuperfluous, concludesSame(rule, second) else { continue }
      let covers = cases.indices.allSatisfy { !fired[$0][index] || fired[$0][other] }
      let isEqual = cases.indices.allSatisfy { fired[$0][index] == fired[$0][other] }
      if isEqual, other < index || changes(without: other) { isDuplicate = true }
      if covers, !isEqual { isSubsumed = true }
    }
    verdicts.append(("duplicate-rule", isDuplicate))
    if !isDuplicate { verdicts.append(("subsumed-rule", isSubsumed)) }
    return verdicts
  }

  /// What is said about one clause of a condition.
  func verdicts(_ index: Int, _ leaf: Int) -> [(String, Bool)] {
    let rule = set.rules[index]
    if rule.exception?.leaves.contains(leaf) == true { return [] }
    var verdicts: [(String, Bool)] = []
    let held = cases.map { holds(index, leaf, $0.input) }
    verdicts.append(("impossible-condition", !held.contains(true)))
    verdicts.append(("always-true-condition", !held.contains(false)))
    if rule.condition.leaves.count > 1, rule.exception == nil, !ExhaustiveJudge.hasInnerOr(rule.condition) {
      verdicts.append(("irrelevant-condition", !changes(without: leaf, of: index)))
    }
    return verdicts
  }

  /// An `or` inside an `and` is multiplied out; what goes with one of its clauses is more than literals.
  private static func hasInnerOr(_ condition: Condition) -> Bool {
    guard case .and(let parts) = condition else { return false }
    return parts.contains { if case .or = $0 { return true } else { return false } }
  }

  private func holds(_ index: Int, _ leaf: Int, _ input: Case) -> Bool {
    let run = judge.compiled.run(input.facts)
    let explainer = Explainer(run)
    return set.rules[index].hornClauses.contains { clause in
      let literals = set.program.clauses[clause].body.indices.filter { set.program.clauses[clause].origins[$0] == leaf }
      return !literals.isEmpty
        && literals.allSatisfy { explainer.outcome(of: $0, in: clause, binding: []).holds }
    }
  }

  private func changes(without leaf: Int, of index: Int) -> Bool {
    var program = set.program
    let isDisjunction: Bool
    if case .or = set.rules[index].condition { isDisjunction = true } else { isDisjunction = false }
    for clause in set.rules[index].hornClauses where program.clauses[clause].origins.contains(leaf) {
      let body = program.clauses[clause].body.indices.filter { program.clauses[clause].origins[$0] != leaf }
        .map { set.program.clauses[clause].body[$0] }
      program.clauses[clause].body = isDisjunction ? [.same(.term(.self), .term(.self), holds: false)] : body
      program.clauses[clause].origins = Array(repeating: 0, count: program.clauses[clause].body.count)
    }
    let other = Judge(set, program: program)
    return cases.indices.contains { outcome(other, cases[$0].input) != outcomes[$0] }
  }

  func verdictsOnException(_ index: Int) -> [(String, Bool)] {
    let rule = set.rules[index]
    guard let exception = rule.exception else { return [] }
    var program = set.program
    for clause in rule.hornClauses {
      let origins = program.clauses[clause].origins
      let kept = origins.indices.filter { !exception.leaves.contains(origins[$0]) }
      program.clauses[clause].body = kept.map { set.program.clauses[clause].body[$0] }
      program.clauses[clause].origins = kept.map { origins[$0] }
    }
    // The condition is asked of the model of the rules as they are.
    let bare = cases.map { input in
      let explainer = Explainer(judge.compiled.run(input.input.facts))
      return rule.hornClauses.contains { clause in
        program.clauses[clause].origins.indices.allSatisfy { literal in
          let whole = set.program.clauses[clause]
          let kept = whole.origins.indices.filter { !exception.leaves.contains(whole.origins[$0]) }
          return explainer.outcome(of: kept[literal], in: clause, binding: []).holds
        }
      }
    }
    let whole = cases.indices.map { fired[$0][index] }
    return [
      ("exception-never-applies", bare.contains(true) && bare == whole),
      ("exception-always-applies", bare.contains(true) && !whole.contains(true)),
    ]
  }

  func verdictsOnChoices() -> [(String, Bool)] {
    var verdicts: [(String, Bool)] = []
    let hasContest = cases.contains { !judge.judge($0.input, .init(withTraces: false)).contested.isEmpty }
    verdicts.append(("contested-number", hasContest))
    guard let choice = set.vocabulary.choices.first else { return verdicts }
    let picks = cases.map { judge.judge($0.input, .init(withTraces: false)).choices[0] }
    if case .one = choice.policy { verdicts.append(("choice-overlap", picks.contains { $0.isContested })) }
    verdicts.append(("choice-gap", choice.otherwise == nil && picks.contains { $0.picked.isEmpty }))
    return verdicts
  }

  private func concludesSame(_ left: Rule, _ right: Rule) -> Bool {
    switch (left.conclusions.first?.head, right.conclusions.first?.head) {
    case (.fact(let a), .fact(let b)): return a == b
    case (.set(_, _, let a), .set(_, _, let b)): return a == b
    default: return false
    }
  }

  /// Whether the engine comes to something else in some profile without the rule.
  private func changes(without index: Int) -> Bool {
    var program = set.program
    for clause in set.rules[index].hornClauses {
      // A clause that can never hold, so that all others keep their numbers.
      program.clauses[clause].body = [.same(.term(.self), .term(.self), holds: false)]
      program.clauses[clause].origins = [0]
    }
    let other = Judge(set, program: program)
    return cases.indices.contains { outcome(other, cases[$0].input) != outcomes[$0] }
  }
}
