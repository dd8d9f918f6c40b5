import TenetModel
import TenetText

/// A small change to one rule.
public struct Mutant: Sendable {
  public var rule: Int
  /// In words: `dropped owns interface`.
  public var change: String
  /// By clause its new body; nil for a clause that is gone.
  var bodies: [Int: [Literal]?] = [:]
  /// By clause its new conclusion.
  package var heads: [Int: HornClause.Head] = [:]

  /// The clauses that it changes.
  package var changed: [Int] { Array(bodies.keys) + Array(heads.keys) }

  /// The clauses of the changed rule set.
  package func clauses(_ program: Program) -> [HornClause] {
    var clauses = program.clauses
    for (index, body) in bodies {
      guard let body else {
        clauses[index] = clauses[index].never
        continue
      }
      clauses[index].body = body
      clauses[index].origins = Array(repeating: 0, count: body.count)
    }
    for (index, head) in heads { clauses[index].head = head }
    return clauses
  }
}

/// Makes the mutants of a rule set.
package struct MutantMaker {
  private let linting: Linting
  private let space: ProfileSpace

  package init(_ linting: Linting, _ space: ProfileSpace) {
    self.linting = linting
    self.space = space
  }

  /// The mutants of all rules, in the order of the text.
  package func mutants() -> [Mutant] {
    linting.set.rules.indices.flatMap { mutants(of: $0) }
  }

  private func mutants(of index: Int) -> [Mutant] {
    let rule = linting.set.rules[index]
    var found: [Mutant] = []
    for leaf in rule.condition.leaves {
      if let dropped = space.bodies(of: rule, without: leaf) {
        found.append(Mutant(rule: index, change: "dropped `\(linting.signed(leaf, rule))`", bodies: dropped))
      }
      if let negated = replacing(leaf, in: rule, { MutantMaker.negated($0) }) {
        found.append(Mutant(rule: index, change: "negated `\(linting.signed(leaf, rule))`", bodies: negated))
      }
      for (direction, move) in [("up", 1), ("down", -1)] {
        guard let moved = replacing(leaf, in: rule, { MutantMaker.moved($0, by: move) }) else { continue }
        let change = "moved the threshold of `\(linting.signed(leaf, rule))` \(direction)"
        found.append(Mutant(rule: index, change: change, bodies: moved))
      }
    }
    if let swapped = swapped(index) { found.append(swapped) }
    var gone: [Int: [Literal]?] = [:]
    for clause in rule.hornClauses where space.program.clauses[clause].conclusion >= 0 {
      gone.updateValue(nil, forKey: clause)
    }
    found.append(Mutant(rule: index, change: "dropped the rule", bodies: gone))
    return found
  }

  // MARK: Conditions

  /// The bodies with the one literal of a leaf changed; nil where the leaf is more than one, or cannot be changed so.
  private func replacing(_ leaf: Int, in rule: Rule, _ change: (Literal) -> Literal?) -> [Int: [Literal]?]? {
    var bodies: [Int: [Literal]?] = [:]
    for index in rule.hornClauses where space.program.clauses[index].conclusion >= 0 {
      let clause = space.program.clauses[index]
      let own = clause.body.indices.filter { clause.origins[$0] == leaf }
      if own.isEmpty { continue }
      guard own.count == 1, let place = own.first, let changed = change(clause.body[place]) else { return nil }
      var body = clause.body
      body[place] = changed
      guard ProfileSpace.isBound(body), MutantMaker.bindsHead(body, clause) else { return nil }
      bodies.updateValue(body, forKey: index)
    }
    return bodies.isEmpty ? nil : bodies
  }

  private static func bindsHead(_ body: [Literal], _ clause: HornClause) -> Bool {
    let bound = ProfileSpace.bound(by: body)
    let operands: [Operand]
    switch clause.head {
    case .fact(let atom): operands = atom.places
    case .set(_, let subject, let value), .add(_, let subject, let value): operands = [subject] + value.subjects
    }
    return operands.allSatisfy { if case .variable(let slot) = $0 { return bound.contains(slot) } else { return true } }
  }

  private static func negated(_ literal: Literal) -> Literal? {
    switch literal {
    case .match(let atom): return .count(atom, CountTest(place: nil, bound: .atMost(0)))
    case .count(let atom, let test):
      if test.place == nil, test.bound == .atMost(0) { return .match(atom) }
      var opposite = test
      opposite.bound = MutantMaker.opposite(test.bound)
      return .count(atom, opposite)
    case .compare(let left, let comparison, let right, let holds):
      return .compare(left, comparison, right, holds: !holds)
    case .same(let left, let right, let holds): return .same(left, right, holds: !holds)
    case .bind: return nil
    }
  }

  private static func opposite(_ bound: CountTest.Bound) -> CountTest.Bound {
    switch bound {
    case .atLeast(let count): return .atMost(count - 1)
    case .atMost(let count): return .atLeast(count + 1)
    case .exactly(let count): return .notExactly(count)
    case .notExactly(let count): return .exactly(count)
    case .every: return .notEvery
    case .notEvery: return .every
    }
  }

  /// A comparison takes its threshold in or leaves it out; a count moves by one.
  private static func moved(_ literal: Literal, by step: Int) -> Literal? {
    switch literal {
    case .compare(let left, let comparison, let right, let holds):
      let changed: Comparison
      switch (comparison, step) {
      case (.less, 1): changed = .atMost
      case (.atMost, -1): changed = .less
      case (.atLeast, 1): changed = .greater
      case (.greater, -1): changed = .atLeast
      default: return nil
      }
      return .compare(left, changed, right, holds: holds)
    case .count(let atom, let test):
      guard test.place != nil else { return nil }
      var changed = test
      switch test.bound {
      case .atLeast(let count) where count + step > 0: changed.bound = .atLeast(count + step)
      case .atMost(let count) where count + step >= 0: changed.bound = .atMost(count + step)
      case .exactly(let count) where count + step >= 0: changed.bound = .exactly(count + step)
      default: return nil
      }
      return .count(atom, changed)
    case .match, .bind, .same: return nil
    }
  }

  // MARK: Conclusions

  /// The rule with the conclusion of the next one that concludes something else of the same sort.
  private func swapped(_ index: Int) -> Mutant? {
    let rules = linting.set.rules
    let rule = rules[index]
    guard !rule.isConflict, let own = rule.conclusions.first?.head, case .fact(let atom) = own else { return nil }
    for step in 1..<max(2, rules.count) {
      let other = rules[(index + step) % rules.count]
      guard !other.isConflict else { continue }
      for conclusion in other.conclusions {
        guard case .fact(let head) = conclusion.head, isGround(head),
          !rule.conclusions.contains(where: { isSame($0, head) }),
          isVerb(head) == isVerb(atom)
        else { continue }
        var heads: [Int: HornClause.Head] = [:]
        for clause in rule.hornClauses where space.program.clauses[clause].conclusion == 0 {
          heads[clause] = .fact(head)
        }
        let text = "swapped `\(linting.text(rule, own))` for `\(linting.text(other, conclusion.head))`"
        return Mutant(rule: index, change: text, heads: heads)
      }
    }
    return nil
  }

  private func isSame(_ conclusion: Conclusion, _ head: Atom) -> Bool {
    if case .fact(let atom) = conclusion.head { return atom == head }
    return false
  }

  private func isVerb(_ atom: Atom) -> Bool { space.program.roles[atom.relation.index] == .verb }
}

extension ProfileSpace {
  /// Where a mutant comes to something else than the rules as written.
  package mutating func difference(_ mutant: Mutant) -> Node {
    if mutant.heads.isEmpty { return difference(mutant.bodies) }
    var gone: [Int: [Literal]?] = [:]
    var node = DecisionDiagram.no
    for (index, head) in mutant.heads.sorted(by: { $0.key < $1.key }) {
      gone.updateValue(nil, forKey: index)
      guard case .fact(let atom) = head else { return DecisionDiagram.open }
      let tuple = atom.places.compactMap { BindingTable.value($0, []) }
      // The new conclusion, where nothing else gives it.
      let missing = diagram.not(relations[atom.relation.index].node(tuple))
      node = diagram.or(node, diagram.and(truth(results[index].table), missing))
    }
    if node > 0 { return node }
    return diagram.or(node, difference(gone))
  }
}
