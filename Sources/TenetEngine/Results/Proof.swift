import TenetProgram
import TenetText

/// The least proof of a fact, as a flat graph: every distinct fact stands once, the proved one first.
///
/// Least means of least height, where a given fact has height 1, and so has whatever a literal shows without facts; a
/// derived fact has one more than the highest of its premises, at least 2. Of several such proofs it is the one by the
/// earlier clause, then, literal by literal in the order of the text, by the earlier fact in the order of ``Run``.
public struct Proof: Sendable {
  /// Premises are indices in this list.
  public internal(set) var nodes: [Node] = []

  public struct Node: Sendable {
    public var fact: FactRef
    public var height: Int
    public var ground: Ground
  }

  /// Why a fact holds.
  public enum Ground: Sendable {
    case given(GivenSource)
    case derived(Derivation)
    /// A pick that its choice took from the candidates: the node of the candidate, whose height it has.
    case picked(ChoiceID, candidate: Int)
    /// A pick for want of any candidate.
    case otherwise(ChoiceID)
    /// It is derived, and how is not part of this proof: it would have grown too large.
    case cut
  }

  public struct Derivation: Sendable {
    /// The index in ``Program/clauses``.
    public var clause: Int
    /// By variable; nil for one that the clause does not bind.
    public var binding: [TermID?]
    /// One for each literal of the clause.
    public var premises: [Premise]
  }

  /// What makes a literal hold.
  public enum Premise: Sendable {
    /// The fact of a `.match`.
    case fact(Int)
    /// A `.bind`.
    case bound
    /// The facts that a `.count` stands on, the earliest that do; `andNoMore` where it also says that there are no others.
    case facts([Int], andNoMore: Bool)
    /// A `.count` that says only that there are not so many (or, `.notExactly`, another number).
    case absent
    /// A `.compare` or `.same`, with the numbers that it reads, in the order of the text.
    case test([NumberReading])
  }
}

/// A number as an expression reads it.
public struct NumberReading: Hashable, Sendable {
  public var number: NumberID
  public var subject: TermID
  public var value: NumberValue

  public init(number: NumberID, subject: TermID, value: NumberValue) {
    self.number = number
    self.subject = subject
    self.value = value
  }
}
