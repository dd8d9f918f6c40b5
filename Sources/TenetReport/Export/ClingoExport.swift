import TenetModel
import TenetText

extension Exporter {
  private static var clingo: LogicTarget { LogicTarget(name: "clingo", variable: "X") }

  /// A program for clingo (and gringo): the one answer set is what holds.
  mutating func writeClingo() {
    line(
      "% Written by tenet export --to clingo. Every fact is RELATION(SUBJECT, OBJECT, …); numbers count 10^-\(decimals)."
    )
    noteWidth("%")
    for (index, relation) in wording.set.vocabulary.relations.enumerated() where relation.role == .verb {
      line("% \(names[index]): \(([relation.verb] + relation.prepositions).joined(separator: " … "))")
      line("#defined \(names[index])/\(relation.arity).")
    }
    for (index, relation) in wording.set.vocabulary.relations.enumerated() where relation.role != .verb {
      line("#defined \(names[index])/\(relation.arity).")
    }
    for fact in allFacts {
      line(
        "\(names[fact.relation.index])(\(fact.terms.map { Exporter.clingo.literal(spelled($0)) }.joined(separator: ", ")))."
      )
    }
    for (index, clause) in program.clauses.enumerated() { writeClingo(clause, index) }
    writeClingoChoices()
    writeClingoNumbers()
    for (index, relation) in wording.set.vocabulary.relations.enumerated() where relation.role == .verb {
      line("#show \(names[index])/\(relation.arity).")
    }
    for (choice, plan) in program.choices.enumerated() where choice >= 0 { line("#show \(names[plan.picks.index])/1.") }
    for name in numberNames { line("#show \(name)/2.") }
  }

  private mutating func writeClingo(_ clause: HornClause, _ index: Int) {
    let target = Exporter.clingo
    var body: [String] = []
    for (number, literal) in clause.body.enumerated() {
      guard let text = clingo(literal, "\(index)_\(number)", clause) else {
        return cannot("its arithmetic", "clingo", clause.rule)
      }
      body += text
    }
    let head: String
    switch clause.head {
    case .fact(let atom): head = target.atom(atom, names[atom.relation.index], self)
    case .set(let number, let subject, let value):
      var fetched: [String] = []
      guard let text = calculation(value, "V", target, &fetched) else {
        return cannot("its arithmetic", "clingo", clause.rule)
      }
      body += fetched
      head = "set_\(numberNames[number.index])(\(target.operand(subject, self)), \(text))"
    case .add(let number, let subject, let value):
      var fetched: [String] = []
      guard let text = calculation(value, "V", target, &fetched) else {
        return cannot("its arithmetic", "clingo", clause.rule)
      }
      body += fetched
      let key = (0..<clause.namedVariableCount).filter { isBound($0, clause) }.map { "X\($0)" }
      let tuple = "(\"\(conclusionKey(clause))\", \((key + ["0"]).joined(separator: ", ")))"
      head = "add_\(numberNames[number.index])(\(target.operand(subject, self)), \(text), \(tuple))"
    }
    line(body.isEmpty ? head + "." : "\(head) :- \(body.joined(separator: ", ")).")
  }

  func isBound(_ slot: Int, _ clause: HornClause) -> Bool {
    clause.body.contains { literal in
      switch literal {
      case .match(let atom), .bind(let atom): return atom.places.contains(.variable(slot))
      case .count, .compare, .same: return false
      }
    }
  }

  private mutating func clingo(_ literal: Literal, _ key: String, _ clause: HornClause) -> [String]? {
    let target = Exporter.clingo
    switch literal {
    case .match(let atom), .bind(let atom): return [target.atom(atom, names[atom.relation.index], self)]
    case .same(let left, let right, let holds):
      return ["\(target.operand(left, self)) \(holds ? "=" : "!=") \(target.operand(right, self))"]
    case .count(let atom, let test):
      guard let place = test.place else { return ["not " + target.atom(atom, names[atom.relation.index], self)] }
      return [clingoCount(atom, place, test, key)]
    case .compare(let left, let comparison, let right, let holds):
      var fetched: [String] = []
      guard let first = calculation(left, "L\(key)_", target, &fetched),
        let second = calculation(right, "L\(key)_", target, &fetched)
      else { return nil }
      let test = "\(first) \(comparison.plainSign) \(second)"
      if holds { return fetched + [test] }
      let variables = LogicTarget.variables(left.subjects + right.subjects).map { "X\($0)" } + ["0"]
      let name = "test_\(key)(\(variables.joined(separator: ", ")))"
      line("\(name) :- \((fetched + [test]).joined(separator: ", ")).")
      return ["not " + name]
    }
  }

  private func clingoCount(_ atom: Atom, _ place: Int, _ test: CountTest, _ key: String) -> String {
    let target = Exporter.clingo
    var conditions = [target.atom(atom, names[atom.relation.index], self, replacing: place, with: "C")]
    if let kind = test.kind { conditions.append("\(names[kind.index])(C)") }
    if let excluded = test.excluding { conditions.append("C != \(target.operand(excluded, self))") }
    let count = "#count{ C : \(conditions.joined(separator: ", ")) }"
    if let (sign, number) = test.bound.signed { return "\(count) \(sign) \(number)" }
    let members = test.kind.map { "N\(key) = #count{ C : \(names[$0.index])(C) }, " } ?? ""
    return members + "\(count) \(test.bound == .every ? "=" : "!=") N\(key)"
  }

  private mutating func writeClingoChoices() {
    for plan in program.choices where plan.picks != plan.candidates {
      let (candidates, picks) = (names[plan.candidates.index], names[plan.picks.index])
      if plan.policy == .first {
        for (rank, option) in plan.options.enumerated() {
          line("rank_\(picks)(\(Exporter.clingo.literal(spelled(option))), \(rank)).")
        }
        line(
          "\(picks)(T) :- \(candidates)(T), rank_\(picks)(T, R), R = #min{ S : \(candidates)(U), rank_\(picks)(U, S) }."
        )
      } else {
        line("\(picks)(T) :- \(candidates)(T).")
      }
      if let otherwise = plan.otherwise {
        line("\(picks)(\(Exporter.clingo.literal(spelled(otherwise)))) :- not \(candidates)(_).")
      }
    }
  }

  private mutating func writeClingoNumbers() {
    for (number, name) in numberNames.enumerated() {
      let isAdded = isAdded(number)
      for given in facts.numbers where given.number.index == number {
        guard let value = whole(given, .clingo) else { return }
        let subject = Exporter.clingo.literal(spelled(given.subject))
        line(isAdded ? "add_\(name)(\(subject), \(value), given)." : "set_\(name)(\(subject), \(value)).")
      }
      if isAdded {
        line("add_\(name)(\"self\", 0, start).")
        line("\(name)(S, T) :- add_\(name)(S, _, _), T = #sum{ V, K : add_\(name)(S, V, K) }.")
      } else {
        line("#defined set_\(name)/2.")
        line("\(name)(S, V) :- set_\(name)(S, V), #count{ W : set_\(name)(S, W) } = 1.")
      }
    }
  }
}
