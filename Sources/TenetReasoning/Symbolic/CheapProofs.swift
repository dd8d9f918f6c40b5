import TenetModel
import TenetText

/// For each fact of a circuit some way to give it that takes few inputs, found bottom up (Knuth 1977): negations are taken to
/// hold, and inputs weigh a little more or less each time, so that several rounds find several ways.
///
/// Cost of a round: one pass over the circuit.
package struct CheapProofs {
  private let circuit: Circuit
  private var costs: [Int]
  /// The instance that gives a fact; -1 where it is an input itself.
  private var chosen: [Int]
  private var round: UInt64 = 0

  private static var never: Int { 1_000_000_000 }
  private static var step: Int { 16 }

  package init(_ circuit: Circuit) {
    self.circuit = circuit
    costs = Array(repeating: Self.never, count: circuit.nodes.count)
    chosen = Array(repeating: -1, count: circuit.nodes.count)
  }

  /// Finds a cheapest proof for every fact, with the weights of a round; the first has equal ones.
  package mutating func weigh(_ round: Int) {
    self.round = UInt64(round)
    for node in costs.indices {
      costs[node] = Self.never
      chosen[node] = -1
    }
    for component in circuit.components() {
      var isChanging = true
      while isChanging {
        isChanging = false
        for node in component.nodes where improve(node) { isChanging = component.isRecursive }
      }
    }
  }

  private mutating func improve(_ node: Int) -> Bool {
    var best = costs[node]
    switch circuit.nodes[node].kind {
    case .fact(let statement):
      switch circuit.world.facts[statement] {
      case .fixed(true)?: best = 0
      case .free(base: false)?: best = min(best, weight(node))
      default: break
      }
      for (index, instance) in circuit.nodes[node].instances.enumerated() {
        let cost = cost(of: instance)
        if cost < best { (best, chosen[node]) = (cost, index) }
      }
    case .pick(_, let term):
      if let own = circuit.nodes[node].candidates.first(where: { $0.term == term }) {
        best = min(best, costs[own.node])
      }
    case .number: best = 0
    }
    defer { costs[node] = best }
    return best < costs[node]
  }

  /// Between one step and two, by the round: the same on every machine.
  private func weight(_ node: Int) -> Int {
    round == 0 ? Self.step : Self.step + Int(mixed(UInt64(node)) % UInt64(Self.step))
  }

  /// The scrambling of SplitMix64.
  private func mixed(_ number: UInt64) -> UInt64 {
    var bits = (number &+ round &* 0x1_0000_0001) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  private func cost(of instance: Circuit.Instance) -> Int {
    min(Self.never, instance.parts.reduce(1) { $0 + cost(of: $1) })
  }

  private func cost(of part: Circuit.Part) -> Int {
    switch part {
    case .constant(let holds): return holds ? 0 : Self.never
    case .compare: return Self.step
    case .any, .count:
      guard let needed = needed(part) else { return Self.never }
      return needed.reduce(0) { min(Self.never, $0 + costs[$1]) }
    }
  }

  /// The facts that a part rests on, the cheapest of each group; nil where there are not enough.
  private func needed(_ part: Circuit.Part) -> [Int]? {
    switch part {
    case .constant, .compare: return []
    case .any(let nodes): return cheapest(nodes).map { [$0] }
    case .count(let groups, let bound):
      let each = groups.compactMap { cheapest($0) }
      switch bound {
      case .every: return each.count == groups.count ? each : nil
      case .atLeast(let count), .exactly(let count):
        let sorted = each.sorted { costs[$0] != costs[$1] ? costs[$0] < costs[$1] : $0 < $1 }
        return sorted.count < count ? nil : Array(sorted.prefix(count))
      case .atMost, .notExactly, .notEvery: return []
      }
    }
  }

  private func cheapest(_ nodes: [Int]) -> Int? {
    nodes.filter { costs[$0] < Self.never }.min { costs[$0] != costs[$1] ? costs[$0] < costs[$1] : $0 < $1 }
  }

  // MARK: Inputs

  /// The inputs that let an instance hold; then, for each part that denies something, those and what lets that hold.
  package func toggles(of instance: Circuit.Instance) -> [[Toggle]] {
    guard cost(of: instance) < Self.never else { return [] }
    var inputs: Set<Toggle> = []
    var seen: Set<Int> = []
    collect(instance, &inputs, &seen)
    var found = [Array(inputs)]
    for part in instance.parts {
      for node in denied(part) where costs[node] < Self.never {
        var (more, also) = (inputs, seen)
        collect(node, &more, &also)
        found.append(Array(more))
      }
    }
    return found
  }

  private func denied(_ part: Circuit.Part) -> [Int] {
    guard case .count(let groups, let bound) = part else { return [] }
    switch bound {
    case .atMost, .notExactly, .notEvery: return groups.compactMap { cheapest($0) }
    case .every, .atLeast, .exactly: return []
    }
  }

  private func collect(_ instance: Circuit.Instance, _ inputs: inout Set<Toggle>, _ seen: inout Set<Int>) {
    for part in instance.parts {
      for node in needed(part) ?? [] { collect(node, &inputs, &seen) }
      if case .compare(let literal, let reads) = part { collect(literal, instance, reads, &inputs, &seen) }
    }
  }

  /// With a stack of its own: rules may build on each other at any depth.
  private func collect(_ root: Int, _ inputs: inout Set<Toggle>, _ seen: inout Set<Int>) {
    var stack = [root]
    while let node = stack.popLast() {
      guard seen.insert(node).inserted else { continue }
      switch circuit.nodes[node].kind {
      case .fact(let statement):
        guard chosen[node] >= 0 else {
          if case .free? = circuit.world.facts[statement] { inputs.insert(.fact(statement)) }
          continue
        }
        let instance = circuit.nodes[node].instances[chosen[node]]
        for part in instance.parts {
          stack += needed(part) ?? []
          if case .compare(let literal, let reads) = part { stack += values(literal, instance, reads, &inputs) }
        }
      case .pick(_, let term): stack += circuit.nodes[node].candidates.filter { $0.term == term }.map { $0.node }
      case .number: continue
      }
    }
  }

  private func collect(
    _ literal: Int, _ instance: Circuit.Instance, _ reads: [NumberKey: Int], _ inputs: inout Set<Toggle>,
    _ seen: inout Set<Int>
  ) {
    for node in values(literal, instance, reads, &inputs) { collect(node, &inputs, &seen) }
  }

  /// Chooses values of given numbers with which a comparison holds; of a number that rules add to, the facts behind enough
  /// of its parts.
  private func values(
    _ literal: Int, _ instance: Circuit.Instance, _ reads: [NumberKey: Int], _ inputs: inout Set<Toggle>
  ) -> [Int] {
    guard reads.count == 1, let (key, node) = reads.first,
      case .compare(let left, let comparison, let right, let holds) = circuit.program.clauses[instance.clause].body[
        literal]
    else { return [] }
    let isTrue = { (value: ExactDecimal) -> Bool in
      let known = { (_: NumberKey) -> ExactDecimal? in value }
      guard let first = left.value(instance.binding, known), let second = right.value(instance.binding, known) else {
        return false
      }
      return comparison.holds(first, second)
    }
    if !holds { return [] }
    if let values = circuit.world.numbers[key] {
      let fitting = values.indices.dropFirst().filter { index in values[index].decimal.map(isTrue) ?? false }
      if !fitting.isEmpty {
        inputs.insert(.number(key, fitting[Int(mixed(UInt64(node)) % UInt64(fitting.count))]))
      }
      return []
    }
    return added(node, isTrue)
  }

  private func added(_ node: Int, _ isTrue: (ExactDecimal) -> Bool) -> [Int] {
    let instances = circuit.nodes[node].instances.filter { cost(of: $0) < Self.never }
    var sum = ExactDecimal.zero
    var needed: [Int] = []
    for instance in instances.sorted(by: { cost(of: $0) < cost(of: $1) }) where !isTrue(sum) {
      let (isSet, value): (Bool, Expression)
      switch circuit.program.clauses[instance.clause].head {
      case .fact: continue
      case .set(_, _, let expression): (isSet, value) = (true, expression)
      case .add(_, _, let expression): (isSet, value) = (false, expression)
      }
      guard let part = value.value(instance.binding, { _ in nil }), let next = isSet ? part : sum.adding(part) else {
        continue
      }
      if isSet, !isTrue(next) { continue }
      sum = next
      needed += instance.parts.flatMap { self.needed($0) ?? [] }
    }
    return needed
  }
}
