import TenetEngine

/// Why an answer is not known to be complete; what it says is true all the same.
public enum Bound: Hashable, Sendable {
  /// Too many facts could be added to a profile.
  case facts
  /// The rules hang together in too many ways.
  case complexity
  case time
  /// More answers than were asked for.
  case answers
  /// Comparisons of numbers that could not be solved.
  case numbers
  /// Something was found, and whether it is the smallest was not.
  case witness
  /// Limits of the evaluation.
  case evaluation(StopReason)
}
