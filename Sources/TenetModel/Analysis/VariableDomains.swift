/// What the variables of a clause may be, as far as kinds and comparisons of its body say.
public struct VariableDomains {
  private let vocabulary: Vocabulary
  /// By variable the kinds of the verb places in which it stands.
  private var kinds: [[KindID]]
  /// By variable the kinds that it is said to be of: self is no member.
  private var memberships: [[KindID]]
  private var equals: [[TermID]]
  private var unequals: [[TermID]]

  public init(_ clause: HornClause, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    kinds = Array(repeating: [], count: clause.variableCount)
    memberships = kinds
    equals = Array(repeating: [], count: clause.variableCount)
    unequals = equals
    for literal in clause.body { read(literal) }
  }

  private mutating func read(_ literal: Literal) {
    switch literal {
    case .match(let atom), .bind(let atom):
      let shape = vocabulary.relations[atom.relation.index]
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand else { continue }
        if case .kind(let kind) = shape.role {
          memberships[slot].append(kind)
        } else if let kind = shape.kinds[place] {
          kinds[slot].append(kind)
        }
      }
    case .same(.variable(let slot), .term(let term), let holds), .same(.term(let term), .variable(let slot), let holds):
      if holds { equals[slot].append(term) } else { unequals[slot].append(term) }
    case .same, .count, .compare: break
    }
  }

  /// Whether the variable may be the term.
  public func fits(_ slot: Int, _ term: TermID) -> Bool {
    fitsKinds(slot, term) && equals[slot].allSatisfy { $0 == term } && !unequals[slot].contains(term)
  }

  /// The same, as far as only kinds say.
  public func fitsKinds(_ slot: Int, _ term: TermID) -> Bool {
    for kind in memberships[slot] where vocabulary.kinds[kind.index].isDeclared {
      if !vocabulary.kinds[kind.index].memberSet.contains(term) { return false }
    }
    return kinds[slot].allSatisfy { vocabulary.fits(term, $0) }
  }
}
