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

  public init(_ profile: ProfileCase) {
    self.init(title: profile.title, facts: profile.facts, memberships: profile.memberships)
  }

  public init(_ example: ExampleCase) {
    self.init(title: example.title, facts: example.facts, memberships: example.memberships)
  }
}
