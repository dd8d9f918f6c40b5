/// One case to judge: a profile of any origin.
public struct Case: Sendable {
  public var title: String
  public var facts: ProfileFacts
  public var memberships: [(kind: KindID, term: TermID)]

  public init(title: String, facts: ProfileFacts, memberships: [(kind: KindID, term: TermID)] = []) {
    self.title = title
    self.facts = facts
    self.memberships = memberships
  }
}
