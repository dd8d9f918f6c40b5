/// What `tenet explain CODE` prints about one diagnostic or check.
public struct Page: Sendable {
  /// The stable name of the diagnostic.
  public var code: String
  /// One line: what it says.
  public var summary: String
  /// Why it is said and what to do, in a few sentences.
  public var explanation: String
  /// A text that shows it.
  public var wrong: String
  /// The same text, mended.
  public var right: String

  public init(_ code: String, _ summary: String, _ explanation: String, wrong: String, right: String) {
    self.code = code
    self.summary = summary
    self.explanation = explanation
    self.wrong = wrong
    self.right = right
  }
}
