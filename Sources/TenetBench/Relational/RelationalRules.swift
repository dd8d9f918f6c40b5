/// The rules of the relational workloads, in the language. Each has its counterpart for the peers in `Tests/Peers/programs`.
struct RelationalRules {
  /// The name of that counterpart.
  var program: String
  var text: String

  private init(_ program: String, _ text: String) {
    self.program = program
    self.text = text
  }

  // MARK: Closures

  private static let links = "verb links to\nverb reaches\n?x links to ?y → ?x reaches ?y\n"

  static let closure = RelationalRules("closure", links + "?x reaches ?y and ?y links to ?z → ?x reaches ?z\n")
  static let leftClosure = RelationalRules(
    "closure-left", links + "?x links to ?y and ?y reaches ?z → ?x reaches ?z\n")
  static let squareClosure = RelationalRules(
    "closure-square", links + "?x reaches ?y and ?y reaches ?z → ?x reaches ?z\n")
  static let labelledClosure = RelationalRules(
    "closure-labelled",
    """
    verb links () by ()
    verb carries () by ()
    ?x links ?y by ?l → ?x carries ?y by ?l
    ?x carries ?y by ?l and ?y links ?z by ?l → ?x carries ?z by ?l

    """)

  // MARK: Other recursion

  static let sameGeneration = RelationalRules(
    "same-generation",
    """
    verb bears
    verb matches
    ?p bears ?x and ?p bears ?y and ?x is not ?y → ?x matches ?y
    ?p bears ?x and ?p matches ?q and ?q bears ?y → ?x matches ?y

    """)

  private static let pointsToVerbs =
    "verb allocates\nverb takes\nverb reads () at ()\nverb sets () to ()\nverb points to\nverb fills () with ()\n"

  static let pointsTo = RelationalRules(
    "points-to",
    pointsToVerbs + """
      ?v allocates ?h → ?v points to ?h
      ?v takes ?w and ?w points to ?h → ?v points to ?h
      ?v sets ?f to ?w and ?v points to ?h and ?w points to ?g → ?h fills ?f with ?g
      ?v reads ?w at ?f and ?w points to ?h and ?h fills ?f with ?g → ?v points to ?g

      """)

  /// The same rules and conditions in another order, and the places of what fills a field turned round.
  static let turnedPointsTo = RelationalRules(
    "points-to-turned",
    pointsToVerbs + """
      verb stands in () of ()
      ?h fills ?f with ?g → ?g stands in ?f of ?h
      ?g stands in ?f of ?h and ?w points to ?h and ?v reads ?w at ?f → ?v points to ?g
      ?w points to ?g and ?v points to ?h and ?v sets ?f to ?w → ?h fills ?f with ?g
      ?w points to ?h and ?v takes ?w → ?v points to ?h
      ?v allocates ?h → ?v points to ?h

      """)

  // MARK: Negation, counts, cycles

  static func unreachable(_ nodes: Int) -> RelationalRules {
    let names = (0..<nodes).map { "n\($0)" }.joined(separator: ", ")
    return RelationalRules(
      "unreachable",
      closure.text + """
        verb misses
        number reach
        kind node: \(names)
        ?x is a node and ?y is a node and not ?x reaches ?y → ?x misses ?y
        ?x is a node and ?x reaches ?y → add 1 to ?x's reach
        ?x is a node → add 0 to ?x's reach

        """)
  }

  static let triangles = RelationalRules(
    "triangles",
    """
    verb links to
    verb spans () with ()
    ?x links to ?y and ?y links to ?z and ?x links to ?z → ?x spans ?y with ?z

    """)

  static let pairs = RelationalRules(
    "pairs",
    """
    verb links to
    verb nears
    ?x links to ?y and ?y links to ?z and ?x is not ?z and not ?x links to ?z → ?x nears ?z

    """)
}
