import TenetProgram

/// A recursion that goes from fact to fact by changing one place: `R(x, y) and S(y, z) → R(x, z)`.
///
/// What the other places hold, the *origin*, stays as it is, so facts of different origins have nothing to do with each
/// other. See ``Machine/reach(_:from:)``.
struct Reachability: Sendable {
  let relation: Int
  /// The place that changes.
  let place: Int
  let steps: [Step]

  /// How one clause changes the place.
  struct Step: Sendable {
    /// The number of the index that lists the next values.
    var index: Int
    /// The places that are its key, in the order of its columns.
    var key: [UInt32]
  }

  /// Nil where some clause is of another kind.
  ///
  /// - Parameter clauses: the recursive ones among a component's clauses.
  init?(_ clauses: [HornClause], _ catalog: inout IndexCatalog) {
    var found: (relation: Int, place: Int)?
    var steps: [Step] = []
    for clause in clauses {
      guard let change = Change(clause) else { return nil }
      let relation = change.head.relation.index
      if let found, found.relation != relation || found.place != change.place { return nil }
      found = (relation, change.place)
      let index = catalog.index(relation: change.step.relation.index, mask: change.mask)
      steps.append(Step(index: index, key: change.key))
    }
    guard let found else { return nil }
    (relation, place) = found
    self.steps = steps
  }

  /// What one clause does.
  private struct Change {
    let head: Atom
    let step: Atom
    let place: Int
    var mask: UInt32 = 0
    var key: [UInt32] = []

    init?(_ clause: HornClause) {
      let atoms = clause.body.compactMap { literal -> Atom? in
        if case .match(let atom) = literal { return atom }
        return nil
      }
      guard case .fact(let head) = clause.head, clause.body.count == 2, atoms.count == 2,
        let before = atoms.first(where: { $0.relation == head.relation }),
        let step = atoms.first(where: { $0.relation != head.relation }), Change.areVariables(before.places)
      else { return nil }
      let places = head.places.indices.filter { head.places[$0] != before.places[$0] }
      guard places.count == 1, case .variable = head.places[places[0]], !before.places.contains(head.places[places[0]])
      else { return nil }
      (self.head, self.step, place) = (head, step, places[0])
      guard step.places.count <= Index.greatestKeyCount, step.places.count(where: { $0 == head.places[place] }) == 1
      else { return nil }
      for (column, operand) in step.places.enumerated() where operand != head.places[place] {
        guard let source = before.places.firstIndex(of: operand) else { return nil }
        mask |= 1 << UInt32(column)
        key.append(UInt32(source))
      }
      if key.isEmpty { return nil }
    }

    /// Variables, each once.
    private static func areVariables(_ places: [Operand]) -> Bool {
      for (index, operand) in places.enumerated() {
        guard case .variable = operand, !places[..<index].contains(operand) else { return false }
      }
      return true
    }
  }
}
