import Testing

@Suite struct ClauseTests {
  @Test func theFirstTwoLines() {
    let rules = "owns interface → captures habit\nconsumer speed conflicts with enterprise caution"
    #expect(conclusions(rules, "owns interface") == ["captures habit"])
    #expect(
      conclusions(rules, "consumer speed\nenterprise caution")
        == ["faces \"consumer speed conflicts with enterprise caution\""])
    #expect(verdict(rules + "\nprofile \"p\"\n  consumer speed").conflicts == [])
  }

  @Test func propertiesArticlesAndCase() {
    #expect(conclusions("has a long neck → tall animal", "has long neck") == ["tall animal"])
    #expect(conclusions("Has Long Neck → tall", "the long neck") == ["tall"])
    #expect(conclusions("has a → has b", "a") == ["b"])
    #expect(conclusions("chews cud → ruminates", "has chews cud") == ["ruminates"])
    #expect(conclusions("\"habit\" → x", "habit") == ["x"])
    #expect(conclusions("\"Habit\" → x", "habit") == [])
    #expect(conclusions("STRASSE → x", "straße") == ["x"])
    #expect(conclusions("caf\u{E9} → x", "cafe\u{301}") == ["x"])
  }

  @Test func subjectsAndSelf() {
    let rules =
      "cloud partner owns procurement → cloud partner has wide footprint\ncloud partner has wide footprint → leans on others"
    #expect(
      conclusions(rules, "cloud partner owns procurement") == ["cloud partner has wide footprint", "leans on others"])
    #expect(conclusions("self owns x → y", "owns x") == ["y"])
    #expect(conclusions("?p owns x and ?p is not self → rival ?p", "owns x\nb owns x") == ["error: mixed-variable"])
    #expect(conclusions("?p owns x and ?p is not self → faces ?p", "owns x\nb owns x") == ["faces b"])
  }

  @Test func theLongestVerbWins() {
    let rules = "verb depends\nverb on\n?a depends on ?b → ?a needs ?b"
    #expect(conclusions(rules, "x depends on y") == ["x needs y"])
    #expect(conclusions("verb is part of\n?a is part of ?b → ?b has ?a", "wheel is part of car") == ["car has wheel"])
  }

  @Test func prepositions() {
    let rules = """
      verb (actor) sells (product) to (actor) through (route)
      verb () sells ()
      kind actor: ann, bob
      kind product: model
      kind route: direct API
      ann sells _ to ?x through _ → ?x uses model
      ann sells ?y → ann has ?y
      """
    #expect(conclusions(rules, "ann sells model to bob through direct API") == ["bob uses model"])
    #expect(conclusions(rules, "ann sells things") == ["ann has things"])
  }

  @Test func atLeastIsNoPreposition() {
    let rules = """
      kind owner: a firm, b firm
      verb () leases () from () at ()
      leases x from at least 2 owners at home → y
      """
    #expect(conclusions(rules, "leases x from a firm at home\nleases x from b firm at home") == ["y"])
  }

  @Test func variablesKindsAndComparisonOfTerms() {
    let rules = """
      kind layer: interface, workflow, identity
      owns ?l and ?l is a layer → controls ?l
      ?a owns ?x and ?b owns ?x and ?a is not ?b → ?a faces ?b
      """
    #expect(conclusions(rules, "owns interface\nowns hat") == ["controls interface"])
    #expect(conclusions(rules, "b owns hat\nc owns hat") == ["b faces c", "c faces b"])
  }

  @Test func subjectQuantifiers() {
    #expect(conclusions("someone owns x → y", "b owns x") == ["y"])
    #expect(conclusions("someone owns x → y", "owns x") == ["y"])
    #expect(conclusions("someone else owns x → y", "owns x") == [])
    #expect(conclusions("someone else owns x → y", "b owns x") == ["y"])
    #expect(conclusions("no one owns x → y", "owns z") == ["y"])
    #expect(conclusions("no one owns x → y", "owns x") == [])
    #expect(conclusions("no one else owns x → y", "owns x") == ["y"])
    #expect(conclusions("not someone else owns x → y", "b owns x") == [])
  }

  @Test(arguments: [
    ("owns any layer", [0, 1, 1, 1]), ("owns no layer", [1, 0, 0, 0]), ("owns every layer", [0, 0, 0, 1]),
    ("owns at least 2 layers", [0, 0, 1, 1]), ("owns at most 1 layer", [1, 1, 0, 0]),
    ("owns exactly 2 layers", [0, 0, 1, 0]), ("owns only a", [0, 1, 0, 0]), ("not owns only a", [1, 0, 1, 1]),
    ("not owns every layer", [1, 1, 1, 0]), ("not owns exactly 1 layers", [1, 0, 1, 1]),
    ("owns at least 0 layers", [1, 1, 1, 1]),
  ])
  func objectQuantifiers(_ clause: String, _ expected: [Int]) {
    let rules = "kind layer: a, b, c\n\(clause) → yes"
    let profiles = ["hat", "owns a", "owns a\nowns b", "owns a\nowns b\nowns c\nowns hat"]
    for (facts, holds) in zip(profiles, expected) {
      #expect(conclusions(rules, facts) == (holds == 1 ? ["yes"] : []), "\(clause) with \(facts)")
    }
  }

  @Test func quantifiersBindTheirSubject() {
    let rules = "kind layer: a, b, c\n?x owns at least 2 layers → ?x is big\n"
    #expect(conclusions(rules, "") == ["error: undeclared-is"])
    let good =
      "kind layer: a, b, c\n?x owns at least 2 layers → ?x has size\nsomeone else owns at least 2 layers → pressed"
    #expect(conclusions(good, "m owns a\nm owns b\nn owns a") == ["m has size", "pressed"])
    #expect(
      conclusions("kind layer: a, b\n?x owns no layer → ?x has nothing", "m owns a") == ["error: unbound-variable"])
    #expect(conclusions("kind layer: a, b\nsomeone owns no layer → y", "owns a") == [])
    #expect(conclusions("kind layer: a, b\nsomeone owns no layer → y", "owns a\nm owns hat") == ["y"])
    #expect(conclusions("kind layer: a, b\nnot someone else owns at least 2 layers → y", "m owns a\nm owns b") == [])
    #expect(conclusions("kind layer: a, b\nnot someone else owns at least 2 layers → y", "owns a\nowns b") == ["y"])
  }

  @Test func aQuantifierWantsAKind() {
    #expect(conclusions("has no hair → bald", "x") == ["error: unknown-kind"])
    let help = verdict("has no hair → bald").diagnostics.first?.help ?? ""
    #expect(help.contains("`not has hair`"))
  }

  @Test func misspeltMembers() {
    let rules = "verb (actor) owns (layer)\nkind layer: interface, workflow\nkind actor: ann\nowns interfce → y"
    let first = verdict(rules).diagnostics.first
    #expect(first?.code == "unknown-member")
    #expect(first?.help == "did you mean `interface`?")
    let inProfile = verdict(
      "verb owns (layer)\nkind layer: interface\nowns interface → y\nprofile \"p\"\n  owns interfac")
    #expect(inProfile.codes == ["unknown-member"])
  }

  @Test func aProfileAddsMembers() {
    let rules = "verb owns (layer)\nkind layer: a\nowns at least 2 layers → y"
    #expect(conclusions(rules, "owns a\nowns z\nz is a layer") == ["y"])
  }
}

@Suite struct RuleFormTests {
  @Test func orUnlessAndGroups() {
    #expect(conclusions("(a or b) and c → d", "b\nc") == ["d"])
    #expect(conclusions("a or b and c → d", "a") == ["d"])
    #expect(conclusions("a → d unless b or c", "a\nc") == [])
    #expect(conclusions("a → d unless b and c", "a\nc") == ["d"])
    #expect(conclusions("not (a or b) → d", "c") == ["d"])
    #expect(conclusions("a, b → d, e and f", "a\nb") == ["d", "e", "f"])
  }

  @Test func layout() {
    let rules = """
      rule one:
        a and
        b
        → c,
          d
        unless e
        because "why"
        source "P1"
        tag x, y
      a →
      g
      """
    #expect(conclusions(rules, "a\nb") == ["c", "d", "g"])
    #expect(conclusions(rules.split(separator: "\n").joined(separator: "\r\n"), "a\nb") == ["c", "d", "g"])
  }

  @Test func choices() {
    let rules = """
      choice point: first of x, y, z otherwise nothing
      choice one thing: one of p, q
      choice many: all of p, q otherwise q
      a → point is z, one thing is p
      b → point is y, one thing is q
      c → many is p
      point is y → second
      point is not nothing → some
      many is q → fallback
      """
    let both = verdict(rules + "\nprofile \"p\"\n  a\n  b")
    #expect(both.codes == [])
    #expect(both.choices == ["point": ["y"], "one thing": ["p", "q"], "many": ["q"]])
    #expect(both.conclusions == ["second", "fallback", "some"])
    let none = verdict(rules + "\nprofile \"p\"\n  c")
    #expect(none.choices == ["point": [], "one thing": [], "many": ["p"]])
    #expect(none.conclusions == [])
  }

  @Test func numbers() {
    let rules = """
      number share in %
      number price in USD
      number score
      number total in USD
      share ≥ 60% and price is at most 2_500_000 USD → wide
      share is above 70 → wider
      not (share > 90%) → modest
      a → add 1 to score
      b → add 0.1 to score
      b or c → add 0.2 to score
      price > 0 → total is price * 2 + 1
      cloud partner's share > 10% → partner matters
      """
    let first = verdict(
      rules + "\nprofile \"p\"\n  share is 60%\n  price is 100 USD\n  b\n  c\n  cloud partner's share is 11%")
    #expect(first.codes == [])
    #expect(first.conclusions == ["wide", "modest", "partner matters"])
    #expect(first.numbers == ["score": "0.3", "total": "201 USD"])
    let second = verdict(rules + "\nprofile \"p\"\n  a")
    #expect(second.conclusions == ["modest"])
    #expect(second.numbers == ["score": "1"])
  }

  @Test func numbersOfOthers() {
    let rules = "number weight\n?p owns ?x → add 1 to ?p's weight\n?p's weight ≥ 2 and ?p owns _ → ?p has mass"
    let result = verdict(rules + "\nprofile \"p\"\n  m owns a\n  m owns b\n  n owns a")
    #expect(result.conclusions == ["m has mass"])
    #expect(result.numbers == ["weight": "0", "m's weight": "2", "n's weight": "1"])
  }

  @Test func contestedNumbers() {
    let rules = "number n\na → n is 1\nb → n is 2\nn > 0 → known"
    #expect(conclusions(rules, "a") == ["known"])
    #expect(conclusions(rules, "a\nb") == [])
  }

  @Test func conflictsAreFaced() {
    let rules = """
      rule first: a conflicts with b
      rule second: ?p has speed conflicts with ?p has caution
      faces at least 2 conflicts → torn
      faces first → x
      """
    #expect(conclusions(rules, "a\nb\nspeed\ncaution") == ["faces first", "faces second", "x", "torn"])
    #expect(conclusions(rules, "m has speed\nm has caution") == ["m faces second"])
  }

  @Test func unknownFacts() {
    let rules = "a → b\nc → d\na and not c → e"
    #expect(conclusions(rules, "a\nunknown c") == ["b", "d (possible)", "e (possible)"])
    #expect(conclusions("a → y\nnot a → y", "unknown a") == ["y"])
  }

  @Test func strataByTerm() {
    #expect(conclusions("bird and not flies → ostrich", "bird") == ["ostrich"])
    let circle = verdict("rule one: not a → b\nrule two: b → a")
    #expect(circle.codes == ["circle-through-negation"])
    #expect(circle.diagnostics[0].message.contains("rule `one`"))
    #expect(circle.diagnostics[0].message.contains("rule `two`"))
    #expect(conclusions("no one else owns x → owns x", "hat") == ["owns x"])
  }

  @Test func anyTermHasNumbers() {
    let rules = "number weight\n\"1st bank\"'s weight > 1 → heavy\ntier 1's weight > 1 → high"
    #expect(conclusions(rules, "\"1st bank\"’s weight is 2\ntier 1's weight is 2") == ["heavy", "high"])
    for owner in ["x's", "X'S", "x’s", "X’S"] {
      #expect(conclusions("number weight\nx's weight > 1 → high", "\(owner) weight is 2") == ["high"])
    }
    let judged = verdict("number weight\n?x owns hat → add 2 to ?x's weight\nprofile \"p\"\n  \"1st bank\" owns hat")
    #expect(judged.numbers == ["weight": "0", "\"1st bank\"'s weight": "2"])
    #expect(verdict("uses 'web' → x\nprofile \"p\"").codes == ["other-quote"])
  }

  @Test func strataBySubjectOfANumber() {
    let rules = """
      number share in %
      ann's share > 10% → share is 5%
      share is 5% → add 1 to bob's risk
      bob's risk > 0 → add 2 to risk
      risk > 1 → seen
      number risk
      """
    let judged = verdict(rules + "\nprofile \"p\"\n  ann's share is 20%")
    #expect(judged.codes == [])
    #expect(judged.conclusions == ["seen"])
    #expect(judged.numbers == ["share": "5%", "ann's share": "20%", "risk": "2", "bob's risk": "1"])
    let circle = "number n\nann's n > 1 → n is 5\n?p's n is 5 and ?p is an actor → ann's n is 7\nkind actor: "
    #expect(conclusions(circle + "ann, bob", "ann's n is 2") == ["error: circle-through-negation"])
    #expect(verdict(circle + "bob\nprofile \"p\"\n  ann's n is 2").codes == [])
    let kinds = "number n\nkind box: crate, can\nkind lid: cork\n"
    let chain = "?x is a lid and ?x's n > 1 → big\nbig → tall\n?x is a box and tall → ?x's n is 3"
    #expect(conclusions(kinds + chain, "cork's n is 2") == ["big", "tall"])
    #expect(conclusions(kinds + "kind lid: can\n" + chain, "") == ["error: circle-through-negation"])
    #expect(conclusions("number n\nn > 1 → add 1 to n", "n is 2") == ["error: circle-through-negation"])
  }

  @Test func strataDoNotTrustKindsThatRulesNeedNotKeepTo() {
    let kinds = "kind layer: web\nkind box: crate\nverb owns (layer)\n"
    let (reader, giver) = ("owns ?l and ?l is a box → odd\n", "uses ?b → owns ?b\n")
    #expect(conclusions(kinds + giver + reader, "uses crate").sorted() == ["odd", "owns crate"])
    #expect(conclusions(kinds + reader + giver, "uses crate").sorted() == ["odd", "owns crate"])
  }

  @Test func recursion() {
    let rules = "?a depends on ?b and ?b depends on ?c → ?a depends on ?c"
    #expect(conclusions(rules, "a depends on b\nb depends on c\nc depends on a").count == 6)
  }
}
