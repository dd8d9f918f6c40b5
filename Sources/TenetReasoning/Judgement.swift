import TenetEngine
import TenetModel
import TenetText

/// How sure something is where facts are unknown.
public enum Certainty: String, Sendable {
  /// It holds however the unknown facts turn out.
  case certain
  /// It holds for some ways in which they may turn out.
  case possible
}

/// What the rules say about one case.
public struct Judgement: Sendable {
  public var title: String
  /// Derived facts that the case did not give: by stratum, then in the order of the rules' text, then of facts.
  public var conclusions: [JudgedFact] = []
  public var conflicts: [JudgedConflict] = []
  /// Every declared choice, in the order of declaration.
  public var choices: [JudgedChoice] = []
  /// Numbers that some rule sets or adds to, where they have a value: by declaration, then by subject.
  public var numbers: [JudgedNumber] = []
  public var contested: [ContestedNumber] = []
  /// What went wrong while evaluating: arithmetic that does not fit, limits.
  public var notes: [Diagnostic] = []
  public var givenCount = 0
  public var derivedCount = 0
  public var isComplete = true
  /// Whether unknown facts leave something open.
  public var hasUnknown = false

  public init(title: String) { self.title = title }
}

public struct JudgedFact: Sendable {
  public var statement: Fact
  public var certainty: Certainty
  public var isOutcome: Bool
  /// The rule of the least proof.
  public var rule: RuleID
  public var stratum: Int
  /// Empty where traces were not asked for.
  public var trace: Trace

  public init(
    statement: Fact, certainty: Certainty, isOutcome: Bool, rule: RuleID, stratum: Int, trace: Trace
  ) {
    self.statement = statement
    self.certainty = certainty
    self.isOutcome = isOutcome
    self.rule = rule
    self.stratum = stratum
    self.trace = trace
  }
}

public struct JudgedConflict: Sendable {
  public var rule: RuleID
  public var subject: TermID
  /// The term that the subject faces.
  public var name: TermID
  public var binding: [TermID?]
  public var certainty: Certainty
  /// One for each side; empty where traces were not asked for.
  public var traces: [Trace]

  public init(
    rule: RuleID, subject: TermID, name: TermID, binding: [TermID?], certainty: Certainty, traces: [Trace]
  ) {
    self.rule = rule
    self.subject = subject
    self.name = name
    self.binding = binding
    self.certainty = certainty
    self.traces = traces
  }
}

public struct JudgedChoice: Sendable {
  public var choice: ChoiceID
  /// Picks in every completion of the unknown facts; empty where it is nothing.
  public var picked: [TermID]
  public var isContested: Bool
  /// With unknown facts: every pick of some completion, nil standing for nothing.
  public var possible: [TermID?]
  /// One for each pick.
  public var traces: [Trace]

  public init(choice: ChoiceID, picked: [TermID], isContested: Bool, possible: [TermID?], traces: [Trace]) {
    self.choice = choice
    self.picked = picked
    self.isContested = isContested
    self.possible = possible
    self.traces = traces
  }
}

public struct JudgedNumber: Sendable {
  public var number: NumberID
  public var subject: TermID
  /// The value, nil where unknown facts decide it.
  public var value: ExactDecimal?
  /// With unknown facts: the values of all completions, rising.
  public var possible: [ExactDecimal]
  public var trace: Trace
}

public struct ContestedNumber: Sendable {
  public var number: NumberID
  public var subject: TermID
  public var values: [ExactDecimal]
  public var trace: Trace
}

extension JudgedConflict {
  package struct Key: Hashable {
    var rule: RuleID
    var subject: TermID
  }

  package var key: Key { Key(rule: rule, subject: subject) }
}
