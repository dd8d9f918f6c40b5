import TenetModel
import TenetText

extension Exporter {
  private static var souffle: LogicTarget { LogicTarget(name: "Soufflé", variable: "x") }

  /// A program for Soufflé.
  ///
  /// Soufflé stratifies by relation, Tenet by rule: so each relation has version 0 for what is given and one version more for
  /// each stratum; what is negated or counted reads the version before.
  mutating func writeSouffle() {
    line("// Written by tenet export --to souffle. Numbers count 10^-\(decimals).")
    noteWidth("//")
    let last = lastVersion
    for (index, relation) in wording.set.vocabulary.relations.enumerated() {
      line("// \(([relation.verb] + relation.prepositions).joined(separator: " … "))")
      for version in 0...last {
        line(".decl \(name(index, version))(\(columns(relation.arity)))")
        if version > 0 {
          let variables = (0..<relation.arity).map { "x\($0)" }.joined(separator: ", ")
          line("\(name(index, version))(\(variables)) :- \(name(index, version - 1))(\(variables)).")
        }
      }
      guard relation.role == .verb || isPick(relation.role) else { continue }
      let variables = (0..<relation.arity).map { "x\($0)" }.joined(separator: ", ")
      line(".decl \(names[index])(\(columns(relation.arity)))")
      line("\(names[index])(\(variables)) :- \(name(index, last))(\(variables)).")
      line(".output \(names[index])")
    }
    for fact in allFacts {
      line(
        "\(name(fact.relation.index, 0))(\(fact.terms.map { Exporter.souffle.literal(spelled($0)) }.joined(separator: ", ")))."
      )
    }
    writeSouffleNumbers()
    for step in steps { for clause in step.clauses { writeSouffle(program.clauses[clause], clause, step.stratum + 1) } }
    writeSouffleChoices()
  }

  private var lastVersion: Int {
    var last = 0
    for step in program.schedule {
      switch step {
      case .derive(_, _, let stratum), .settleNumber(_, let stratum), .settleChoice(_, let stratum):
        last = max(last, stratum + 1)
      }
    }
    return last
  }

  private func isPick(_ role: RelationRole) -> Bool {
    switch role {
    case .picks: return true
    case .candidates(let choice): return program.choices[choice.index].picks == program.choices[choice.index].candidates
    default: return false
    }
  }

  private func columns(_ arity: Int) -> String { (0..<arity).map { "a\($0): symbol" }.joined(separator: ", ") }

  private func name(_ relation: Int, _ version: Int) -> String { "\(names[relation])_s\(version)" }

  private mutating func writeSouffle(_ clause: HornClause, _ index: Int, _ version: Int) {
    let target = Exporter.souffle
    var body: [String] = []
    for (number, literal) in clause.body.enumerated() {
      guard let text = souffle(literal, "\(index)_\(number)", version) else {
        return cannot("its arithmetic", "Soufflé", clause.rule)
      }
      body += text
    }
    var head: String
    switch clause.head {
    case .fact(let atom): head = target.atom(atom, name(atom.relation.index, version), self)
    case .set(let number, let subject, let value), .add(let number, let subject, let value):
      var fetched: [String] = []
      guard let text = calculation(value, "v", target, &fetched) else {
        return cannot("its arithmetic", "Soufflé", clause.rule)
      }
      body += fetched
      if case .set = clause.head {
        head = "set_\(numberNames[number.index])(\(target.operand(subject, self)), \(text))"
      } else {
        let key = (0..<clause.namedVariableCount).map { isBound($0, clause) ? "x\($0)" : "\"\"" }
        head = "add_\(conclusionKey(clause))(\(([target.operand(subject, self), text] + key).joined(separator: ", ")))"
      }
    }
    line(body.isEmpty ? head + "." : "\(head) :- \(body.joined(separator: ", ")).")
  }

  private mutating func souffle(_ literal: Literal, _ key: String, _ version: Int) -> [String]? {
    let target = Exporter.souffle
    switch literal {
    case .match(let atom), .bind(let atom): return [target.atom(atom, name(atom.relation.index, version), self)]
    case .same(let left, let right, let holds):
      return ["\(target.operand(left, self)) \(holds ? "=" : "!=") \(target.operand(right, self))"]
    case .count(let atom, let test): return souffleCount(atom, test, key, version - 1)
    case .compare(let left, let comparison, let right, let holds):
      var fetched: [String] = []
      guard let first = calculation(left, "l\(key)_", target, &fetched),
        let second = calculation(right, "l\(key)_", target, &fetched)
      else { return nil }
      let test = "\(first) \(comparison.plainSign) \(second)"
      if holds { return fetched + [test] }
      let variables = LogicTarget.variables(left.subjects + right.subjects).map { "x\($0)" } + ["0"]
      let columns = variables.dropLast().enumerated().map { "a\($0.offset): symbol" } + ["z: number"]
      line(".decl test_\(key)(\(columns.joined(separator: ", ")))")
      line("test_\(key)(\(variables.joined(separator: ", "))) :- \((fetched + [test]).joined(separator: ", ")).")
      return ["!test_\(key)(\(variables.joined(separator: ", ")))"]
    }
  }

  /// Counts go through a relation of the counted values, since Soufflé counts ways rather than values.
  private mutating func souffleCount(_ atom: Atom, _ test: CountTest, _ key: String, _ version: Int) -> [String] {
    let target = Exporter.souffle
    guard let place = test.place else { return ["!" + target.atom(atom, name(atom.relation.index, version), self)] }
    let variables = LogicTarget.variables(atom.places).map { "x\($0)" }
    var conditions = [target.atom(atom, name(atom.relation.index, version), self, replacing: place, with: "c")]
    if let kind = test.kind { conditions.append("\(name(kind.index, 0))(c)") }
    line(".decl counted_\(key)(\(columns(variables.count + 1)))")
    line("counted_\(key)(\((variables + ["c"]).joined(separator: ", "))) :- \(conditions.joined(separator: ", ")).")
    let excluded = test.excluding.map { ", c != \(target.operand($0, self))" } ?? ""
    let count = "count : { counted_\(key)(\((variables + ["c"]).joined(separator: ", ")))\(excluded) }"
    if let (sign, number) = test.bound.signed { return ["\(count) \(sign) \(number)"] }
    let members = test.kind.map { "count : { \(name($0.index, 0))(_) }" } ?? "0"
    return ["\(count) \(test.bound == .every ? "=" : "!=") \(members)"]
  }

  private mutating func writeSouffleNumbers() {
    for (number, name) in numberNames.enumerated() {
      line(".decl \(name)(s: symbol, v: number)")
      line(".output \(name)")
      line(".decl set_\(name)(s: symbol, v: number)")
      var sums: [String] = []
      var subjects: [String] = []
      var seen: Set<String> = []
      for clause in program.clauses {
        guard case .add(let other, _, _) = clause.head, other.index == number else { continue }
        let key = conclusionKey(clause)
        guard seen.insert(key).inserted else { continue }
        let keys = (0..<clause.namedVariableCount).map { "k\($0): symbol" }
        line(".decl add_\(key)(\((["s: symbol", "v: number"] + keys).joined(separator: ", ")))")
        let any = keys.map { _ in "_" }
        sums.append("sum v : { add_\(key)(\((["s", "v"] + any).joined(separator: ", "))) }")
        subjects.append("add_\(key)(\((["s", "_"] + any).joined(separator: ", ")))")
      }
      for given in facts.numbers where given.number.index == number {
        guard let value = whole(given, .souffle) else { return }
        line("set_\(name)(\(Exporter.souffle.literal(spelled(given.subject))), \(value)).")
      }
      if sums.isEmpty {
        line("\(name)(s, v) :- set_\(name)(s, v), count : { set_\(name)(s, _) } = 1.")
      } else {
        line(".decl has_\(name)(s: symbol)")
        line("has_\(name)(\"self\").")
        line("has_\(name)(s) :- set_\(name)(s, _).")
        for subject in subjects { line("has_\(name)(s) :- \(subject).") }
        line(
          "\(name)(s, t) :- has_\(name)(s), t = \((["sum v : { set_\(name)(s, v) }"] + sums).joined(separator: " + "))."
        )
      }
    }
  }

  private mutating func writeSouffleChoices() {
    for case .settleChoice(let choice, let stratum) in program.schedule {
      let plan = program.choices[choice.index]
      guard plan.picks != plan.candidates else { continue }
      let candidates = name(plan.candidates.index, stratum)
      let picks = name(plan.picks.index, stratum + 1)
      if plan.policy == .first {
        for (rank, option) in plan.options.enumerated() {
          let term = Exporter.souffle.literal(spelled(option))
          let earlier = plan.options.prefix(rank).map { ", !\(candidates)(\(Exporter.souffle.literal(spelled($0))))" }
            .joined()
          line("\(picks)(\(term)) :- \(candidates)(\(term))\(earlier).")
        }
      } else {
        line("\(picks)(t) :- \(candidates)(t).")
      }
      if let otherwise = plan.otherwise {
        line("\(picks)(\(Exporter.souffle.literal(spelled(otherwise)))) :- !\(candidates)(_).")
      }
    }
  }
}
