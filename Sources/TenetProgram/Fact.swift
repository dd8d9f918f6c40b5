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

/// What a number of a subject came to.
public enum NumberValue: Hashable, Sendable {
  case known(ExactDecimal)
  case unknown
  /// Two values were given or set; comparisons with it do not hold.
  case contested

  public var decimal: ExactDecimal? {
    if case .known(let value) = self { return value }
    return nil
  }
}

extension FactList {
  /// Whether a fact is in the list.
  public func contains(_ fact: Fact, _ arities: [Int]) -> Bool {
    statements(arities).contains { $0.statement == fact }
  }

  /// Every fact with its place, in order.
  package func statements(_ arities: [Int]) -> [(statement: Fact, place: Span)] {
    var start = 0
    return relations.indices.map { index in
      let arity = arities[relations[index].index]
      defer { start += arity }
      return (Fact(relations[index], Array(terms[start..<start + arity])), places[index])
    }
  }
}
