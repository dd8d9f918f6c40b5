import TenetModel
import TenetText

/// One query that a clause becomes.
private struct ClauseQuery {
  var from: [String] = []
  var conditions: [String] = []
  /// The column that each variable is bound to.
  var columns: [Int: String] = [:]

  func select(_ list: [String]) -> String {
    let distinct = "SELECT DISTINCT \(list.joined(separator: ", "))"
    let source = from.isEmpty ? "" : " FROM " + from.joined(separator: ", ")
    return distinct + source + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
  }
}

extension Exporter {
  /// A script of SQL (as DuckDB and PostgreSQL take it): one table for each relation, filled step by step in the order of
  /// evaluation. Recursion is a recursive query, so at most one recursive literal a clause and one relation a circle.
  mutating func writeSQL() {
    line("-- Written by tenet export --to sql. Run the statements in order.")
    for (index, relation) in wording.set.vocabulary.relations.enumerated() {
      line("-- \(([relation.verb] + relation.prepositions).joined(separator: " … "))")
      let columns = (0..<relation.arity).map { "a\($0) TEXT" }.joined(separator: ", ")
      line("CREATE TABLE \(names[index]) (\(columns));")
    }
    for name in numberNames {
      line("CREATE TABLE given_\(name) (s TEXT, k TEXT, v DECIMAL(38, 18));")
      line("CREATE TABLE \(name) (s TEXT, v DECIMAL(38, 18));")
    }
    var inserted: Set<String> = []
    for fact in allFacts {
      let values = fact.terms.map { sqlText(spelled($0)) }.joined(separator: ", ")
      let statement = "INSERT INTO \(names[fact.relation.index]) VALUES (\(values));"
      if inserted.insert(statement).inserted { line(statement) }
    }
    for given in facts.numbers {
      let name = numberNames[given.number.index]
      line(
        "INSERT INTO given_\(name) VALUES (\(sqlText(spelled(given.subject))), 'given', \(given.value.description));")
    }
    settleUnconcluded()
    var settled: Set<Int> = []
    for step in program.schedule {
      switch step {
      case .derive(let clauses, let recursive, _):
        if recursive { writeRecursion(clauses) } else { for clause in clauses { writeInsert(program.clauses[clause]) } }
      case .settleNumber(let number, _):
        if !settled.insert(number.index).inserted { line("DELETE FROM \(numberNames[number.index]);") }
        settle(number.index)
      case .settleChoice(let choice, _): settle(choice)
      }
    }
  }

  /// Numbers that no rule concludes have no step of their own.
  private mutating func settleUnconcluded() {
    var concluded: Set<Int> = []
    for case .settleNumber(let number, _) in program.schedule { concluded.insert(number.index) }
    for number in numberNames.indices where !concluded.contains(number) { settle(number) }
  }

  func sqlText(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  // MARK: Clauses

  private mutating func writeInsert(_ clause: HornClause) {
    guard let query = query(clause, recursive: nil) else { return }
    switch clause.head {
    case .fact(let atom):
      let name = names[atom.relation.index]
      line("INSERT INTO \(name) \(query.select(list(atom.places, query))) EXCEPT SELECT * FROM \(name);")
    case .set(let number, let subject, let value), .add(let number, let subject, let value):
      var query = query
      guard let text = sql(value, &query) else { return cannot("its arithmetic", "SQL", clause.rule) }
      var key = "'\(conclusionKey(clause))'"
      if case .add = clause.head {
        for slot in 0..<clause.namedVariableCount {
          if let column = query.columns[slot] { key += " || chr(31) || \(column)" }
        }
      }
      let name = "given_\(numberNames[number.index])"
      line("INSERT INTO \(name) \(query.select(list([subject], query) + [key, text])) EXCEPT SELECT * FROM \(name);")
    }
  }

  /// One relation that reads itself once in each clause.
  private mutating func writeRecursion(_ clauses: [Int]) {
    var relation: RelationID?
    var parts: [String] = []
    for index in clauses {
      let clause = program.clauses[index]
      guard case .fact(let head) = clause.head, relation == nil || relation == head.relation else {
        return cannot("rules that conclude different verbs from each other in a circle", "SQL", clause.rule)
      }
      relation = head.relation
      let own = clause.body.filter {
        if case .match(let atom) = $0 { return atom.relation == head.relation } else { return false }
      }
      guard own.count == 1 else {
        return cannot("a rule that reads what it concludes more than once", "SQL", clause.rule)
      }
      guard let query = query(clause, recursive: head.relation) else { return }
      parts.append(query.select(list(head.places, query)))
    }
    guard let relation else { return }
    let name = names[relation.index]
    line(
      "INSERT INTO \(name) WITH RECURSIVE step AS (SELECT * FROM \(name) UNION (\(parts.joined(separator: " UNION ALL ")))) SELECT * FROM step EXCEPT SELECT * FROM \(name);"
    )
  }

  private func list(_ operands: [Operand], _ query: ClauseQuery) -> [String] { operands.map { sql($0, query) } }

  private func sql(_ operand: Operand, _ query: ClauseQuery) -> String {
    switch operand {
    case .term(let term): return sqlText(spelled(term))
    case .variable(let slot): return query.columns[slot] ?? "NULL"
    case .any: return "NULL"
    }
  }

  /// The body of a clause: matches first, since they bind what the others use. Nil after an error.
  private mutating func query(_ clause: HornClause, recursive: RelationID?) -> ClauseQuery? {
    var query = ClauseQuery()
    for literal in clause.body {
      guard case .match(let atom) = literal else {
        if case .bind(let atom) = literal { join(atom, recursive, &query) }
        continue
      }
      join(atom, recursive, &query)
    }
    for literal in clause.body {
      switch literal {
      case .match, .bind: break
      case .same(let left, let right, let holds):
        query.conditions.append("\(sql(left, query)) \(holds ? "=" : "<>") \(sql(right, query))")
      case .count(let atom, let test): query.conditions.append(count(atom, test, query))
      case .compare(let left, let comparison, let right, let holds):
        var inner = query
        inner.from = []
        inner.conditions = []
        guard let first = sql(left, &inner), let second = sql(right, &inner) else {
          cannot("its arithmetic", "SQL", clause.rule)
          return nil
        }
        let sign = comparison == .unequal ? "<>" : comparison.plainSign
        inner.conditions.append("\(first) \(sign) \(second)")
        let source = inner.from.isEmpty ? "" : " FROM " + inner.from.joined(separator: ", ")
        let test = "EXISTS (SELECT 1\(source) WHERE \(inner.conditions.joined(separator: " AND ")))"
        query.conditions.append(holds ? test : "NOT " + test)
      }
    }
    return query
  }

  private func join(_ atom: Atom, _ recursive: RelationID?, _ query: inout ClauseQuery) {
    let alias = "t\(query.from.count)"
    query.from.append("\(atom.relation == recursive ? "step" : names[atom.relation.index]) \(alias)")
    for (place, operand) in atom.places.enumerated() {
      let column = "\(alias).a\(place)"
      switch operand {
      case .term(let term): query.conditions.append("\(column) = \(sqlText(spelled(term)))")
      case .variable(let slot):
        if let bound = query.columns[slot] {
          query.conditions.append("\(column) = \(bound)")
        } else {
          query.columns[slot] = column
        }
      case .any: break
      }
    }
  }

  private func count(_ atom: Atom, _ test: CountTest, _ query: ClauseQuery) -> String {
    var conditions: [String] = []
    for (place, operand) in atom.places.enumerated() where operand != .any {
      conditions.append("c.a\(place) = \(sql(operand, query))")
    }
    let name = names[atom.relation.index]
    guard let place = test.place else {
      let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
      return "NOT EXISTS (SELECT 1 FROM \(name) c\(filter))"
    }
    if let kind = test.kind { conditions.append("c.a\(place) IN (SELECT a0 FROM \(names[kind.index]))") }
    if let excluded = test.excluding { conditions.append("c.a\(place) <> \(sql(excluded, query))") }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let count = "(SELECT count(DISTINCT c.a\(place)) FROM \(name) c\(filter))"
    if let (sign, number) = test.bound.signed { return "\(count) \(sign == "!=" ? "<>" : sign) \(number)" }
    let members = test.kind.map { "(SELECT count(*) FROM \(names[$0.index]))" } ?? "0"
    return "\(count) \(test.bound == .every ? "=" : "<>") \(members)"
  }

  // MARK: Numbers and choices

  /// A calculation over decimals; each number read is one more table of the query.
  private func sql(_ expression: Expression, _ query: inout ClauseQuery) -> String? {
    switch expression {
    case .literal(let value): return "CAST(\(value.description) AS DECIMAL(38, 18))"
    case .number(let number, let subject):
      let alias = "n\(query.from.count)"
      query.from.append("\(numberNames[number.index]) \(alias)")
      query.conditions.append("\(alias).s = \(sql(subject, query))")
      return "\(alias).v"
    case .negate(let inner): return sql(inner, &query).map { "(- \($0))" }
    case .add(let left, let right): return sql(left, "+", right, &query)
    case .subtract(let left, let right): return sql(left, "-", right, &query)
    case .multiply(let left, let right):
      for (factor, other) in [(left, right), (right, left)] {
        if case .literal(let value) = factor, value.isWhole, let text = sql(other, &query) {
          return "CAST(\(text) * \(value.description) AS DECIMAL(38, 18))"
        }
      }
      return nil
    case .divide: return nil
    }
  }

  private func sql(_ left: Expression, _ sign: String, _ right: Expression, _ query: inout ClauseQuery) -> String? {
    guard let first = sql(left, &query), let second = sql(right, &query) else { return nil }
    return "(\(first) \(sign) \(second))"
  }

  private mutating func settle(_ number: Int) {
    let name = numberNames[number]
    if isAdded(number) {
      line("INSERT INTO given_\(name) VALUES ('self', 'start', 0);")
      line("INSERT INTO \(name) SELECT s, sum(v) FROM given_\(name) GROUP BY s;")
    } else {
      line("INSERT INTO \(name) SELECT s, min(v) FROM given_\(name) GROUP BY s HAVING count(DISTINCT v) = 1;")
    }
  }

  private mutating func settle(_ choice: ChoiceID) {
    let plan = program.choices[choice.index]
    guard plan.picks != plan.candidates else { return }
    let (candidates, picks) = (names[plan.candidates.index], names[plan.picks.index])
    if plan.policy == .first {
      let ranks = plan.options.enumerated().map { "WHEN \(sqlText(spelled($0.element))) THEN \($0.offset)" }.joined(
        separator: " ")
      let rank = "CASE a0 \(ranks) ELSE \(plan.options.count) END"
      line("INSERT INTO \(picks) SELECT a0 FROM \(candidates) ORDER BY \(rank), a0 LIMIT 1;")
    } else {
      line("INSERT INTO \(picks) SELECT a0 FROM \(candidates);")
    }
    if let otherwise = plan.otherwise {
      line("INSERT INTO \(picks) SELECT \(sqlText(spelled(otherwise))) WHERE NOT EXISTS (SELECT 1 FROM \(candidates));")
    }
  }
}
