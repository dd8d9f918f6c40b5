import Tenet

/// A workload of many facts, joins and recursion: rules and facts as text, which go the whole way that users' rules go.
struct RelationalCase {
  var name: String
  var rules: RelationalRules
  var inputs: [Input]

  /// The given facts of one relation.
  struct Input {
    /// What the relation is called for the peers.
    var name: String
    /// What stands between the terms, `_` for each: `_ links to _`.
    var sentence: String
    /// Node numbers, or nothing that a sentence says (a kind that the rules list).
    var rows: [[Int]]
  }

  static let names = ["W1a", "W1b", "W2", "W3", "W4"]

  /// The workload with this name, `scale` times as many nodes as usual.
  static func named(_ name: String, scale: Double = 1) -> RelationalCase? {
    let size = { (nodes: Int) in Int(Double(nodes) * scale) }
    switch name {
    case "W1a": return RelationalCase(name, .closure, links: Graphs.chain(size(2000)))
    case "W1b": return RelationalCase(name, .closure, links: Graphs.random(size(2000), size(4000), seed: 7))
    case "W2": return RelationalCase(name, children: Graphs.tree(size(2047)))
    case "W3":
      return RelationalCase(
        name, .pointsTo, ProgramFacts(variables: size(12000), objects: size(2400), seed: 11))
    case "W4":
      return RelationalCase(name, nodes: size(2000), Graphs.random(size(2000), size(4000), seed: 7))
    default: return nil
    }
  }

  init(_ name: String, _ rules: RelationalRules, links: [[Int]]) {
    self.name = name
    self.rules = rules
    inputs = [Input(name: "edge", sentence: "_ links to _", rows: links)]
  }

  init(_ name: String, labelled links: [[Int]]) {
    self.name = name
    rules = .labelledClosure
    inputs = [Input(name: "edge", sentence: "_ links _ by _", rows: links)]
  }

  init(_ name: String, children: [[Int]]) {
    self.name = name
    rules = .sameGeneration
    inputs = [Input(name: "parent", sentence: "_ bears _", rows: children)]
  }

  init(_ name: String, _ rules: RelationalRules, _ facts: ProgramFacts) {
    self.name = name
    self.rules = rules
    inputs = [
      Input(name: "alloc", sentence: "_ allocates _", rows: facts.allocations),
      Input(name: "assign", sentence: "_ takes _", rows: facts.assignments),
      Input(name: "load", sentence: "_ reads _ at _", rows: facts.reads),
      Input(name: "store", sentence: "_ sets _ to _", rows: facts.writes),
    ]
  }

  init(_ name: String, nodes: Int, _ links: [[Int]]) {
    self.init(name, .unreachable(nodes), links: links)
    inputs.append(Input(name: "node", sentence: "", rows: (0..<nodes).map { [$0] }))
  }

  /// The facts as a profile.
  var profileText: String {
    var text = "profile \"Facts\"\n"
    for input in inputs where !input.sentence.isEmpty {
      let parts = input.sentence.split(separator: "_", omittingEmptySubsequences: false)
      for row in input.rows {
        text += "  "
        for (term, part) in zip(row, parts.dropFirst()) { text += "n\(term)\(part)" }
        text += "\n"
      }
    }
    return text
  }

  func load() -> LoadedCase { LoadedCase(self) }
}

/// A workload that is ready to evaluate.
struct LoadedCase {
  let name: String
  let workspace: Workspace
  let judge: Judge
  let facts: ProfileFacts
  /// The relations that rules conclude, of verbs.
  private let answers: [RelationID]

  init(_ work: RelationalCase) {
    name = work.name
    let loaded = Workspace.load([
      InputText(path: "rules.tenet", text: work.rules.text), InputText(path: "facts.tenet", text: work.profileText),
    ])
    precondition(loaded.isFit && loaded.value.cases.count == 1, "a generated workload has errors")
    workspace = loaded.value
    judge = Judge(workspace.set)
    facts = workspace.cases[0].facts
    var answers: Set<RelationID> = []
    for clause in judge.compiled.program.clauses {
      if case .fact(let atom) = clause.head { answers.insert(atom.relation) }
    }
    self.answers = answers.sorted()
  }

  func derivedFacts(_ run: Run) -> [FactRef] { answers.flatMap { run.derivedFacts(of: $0) } }

  func run() -> Run { judge.compiled.run(facts) }

  /// The facts of concluded relations, and the subjects of concluded numbers other than `self`.
  func count(_ run: Run) -> Int {
    var count = answers.reduce(0) { $0 + run.count(of: $1) }
    for number in workspace.set.vocabulary.numbers.indices {
      count += run.subjects(of: NumberID(number)).filter { $0 != .`self` }.count
    }
    return count
  }
}
