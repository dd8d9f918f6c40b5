import TenetModel

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
