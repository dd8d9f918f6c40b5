import TenetEngine
import TenetModel

/// One step of why something does not hold.
public enum Shortfall: Sendable {
  /// A rule that would conclude what stands above it, with how near it comes.
  case rule(Miss)
  /// A condition of the rule above that holds.
  case met(clause: Int, leaf: Int, binding: [TermID?])
  /// A condition of the rule above that fails.
  case unmet(clause: Int, leaf: Int, binding: [TermID?], Reason, [NumberReading])
  /// A fact that a condition which speaks of several would need.
  case missing(Fact, Reason)
  /// What a rule gave and does not give any more.
  case lapsed(clause: Int, binding: [TermID?])
  /// There is more than is worth showing.
  case more

  /// Why a condition fails.
  public enum Reason: Sendable {
    /// The profile does not say it, and no rule could conclude it.
    case notGiven
    /// The profile marks it as unknown.
    case unknown
    /// Rules could conclude it; they follow below.
    case notConcluded
    /// It was taken apart earlier in this answer.
    case shownAbove
    /// It denies what holds; the proof follows below.
    case denied
    /// A comparison that does not hold, or other facts than it asks for.
    case other
  }
}

/// How near one rule comes to its conclusion.
public struct Miss: Sendable {
  public var rule: RuleID
  /// The branch and the binding that come nearest.
  public var clause: Int
  public var binding: [TermID?]
  /// Clauses of the rule's condition, by index.
  public var holds: [Int] = []
  public var fails: [Int] = []
  /// The fewest changes that make its whole condition hold; nil where none do, or where that was not found out.
  public var cost: Int?
  public var isCostKnown = true
  /// Its conditions, those that fail with what they lack, down to what the profile gives.
  public var below = Trace()

  public init(rule: RuleID, clause: Int, binding: [TermID?]) {
    self.rule = rule
    self.clause = clause
    self.binding = binding
  }
}
