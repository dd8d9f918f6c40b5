import TenetSyntax
import TenetText

/// Collects Horn clauses of checked rules into a program.
package struct Assembly {
  var clauses: [HornClause] = []

  /// Adds the clauses of a rule; reports variables that nothing binds. False after an error.
  mutating func add(_ rule: inout Rule, id: RuleID, _ reader: inout ClauseReader) -> Bool {
    var lowering = Lowering(rule.clauses, variableCount: rule.variables.count, rule: id)
    let branches = lowering.lower(rule.condition, holds: true, &reader)
    if lowering.isTooLarge {
      reader.report(.tooManyBranches(at: rule.place))
      return false
    }
    guard isSafe(rule, branches, &reader) else { return false }
    let start = clauses.count
    clauses += lowering.auxiliaries
    for (conclusion, head) in rule.conclusions.enumerated() {
      for (index, branch) in branches.enumerated() {
        clauses.append(
          HornClause(
            rule: id, conclusion: conclusion, branch: index, head: head.head, body: branch.map { $0.literal },
            namedVariableCount: rule.variables.count, variableCount: lowering.variableCount,
            origins: branch.map { $0.origin }))
      }
    }
    rule.hornClauses = start..<clauses.count
    return true
  }

  /// Adds the clauses that conclude an auxiliary fact from an expectation. False after an error.
  mutating func add(_ expectation: ExampleCase.Expectation, _ reader: inout ClauseReader) -> Bool {
    let variables = expectation.variables
    var lowering = Lowering(expectation.clauses, variableCount: variables.count, rule: RuleID(UInt32.max))
    let branches = lowering.lower(expectation.condition, holds: true, &reader)
    if lowering.isTooLarge {
      reader.report(.tooManyBranches(at: expectation.place))
      return false
    }
    for branch in branches {
      let bound = bound(branch)
      for literal in branch {
        if let slot = Safety.used(by: literal.literal).first(where: { !bound.contains($0) }) {
          let name = slot < variables.count ? variables[slot] : "someone"
          reader.report(.unboundVariable(name, in: "this expectation", at: expectation.place))
          return false
        }
      }
    }
    clauses += lowering.auxiliaries
    for (index, branch) in branches.enumerated() {
      clauses.append(
        HornClause(
          rule: RuleID(UInt32.max), conclusion: 0, branch: index,
          head: .fact(Atom(expectation.relation, [.term(.self)])), body: branch.map { $0.literal },
          namedVariableCount: variables.count, variableCount: lowering.variableCount, origins: branch.map { $0.origin })
      )
    }
    return true
  }

  // MARK: Safety

  /// The slots that a branch binds by what it says of facts that hold.
  private func bound(_ branch: Branch) -> Set<Int> {
    Safety.bound(by: branch.filter { !$0.isNegated }.map { $0.literal })
  }

  /// Reports each named variable that some branch leaves unbound, once.
  private func isSafe(_ rule: Rule, _ branches: [Branch], _ reader: inout ClauseReader) -> Bool {
    var reported: Set<Int> = []
    for branch in branches {
      let bound = bound(branch)
      for conclusion in rule.conclusions {
        for slot in Safety.used(by: conclusion.head) where !bound.contains(slot) && reported.insert(slot).inserted {
          reader.report(.unboundVariable(name(slot, rule), in: "the conclusion", at: conclusion.place))
        }
      }
      for literal in branch {
        for slot in Safety.used(by: literal.literal) where !bound.contains(slot) && reported.insert(slot).inserted {
          reader.report(
            .unboundVariable(name(slot, rule), in: purpose(literal.literal), at: rule.clauses[literal.origin].place))
        }
      }
    }
    return reported.isEmpty
  }

  private func name(_ slot: Int, _ rule: Rule) -> String {
    slot < rule.variables.count ? rule.variables[slot] : "someone"
  }

  private func purpose(_ literal: Literal) -> String {
    switch literal {
    case .count: return "this clause, which is negated or counted,"
    case .compare, .same: return "this comparison"
    case .match, .bind: return "this clause"
    }
  }
}
