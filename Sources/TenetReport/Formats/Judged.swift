import TenetModel
import TenetReasoning

/// A judgement with what it is about, for formats that need all of them before they can write.
public struct Judged: Sendable {
  public var input: Case
  public var judgement: Judgement
  public var wording: Wording

  public init(_ input: Case, _ judgement: Judgement, _ wording: Wording) {
    self.input = input
    self.judgement = judgement
    self.wording = wording
  }
}
