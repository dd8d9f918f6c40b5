import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

/// One version of a rule set, to be held against another.
public struct Version: Sendable {
  public let judge: Judge
  public let speller: Speller
  var reader: ClauseReader

  public init(_ judge: Judge, _ reader: ClauseReader) {
    self.judge = judge
    self.reader = reader
    speller = Speller(reader)
  }

  var set: RuleSet { judge.set }

  /// Everything that a rule says, as text: equal texts mean the same.
  func text(of rule: Rule) -> String {
    let binding = Speller.Binding(names: rule.variables)
    let condition = speller.text(rule.condition, rule.clauses, binding)
    let heads = rule.conclusions.map { speller.text($0.head, binding) }
    return (rule.isConflict ? "conflict " + (rule.name ?? "") + ": " : "") + condition + " → "
      + heads.joined(separator: ", ")
  }

  /// How a rule is called: its name, else what it says.
  func name(of rule: Rule) -> String { rule.name ?? text(of: rule) }

  /// The declarations that decide what rules mean.
  var vocabularyText: [String] {
    let kinds = set.vocabulary.kinds.filter { $0.isDeclared && $0.name != "conflict" }.map { kind in
      "kind \(kind.name): " + kind.members.map { speller.term($0) }.sorted().joined(separator: ", ")
    }
    let choices = set.vocabulary.choices.map { choice in
      "choice \(choice.name): \(choice.policy) " + choice.options.map { speller.term($0) }.joined(separator: ", ")
        + " otherwise " + (choice.otherwise.map { speller.term($0) } ?? "")
    }
    return (kinds + choices).sorted()
  }
}

/// What a change of rules changes.
public struct Versions: Sendable {
  /// True where it is proved that nothing changes for any profile, false where a profile tells them apart.
  public var isEquivalent: Bool?
  /// The facts (and numbers) of a smallest profile that tells the versions apart.
  public var witness: [String] = []
  /// Where it was not decided: no profile of up to so many facts and numbers tells them apart.
  public var upTo = 0
  /// Names of rules that were added, removed or changed.
  public var edited: [String] = []
  public var changes: [ProfileChange] = []
  public var bounds: [Bound] = []

  /// What changes for one profile.
  public struct ProfileChange: Sendable {
    public var profile: String
    public var gained: [String] = []
    public var lost: [String] = []
    public var gainedConflicts: [String] = []
    public var lostConflicts: [String] = []
    /// Names with what was and what is.
    public var choices: [(name: String, before: [String], after: [String])] = []
    public var numbers: [(name: String, before: String?, after: String?)] = []
    /// False where a limit ended an evaluation: then nothing is said of the profile.
    public var isKnown = true
    /// The edited rules that it rests on.
    public var blame: [String] = []

    public var isEmpty: Bool {
      gained.isEmpty && lost.isEmpty && gainedConflicts.isEmpty && lostConflicts.isEmpty && choices.isEmpty
        && numbers.isEmpty
    }
  }
}

/// Holds two versions of a rule set against each other.
public struct VersionComparison: Sendable {
  let old: Version
  let new: Version
  let limits: Limits
  /// Rules of each version, by index, that the other one does not have.
  let editedOld: [Int]
  let editedNew: [Int]
  /// Of those, rules that may conclude otherwise than the other version does: see ``LocalEquivalence``.
  let openOld: [Int]
  let openNew: [Int]

  public init(_ old: Version, _ new: Version, limits: Limits = .none) {
    self.old = old
    self.new = new
    self.limits = limits
    (editedOld, editedNew) = Self.withoutSameForms(old, new, Self.edits(old, new))
    var proof = LocalEquivalence(old, new)
    (openOld, openNew) = editedOld.isEmpty && editedNew.isEmpty ? ([], []) : proof.unproven(editedOld, editedNew)
  }

  /// Two versions of which one rule concludes otherwise, while both sets hold it as it is written.
  public init(_ old: Version, _ new: Version, editing rule: Int, limits: Limits = .none) {
    self.old = old
    self.new = new
    self.limits = limits
    (editedOld, editedNew, openOld, openNew) = ([rule], [rule], [rule], [rule])
  }

  /// Rules that stand in one version only, as multisets of texts.
  private static func edits(_ old: Version, _ new: Version) -> ([Int], [Int]) {
    var counts: [String: Int] = [:]
    for rule in old.set.rules { counts[old.text(of: rule), default: 0] += 1 }
    var added: [Int] = []
    for (index, rule) in new.set.rules.enumerated() {
      let text = new.text(of: rule)
      if let count = counts[text], count > 0 { counts[text] = count - 1 } else { added.append(index) }
    }
    var removed: [Int] = []
    for index in old.set.rules.indices.reversed() {
      let text = old.text(of: old.set.rules[index])
      if let count = counts[text], count > 0 {
        counts[text] = count - 1
        removed.append(index)
      }
    }
    return (removed.reversed(), added)
  }

  /// Without rules that say the same in both versions, in other words: see ``RuleForm``.
  private static func withoutSameForms(_ old: Version, _ new: Version, _ edits: ([Int], [Int])) -> ([Int], [Int]) {
    var open: [String: [Int]] = [:]
    for index in edits.0 { open[RuleForm(old, old.set.rules[index]).text, default: []].append(index) }
    var added: [Int] = []
    for index in edits.1 {
      let form = RuleForm(new, new.set.rules[index]).text
      if open[form]?.popLast() == nil { added.append(index) }
    }
    return (open.values.flatMap { $0 }.sorted(), added)
  }

  /// Names of edited rules, those of the new version first.
  public var edited: [String] {
    (editedNew.map { new.name(of: new.set.rules[$0]) } + editedOld.map { old.name(of: old.set.rules[$0]) }).uniqued()
  }

  // MARK: Given profiles

  /// What changes for one profile, read in each version.
  public func changes(_ before: Case, _ after: Case) -> Versions.ProfileChange {
    var options = Judge.Options(withTraces: false, limits: limits)
    var first = Outcome(old.judge.judge(before, options), old)
    var second = Outcome(new.judge.judge(after, options), new)
    // Proofs are asked for what changes only: all of them may be many times the work.
    options.withTraces = true
    options.tracedFacts = first.statements(notIn: second)
    first = Outcome(old.judge.judge(before, options), old)
    options.tracedFacts = second.statements(notIn: first)
    second = Outcome(new.judge.judge(after, options), new)
    // What was not found in time may hold all the same.
    guard first.isComplete, second.isComplete else {
      return Versions.ProfileChange(profile: before.title, isKnown: false)
    }
    var change = first.change(to: second, of: before.title)
    if !change.isEmpty { change.blame = blame(change, first, second) }
    return change
  }

  /// Whether something changes for a profile, as far as it is known.
  func differ(_ before: Case, _ after: Case) -> Bool {
    let options = Judge.Options(withTraces: false, limits: limits)
    let first = Outcome(old.judge.judge(before, options), old)
    let second = Outcome(new.judge.judge(after, options), new)
    return first.isComplete && second.isComplete && !first.change(to: second, of: before.title).isEmpty
  }

  /// Edited rules in the proofs of what changed; where none is (a negation let it through), those that fired in one version.
  private func blame(_ change: Versions.ProfileChange, _ first: Outcome, _ second: Outcome) -> [String] {
    var found: Set<String> = []
    let (isOld, isNew) = (Set(editedOld), Set(editedNew))
    for (outcome, version, edited) in [(first, old, isOld), (second, new, isNew)] {
      let texts = Set(
        change.gained + change.lost + change.gainedConflicts + change.lostConflicts
          + change.choices.map { $0.name } + change.numbers.map { $0.name })
      for (text, rules) in outcome.rules where texts.contains(text) {
        for rule in rules where edited.contains(rule) { found.insert(version.name(of: version.set.rules[rule])) }
      }
    }
    if found.isEmpty {
      for (outcome, version, edited) in [(first, old, isOld), (second, new, isNew)] {
        for (_, rules) in outcome.rules {
          for rule in rules where edited.contains(rule) { found.insert(version.name(of: version.set.rules[rule])) }
        }
      }
    }
    return edited.filter { found.contains($0) || found.isEmpty }
  }

  /// A judgement in words, with the rules that each part of it rests on.
  private struct Outcome {
    var facts: [String] = []
    /// What the texts of facts say.
    private var statements: [Fact] = []
    var factSet: Set<String> = []
    let isComplete: Bool
    var conflicts: [String] = []
    var choices: [(name: String, picks: [String])] = []
    var numbers: [(name: String, value: String)] = []
    var rules: [(text: String, rules: [Int])] = []

    init(_ judgement: Judgement, _ version: Version) {
      let speller = version.speller
      isComplete = judgement.isComplete
      for fact in judgement.conclusions {
        let text =
          speller.text(fact.statement.relation, fact.statement.terms)
          + (fact.certainty == .possible ? " (possible)" : "")
        facts.append(text)
        statements.append(fact.statement)
        let isRule = fact.rule.index < version.set.rules.count
        rules.append((text, (version.rules(in: fact.trace) + (isRule ? [fact.rule.index] : [])).uniqued()))
      }
      factSet = Set(facts)
      for conflict in judgement.conflicts {
        let rule = version.set.rules[conflict.rule.index]
        let binding = Speller.Binding(names: rule.variables)
        let sides = rule.sides.map { speller.text($0, rule.clauses, binding) }
        let name = rule.name ?? sides.joined(separator: " conflicts with ")
        conflicts.append(name)
        rules.append((name, conflict.traces.flatMap { version.rules(in: $0) } + [conflict.rule.index]))
      }
      for choice in judgement.choices {
        let name = version.set.vocabulary.choices[choice.choice.index].name
        let picks = choice.possible.map { $0.map { speller.terms.spelling(of: $0) } ?? "nothing" }
        choices.append((name, picks))
        rules.append((name, choice.traces.flatMap { version.rules(in: $0) }))
      }
      for number in judgement.numbers {
        let name = speller.name(number.number, of: .term(number.subject), .none)
        numbers.append((name, number.possible.map { speller.number($0, number.number) }.joined(separator: " or ")))
        rules.append((name, version.rules(in: number.trace)))
      }
      for number in judgement.contested {
        let name = speller.name(number.number, of: .term(number.subject), .none)
        numbers.append((name, "contested"))
        rules.append((name, version.rules(in: number.trace)))
      }
    }

    /// What stands here only.
    func statements(notIn other: Outcome) -> Set<Fact> {
      Set(zip(facts, statements).filter { !other.factSet.contains($0.0) }.map { $0.1 })
    }

    /// What is otherwise in another judgement of the same profile.
    func change(to second: Outcome, of profile: String) -> Versions.ProfileChange {
      var change = Versions.ProfileChange(profile: profile)
      change.gained = second.facts.filter { !factSet.contains($0) }
      change.lost = facts.filter { !second.factSet.contains($0) }
      change.gainedConflicts = second.conflicts.filter { !conflicts.contains($0) }
      change.lostConflicts = conflicts.filter { !second.conflicts.contains($0) }
      for name in (choices.map { $0.name } + second.choices.map { $0.name }).uniqued() {
        let (was, now) = (picks(name), second.picks(name))
        if was != now { change.choices.append((name, was, now)) }
      }
      for name in (numbers.map { $0.name } + second.numbers.map { $0.name }).uniqued() {
        let (was, now) = (value(name), second.value(name))
        if was != now { change.numbers.append((name, was, now)) }
      }
      return change
    }

    func picks(_ name: String) -> [String] { choices.first { $0.name == name }?.picks ?? [] }
    func value(_ name: String) -> String? { numbers.first { $0.name == name }?.value }
  }
}

extension Version {
  /// The rules that a trace uses, by index.
  fileprivate func rules(in trace: Trace) -> [Int] {
    trace.steps.compactMap { step in
      switch step.kind {
      case .derived(_, let clause, _), .contribution(let clause, _, _, _):
        return judge.compiled.program.clauses[clause].rule.index
      case .test(let clause, _, _, _): return judge.compiled.program.clauses[clause].rule.index
      default: return nil
      }
    }.filter { $0 < set.rules.count }.uniqued()
  }
}
