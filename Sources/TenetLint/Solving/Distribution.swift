import TenetModel
import TenetText

/// What a number may come to, and in which profiles: the entries exclude each other, and one of them holds.
struct Distribution {
  var entries: [(value: NumberValue, node: DecisionDiagram.Node)] = []
  var isOpen = false

  static var open: Distribution { Distribution(entries: [], isOpen: true) }
  static var unknown: Distribution { Distribution(entries: [(.unknown, DecisionDiagram.yes)]) }

  /// More values than this are not told apart.
  static var mostValues: Int { 512 }

  /// Adds profiles in which the number has the value.
  mutating func add(_ value: NumberValue, _ node: DecisionDiagram.Node, _ diagram: inout DecisionDiagram) {
    if node == DecisionDiagram.no { return }
    if node < 0 { isOpen = true }
    for index in entries.indices where entries[index].value == value {
      entries[index].node = diagram.or(entries[index].node, node)
      return
    }
    entries.append((value, node))
    if entries.count > Distribution.mostValues { isOpen = true }
  }
}

/// Part of what a number comes to.
struct Part {
  var value: ExactDecimal
  var node: DecisionDiagram.Node
}

extension ProfileSpace {
  func distribution(_ number: NumberID, _ subject: TermID) -> Distribution {
    let key = NumberKey(number: number, subject: subject)
    return given[key] ?? concluded[key] ?? .unknown
  }

  // MARK: Expressions

  /// The values of an expression; unknown ones are left out.
  mutating func values(_ expression: Expression, _ binding: [TermID?]) -> Distribution {
    switch expression {
    case .literal(let value): return Distribution(entries: [(.known(value), DecisionDiagram.yes)])
    case .number(let number, let subject):
      guard let term = BindingTable.value(subject, binding) else { return .open }
      var distribution = distribution(number, term)
      distribution.entries.removeAll { $0.value.decimal == nil }
      return distribution
    case .negate(let inner):
      return combine(Distribution(entries: [(.known(ExactDecimal(0)), DecisionDiagram.yes)]), values(inner, binding)) {
        $0.subtracting($1)
      }
    case .add(let left, let right): return combine(values(left, binding), values(right, binding)) { $0.adding($1) }
    case .subtract(let left, let right):
      return combine(values(left, binding), values(right, binding)) { $0.subtracting($1) }
    case .multiply(let left, let right):
      return combine(values(left, binding), values(right, binding)) { $0.multiplied(by: $1) }
    case .divide(let left, let right):
      return combine(values(left, binding), values(right, binding)) { left, right in
        if case .value(let value) = left.divided(by: right) { return value }
        return nil
      }
    }
  }

  private mutating func combine(
    _ left: Distribution, _ right: Distribution, _ operation: (ExactDecimal, ExactDecimal) -> ExactDecimal?
  ) -> Distribution {
    var result = Distribution()
    result.isOpen = left.isOpen || right.isOpen
    for a in left.entries {
      for b in right.entries where !result.isOpen {
        guard let x = a.value.decimal, let y = b.value.decimal, let value = operation(x, y) else { continue }
        result.add(.known(value), diagram.and(a.node, b.node), &diagram)
      }
    }
    return result
  }

  mutating func compare(
    _ left: Expression, _ comparison: Comparison, _ right: Expression, _ binding: [TermID?]
  ) -> Node {
    let (a, b) = (values(left, binding), values(right, binding))
    if a.isOpen || b.isOpen { return DecisionDiagram.open }
    var node = DecisionDiagram.no
    for x in a.entries {
      for y in b.entries {
        guard let first = x.value.decimal, let second = y.value.decimal, comparison.holds(first, second) else {
          continue
        }
        node = diagram.or(node, diagram.and(x.node, y.node))
      }
    }
    return node
  }

  // MARK: Numbers of rules

  /// Everything that gives the number a value has run.
  mutating func settle(_ number: NumberID) {
    for (key, distribution) in distributions(of: number) { concluded[key] = distribution }
  }

  /// What the clauses for a number make of it, subject by subject, where the profile gives nothing.
  ///
  /// - Parameters:
  ///   - altered: by clause its bindings, where they are not those of its result.
  ///   - gone: clauses that there are no more. A number that nothing adds to any more does not start at 0.
  mutating func distributions(
    of number: NumberID, with altered: [Int: BindingTable] = [:], without gone: [Int] = []
  ) -> [(key: NumberKey, value: Distribution)] {
    var subjects: [TermID] = [.self]
    var sets: [TermID: [Part]] = [:]
    var additions: [TermID: [Part]] = [:]
    var isOpen = false
    var isAdded = false
    var groups: [[UInt32]: Int] = [:]
    for index in settingClauses[number.index] where !gone.contains(index) {
      let clause = program.clauses[index]
      let table = altered[index] ?? results[index].table
      let (isAddition, subject, value): (Bool, Operand, Expression)
      switch clause.head {
      case .set(_, let target, let expression): (isAddition, subject, value) = (false, target, expression)
      case .add(_, let target, let expression): (isAddition, subject, value) = (true, target, expression)
      case .fact: continue
      }
      isAdded = isAdded || isAddition
      let mayAdd = isAddition && !table.rows.isEmpty
      isOpen = isOpen || table.isOpen || mayAdd && universe.isUnbounded(clause)
      for row in table.rows {
        guard let term = BindingTable.value(subject, row.binding) else { continue }
        if !subjects.contains(term) { subjects.append(term) }
        let distribution = values(value, row.binding)
        isOpen = isOpen || distribution.isOpen
        for entry in distribution.entries {
          guard let decimal = entry.value.decimal else { continue }
          let part = Part(value: decimal, node: diagram.and(row.node, entry.node))
          if !isAddition {
            sets[term, default: []].append(part)
            continue
          }
          // One binding adds once, over all branches.
          let key =
            [clause.rule.raw, UInt32(clause.conclusion)] + row.binding.map { $0?.raw ?? .max }
            + [UInt32(truncatingIfNeeded: decimal.scaled), UInt32(truncatingIfNeeded: decimal.scaled >> 32)]
          if let known = groups[key], let node = additions[term]?[known].node {
            additions[term]?[known].node = diagram.or(node, part.node)
          } else {
            groups[key] = additions[term]?.count ?? 0
            additions[term, default: []].append(part)
          }
        }
      }
    }
    if isOpen { subjects += universe.subjects(of: number).filter { !subjects.contains($0) } }
    return subjects.map { subject in
      let key = NumberKey(number: number, subject: subject)
      if isOpen { return (key, .open) }
      let value = isAdded ? sum(additions[subject] ?? [], isSelf: subject == .self) : single(sets[subject] ?? [])
      return (key, value)
    }
  }

  private mutating func sum(_ parts: [Part], isSelf: Bool) -> Distribution {
    var result = Distribution(entries: [(isSelf ? .known(ExactDecimal(0)) : .unknown, DecisionDiagram.yes)])
    for part in parts {
      var next = Distribution()
      let without = diagram.not(part.node)
      for entry in result.entries {
        next.add(entry.value, diagram.and(entry.node, without), &diagram)
        guard let total = (entry.value.decimal ?? ExactDecimal(0)).adding(part.value) else { return .open }
        next.add(.known(total), diagram.and(entry.node, part.node), &diagram)
      }
      if next.isOpen { return .open }
      result = next
    }
    return result
  }

  private mutating func single(_ parts: [Part]) -> Distribution {
    var result = Distribution.unknown
    for part in parts {
      var next = Distribution()
      let without = diagram.not(part.node)
      for entry in result.entries {
        next.add(entry.value, diagram.and(entry.node, without), &diagram)
        let value: NumberValue =
          entry.value == .unknown || entry.value == .known(part.value) ? .known(part.value) : .contested
        next.add(value, diagram.and(entry.node, part.node), &diagram)
      }
      if next.isOpen { return .open }
      result = next
    }
    return result
  }
}

extension Comparison {
  func holds(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
    switch self {
    case .less: return left < right
    case .atMost: return left < right || left == right
    case .equal: return left == right
    case .unequal: return left != right
    case .atLeast: return right < left || left == right
    case .greater: return right < left
    }
  }
}
