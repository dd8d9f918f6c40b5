import TenetModel
import TenetText

let baselessCircle = Check(
  .meaning, "baseless-circle", "rules conclude only each other's conditions, and nothing starts them",
  why: "Each of the rules waits for another one, so none of them ever fires.",
  wrong: "a and loved → sticky\nsticky → loved\n",
  right: "a and loved → sticky\nsticky → loved\nbright → loved\n",
  found: [
    "x → y\ny → z\nz → x\n",
    "verb trusts\nverb helps\n?p trusts a friend → ?p helps a neighbour\n?p helps a neighbour → ?p trusts a friend\n",
    "kind firm: x, y\nverb trusts\n?a trusts ?a and late → ?a trusts ?a\n?a trusts ?a → ?a trusts ?a\nsoon → x trusts y\n",
    "kind firm: x, y\nsoon → loud\n?a has loud and ?a is a firm → ?a has keen\n?a has keen and ?a is a firm → ?a has loud\n",
    // What is said of members does not start what waits for self.
    "kind firm: x, y\nverb trusts\nlate → keen\nkeen and ?a trusts ?b → ?a has late\nloved and ?a is a firm → ?a has late\n",
    // What starts others that it is said of does not start these.
    """
    kind firm: x, y
    soon → x has late
    ?a has late → ?a has tired
    ?a has tired and loud → ?a has late
    ?a is y and ?a has late → ?a has keen
    ?a is y and ?a has keen → ?a has late

    """,
    "choice tier: one of gold, silver\ntier is gold → keen\nkeen → tier is gold\nlate → tier is silver\n",
  ],
  passed: [
    "verb trusts\n?a trusts ?b and ?b trusts ?c → ?a trusts ?c\n", "a → b\nb → c\nc → b\n",
    "owns x → sticky\nsticky → owns y\nowns y → sticky\n",
    """
    kind firm: x, y
    soon → x has late
    ?a has late → ?a has tired
    ?a has tired and loud → ?a has late
    ?a has late → ?a has keen
    ?a has keen → ?a has late

    """,
    "choice tier: one of gold, silver\ntier is gold → keen\nkeen → tier is gold\nlate → tier is gold\n",
  ]
) { linting in
  linting.withSpace { linting, space in
    let circles = Circles(&space, linting.set)
    linting.giveUp(circles.undecided, space)
    for circle in circles.found {
      guard let first = circle.first else { continue }
      let names = circle.map { linting.name(linting.set.rules[$0]) }
      let rule = linting.set.rules[first]
      linting.report(
        names.joined(separator: ", ") + " wait for each other, and no other rule or fact starts them",
        at: rule.place.start(of: linting),
        others: circle.dropFirst().map {
          Diagnostic.Label(linting.set.rules[$0].place.start(of: linting), "waits too")
        },
        help: "add a rule that concludes one of the conditions from something else")
    }
  }
}

/// Circles of rules that no other rule and no base fact starts.
private struct Circles {
  private(set) var found: [[Int]] = []
  /// Rules of which it is not known whether something starts them, or what they wait for.
  private(set) var undecided: [Int] = []
  /// What each rule that nothing starts could conclude, with the numbers of those that could.
  private var concluded: [AnnotatedRelation]
  private var concluding: [[[TermID]: [Int]]]

  init(_ space: inout ProfileSpace, _ set: RuleSet) {
    concluded = space.relations.map { _ in AnnotatedRelation() }
    concluding = space.relations.map { _ in [:] }
    // What fires in some profile is started by it.
    let still = set.rules.indices.filter { !set.rules[$0].hornClauses.isEmpty && space.fires(set.rules[$0]) <= 0 }
    if still.isEmpty { return }
    var founded = FoundedFacts(space, for: still.map { set.rules[$0] })
    var waiting: [(rule: Int, missing: [MissingFact])] = []
    for index in still {
      let starts = founded.starts(set.rules[index])
      if starts == true { continue }
      guard starts == false, let conclusions = founded.conclusions(of: set.rules[index]),
        let missing = founded.missing(of: set.rules[index])
      else {
        undecided.append(index)
        continue
      }
      for (relation, tuple) in conclusions { add(tuple, of: relation, by: waiting.count) }
      waiting.append((index, missing))
    }
    let edges = waiting.map { next($0.missing, founded) }
    for component in Components(edges).list where component.nodes.count > 1 {
      found.append(component.nodes.map { waiting[$0].rule }.sorted())
    }
  }

  private mutating func add(_ tuple: [TermID], of relation: RelationID, by number: Int) {
    concluded[relation.index].insert(tuple)
    if concluding[relation.index][tuple]?.last != number {
      concluding[relation.index][tuple, default: []].append(number)
    }
  }

  /// The rules that could conclude what a rule waits for.
  private func next(_ missing: [MissingFact], _ founded: FoundedFacts) -> [Int] {
    var next: Set<Int> = []
    for fact in missing {
      let relation = fact.atom.relation.index
      for row in concluded[relation].rows(near: fact.atom, fact.binding) {
        let tuple = concluded[relation].tuples[row]
        if founded.isMissing(fact, tuple) { next.formUnion(concluding[relation][tuple] ?? []) }
      }
    }
    return next.sorted()
  }
}
