import TenetText

/// A kind: a name for some terms. A kind that only a verb mentions is open: every term is taken for a member.
public struct Kind: Sendable {
  public var name: String
  public var plural: String
  public var isDeclared: Bool
  /// In the order of declaration, each once, with its place.
  public var members: [TermID] = []
  public var memberPlaces: [Span] = []
  public var memberSet = TermSet()
  public var relation: RelationID
  /// Where it is first declared or mentioned.
  public var place: Span

  package init(name: String, plural: String, isDeclared: Bool, relation: RelationID, place: Span) {
    self.name = name
    self.plural = plural
    self.isDeclared = isDeclared
    self.relation = relation
    self.place = place
  }
}

/// One relation. Of a verb: one of its patterns, with the subject as first place and the object as second.
public struct Relation: Sendable {
  public var role: RelationRole
  /// The verb's words as first declared; of another relation a name for debugging.
  public var verb: String
  /// One before each place after the object.
  public var prepositions: [String]
  /// For each place the kind that it takes, or nil for any.
  public var kinds: [KindID?]
  /// Where it was declared; nil for the verbs known from the start.
  public var place: Span?

  public var arity: Int { kinds.count }

  package init(role: RelationRole, verb: String, prepositions: [String], kinds: [KindID?], place: Span?) {
    self.role = role
    self.verb = verb
    self.prepositions = prepositions
    self.kinds = kinds
    self.place = place
  }
}

/// What the engine needs to know of a rule set's words: which places take which kinds, and who is of a kind.
public struct Signature: Sendable {
  public let relations: [Relation]
  public let kinds: [Kind]

  public init(relations: [Relation], kinds: [Kind]) {
    self.relations = relations
    self.kinds = kinds
  }
}
