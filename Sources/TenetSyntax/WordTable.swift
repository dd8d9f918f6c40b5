import TenetText

/// Every distinct word of all texts of a run, by its folded spelling; word 0 is the empty one.
public struct WordTable: Sendable {
  public init() {}
}
