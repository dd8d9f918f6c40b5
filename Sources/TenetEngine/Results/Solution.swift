import TenetProgram
import TenetText

/// One way to fulfil the body of a clause.
public struct Solution: Hashable, Sendable {
  /// The index in ``Program/clauses``.
  public var clause: Int
  /// By variable; nil for one that the clause does not bind.
  public var binding: [TermID?]
  /// By literal, the fact that a `.match` or `.bind` stands on; nil for other literals.
  public var facts: [FactRef?]
}

/// What a single literal comes to under a binding.
public struct LiteralOutcome: Sendable {
  public var holds: Bool
  /// For `.match` and `.bind` the facts that fit; for `.count` those that count, one for each distinct value: the earliest.
  /// In the order of facts.
  public var facts: [FactRef] = []
  /// For `.compare`, the numbers that it reads, in the order of the text.
  public var readings: [NumberReading] = []
}

/// One part of what a number came to.
public struct Contribution: Sendable {
  public enum Source: Sendable {
    /// The index in the profile's numbers.
    case given(Int)
    case set(Solution)
    case added(Solution)
  }

  public var source: Source
  /// Nil where it is unknown (it then neither sets nor adds) or does not fit.
  public var value: ExactDecimal?
}
