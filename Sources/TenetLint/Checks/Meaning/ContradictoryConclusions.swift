import TenetModel
import TenetText

let contradictoryConclusions = Check(
  .meaning, "contradictory-conclusions", "a rule, or every profile, concludes what contradicts itself",
  why:
    "To capture and to lack the same thing, or to stand on both sides of a declared conflict, is never what one rule means.",
  wrong: "owns interface → captures habit, lacks habit\n",
  right: "owns interface → captures habit, lacks data\n",
  found: [
    "fast conflicts with careful\nbold → fast, careful\n",
    "not (a and not a) → captures it\nnot (b and not b) → lacks it\n",
  ],
  passed: [
    "a → captures habit\nb → lacks habit\n", "fast conflicts with careful\nbold → fast\nbrave → careful\n",
    "a → captures habit, lacks control\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    let conflicts = Conflicts(linting.set)
    for rule in linting.set.rules where !rule.isConflict {
      reportPairs(rule, linting, &space)
      reportConflicts(rule, conflicts, linting, &space)
    }
    reportEverywhere(linting, &space)
  }
}

/// The relations of `captures` and `lacks` with one object.
private func opposites(_ vocabulary: Vocabulary) -> (captures: RelationID, lacks: RelationID)? {
  func find(_ verb: String) -> RelationID? {
    vocabulary.verbRelations.first { relation in
      let shape = vocabulary.relations[relation.index]
      return shape.arity == 2 && shape.verb.lowercased() == verb
    }
  }
  guard let captures = find("captures"), let lacks = find("lacks") else { return nil }
  return (captures, lacks)
}

/// `captures x` with `lacks x`, concluded by one rule.
private func reportPairs(_ rule: Rule, _ linting: Linting, _ space: inout ProfileSpace) {
  guard let pair = opposites(linting.set.vocabulary) else { return }
  for conclusion in rule.conclusions {
    guard case .fact(let atom) = conclusion.head, atom.relation == pair.captures else { continue }
    for other in rule.conclusions {
      guard case .fact(let second) = other.head, second.relation == pair.lacks, second.places == atom.places else {
        continue
      }
      let fires = space.fires(rule)
      if fires < 0 { linting.giveUp(linting.name(rule), space.reason, at: conclusion.place) }
      guard fires > 0 else { continue }
      linting.report(
        "\(linting.name(rule)) concludes `\(linting.text(rule, conclusion.head))` and `\(linting.text(rule, other.head))`",
        at: conclusion.place, others: [Diagnostic.Label(other.place, "and this")], help: "take one of the two away",
        witness: space.witness(fires, linting.speller, linting.reader), rules: linting.ids(of: rule))
    }
  }
}

/// The declared conflicts, found by what their first side takes.
private struct Conflicts {
  private let rules: [Rule]
  private var byFact = LastTermIndex()

  init(_ set: RuleSet) {
    rules = set.rules.filter { $0.isConflict && $0.sides.count == 2 }
    for (index, rule) in rules.enumerated() {
      for pattern in positivePatterns(rule.sides[0], rule) {
        byFact.insert(index, pattern.relation, pattern.objects.last)
      }
    }
  }

  /// Those of which a rule may conclude the first side, in the order of the text.
  func near(_ rule: Rule) -> [Rule] {
    var found: Set<Int> = []
    for conclusion in rule.conclusions {
      guard case .fact(let atom) = conclusion.head else { continue }
      found.formUnion(byFact.numbers(atom.relation, atom.places.last))
    }
    return found.sorted().map { rules[$0] }
  }
}

/// Both sides of a declared conflict, concluded by one rule.
private func reportConflicts(
  _ rule: Rule, _ conflicts: Conflicts, _ linting: Linting, _ space: inout ProfileSpace
) {
  for conflict in conflicts.near(rule) {
    let isTouched = conflict.sides.allSatisfy { side in rule.conclusions.contains { touches(side, conflict, $0) } }
    guard isTouched else { continue }
    let (fires, holds) = (space.fires(rule), space.fires(conflict))
    if fires == DecisionDiagram.no || holds == DecisionDiagram.no { continue }
    let isImplied = space.diagram.implies(fires, holds)
    if fires < 0 || isImplied == nil { linting.giveUp(linting.name(rule), space.reason, at: rule.namePlace) }
    guard fires > 0, isImplied == true else { continue }
    linting.report(
      "\(linting.name(rule)) concludes both sides of \(linting.name(conflict))", at: rule.place.start(of: linting),
      others: [Diagnostic.Label(conflict.place.start(of: linting), "the conflict")], help: "take one of the two away",
      witness: space.witness(fires, linting.speller, linting.reader),
      rules: linting.ids(of: rule) + linting.ids(of: conflict))
  }
}

private func touches(_ side: Condition, _ conflict: Rule, _ conclusion: Conclusion) -> Bool {
  guard case .fact(let atom) = conclusion.head else { return false }
  return positivePatterns(side, conflict).contains { pattern in
    guard pattern.relation == atom.relation else { return false }
    if case .operand(let subject) = pattern.subject, !mayMeet(subject, atom.places[0]) { return false }
    return zip(pattern.objects, atom.places.dropFirst()).allSatisfy { mayMeet($0, $1) }
  }
}

/// The facts that one side of a conflict takes to hold.
private func positivePatterns(_ side: Condition, _ conflict: Rule) -> [FactPattern] {
  side.leaves.compactMap { leaf in
    guard side.polarity(of: leaf) == true, case .fact(let pattern) = conflict.clauses[leaf].meaning else { return nil }
    return pattern
  }
}

/// `captures x` with `lacks x`, both in every profile.
private func reportEverywhere(_ linting: Linting, _ space: inout ProfileSpace) {
  // What a profile gives does not hold in every one.
  guard let pair = opposites(linting.set.vocabulary), space.heads.concludesAny(pair.captures),
    space.heads.concludesAny(pair.lacks)
  else { return }
  let (captures, lacks) = (space.relations[pair.captures.index], space.relations[pair.lacks.index])
  let isOpen = captures.isOpen || lacks.isOpen
  if isOpen, let place = firstPlace(of: pair.captures, [], linting) {
    linting.giveUp("what every profile captures and lacks", space.reason, at: place)
  }
  for tuple in captures.tuples {
    let node = space.diagram.and(captures.node(tuple), lacks.node(tuple))
    guard let place = firstPlace(of: pair.captures, tuple, linting) else { continue }
    if node < 0, !isOpen {
      linting.giveUp("`\(linting.speller.text(pair.captures, tuple))`", space.reason, at: place)
    }
    guard node == DecisionDiagram.yes else { continue }
    let text = linting.speller.text(pair.captures, tuple)
    linting.report(
      "every profile comes to `\(text)` and `\(linting.speller.text(pair.lacks, tuple))`", at: place,
      help: "take one of the two away", witness: space.witness(node, linting.speller, linting.reader))
  }
}

/// Where a rule first concludes facts of a relation with these terms in their first places.
private func firstPlace(of relation: RelationID, _ tuple: [TermID], _ linting: Linting) -> Span? {
  for rule in linting.set.rules {
    for conclusion in rule.conclusions {
      guard case .fact(let atom) = conclusion.head, atom.relation == relation else { continue }
      if zip(atom.places, tuple).allSatisfy({ mayMeet($0, .term($1)) }) { return conclusion.place }
    }
  }
  return nil
}
