import TenetProgram
import TenetText

/// Replaces the variables of a clause by everything that they can be.
///
/// With a signature, variables run over the members of declared kinds, and memberships are decided here and now: the result
/// is right for profiles that add no member. Without one, only clauses without variables are ground.
struct Grounder {
  /// More instances of one clause than this, and the general evaluation is the better way.
  static var mostInstances: Int { 256 }

  /// A clause without variables.
  struct Instance {
    var head: Head
    /// The values of the clause's variables.
    var binding: [TermID?]
    /// What the height is taken from.
    var premises: [Fact] = []
    /// What else must hold.
    var others: [Fact] = []
    var negatives: [Fact] = []
    var counts: [Count] = []
    var conditions: [SlotCondition] = []
  }

  enum Head {
    case fact(Fact)
    case number(SlotEffect)

    var fact: Fact? {
      if case .fact(let fact) = self { return fact }
      return nil
    }
  }

  /// So many of some facts hold, or not.
  struct Count: Hashable {
    var facts: [Fact]
    var test: SlotCount.Test
  }

  let program: Program
  let signature: Signature?
  /// Whether a comparison without variables can be decided.
  let isCondition: (SlotCondition) -> Bool

  /// The instances that can hold; nil where the clause cannot be ground.
  func instances(of index: Int) -> [Instance]? {
    let clause = program.clauses[index]
    guard let bindings = bindings(of: clause) else { return nil }
    var result: [Instance] = []
    for binding in bindings {
      guard let head = head(of: clause, binding) else { return nil }
      guard let body = instances(of: clause.body, Instance(head: head, binding: binding), binding) else { return nil }
      result += body
      if result.count > Grounder.mostInstances { return nil }
    }
    return result
  }

  private func head(of clause: HornClause, _ binding: [TermID?]) -> Head? {
    switch clause.head {
    case .fact(let atom): return ground(atom, binding).map { .fact($0) }
    case .set(let number, let operand, let value), .add(let number, let operand, let value):
      guard let subject = term(operand, binding), value.isSmall else { return nil }
      var isAdded = false
      if case .add = clause.head { isAdded = true }
      return .number(
        SlotEffect(
          number: number, subject: subject, isAdded: isAdded, value: value.bound(by: binding), rule: clause.rule,
          conclusion: clause.conclusion, binding: Array(binding.prefix(clause.namedVariableCount))))
    }
  }

  // MARK: Bindings

  private func bindings(of clause: HornClause) -> [[TermID?]]? {
    guard let domains = domains(of: clause) else { return nil }
    var bindings: [[TermID?]] = [Array(repeating: nil, count: clause.variableCount)]
    for (slot, domain) in domains.enumerated() {
      guard let domain else { continue }
      if bindings.count * max(domain.count, 1) > Grounder.mostInstances { return nil }
      bindings = bindings.flatMap { binding in
        domain.map { term in
          var bound = binding
          bound[slot] = term
          return bound
        }
      }
    }
    return bindings
  }

  /// For each variable that the clause binds, the members of one of its kinds; nil where one has none.
  private func domains(of clause: HornClause) -> [[TermID]?]? {
    var domains: [[TermID]?] = Array(repeating: nil, count: clause.variableCount)
    var isUsed = Array(repeating: false, count: clause.variableCount)
    for literal in clause.body {
      guard let atom = literal.boundAtom else { continue }
      for (place, operand) in atom.places.enumerated() {
        guard case .variable(let slot) = operand else { continue }
        isUsed[slot] = true
        guard let members = members(atom.relation, place) else { continue }
        if domains[slot] == nil || members.count < (domains[slot]?.count ?? 0) { domains[slot] = members }
      }
    }
    for slot in domains.indices where isUsed[slot] && domains[slot] == nil { return nil }
    return domains
  }

  /// What can stand in a place; nil for anything.
  private func members(_ relation: RelationID, _ place: Int) -> [TermID]? {
    guard let signature else { return nil }
    let shape = signature.relations[relation.index]
    switch shape.role {
    case .kind(let kind): return signature.kinds[kind.index].isDeclared ? signature.kinds[kind.index].members : nil
    case .candidates(let choice), .picks(let choice): return program.choices[choice.index].terms
    case .verb, .auxiliary:
      guard let kind = shape.kinds[place], signature.kinds[kind.index].isDeclared else { return nil }
      let members = signature.kinds[kind.index].members
      return members.contains(.self) ? members : members + [.self]
    }
  }

  // MARK: Bodies

  private func instances(of body: [Literal], _ start: Instance, _ binding: [TermID?]) -> [Instance]? {
    var partial = [start]
    for literal in body {
      switch literal {
      case .match(let atom):
        guard let extended = extend(partial, atom, binding, \.premises) else { return nil }
        partial = extended
      case .bind(let atom):
        guard let extended = extend(partial, atom, binding, \.others) else { return nil }
        partial = extended
      case .same(let left, let right, let holds):
        guard let first = term(left, binding), let second = term(right, binding) else { return nil }
        if (first == second) != holds { return [] }
      case .compare(let left, _, let right, _):
        guard left.isSmall, right.isSmall else { return nil }
        guard let condition = SlotCondition(literal.bound(by: binding)), isCondition(condition) else { return nil }
        for index in partial.indices { partial[index].conditions.append(condition) }
      case .count(let atom, let test):
        guard let applied = apply(atom, test, binding, partial) else { return nil }
        partial = applied
      }
      if partial.count > Grounder.mostInstances { return nil }
    }
    return partial
  }

  private func extend(
    _ partial: [Instance], _ atom: Atom, _ binding: [TermID?], _ list: WritableKeyPath<Instance, [Fact]>
  ) -> [Instance]? {
    guard let facts = expand(atom, binding) else { return nil }
    if let kind = decidedKind(atom) { return facts.contains { kind.contains($0.terms[0]) } ? partial : [] }
    var result: [Instance] = []
    for instance in partial {
      for fact in facts {
        var next = instance
        next[keyPath: list].append(fact)
        result.append(next)
      }
    }
    return result
  }

  /// The members of the kind that an atom asks for, where no profile can add to them.
  private func decidedKind(_ atom: Atom) -> TermSet? {
    guard let signature, case .kind(let kind) = signature.relations[atom.relation.index].role else { return nil }
    return signature.kinds[kind.index].memberSet
  }

  private func apply(
    _ atom: Atom, _ test: CountTest, _ binding: [TermID?], _ partial: [Instance]
  ) -> [Instance]? {
    var result = partial
    if let kind = decidedKind(atom) {
      guard let facts = expand(atom, binding), test.place == nil else { return nil }
      return facts.contains { kind.contains($0.terms[0]) } ? [] : partial
    }
    if test.place == nil, let facts = expand(atom, binding) {
      for index in result.indices { result[index].negatives += facts }
      return result
    }
    guard let count = count(atom, test, binding) else { return nil }
    for index in result.indices { result[index].counts.append(count) }
    return result
  }

  // MARK: Counts

  private func count(_ atom: Atom, _ test: CountTest, _ binding: [TermID?]) -> Count? {
    guard let place = test.place else { return nil }
    // Other free places would make one value count by several facts.
    for (other, operand) in atom.places.enumerated() where other != place && operand == .any { return nil }
    guard var terms = test.kind.map({ members($0, 0) }) ?? members(atom.relation, place) else { return nil }
    if let excluded = test.excluding {
      guard let excluded = term(excluded, binding) else { return nil }
      terms.removeAll { $0 == excluded }
    }
    var facts: [Fact] = []
    for term in terms {
      var filled = atom
      filled.places[place] = .term(term)
      guard let fact = ground(filled, binding) else { return nil }
      facts.append(fact)
    }
    let every = test.kind.flatMap { members($0, 0)?.count } ?? facts.count
    return Count(facts: facts, test: SlotCount.Test(test.bound, of: facts.count, every: every))
  }

  // MARK: Facts

  /// The facts that an atom can be; each free place takes everything that fits it. Nil where that is unknown.
  private func expand(_ atom: Atom, _ binding: [TermID?]) -> [Fact]? {
    var rows: [[TermID]] = [[]]
    for (place, operand) in atom.places.enumerated() {
      if operand == .any {
        guard let members = members(atom.relation, place) else { return nil }
        rows = rows.flatMap { row in members.map { row + [$0] } }
      } else {
        guard let term = term(operand, binding) else { return nil }
        for row in rows.indices { rows[row].append(term) }
      }
      if rows.count > Grounder.mostInstances { return nil }
    }
    return rows.map { Fact(atom.relation, $0) }
  }

  private func ground(_ atom: Atom, _ binding: [TermID?]) -> Fact? {
    var terms: [TermID] = []
    for operand in atom.places {
      guard let term = term(operand, binding) else { return nil }
      terms.append(term)
    }
    return Fact(atom.relation, terms)
  }

  private func term(_ operand: Operand, _ binding: [TermID?]) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return binding[slot]
    case .any: return nil
    }
  }
}

// MARK: - Substitution

extension Literal {
  /// The atom of a literal that binds variables.
  fileprivate var boundAtom: Atom? {
    switch self {
    case .match(let atom), .bind(let atom): return atom
    case .count, .compare, .same: return nil
    }
  }

  /// The literal with terms in place of bound variables.
  func bound(by binding: [TermID?]) -> Literal {
    switch self {
    case .match(let atom): return .match(atom.bound(by: binding))
    case .bind(let atom): return .bind(atom.bound(by: binding))
    case .count(let atom, var test):
      test.excluding = test.excluding?.bound(by: binding)
      return .count(atom.bound(by: binding), test)
    case .compare(let left, let comparison, let right, let holds):
      return .compare(left.bound(by: binding), comparison, right.bound(by: binding), holds: holds)
    case .same(let left, let right, let holds):
      return .same(left.bound(by: binding), right.bound(by: binding), holds: holds)
    }
  }
}

extension Atom {
  fileprivate func bound(by binding: [TermID?]) -> Atom { Atom(relation, places.map { $0.bound(by: binding) }) }
}

extension Operand {
  fileprivate func bound(by binding: [TermID?]) -> Operand {
    guard case .variable(let slot) = self, let term = binding[slot] else { return self }
    return .term(term)
  }
}

extension Expression {
  /// Few enough parts to walk them by recursion.
  var isSmall: Bool {
    var stack = [self]
    var count = 0
    while let next = stack.popLast() {
      count += 1
      if count > 100 { return false }
      switch next {
      case .literal, .number: break
      case .negate(let inner): stack.append(inner)
      case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
        .divide(let left, let right):
        stack += [left, right]
      }
    }
    return true
  }

  /// Recursion is as deep as the expression, which is small.
  fileprivate func bound(by binding: [TermID?]) -> Expression {
    switch self {
    case .literal: return self
    case .number(let number, let subject): return .number(number, subject: subject.bound(by: binding))
    case .negate(let inner): return .negate(inner.bound(by: binding))
    case .add(let left, let right): return .add(left.bound(by: binding), right.bound(by: binding))
    case .subtract(let left, let right): return .subtract(left.bound(by: binding), right.bound(by: binding))
    case .multiply(let left, let right): return .multiply(left.bound(by: binding), right.bound(by: binding))
    case .divide(let left, let right): return .divide(left.bound(by: binding), right.bound(by: binding))
    }
  }
}
