/// The members that a profile or an example adds to kinds.
struct CaseMembers: Sendable {
  /// In the order of the lines; a member may be named twice.
  private(set) var pairs: [(kind: KindID, term: TermID)] = []
  /// By kind.
  private var sets: [TermSet] = []

  var isEmpty: Bool { pairs.isEmpty }

  mutating func insert(_ term: TermID, _ kind: KindID) {
    pairs.append((kind, term))
    while sets.count <= kind.index { sets.append(TermSet()) }
    sets[kind.index].insert(term)
  }

  func contains(_ term: TermID, _ kind: KindID) -> Bool {
    kind.index < sets.count && sets[kind.index].contains(term)
  }
}
