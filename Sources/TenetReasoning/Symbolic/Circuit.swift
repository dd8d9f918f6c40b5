import TenetEngine
import TenetModel
import TenetText

/// The part of a program that some questions are about, ground: facts and numbers with everything that may give them.
package final class Circuit {
  package let relaxation: Relaxation
  package var world: World
  package var program: Program { relaxation.program }
  package private(set) var nodes: [Node] = []
  private var factNodes: [Fact: Int] = [:]
  private var numberNodes: [NumberKey: Int] = [:]
  /// Keeps only instances that hold in a finished run.
  private let filter: Explainer?
  private let numberClauses: [NumberID: [Int]]
  private var waiting: [Int] = []
  /// There were more instances than one can work with.
  private(set) var isExhausted = false
  package private(set) var partCount = 0
  private let mostParts: Int
  private var order: [Components.Component] = []
  private var orderedCount = -1

  package struct Node {
    package var kind: Kind
    package var instances: [Instance] = []
    /// For a pick, the nodes of all candidates that there may be, with their terms.
    package var candidates: [(term: TermID, node: Int)] = []
  }

  package enum Kind {
    case fact(Fact)
    case pick(ChoiceID, TermID)
    case number(NumberKey)
  }

  /// One way to a fact or a part of a number.
  package struct Instance {
    package var clause: Int
    package var binding: [TermID?]
    package var parts: [Part]
    /// The numbers that the conclusion reads.
    package var reads: [NumberKey: Int] = [:]
  }

  package enum Part {
    case constant(Bool)
    /// One of them holds.
    case any([Int])
    /// For each value the nodes of its facts; of these values so many hold.
    case count([[Int]], CountTest.Bound)
    /// The numbers that the comparison reads, each with its node.
    case compare(literal: Int, [NumberKey: Int])
  }

  /// - Parameter filter: an explainer of the actual run; instances that do not hold in it are left out.
  package init(_ relaxation: Relaxation, _ world: World, filter: Explainer? = nil, mostParts: Int = 2_000_000) {
    self.relaxation = relaxation
    self.world = world
    self.filter = filter
    self.mostParts = mostParts
    var numberClauses: [NumberID: [Int]] = [:]
    for (index, clause) in relaxation.program.clauses.enumerated() {
      switch clause.head {
      case .fact: continue
      case .set(let number, _, _), .add(let number, _, _): numberClauses[number, default: []].append(index)
      }
    }
    self.numberClauses = numberClauses
    isExhausted = !relaxation.run.isComplete
  }

  /// Whether some rule adds to the number.
  package func isAdded(_ number: NumberID) -> Bool {
    (numberClauses[number] ?? []).contains {
      if case .add = program.clauses[$0].head { return true } else { return false }
    }
  }

  // MARK: Nodes

  /// The node of a fact; nil where it can never hold.
  package func node(_ statement: Fact) -> Int? {
    if let known = factNodes[statement] { return known }
    guard relaxation.mayHold(statement) else { return nil }
    var kind = Kind.fact(statement)
    if case .picks(let choice) = program.roles[statement.relation.index],
      program.choices[choice.index].picks != program.choices[choice.index].candidates, let term = statement.terms.first
    {
      kind = .pick(choice, term)
    }
    factNodes[statement] = nodes.count
    return add(kind)
  }

  package func node(_ key: NumberKey) -> Int {
    if let known = numberNodes[key] { return known }
    numberNodes[key] = nodes.count
    return add(.number(key))
  }

  private func add(_ kind: Kind) -> Int {
    nodes.append(Node(kind: kind))
    waiting.append(nodes.count - 1)
    return nodes.count - 1
  }

  /// Finds what every node stands on.
  package func expand() {
    while let next = waiting.popLast() {
      switch nodes[next].kind {
      case .fact(let statement): expand(next, statement)
      case .pick(let choice, _): expand(next, choice)
      case .number(let key): expand(next, key)
      }
      if partCount > mostParts {
        isExhausted = true
        return
      }
    }
  }

  private func expand(_ node: Int, _ statement: Fact) {
    var instances: [Instance] = []
    for (clause, binding) in relaxation.clauses(concluding: statement) {
      instances += self.instances(of: clause, binding)
    }
    nodes[node].instances = instances
  }

  private func expand(_ node: Int, _ choice: ChoiceID) {
    let relation = program.choices[choice.index].candidates
    var candidates: [(term: TermID, node: Int)] = []
    for term in relaxation.members(of: relation) {
      if let candidate = self.node(Fact(relation, [term])) { candidates.append((term, candidate)) }
    }
    nodes[node].candidates = candidates
  }

  private func expand(_ node: Int, _ key: NumberKey) {
    var instances: [Instance] = []
    for clause in numberClauses[key.number] ?? [] {
      let subject: Operand
      switch program.clauses[clause].head {
      case .fact: continue
      case .set(_, let operand, _), .add(_, let operand, _): subject = operand
      }
      var binding: [TermID?] = Array(repeating: nil, count: program.clauses[clause].variableCount)
      switch subject {
      case .term(let term): if term != key.subject { continue }
      case .variable(let slot): binding[slot] = key.subject
      case .any: continue
      }
      instances += self.instances(of: clause, binding)
    }
    nodes[node].instances = instances
  }

  /// The nodes in the order in which they stand on each other. Nothing is added once it was asked for.
  package func components() -> [Components.Component] {
    if orderedCount != nodes.count {
      order = Components(nodes.indices.map { reads(of: $0) }).list
      orderedCount = nodes.count
    }
    return order
  }

  // MARK: Instances

  /// Every way in which the clause may hold under a partial binding.
  package func instances(of clause: Int, _ partial: [TermID?]) -> [Instance] {
    if isExhausted { return [] }
    var found: [Instance] = []
    for binding in relaxation.bindings(of: clause, partial) {
      if let instance = instance(clause, binding) { found.append(instance) }
    }
    return found
  }

  private func instance(_ clause: Int, _ binding: [TermID?]) -> Instance? {
    var parts: [Part] = []
    for (literal, condition) in program.clauses[clause].body.enumerated() {
      if let filter, !isBinding(condition), !filter.outcome(of: literal, in: clause, binding: binding, limit: 1).holds {
        return nil
      }
      switch condition {
      case .match, .bind:
        let facts = relaxation.facts(of: literal, in: clause, binding).compactMap { node($0) }
        if facts.isEmpty { return nil }
        parts.append(.any(facts))
      case .count(let atom, let test): parts.append(count(atom, test, literal, clause, binding))
      case .compare(let left, _, let right, _):
        var reads: [NumberKey: Int] = [:]
        for key in left.keys(binding) + right.keys(binding) { reads[key] = node(key) }
        parts.append(.compare(literal: literal, reads))
      case .same: continue
      }
      partCount += 1
    }
    var instance = Instance(clause: clause, binding: binding, parts: parts)
    switch program.clauses[clause].head {
    case .fact: break
    case .set(_, _, let value), .add(_, _, let value):
      for key in value.keys(binding) { instance.reads[key] = node(key) }
    }
    return instance
  }

  private func isBinding(_ literal: Literal) -> Bool {
    if case .bind = literal { return true }
    return false
  }

  private func count(_ atom: Atom, _ test: CountTest, _ literal: Int, _ clause: Int, _ binding: [TermID?]) -> Part {
    let facts = relaxation.facts(of: literal, in: clause, binding)
    guard let place = test.place else {
      return .count([facts.compactMap { node($0) }], test.bound)
    }
    let excluded = test.excluding?.term(binding)
    var order: [TermID] = []
    var values: [TermID: [Int]] = [:]
    for fact in facts {
      let term = fact.terms[place]
      if term == excluded { continue }
      if let kind = test.kind, !relaxation.mayHold(Fact(kind, [term])) { continue }
      guard let node = node(fact) else { continue }
      if values[term] == nil { order.append(term) }
      values[term, default: []].append(node)
    }
    partCount += facts.count
    switch test.bound {
    case .every, .notEvery:
      let members = test.kind.map { relaxation.members(of: $0) } ?? []
      return .count(members.map { values[$0] ?? [] }, test.bound)
    default: return .count(order.map { values[$0] ?? [] }, test.bound)
    }
  }
}

extension Expression {
  /// The numbers that the expression reads under a binding, in the order of the text.
  package func keys(_ binding: [TermID?]) -> [NumberKey] {
    switch self {
    case .literal: return []
    case .number(let number, let subject):
      return subject.term(binding).map { [NumberKey(number: number, subject: $0)] } ?? []
    case .negate(let inner): return inner.keys(binding)
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
      .divide(let left, let right):
      return left.keys(binding) + right.keys(binding)
    }
  }

  /// The value with these values of numbers; nil where one is unknown, or the result is or does not fit.
  package func value(_ binding: [TermID?], _ values: (NumberKey) -> ExactDecimal?) -> ExactDecimal? {
    switch self {
    case .literal(let value): return value
    case .number(let number, let subject):
      return subject.term(binding).flatMap { values(NumberKey(number: number, subject: $0)) }
    case .negate(let inner): return inner.value(binding, values)?.negated
    case .add(let left, let right): return both(left, right, binding, values) { $0.adding($1) }
    case .subtract(let left, let right): return both(left, right, binding, values) { $0.subtracting($1) }
    case .multiply(let left, let right): return both(left, right, binding, values) { $0.multiplied(by: $1) }
    case .divide(let left, let right):
      return both(left, right, binding, values) {
        if case .value(let quotient) = $0.divided(by: $1) { return quotient }
        return nil
      }
    }
  }

  private func both(
    _ left: Expression, _ right: Expression, _ binding: [TermID?], _ values: (NumberKey) -> ExactDecimal?,
    _ body: (ExactDecimal, ExactDecimal) -> ExactDecimal?
  ) -> ExactDecimal? {
    guard let first = left.value(binding, values), let second = right.value(binding, values) else { return nil }
    return body(first, second)
  }
}

extension Comparison {
  package func holds(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
    switch self {
    case .less: return left < right
    case .atMost: return left <= right
    case .equal: return left == right
    case .unequal: return left != right
    case .atLeast: return left >= right
    case .greater: return left > right
    }
  }
}

extension Circuit {
  /// The nodes that a node stands on.
  package func reads(of node: Int) -> [Int] {
    var reads = nodes[node].candidates.map { $0.node }
    for instance in nodes[node].instances {
      for part in instance.parts {
        switch part {
        case .constant: continue
        case .any(let nodes): reads += nodes
        case .count(let values, _): for nodes in values { reads += nodes }
        case .compare(_, let numbers): reads += numbers.values.sorted()
        }
      }
      reads += instance.reads.values.sorted()
    }
    return reads
  }
}
