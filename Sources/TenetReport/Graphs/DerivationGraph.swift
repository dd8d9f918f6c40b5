import TenetEngine
import TenetModel
import TenetReasoning
import TenetText

extension Graph {
  /// What a judgement concludes and what it rests on: its traces as one graph that holds each fact once.
  public init(of judgement: Judgement, _ wording: Wording) {
    var drawing = Derivation(graph: Graph(title: judgement.title), wording: wording)
    for fact in judgement.conclusions { drawing.add(fact) }
    for conflict in judgement.conflicts { drawing.add(conflict) }
    for choice in judgement.choices { drawing.add(choice) }
    for number in judgement.numbers { drawing.add(number.trace) }
    for number in judgement.contested { drawing.add(number.trace) }
    self = drawing.graph
  }
}

/// Gathers traces into a graph.
private struct Derivation {
  var graph: Graph
  let wording: Wording
  /// The node of each statement, by its canonical text with a sign in front for what it is.
  private var nodes: [String: Int] = [:]
  /// Derived facts whose proof is in the graph.
  private var drawn: [Fact: Int] = [:]

  init(graph: Graph, wording: Wording) {
    self.graph = graph
    self.wording = wording
  }

  // MARK: Headlines

  mutating func add(_ fact: JudgedFact) {
    add(fact.trace)
    let node = self.node("f" + wording.text(fact.statement), .derived, wording.text(fact.statement))
    if fact.isOutcome, graph.nodes[node].kind == .derived { graph.nodes[node].kind = .outcome }
    graph.nodes[node].isPossible = fact.certainty == .possible
  }

  mutating func add(_ conflict: JudgedConflict) {
    let rule = wording.set.rules[conflict.rule.index]
    let statement = Fact(wording.set.vocabulary.faces, [conflict.subject, conflict.name])
    let node = self.node("f" + wording.text(statement), .conflict, wording.text(statement))
    graph.nodes[node].kind = .conflict
    graph.nodes[node].detail = rule.name.map { "conflict " + $0 } ?? "conflict"
    graph.nodes[node].isPossible = conflict.certainty == .possible
    for trace in conflict.traces { add(trace, below: node) }
  }

  mutating func add(_ choice: JudgedChoice) {
    for trace in choice.traces { add(trace) }
    let isOpen = choice.possible.count > 1 && choice.picked.isEmpty
    let picks = wording.set.vocabulary.choices[choice.choice.index].picks
    for pick in choice.picked {
      let text = wording.text(Fact(picks, [pick]))
      let node = self.node("f" + text, .choice, text)
      graph.nodes[node].kind = .choice
      graph.nodes[node].isPossible = isOpen
    }
  }

  // MARK: Traces

  mutating func add(_ trace: Trace, below root: Int? = nil) {
    var path: [Int] = []
    var known: Int?
    for step in trace.steps {
      // What a fact rests on is drawn once.
      if let depth = known, step.depth > depth { continue }
      known = nil
      if path.count > step.depth { path.removeLast(path.count - step.depth) }
      if isVocabulary(step.kind) { continue }
      let parent = path.last ?? root
      let node: Int
      if case .derived(let statement, _, _) = step.kind {
        if let drawn = drawn[statement] {
          node = drawn
          known = step.depth
        } else {
          node = self.node(of: step.kind, below: parent)
          drawn[statement] = node
        }
      } else {
        node = self.node(of: step.kind, below: parent)
      }
      if let parent { graph.connect(node, parent) }
      path.append(node)
    }
  }

  /// Declared members of kinds say nothing about the case.
  private func isVocabulary(_ kind: Trace.Kind) -> Bool {
    guard case .given(let statement, _, _) = kind,
      case .kind(let kind) = wording.set.vocabulary.relations[statement.relation.index].role
    else { return false }
    return wording.set.vocabulary.kinds[kind.index].memberSet.contains(statement.terms[0])
  }

  private mutating func node(of kind: Trace.Kind, below parent: Int?) -> Int {
    let words = wording.words(of: kind)
    switch kind {
    case .given(_, _, let isUnknown):
      return node("f" + words.text, isUnknown ? .unknown : .given, words.text, detail(kind), isCertain: true)
    case .derived(let statement, _, _), .otherwise(let statement):
      return node("f" + words.text, isPick(statement) ? .choice : .derived, words.text, detail(kind), isCertain: true)
    case .seen, .listed: return node("f" + words.text, .derived, words.text)
    case .givenNumber: return node("n" + words.text, .given, words.text, "given")
    case .number: return node("n" + words.text, .number, words.text)
    case .contribution: return graph.add(.derived, words.text, detail(kind))
    case .absent(let sought) where sought.isUnknown:
      return node("a" + words.text, .absent, words.text, "unknown, supposed not to hold")
    case .absent, .short: return node("a" + words.text, .absent, words.text, "nothing gives it")
    case .condition: return node("s" + words.text, .condition, words.text)
    case .test(_, _, _, let values): return test(words, values)
    }
  }

  /// A comparison, with the numbers that it reads.
  private mutating func test(_ words: StepWords, _ values: [NumberReading]) -> Int {
    let test = node("t" + words.text + "\u{0}" + words.ground, .test, words.text, "holds")
    for value in values {
      let text = wording.text(value.number, value.subject, value.value)
      graph.connect(node("n" + text, .number, text), test)
    }
    return test
  }

  private func isPick(_ statement: Fact) -> Bool {
    if case .picks = wording.set.vocabulary.relations[statement.relation.index].role { return true }
    if case .candidates = wording.set.vocabulary.relations[statement.relation.index].role { return true }
    return false
  }

  private func detail(_ kind: Trace.Kind) -> String {
    switch kind {
    case .given(_, _, let isUnknown): return isUnknown ? "unknown" : "given"
    case .derived(_, let clause, _), .contribution(let clause, _, _, _):
      return wording.rule(ofClause: clause)?.name.map { "rule " + $0 } ?? "a rule without a name"
    case .otherwise: return "for want of any other pick"
    default: return ""
    }
  }

  /// The node of a statement; `isCertain` where the step knows more of it than one that only mentions it.
  private mutating func node(
    _ key: String, _ kind: Graph.Kind, _ text: String, _ detail: String = "", isCertain: Bool = false
  ) -> Int {
    if let node = nodes[key] {
      if isCertain, graph.nodes[node].detail.isEmpty {
        graph.nodes[node].kind = kind
        graph.nodes[node].detail = detail
      }
      return node
    }
    let node = graph.add(kind, text, detail)
    nodes[key] = node
    return node
  }
}
