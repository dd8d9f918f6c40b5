/// How far a run may go. What it has concluded when it stops is true, but not all that is.
public struct Limits: Sendable {
  /// The most facts that may be derived.
  public var derivedFacts: Int?
  /// The most memory, in bytes, that relations and indexes may take; checked now and then, so a run may go a little beyond.
  public var memory: Int?
  /// Asked every few hundred microseconds: is the time over? The engine reads no clock itself.
  public var isOver: (@Sendable () -> Bool)?

  public init(derivedFacts: Int? = nil, memory: Int? = nil, isOver: (@Sendable () -> Bool)? = nil) {
    self.derivedFacts = derivedFacts
    self.memory = memory
    self.isOver = isOver
  }

  /// A run always comes to its end.
  public var isNone: Bool { derivedFacts == nil && memory == nil && isOver == nil }

  /// No limits.
  public static let none = Limits()
}

/// Which limit ended a run early.
public enum StopReason: Hashable, Sendable {
  case derivedFacts
  case memory
  case time
}
