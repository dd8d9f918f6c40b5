import TenetModel

/// For many clauses in a row when one of the first, or of the last, so many holds.
struct Sums {
  var before: [DecisionDiagram.Node]
  var after: [DecisionDiagram.Node]
}

/// Whether a changed rule changes what holds in some profile.
extension ProfileSpace {
  /// A profile in which the rules with changed bodies come to something else: a function that is true there. `no` where
  /// there is none, `open` where that is not decided.
  ///
  /// - Parameter bodies: by clause its new body, nil for none.
  mutating func difference(_ bodies: [Int: [Literal]?]) -> Node {
    var node = DecisionDiagram.no
    let changed = bodies.keys.sorted()
    var steps: [Int] = []
    var numbers: [NumberID] = []
    var relations: [RelationID] = []
    for clause in changed {
      if let step = recursiveStep[clause] {
        if !steps.contains(step) { steps.append(step) }
        continue
      }
      switch program.clauses[clause].head {
      case .fact(let atom):
        // A fact that a circle also concludes may rest on itself, so the circle has to run again without the clause.
        let circles = recursiveSteps(concluding: atom)
        for step in circles where !steps.contains(step) { steps.append(step) }
        if circles.isEmpty, !relations.contains(atom.relation) { relations.append(atom.relation) }
      case .set(let number, _, _), .add(let number, _, _): if !numbers.contains(number) { numbers.append(number) }
      }
    }
    if !steps.isEmpty { node = difference(inSteps: steps, changed, bodies) }
    for relation in relations where node != DecisionDiagram.yes {
      node = diagram.or(node, difference(of: relation, changed, bodies))
    }
    for number in numbers where node != DecisionDiagram.yes {
      node = diagram.or(node, difference(of: number, changed, bodies))
    }
    return node
  }

  /// A profile that comes to something else without a rule.
  mutating func difference(without rule: Rule) -> Node { difference(bodies(without: rule)) }

  /// No bodies for the clauses of a rule.
  func bodies(without rule: Rule) -> [Int: [Literal]?] {
    var bodies: [Int: [Literal]?] = [:]
    for clause in rule.hornClauses where program.clauses[clause].conclusion >= 0 {
      bodies.updateValue(nil, forKey: clause)
    }
    return bodies
  }

  // MARK: Facts

  private mutating func difference(of relation: RelationID, _ changed: [Int], _ bodies: [Int: [Literal]?]) -> Node {
    var before: [(tuple: [TermID], node: Node)] = []
    var after: [[TermID]: Node] = [:]
    for index in changed {
      let clause = program.clauses[index]
      guard case .fact(let atom) = clause.head, atom.relation == relation else { continue }
      if results[index].table.isOpen { return DecisionDiagram.open }
      for fact in results[index].facts { before.append((fact.tuple, DecisionDiagram.no)) }
      guard let body = bodies[index] ?? nil else { continue }
      let table = solve(clause, body, keeping: ProfileSpace.kept(clause))
      let (facts, isOpen) = conclusions(atom, table)
      if isOpen { return DecisionDiagram.open }
      for (tuple, node) in facts {
        before.append((tuple, DecisionDiagram.no))
        after[tuple] = diagram.or(after[tuple] ?? DecisionDiagram.no, node)
      }
    }
    return compare(relation, before.map { $0.tuple }, after, changed)
  }

  private mutating func compare(
    _ relation: RelationID, _ tuples: [[TermID]], _ after: [[TermID]: Node], _ changed: [Int]
  ) -> Node {
    var seen: Set<[TermID]> = []
    var node = DecisionDiagram.no
    var replaced: [(tuple: [TermID], node: Node)] = []
    for tuple in tuples where seen.insert(tuple).inserted {
      let now = diagram.or(others(relation, tuple, changed), after[tuple] ?? DecisionDiagram.no)
      let then = relations[relation.index].node(tuple)
      if now == then, now >= 0 { continue }
      replaced.append((tuple, now))
      node = diagram.or(node, differ(now, then))
    }
    // A candidate that is not picked either way changes nothing that anybody sees.
    guard !replaced.isEmpty, case .candidates(let choice) = program.roles[relation.index] else { return node }
    var candidates = relations[relation.index]
    for (tuple, now) in replaced { candidates.replace(tuple, with: now) }
    return difference(of: program.choices[choice.index], candidates, node)
  }

  private mutating func difference(of plan: ChoicePlan, _ candidates: AnnotatedRelation, _ node: Node) -> Node {
    if plan.picks == plan.candidates { return node }
    var result = DecisionDiagram.no
    for (term, now) in picks(plan, candidates) {
      result = diagram.or(result, differ(now, relations[plan.picks.index].node([term])))
    }
    return result
  }

  /// Where two functions differ.
  mutating func differ(_ left: Node, _ right: Node) -> Node {
    if left < 0 || right < 0 { return DecisionDiagram.open }
    return diagram.or(diagram.and(left, diagram.not(right)), diagram.and(right, diagram.not(left)))
  }

  /// When a fact holds without the clauses.
  private mutating func others(_ relation: RelationID, _ tuple: [TermID], _ clauses: [Int]) -> Node {
    var node = DecisionDiagram.no
    if relations[relation.index].isOpen { return DecisionDiagram.open }
    if let row = relations[relation.index].row(tuple), relations[relation.index].isBase[row] {
      node = baseNodes[relation.index]?[tuple] ?? DecisionDiagram.open
    }
    let all = contributions[relation.index][tuple] ?? []
    if all.count > ProfileSpace.manyContributions {
      return diagram.or(node, others(relation, tuple, all, clauses))
    }
    for (clause, part) in all where !clauses.contains(clause) { node = diagram.or(node, part) }
    return node
  }

  /// Where more clauses than this conclude a fact, sums over all but a few of them are kept.
  private static var manyContributions: Int { 16 }

  /// When some of many clauses for a fact holds that is none of a few others: sums from both ends up to these.
  private mutating func others(
    _ relation: RelationID, _ tuple: [TermID], _ all: [(clause: Int, node: Node)], _ clauses: [Int]
  ) -> Node {
    if sums[relation.index]?[tuple] == nil {
      var (before, after) = ([DecisionDiagram.no], [DecisionDiagram.no])
      for (_, node) in all { before.append(diagram.or(before[before.count - 1], node)) }
      for (_, node) in all.reversed() { after.append(diagram.or(after[after.count - 1], node)) }
      sums[relation.index, default: [:]][tuple] = Sums(before: before, after: after)
    }
    guard let sums = sums[relation.index]?[tuple],
      let first = all.firstIndex(where: { clauses.contains($0.clause) }),
      let last = all.lastIndex(where: { clauses.contains($0.clause) })
    else { return sums[relation.index]?[tuple]?.before.last ?? DecisionDiagram.no }
    var node = diagram.or(sums.before[first], sums.after[all.count - 1 - last])
    for (clause, part) in all[first...last] where !clauses.contains(clause) { node = diagram.or(node, part) }
    return node
  }

  // MARK: Circles

  /// More clauses that depend on each other than this are not run again for each change.
  private static var mostInCircle: Int { 64 }

  private func recursiveSteps(concluding atom: Atom) -> [Int] {
    var steps: [Int] = []
    for clause in recursiveHeads[atom.relation.index] ?? [] {
      guard case .fact(let head) = program.clauses[clause].head, let step = recursiveStep[clause],
        !steps.contains(step),
        zip(head.places, atom.places).allSatisfy({ mayMeet($0, $1) })
      else { continue }
      steps.append(step)
    }
    return steps
  }

  /// Runs the clauses of circles again, together with changed clauses that conclude facts.
  private mutating func difference(inSteps steps: [Int], _ changed: [Int], _ bodies: [Int: [Literal]?]) -> Node {
    var clauses: [Int] = []
    for step in steps {
      if case .derive(let inside, _, _) = program.schedule[step] { clauses += inside }
    }
    for clause in changed where !clauses.contains(clause) {
      if case .fact = program.clauses[clause].head { clauses.append(clause) }
    }
    // What a clause denies has to be complete before it runs.
    clauses.sort { (step[$0], $0) < (step[$1], $1) }
    guard clauses.count <= ProfileSpace.mostInCircle else { return DecisionDiagram.open }
    let saved = relations
    var tuples: [(relation: Int, tuple: [TermID])] = []
    for index in clauses {
      guard case .fact(let atom) = program.clauses[index].head, !results[index].table.isOpen else {
        return DecisionDiagram.open
      }
      for fact in results[index].facts {
        let outside = others(atom.relation, fact.tuple, clauses)
        relations[atom.relation.index].replace(fact.tuple, with: outside)
        tuples.append((atom.relation.index, fact.tuple))
      }
    }
    var isStable = true
    var rest = clauses[...]
    while isStable, let first = rest.first {
      let part = rest.prefix { step[$0] == step[first] }
      isStable = runAgain(part, bodies, &tuples)
      rest = rest.dropFirst(part.count)
    }
    var node = isStable ? DecisionDiagram.no : DecisionDiagram.open
    var candidates: [Int: Node] = [:]
    for (relation, tuple) in tuples {
      let now = relations[relation].node(tuple)
      let then = saved[relation].node(tuple)
      guard now != then || now < 0 else { continue }
      if case .candidates(let choice) = program.roles[relation] {
        candidates[choice.index] = diagram.or(candidates[choice.index] ?? DecisionDiagram.no, differ(now, then))
      } else {
        node = diagram.or(node, differ(now, then))
      }
    }
    for (choice, change) in candidates.sorted(by: { $0.key < $1.key }) {
      let plan = program.choices[choice]
      node = diagram.or(node, difference(of: plan, relations[plan.candidates.index], change))
    }
    relations = saved
    return node
  }

  private mutating func runAgain(
    _ clauses: ArraySlice<Int>, _ bodies: [Int: [Literal]?], _ tuples: inout [(relation: Int, tuple: [TermID])]
  ) -> Bool {
    for _ in 0..<64 {
      var hasChanged = false
      for index in clauses {
        let clause = program.clauses[index]
        var body = clause.body
        if let replaced = bodies[index] {
          guard let replaced else { continue }
          body = replaced
        }
        guard case .fact(let atom) = clause.head else { return false }
        let (facts, isOpen) = conclusions(atom, solve(clause, body, keeping: ProfileSpace.kept(clause)))
        if isOpen { return false }
        for (tuple, node) in facts {
          guard relations[atom.relation.index].add(tuple, node, &diagram) else { continue }
          hasChanged = true
          tuples.append((atom.relation.index, tuple))
        }
      }
      if !hasChanged { return true }
    }
    return false
  }

  // MARK: Numbers

  private mutating func difference(of number: NumberID, _ changed: [Int], _ bodies: [Int: [Literal]?]) -> Node {
    let subjects = universe.subjects(of: number) + [.self]
    let known = subjects.compactMap { concluded[NumberKey(number: number, subject: $0)] }
    // Nothing can be told apart from what is not known, and a number with very many clauses takes long to work out again.
    if !known.isEmpty, known.allSatisfy({ $0.isOpen }) { return DecisionDiagram.open }
    var altered: [Int: BindingTable] = [:]
    var gone: [Int] = []
    for index in changed {
      let clause = program.clauses[index]
      if let body = bodies[index] ?? nil {
        altered[index] = solve(clause, body, keeping: ProfileSpace.kept(clause))
      } else {
        gone.append(index)
      }
    }
    var node = DecisionDiagram.no
    var seen: [NumberKey] = []
    for (key, now) in distributions(of: number, with: altered, without: gone) {
      seen.append(key)
      node = diagram.or(node, differ(now, concluded[key] ?? .unknown))
    }
    for subject in subjects {
      let key = NumberKey(number: number, subject: subject)
      guard !seen.contains(key), let then = concluded[key] else { continue }
      seen.append(key)
      node = diagram.or(node, differ(.unknown, then))
    }
    return node
  }

  private mutating func differ(_ left: Distribution, _ right: Distribution) -> Node {
    if left.isOpen || right.isOpen { return DecisionDiagram.open }
    var same = DecisionDiagram.no
    for a in left.entries {
      for b in right.entries where a.value == b.value { same = diagram.or(same, diagram.and(a.node, b.node)) }
    }
    return diagram.not(same)
  }
}
