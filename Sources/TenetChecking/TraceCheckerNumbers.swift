import TenetModel
import TenetText

// Numbers and conflicts.

extension TraceChecker {
  mutating func checkNumber(
    _ step: JSONValue, _ text: String, _ number: NumberID, _ subject: TermID, _ value: ExactDecimal
  ) throws(Refusal) {
    let given = input.facts.numbers.filter { $0.number == number && $0.subject == subject }
    if case .bool(true)? = step["given"]?.content {
      guard given.contains(where: { $0.value == value }) else { throw refusal("the profile does not give `\(text)`") }
      return try checkPlace(step, text, ofGiven: given.map { $0.place })
    }
    guard model.value(IndependentModel.Number(number: number, subject: subject)) == value else {
      throw refusal("`\(text)` is not what the number comes to")
    }
    let parts = try parts(of: step, number, subject)
    let isSum = isAdded(number)
    let total = parts.reduce(ExactDecimal.zero as ExactDecimal?) { sum, part in sum.flatMap { $0.adding(part.value) } }
    guard isSum ? total == value : !parts.isEmpty && parts.allSatisfy({ $0.value == value }) else {
      throw refusal("`\(text)` is not what the steps below it come to")
    }
  }

  /// A number that rules and the profile give several values: at least two of them have to be shown.
  mutating func checkContested(_ step: JSONValue, _ text: String, _ key: IndependentModel.Number) throws(Refusal) {
    guard model.contested.contains(key) else { throw refusal("the number of `\(text)` is not contested") }
    let parts = try parts(of: step, key.number, key.subject)
    guard isAdded(key.number) || Set(parts.map { $0.value }).count > 1 else {
      throw refusal("`\(text)`, and no two values of it are shown")
    }
  }

  /// `rate is contested`: the number that is meant.
  mutating func number(contestedIn text: String) -> IndependentModel.Number? {
    guard text.hasSuffix(" is contested"), case .number(let number, let subject, nil)? = goal(String(text.dropLast(13)))
    else { return nil }
    return IndependentModel.Number(number: number, subject: subject)
  }

  private func isAdded(_ number: NumberID) -> Bool {
    program.clauses.contains { if case .add(number, _, _) = $0.head { return true } else { return false } }
  }

  /// One way in which a number gets a value or a part of it.
  private struct Part: Hashable {
    /// The rule's; nil for what the profile gives.
    var conclusion: [Int]?
    var binding: [TermID?] = []
    var value: ExactDecimal
  }

  /// What stands below a number, each once.
  private mutating func parts(
    of step: JSONValue, _ number: NumberID, _ subject: TermID
  ) throws(Refusal) -> [Part] {
    var parts: [Part] = []
    for child in step["from"]?.array ?? [] {
      let part: Part
      if case .bool(true)? = child["given"]?.content {
        try check(step: child)
        let text = child["fact"]?.string ?? ""
        guard case .number(number, subject, let value?)? = goal(text) else {
          throw refusal("`\(text)` is no value of that number")
        }
        part = Part(value: value)
      } else {
        part = try contribution(child, number, subject)
      }
      guard !parts.contains(part) else { throw refusal("`\(child["fact"]?.string ?? "")` stands there twice") }
      parts.append(part)
    }
    return parts
  }

  private mutating func contribution(
    _ step: JSONValue, _ number: NumberID, _ subject: TermID
  ) throws(Refusal) -> Part {
    let text = step["fact"]?.string ?? ""
    let children = step["from"]?.array ?? []
    for child in children where child["not"] == nil && child["test"] == nil { try check(step: child) }
    for rule in try rules(of: step, text) {
      for index in set.rules[rule].hornClauses {
        let clause = program.clauses[index]
        var binding: [TermID?] = Array(repeating: nil, count: clause.variableCount)
        let expression: Expression
        switch clause.head {
        case .set(number, let operand, let value), .add(number, let operand, let value):
          if case .variable(let slot) = operand { binding[slot] = subject }
          if case .term(let term) = operand, term != subject { continue }
          expression = value
        default: continue
        }
        for solution in model.solutions(clause, binding) {
          let names = Speller.Binding(names: set.rules[rule].variables, values: solution)
          guard speller.text(clause.head, names) == text, let value = model.value(of: expression, solution),
            step["value"]?.string == value.description, follows(index, solution, children)
          else { continue }
          let named = Array(solution.prefix(clause.namedVariableCount))
          return Part(conclusion: [rule, clause.conclusion], binding: named, value: value)
        }
      }
    }
    throw refusal("`\(text)` does not follow from the steps below it")
  }

  func conflict(named name: String) -> Int? {
    set.rules.indices.first { index in
      let rule = set.rules[index]
      guard rule.isConflict else { return false }
      if let known = rule.name { return known == name }
      let binding = Speller.Binding(names: rule.variables)
      return rule.sides.map { speller.text($0, rule.clauses, binding) }.joined(separator: " conflicts with ") == name
    }
  }

  mutating func checkConflict(_ rule: Int, _ sides: [JSONValue]) throws(Refusal) {
    var premises: [JSONValue] = []
    for side in sides {
      let isCondition = side["rule"] == nil && side["from"] != nil && side["not"] == nil
      premises += isCondition ? side["from"]?.array ?? [] : [side]
    }
    for premise in premises where premise["not"] == nil && premise["test"] == nil { try check(step: premise) }
    for index in set.rules[rule].hornClauses where program.clauses[index].conclusion >= 0 {
      if follows(index, Array(repeating: nil, count: program.clauses[index].variableCount), premises) { return }
    }
    throw refusal("the conflict does not follow from its two sides")
  }
}
