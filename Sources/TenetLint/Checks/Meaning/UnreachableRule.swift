import TenetModel
import TenetText

let unreachableRule = Check(
  .meaning, "unreachable-rule", "no profile can make a rule fire",
  why: "A rule that cannot fire says nothing. Its conditions exclude each other, or need what no rule can conclude.",
  wrong: "number share in %\nowns interface and share > 60% and share < 40% → strong\n",
  right: "number share in %\nowns interface and share > 40% and share < 60% → strong\n",
  found: [
    "a and b → c\nc and not b → d\n", "a and b → b\n",
    "kind layer: x, y\nverb owns (layer)\nowns at least 3 layers → wide\n",
    "choice tier: one of gold, silver otherwise silver\nrich → tier is gold\ntier is gold and not rich → odd\n",
    "number fee\nkind person: ann, bob\nbig → fee is 5\n?p is a person and wide → ?p's fee is 7\nbob's fee > 10 → rich\n",
    "number n\nann's n > bob's n and bob's n > cid's n and cid's n ≥ ann's n → rich\n",
    "number age\nnumber limit\nage > 50 → limit is age * 10\nlimit < 500 → low\n",
    "number age\nnumber dose\nnumber limit\nage > 50 → limit is age * 10\ndose > limit and dose < 480 → odd\n",
  ],
  passed: [
    "kind actor: m, n\nverb (actor) likes\n?b likes it and not bad and ?b has bad → c\n",
    "a and b → c\nc and not d → e1\n", "kind layer: x, y\nverb owns (layer)\nowns at least 2 layers → wide\n",
    "?a depends on ?b and ?b depends on ?c → ?a depends on ?c\n",
    "kind actor: x, y\nverb trusts\n?a is an actor and ?a has luck → ?a trusts friend\ntrusts friend → happy\n",
    "verb (gadget) hums (tune)\n?g is a gadget and ?g hums ?t → noisy\n",
    // A number of one subject is given though a rule concludes that of another.
    "number fee\nkind person: ann, bob\nbig → fee is 5\nann's fee > 10 → rich\n",
    "number fee\nkind person: ann, bob\nann's fee ≥ 10 → bob's fee is 5\nbob's fee ≥ 3 → fee is 5\nfee ≥ 3 → rich\n",
    "number fee\nkind person: ann, bob\nverb (person) leads\n?p is a person and ?p leads a team → ?p's fee is 5\nfee > 10 → rich\n",
    // Numbers that are compared have room between and beyond all that rules make of them.
    "number n\nnumber sum\nbig → add 1 to sum\nn > sum → rich\n",
    "number n\nnumber sum\nbig → sum is 3 + 4\nn > sum → rich\n",
    "number n\nnumber sum\nnumber fee\nbig → sum is n\nsmall → fee is ann's n\nsum > fee → rich\n",
    "number n\nann's n > bob's n and bob's n > cid's n → rich\n",
    "number age\nnumber dose\nnumber limit\nage > 50 → limit is age * 10\ndose > limit and dose < 501 → odd\n",
    "number n\nnumber m\nkind person: ann, bob, cid\n?a is a person → ?a's m is ?a's n\nann's m > bob's m and bob's m > cid's m and cid's m > 3 and ann's m < 4 → rich\n",
    "number n\nkind person: ann, bob, cid\nverb (person) beats (person)\n?a is a person and ?b is a person and ?a's n > ?b's n and ?a's n < 4 and ?b's n > 3 → ?a beats ?b\nann beats bob and bob beats cid → rich\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    for rule in linting.set.rules where !rule.isConflict {
      let node = space.fires(rule)
      if node < 0 { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
      guard node == DecisionDiagram.no else { continue }
      linting.report(
        "no profile can make \(linting.name(rule)) fire", at: rule.place.start(of: linting),
        help: linting.reason(rule, &space))
    }
  }
}

extension ProfileSpace {
  /// Why something is not decided.
  var reason: String { "its condition depends on more facts, values or terms than are tried" }
}

extension Linting {
  /// Why the condition of a rule can never hold.
  func reason(_ rule: Rule, _ space: inout ProfileSpace) -> String {
    for leaf in rule.condition.leaves where space.leaf(leaf, of: rule).ever == DecisionDiagram.no {
      return "`\(signed(leaf, rule))` never holds"
    }
    let clauses = space.mainClauses(rule)
    guard clauses.count == 1, let index = clauses.first else { return "its conditions never hold together" }
    var needed = rule.condition.leaves
    let clause = space.program.clauses[index]
    for leaf in needed {
      let rest = needed.filter { $0 != leaf }
      let body = clause.body.indices.filter { rest.contains(clause.origins[$0]) }.map { clause.body[$0] }
      let isSafe = ProfileSpace.isBound(body)
      guard isSafe, !body.isEmpty else { continue }
      let kept = Array(repeating: false, count: clause.variableCount)
      if space.truth(space.solve(clause, body, keeping: kept)) == DecisionDiagram.no { needed = rest }
    }
    return needed.map { "`\(signed($0, rule))`" }.joined(separator: " and ") + " never hold together"
  }

  /// A clause as it stands in the condition, negated or not.
  func signed(_ leaf: Int, _ rule: Rule) -> String {
    let isNegated = rule.condition.polarity(of: leaf) == false
    return (isNegated ? "not " : "") + text(rule, .clause(leaf))
  }
}

extension ProfileSpace {
  /// Whether the literals bind every variable that they use.
  static func isBound(_ body: [Literal]) -> Bool {
    let bound = bound(by: body)
    for literal in body {
      for case .variable(let slot) in operands(literal) where !bound.contains(slot) { return false }
    }
    return true
  }
}
