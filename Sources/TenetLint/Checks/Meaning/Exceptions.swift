import TenetModel
import TenetText

let exceptionNeverApplies = Check(
  .meaning, "exception-never-applies", "wherever the condition of a rule holds, its exception does not",
  why: "An exception that excludes nothing is noise, or excludes something else than was meant.",
  wrong: "number n\nn > 5 → big unless n < 3\n",
  right: "number n\nn > 5 → big unless n > 9\n",
  found: ["a and not b → c unless b\n", "a and not a → d\ne1 → c unless d\n"],
  passed: ["a → c unless b\n", "a and b → d\na → c unless d\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules {
      guard let exception = rule.exception, let difference = space.exceptionDifference(rule) else { continue }
      if difference.node < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard difference.node == DecisionDiagram.no, difference.without > 0 else { continue }
      linting.report(
        "the exception `\(linting.text(rule, exception))` never applies", at: linting.place(of: exception, in: rule),
        help: "where the rest of the condition holds, it does not",
        witness: space.witness(difference.without, linting.speller, linting.reader), rules: linting.ids(of: rule))
    }
  }
}

let exceptionAlwaysApplies = Check(
  .meaning, "exception-always-applies", "wherever the condition of a rule holds, its exception holds too",
  why: "The exception takes every case away, so the rule never fires.",
  wrong: "number n\nn > 5 → big unless n > 3\n",
  right: "number n\nn > 5 → big unless n > 9\n",
  found: ["a and b → c unless a\n", "a → b\na → c unless b\n"],
  passed: ["a → c unless b\n", "a → b\nd → b\na or e1 → c unless b\n"]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules {
      guard let exception = rule.exception, let difference = space.exceptionDifference(rule) else { continue }
      let fires = space.fires(rule)
      if fires < 0 || difference.without < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard fires == DecisionDiagram.no, difference.without > 0 else { continue }
      linting.report(
        "the exception `\(linting.text(rule, exception))` takes every case away",
        at: linting.place(of: exception, in: rule),
        help: "wherever the rest of the condition holds, it holds too",
        witness: space.witness(difference.without, linting.speller, linting.reader))
    }
  }
}

extension ProfileSpace {
  /// When the condition of a rule without its exception holds, and when the exception makes a difference to it.
  mutating func exceptionDifference(_ rule: Rule) -> (without: Node, node: Node)? {
    guard let exception = rule.exception else { return nil }
    let bodies = bodies(of: rule, withoutAll: exception.leaves)
    var without: [[TermID?]: Node] = [:]
    var with: [[TermID?]: Node] = [:]
    var order: [[TermID?]] = []
    for index in mainClauses(rule) {
      guard let body = bodies[index] else { continue }
      let clause = program.clauses[index]
      var named = Array(repeating: false, count: clause.variableCount)
      for slot in 0..<clause.namedVariableCount { named[slot] = true }
      for (isWhole, literals) in [(false, body), (true, clause.body)] {
        let table = solve(clause, literals, keeping: named)
        if table.isOpen { return (DecisionDiagram.open, DecisionDiagram.open) }
        for row in table.rows {
          let key = Array(row.binding.prefix(clause.namedVariableCount))
          if without[key] == nil, with[key] == nil { order.append(key) }
          if isWhole {
            with[key] = diagram.or(with[key] ?? DecisionDiagram.no, row.node)
          } else {
            without[key] = diagram.or(without[key] ?? DecisionDiagram.no, row.node)
          }
        }
      }
    }
    var (total, node) = (DecisionDiagram.no, DecisionDiagram.no)
    for key in order {
      let (bare, whole) = (without[key] ?? DecisionDiagram.no, with[key] ?? DecisionDiagram.no)
      total = diagram.or(total, bare)
      node = diagram.or(node, differ(bare, whole))
    }
    return (total, node)
  }
}

extension Linting {
  /// From the first to the last clause of a part of a rule's condition.
  func place(of condition: Condition, in rule: Rule) -> Span {
    let places = condition.leaves.map { rule.clauses[$0].place }
    return places.dropFirst().reduce(places.first ?? rule.place) { $0.union($1) }
  }
}
