import TenetModel
import TenetText

// One step against the rule that it names.

extension TraceChecker {
  /// Whether the clause follows under the binding (or more of it) from the children, and uses each of them.
  mutating func follows(_ index: Int, _ partial: [TermID?], _ children: [JSONValue]) -> Bool {
    let clause = program.clauses[index]
    let facts = children.compactMap { $0["fact"]?.string }.compactMap { statement($0) }.map { candidate($0) }
    let denials = children.compactMap { $0["not"]?.string }
    let tests = children.filter { $0["test"] != nil }
    let shown = Shown(facts: Set(facts), denials: Set(denials), tests: tests)
    for binding in model.solutions(clause, partial) {
      var used = Used()
      if clause.body.indices.allSatisfy({ uses($0, clause, binding, shown, &used) }),
        used.facts.covers(facts), used.texts.covers(denials + tests.compactMap { $0["test"]?.string })
      {
        return true
      }
    }
    return false
  }

  /// What stands below a step.
  private struct Shown {
    var facts: Set<Fact>
    var denials: Set<String>
    var tests: [JSONValue]
  }

  /// How often the conditions of a rule may want each step below it.
  private struct Used {
    var facts = Tally<Fact>()
    var texts = Tally<String>()
  }

  /// Picks are written alike whether they are proposed or settled.
  private func candidate(_ statement: Fact) -> Fact {
    if case .picks(let choice) = program.roles[statement.relation.index] {
      return Fact(program.choices[choice.index].candidates, statement.terms)
    }
    return statement
  }

  private mutating func uses(
    _ literal: Int, _ clause: HornClause, _ binding: [TermID?], _ shown: Shown, _ used: inout Used
  ) -> Bool {
    switch clause.body[literal] {
    case .bind: return true
    case .match(let atom):
      let fits = shown.facts.filter { fact in
        candidate(Fact(atom.relation, fact.terms)) == fact
          && IndependentModel.unify(atom, fact.terms, binding) == binding
      }
      used.facts.add(fits)
      return !fits.isEmpty
    case .same(.variable(let slot), _, _) where slot >= clause.namedVariableCount: return true
    case .compare(let left, _, let right, _):
      return shows(test(clause, literal, binding), values(left, binding) + values(right, binding), shown, &used)
    case .same: return shows(test(clause, literal, binding), [], shown, &used)
    case .count(let atom, let test):
      let fits = shown.facts.filter { fact in
        candidate(Fact(atom.relation, fact.terms)) == fact
          && IndependentModel.unify(atom, fact.terms, binding) != nil
      }
      switch test.bound {
      case .atLeast(let count):
        used.facts.add(fits)
        return fits.count >= count
      case .every:
        used.facts.add(fits)
        return fits.count >= model.values(atom, test, binding).count
      case .exactly(let count) where count > 0:
        used.facts.add(fits)
        return fits.count >= count && denies(clause, literal, binding, shown, &used)
      default: return denies(clause, literal, binding, shown, &used)
      }
    }
  }

  private func denies(
    _ clause: HornClause, _ literal: Int, _ binding: [TermID?], _ shown: Shown, _ used: inout Used
  ) -> Bool {
    guard clause.rule.index < set.rules.count else { return false }
    let rule = set.rules[clause.rule.index]
    let leaf = clause.origins[literal]
    let text = speller.denied(
      rule.clauses[leaf], Speller.Binding(names: rule.variables, values: binding), holds: !isNegated(leaf, in: rule),
      of: clause.counted(leaf))
    used.texts.add([text])
    return shown.denials.contains(text)
  }

  /// Whether a comparison stands below, with the values of its numbers and no others.
  private func shows(_ text: String, _ values: [(name: String, value: String)], _ shown: Shown, _ used: inout Used)
    -> Bool
  {
    used.texts.add([text])
    let wanted = Dictionary(values.map { ($0.name, $0.value) }) { first, _ in first }
    return shown.tests.contains { step in
      let members = step["values"]?.members ?? []
      return step["test"]?.string == text && members.count == wanted.count
        && members.allSatisfy { wanted[$0.key] == $0.value.string }
    }
  }

  /// The numbers of an expression with what they are in the model.
  private func values(_ expression: Expression, _ binding: [TermID?]) -> [(name: String, value: String)] {
    expression.numbers.compactMap { number, subject in
      guard let who = IndependentModel.term(subject, binding) else { return nil }
      let key = IndependentModel.Number(number: number, subject: who)
      let text =
        model.contested.contains(key) ? "contested" : model.value(key).map { speller.number($0, number) } ?? "unknown"
      return (speller.name(number, of: .term(who), .none), text)
    }
  }

  private func test(_ clause: HornClause, _ literal: Int, _ binding: [TermID?]) -> String {
    let rule = set.rules[clause.rule.index]
    let leaf = clause.origins[literal]
    let text = speller.text(rule.clauses[leaf], Speller.Binding(names: rule.variables, values: binding))
    return isNegated(leaf, in: rule) ? "not " + text : text
  }

  private func isNegated(_ leaf: Int, in rule: Rule) -> Bool {
    func polarity(_ condition: Condition) -> Bool? {
      switch condition {
      case .clause(let index): return index == leaf ? true : nil
      case .not(let inner): return polarity(inner).map { !$0 }
      case .and(let parts), .or(let parts):
        for part in parts { if let found = polarity(part) { return found } }
        return nil
      }
    }
    return polarity(rule.condition) == false
  }
}

/// How often each element stands somewhere.
private struct Tally<Element: Hashable> {
  private var counts: [Element: Int] = [:]

  mutating func add(_ elements: some Sequence<Element>) { for element in elements { counts[element, default: 0] += 1 } }

  /// Whether none of them stands there more often than here.
  func covers(_ elements: [Element]) -> Bool {
    var left = counts
    for element in elements {
      guard let count = left[element], count > 0 else { return false }
      left[element] = count - 1
    }
    return true
  }
}
