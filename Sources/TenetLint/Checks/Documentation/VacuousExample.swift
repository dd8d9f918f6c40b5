import TenetModel
import TenetText

let vacuousExample = Check(
  .documentation, "vacuous-example", "an example passes whatever the rules say",
  why: "An example that expects nothing, or only what it gives itself, tests no rule.",
  wrong: "owns interface → captures habit\nexample \"an interface\"\n  given owns interface\n  expect owns interface\n",
  right: "owns interface → captures habit\nexample \"an interface\"\n  given owns interface\n  expect captures habit\n",
  found: [
    "a → b\nexample \"any\"\n  given owns interface\n  expect someone owns interface\n",
    "kind layer: interface\nverb owns (layer)\na → b\nexample \"any\"\n  given owns interface\n  expect owns any layer or b\n",
  ],
  passed: [
    "a → b\nexample \"both\"\n  given a\n  expect a\n  expect b\n",
    "a → b\nexample \"not\"\n  given c\n  expect not b\n",
  ]
) { linting in
  for example in linting.set.examples {
    let given = GivenFacts(example, linting.set.vocabulary)
    guard example.expectations.allSatisfy({ given.holds($0.condition, $0.clauses) == true }) else { continue }
    linting.report(
      example.expectations.isEmpty
        ? "the example `\(example.title)` expects nothing"
        : "the example `\(example.title)` expects only what it gives",
      at: example.place.start(of: linting), help: "expect something that a rule concludes")
  }
}

/// What is sure of an example before any rule has run: what it gives, and what its kinds say.
private struct GivenFacts {
  private var facts: [(relation: RelationID, terms: [TermID])] = []
  private let memberships: [(kind: KindID, term: TermID)]
  private let vocabulary: Vocabulary

  init(_ example: ExampleCase, _ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    memberships = example.memberships
    var start = 0
    for relation in example.facts.facts.relations {
      let arity = vocabulary.relations[relation.index].arity
      facts.append((relation, Array(example.facts.facts.terms[start..<start + arity])))
      start += arity
    }
  }

  /// Nil where rules decide.
  func holds(_ condition: Condition, _ clauses: [Clause]) -> Bool? {
    switch condition {
    case .clause(let index): return holds(clauses[index])
    case .not(let inner): return holds(inner, clauses).map { !$0 }
    case .and(let parts):
      let values = parts.map { holds($0, clauses) }
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .or(let parts):
      let values = parts.map { holds($0, clauses) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    }
  }

  private func holds(_ clause: Clause) -> Bool? {
    guard case .fact(let pattern) = clause.meaning else { return nil }
    let matching = facts.filter { fits($0, pattern) }
    guard let quantified = pattern.quantifier else {
      switch pattern.subject {
      case .noOne, .noOneElse: return matching.isEmpty ? nil : false
      default: return matching.isEmpty ? nil : true
      }
    }
    guard case .anyOf(let kind) = quantified.quantifier else { return nil }
    return matching.contains { vocabulary.fits($0.terms[quantified.place + 1], kind) } ? true : nil
  }

  private func fits(_ fact: (relation: RelationID, terms: [TermID]), _ pattern: FactPattern) -> Bool {
    guard fact.relation == pattern.relation else { return false }
    switch pattern.subject {
    case .operand(let operand): if !mayMeet(operand, .term(fact.terms[0])) { return false }
    case .someone, .noOne: break
    case .someoneElse, .noOneElse: if fact.terms[0] == .self { return false }
    }
    return zip(pattern.objects, fact.terms.dropFirst()).allSatisfy { mayMeet($0, .term($1)) }
  }
}
