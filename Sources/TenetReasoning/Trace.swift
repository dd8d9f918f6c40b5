import TenetEngine
import TenetModel
import TenetText

/// Why something holds, as a tree in the order of reading: each step is followed by the steps that it rests on.
///
/// The list is flat, so a proof of any height is one value without recursion; `depth` gives the tree.
public struct Trace: Sendable {
  public var steps: [Step] = []

  public init() {}

  public struct Step: Sendable {
    /// 0 for what the trace proves; what a step rests on is one deeper.
    public var depth: Int
    public var kind: Kind

    public init(depth: Int, kind: Kind) {
      self.depth = depth
      self.kind = kind
    }
  }

  public enum Kind: Sendable {
    /// A fact that the profile (or a declaration) gives.
    case given(Fact, place: Span, isUnknown: Bool)
    /// A number that the profile gives.
    case givenNumber(NumberID, TermID, ExactDecimal, place: Span)
    /// What a rule concludes: `clause` is the Horn clause, bound by `binding`.
    case derived(Fact, clause: Int, binding: [TermID?])
    /// A fact that stands with its proof earlier in this trace.
    case seen(Fact)
    /// A derived fact whose proof stands under its own name: see ``Tracer/remaining``.
    case listed(Fact)
    /// A choice took its `otherwise`.
    case otherwise(Fact)
    /// Something was looked for, and nothing gives it.
    case absent(Sought)
    /// A comparison held.
    case test(clause: Int, leaf: Int, binding: [TermID?], values: [NumberReading])
    /// The value that a number came to.
    case number(NumberID, TermID, NumberValue)
    /// A rule set the number, or added this to it; nil where the value is unknown.
    case contribution(clause: Int, binding: [TermID?], value: ExactDecimal?, values: [NumberReading])
    /// Both sides of a conflict, or another condition, as a whole.
    case condition(RuleID, side: Int, binding: [TermID?])
    /// A step of why something does not hold.
    case short(Shortfall)
  }

  /// What a negated step looked for.
  public enum Sought: Sendable {
    /// A clause of a rule's condition that does not hold; where the clause itself denies (`owns no layer`), what it denies.
    case clause(clause: Int, leaf: Int, binding: [TermID?])
    /// The same of a fact that the profile marks as unknown.
    case unknown(clause: Int, leaf: Int, binding: [TermID?])
    /// Beyond the facts that count: more of them.
    case more(clause: Int, leaf: Int, binding: [TermID?])
    /// A pick of the choice.
    case pick(ChoiceID)
  }
}

extension Trace.Sought {
  /// What a count that holds says does not exist; nil where it says nothing of the sort.
  package init?(_ test: CountTest, _ clause: Int, _ leaf: Int, _ binding: [TermID?]) {
    switch test.bound {
    case .atLeast, .every: return nil
    case .exactly(let count) where count > 0: self = .more(clause: clause, leaf: leaf, binding: binding)
    case .exactly, .atMost, .notExactly, .notEvery: self = .clause(clause: clause, leaf: leaf, binding: binding)
    }
  }

  public var isUnknown: Bool {
    if case .unknown = self { return true }
    return false
  }
}

extension Trace {
  /// Several traces side by side.
  public init(joining traces: [Trace]) { steps = traces.flatMap { $0.steps } }
}
