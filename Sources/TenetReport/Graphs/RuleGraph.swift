import TenetModel
import TenetText

extension Graph {
  /// The rules of a set: each one between the conditions that it reads and what it concludes.
  ///
  /// A conclusion that fits a condition in other words (`owns ?l` and `owns interface`) is joined to it.
  public init(of wording: Wording, title: String) {
    var drawing = RuleDrawing(graph: Graph(title: title), wording: wording)
    for rule in wording.set.rules { drawing.add(rule) }
    drawing.joinFitting()
    self = drawing.graph
  }
}

private struct RuleDrawing {
  var graph: Graph
  let wording: Wording
  private var nodes: [String: Int] = [:]
  /// Conclusions and conditions by relation, each with its places.
  private var concluded: [[(node: Int, places: [Operand])]]
  private var read: [[(node: Int, places: [Operand])]]

  init(graph: Graph, wording: Wording) {
    self.graph = graph
    self.wording = wording
    concluded = Array(repeating: [], count: wording.set.vocabulary.relations.count)
    read = concluded
  }

  mutating func add(_ rule: Rule) {
    let name = rule.name ?? (rule.isConflict ? "conflict" : "rule")
    let place = wording.place(rule.place).map { "\($0.file):\($0.line)" } ?? ""
    let node = graph.add(rule.isConflict ? .conflict : .rule, name, place)
    let binding = Speller.Binding(names: rule.variables)
    addLeaves(of: rule.condition, rule, node, binding, isNegated: false)
    if rule.isConflict {
      addFaces(rule, node, binding)
    } else {
      for conclusion in rule.conclusions { add(conclusion.head, node, binding) }
    }
  }

  private mutating func addLeaves(
    of condition: Condition, _ rule: Rule, _ node: Int, _ binding: Speller.Binding, isNegated: Bool
  ) {
    switch condition {
    case .clause(let index): add(rule.clauses[index], node, binding, isNegated: isNegated)
    case .not(let inner): addLeaves(of: inner, rule, node, binding, isNegated: !isNegated)
    case .and(let parts), .or(let parts):
      for part in parts { addLeaves(of: part, rule, node, binding, isNegated: isNegated) }
    }
  }

  private mutating func add(_ clause: Clause, _ rule: Int, _ binding: Speller.Binding, isNegated: Bool) {
    let text = wording.speller.text(clause, binding)
    let isNew = nodes["f" + text] == nil
    let kind: Graph.Kind
    if case .compare = clause.meaning { kind = .test } else { kind = .condition }
    let node = self.node("f" + text, kind, text)
    graph.connect(node, rule, isNegated: isNegated)
    if isNew { addReadings(of: clause, node) }
  }

  /// What a condition looks at, for conclusions that fit it.
  private mutating func addReadings(of clause: Clause, _ node: Int) {
    switch clause.meaning {
    case .fact(let pattern):
      var places = [Operand.any] + pattern.objects
      if case .operand(let subject) = pattern.subject { places[0] = subject }
      read[pattern.relation.index].append((node, places))
    case .compare(let left, _, let right):
      for read in left.numbers + right.numbers { graph.connect(number(read.number), node) }
    case .choice(let choice, let option, _):
      let picks = wording.set.vocabulary.choices[choice.index].picks
      read[picks.index].append((node, [option]))
    case .same, .member: break
    }
  }

  private mutating func add(_ head: HornClause.Head, _ rule: Int, _ binding: Speller.Binding) {
    switch head {
    case .fact(let atom): graph.connect(rule, conclusion(atom, binding))
    case .set(let number, _, _), .add(let number, _, _): graph.connect(rule, self.number(number))
    }
  }

  private mutating func addFaces(_ rule: Rule, _ node: Int, _ binding: Speller.Binding) {
    for clause in rule.hornClauses where clause < wording.program.clauses.count {
      if case .fact(let atom) = wording.program.clauses[clause].head,
        atom.relation == wording.set.vocabulary.faces
      {
        graph.connect(node, conclusion(atom, binding))
      }
    }
  }

  private mutating func conclusion(_ atom: Atom, _ binding: Speller.Binding) -> Int {
    let text = wording.speller.text(atom, binding)
    let node = self.node("f" + text, .derived, text)
    graph.nodes[node].kind = .derived
    var relation = atom.relation
    if case .candidates(let choice) = wording.set.vocabulary.relations[relation.index].role {
      relation = wording.set.vocabulary.choices[choice.index].picks
      graph.nodes[node].kind = .choice
    }
    concluded[relation.index].append((node, atom.places))
    return node
  }

  private mutating func number(_ number: NumberID) -> Int {
    let name = wording.set.vocabulary.numbers[number.index].name
    return node("n" + name, .number, name)
  }

  private mutating func node(_ key: String, _ kind: Graph.Kind, _ text: String) -> Int {
    if let node = nodes[key] { return node }
    let node = graph.add(kind, text, "")
    nodes[key] = node
    return node
  }

  /// Joins conclusions to the conditions that they fit, term by term.
  mutating func joinFitting() {
    for relation in read.indices {
      for condition in read[relation] {
        for conclusion in concluded[relation] where Self.fits(conclusion.places, condition.places) {
          graph.connect(conclusion.node, condition.node)
        }
      }
    }
  }

  private static func fits(_ left: [Operand], _ right: [Operand]) -> Bool {
    for (one, other) in zip(left, right) {
      if case .term(let first) = one, case .term(let second) = other, first != second { return false }
    }
    return true
  }
}
