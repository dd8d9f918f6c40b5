import TenetText

/// A fact by itself: a relation, and a term for each of its places.
public struct Fact: Hashable, Sendable {
  public var relation: RelationID
  public var terms: [TermID]

  public init(_ relation: RelationID, _ terms: [TermID]) {
    self.relation = relation
    self.terms = terms
  }
}
