import Tenet
import TenetEngine
import Testing

/// Recursion that goes on from origin to origin against the same in rounds: facts, levels, finding, and what reads them.
@Suite struct ReachabilityTests {
  private static let forms = [
    """
    verb links to
    verb reaches
    ?x links to ?y → ?x reaches ?y
    ?x reaches ?y and ?y links to ?z → ?x reaches ?z
    verb misses
    ?x reaches ?y and not ?y reaches ?x → ?x misses ?y
    verb meets
    ?x reaches ?y and ?y reaches ?x and ?x links to ?z → ?x meets ?z

    """,
    """
    verb links to
    verb reaches
    ?x links to ?y → ?x reaches ?y
    ?x links to ?y and ?y reaches ?z → ?x reaches ?z
    verb nears
    ?x reaches ?y and ?y links to ?x → ?y nears ?x

    """,
    """
    verb links to
    verb leads () by ()
    verb reaches () by ()
    kind way: road, rail
    ?x links to ?y and ?w is a way → ?x reaches ?y by ?w
    ?x reaches ?y by ?w and ?y links to ?z → ?x reaches ?z by ?w
    ?y leads ?z by ?w and ?x reaches ?y by ?w → ?x reaches ?z by ?w
    ?x links to ?y and ?y links to ?z and ?w is a way → ?y leads ?z by ?w

    """,
    """
    verb links to
    verb reaches
    ?x reaches ?y and ?y links to ?z → ?x reaches ?z
    ?x links to ?y and ?y links to ?z → ?x reaches ?z
    verb ends at
    someone reaches ?y and not ?y reaches ?y → ?y ends at ?y

    """,
  ]

  @Test(arguments: 0..<4, [(12, 20), (40, 30), (60, 70), (300, 280)])
  func originByOriginIsAsInRounds(form: Int, size: (nodes: Int, links: Int)) throws {
    for seed in 0..<3 {
      let facts = Self.profile(size.nodes, size.links, seed: seed * 31 + form)
      let (compiled, given) = try load(Self.forms[form], facts)
      var tuning = Tuning()
      tuning.large = 0
      let reached = compiled.run(given, tuning: tuning)
      tuning.reaches = false
      let expected = compiled.run(given, tuning: tuning)
      expectSame(reached, expected)
    }
  }

  // MARK: Links

  /// Rules where one variable only leads from one literal to another.
  private static let linkForms = [
    """
    verb links to
    verb matches
    ?p links to ?x and ?p links to ?y and ?x is not ?y → ?x matches ?y
    ?p links to ?x and ?p matches ?q and ?q links to ?y → ?x matches ?y

    """,
    """
    verb links to
    verb matches
    verb differs from
    ?p links to ?x and ?p links to ?y → ?x matches ?y
    ?p links to ?x and ?p matches ?q and ?q links to ?y and ?x is not ?y and not ?y links to ?x → ?x differs from ?y
    ?q differs from ?p and ?p links to ?x and ?q differs from ?q and ?q links to ?y → ?x differs from ?y

    """,
    """
    verb links to
    verb reaches
    verb carries () by ()
    kind way: road, rail
    ?x links to ?y → ?x reaches ?y
    ?x reaches ?y and ?y reaches ?z and ?z links to ?a → ?x reaches ?a
    ?x links to ?y and ?x links to ?z and ?w is a way → ?y carries ?z by ?w
    ?x carries ?y by ?w and ?x links to ?z and ?y reaches ?a → ?z carries ?a by ?w

    """,
  ]

  @Test(arguments: 0..<3, [(12, 20), (40, 30), (60, 70), (150, 149)])
  func linksAreAsNestedLoops(form: Int, size: (nodes: Int, links: Int)) throws {
    for seed in 0..<3 {
      let facts = Self.profile(size.nodes, size.links, seed: seed * 37 + form)
      let (compiled, given) = try load(Self.linkForms[form], facts)
      var tuning = Tuning()
      tuning.large = Int.max
      let expected = compiled.run(given, tuning: tuning)
      tuning.large = 0
      tuning.always = true
      tuning.factors = false
      expectSame(compiled.run(given, tuning: tuning), expected)
    }
  }

  private func load(_ rules: String, _ facts: String) throws -> (CompiledProgram, ProfileFacts) {
    let loaded = Workspace.load([
      InputText(path: "rules.tenet", text: rules), InputText(path: "facts.tenet", text: facts),
    ])
    let isFit = loaded.isFit
    try #require(isFit)
    return (Judge(loaded.value.set).compiled, loaded.value.cases[0].facts)
  }

  private func expectSame(_ found: Run, _ expected: Run) {
    for relation in expected.program.arities.indices {
      #expect(found.count(of: RelationID(relation)) == expected.count(of: RelationID(relation)))
      for fact in expected.facts(of: RelationID(relation)) {
        guard let same = found.fact(fact.relation, expected.terms(of: fact)) else {
          Issue.record("a fact is missing")
          return
        }
        #expect(found.level(of: same) == expected.level(of: fact))
      }
      for fact in found.facts(of: RelationID(relation)) {
        let turned = Array(found.terms(of: fact).reversed())
        #expect((found.fact(fact.relation, turned) == nil) == (expected.fact(fact.relation, turned) == nil))
      }
    }
  }

  private static func profile(_ nodes: Int, _ links: Int, seed: Int) -> String {
    var text = "profile \"Graph\"\n"
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<links {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let from = Int(state >> 33) % nodes
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += "  n\(from) links to n\(Int(state >> 33) % nodes)\n"
    }
    return text
  }
}
