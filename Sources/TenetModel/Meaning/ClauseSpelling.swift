import TenetSyntax
import TenetText

/// Clauses, conditions, conclusions and expressions.
extension Speller {
  public func text(_ clause: Clause, _ binding: Binding) -> String {
    switch clause.meaning {
    case .fact(let pattern): return text(pattern, binding)
    case .compare(let left, let comparison, let right):
      return text(left, binding) + " " + comparison.sign + " " + text(right, unitOf: left, binding)
    case .same(let left, let right, let negated):
      return term(left, binding) + (negated ? " is not " : " is ") + term(right, binding)
    case .member(let subject, let kind, let negated):
      return subjectText(subject, binding) + (negated ? " is not " : " is ")
        + withArticle(vocabulary.kinds[kind.index].name)
    case .choice(let choice, let option, let negated):
      return vocabulary.choices[choice.index].name + (negated ? " is not " : " is ") + term(option, binding)
    }
  }

  private func subjectText(_ subject: Subject, _ binding: Binding) -> String {
    switch subject {
    case .operand(let operand): return subjectText(operand, binding)
    case .someone: return "someone"
    case .someoneElse: return "someone else"
    case .noOne: return "no one"
    case .noOneElse: return "no one else"
    }
  }

  public func text(_ pattern: FactPattern, _ binding: Binding) -> String {
    text(pattern, binding, replacing: nil, with: "")
  }

  /// As ``text(_:_:)``, one object written in other words.
  func text(_ pattern: FactPattern, _ binding: Binding, replacing place: Int?, with words: String) -> String {
    var subject: String?
    var first = Operand.term(.self)
    if case .operand(let operand) = pattern.subject {
      first = operand
    } else {
      subject = subjectText(pattern.subject, binding)
    }
    var objects: [Int: String] = [:]
    if let quantified = pattern.quantifier {
      objects[quantified.place + 1] = text(
        quantified.quantifier, pattern.objects[quantified.place], pattern.relation, binding)
    }
    if let place { objects[place + 1] = words }
    return factText(pattern.relation, subject: subject, [first] + pattern.objects, binding, objects: objects)
  }

  private func text(
    _ quantifier: FactPattern.Quantifier, _ operand: Operand, _ relation: RelationID, _ binding: Binding
  ) -> String {
    switch quantifier {
    case .anyOf(let kind): return "any " + vocabulary.kinds[kind.index].name
    case .noneOf(let kind): return "no " + vocabulary.kinds[kind.index].name
    case .every(let kind): return "every " + vocabulary.kinds[kind.index].name
    case .atLeast(let count, let kind): return "at least " + counted(count, kind)
    case .atMost(let count, let kind): return "at most " + counted(count, kind)
    case .exactly(let count, let kind): return "exactly " + counted(count, kind)
    case .only: return "only " + objectText(operand, relation, isProperty: false, divides: false, binding)
    }
  }

  func counted(_ count: Int, _ kind: KindID) -> String {
    let kind = vocabulary.kinds[kind.index]
    return "\(count) " + (count == 1 ? kind.name : kind.plural)
  }

  public func text(_ head: HornClause.Head, _ binding: Binding) -> String {
    switch head {
    case .fact(let atom): return text(atom, binding)
    case .set(let number, let subject, let value):
      return name(number, of: subject, binding) + " is "
        + text(value, unitOf: .number(number, subject: subject), binding)
    case .add(let number, let subject, let value):
      return "add " + text(value, unitOf: .number(number, subject: subject), binding) + " to "
        + name(number, of: subject, binding)
    }
  }

  /// A condition; parentheses where the reading needs them.
  public func text(_ condition: Condition, _ clauses: [Clause], _ binding: Binding) -> String {
    switch condition {
    case .clause(let index): return text(clauses[index], binding)
    case .not(let inner):
      let text = text(inner, clauses, binding)
      if case .clause = inner { return "not " + text }
      return "not (" + text + ")"
    case .and(let parts):
      return parts.map { part in
        if case .or = part { return "(" + text(part, clauses, binding) + ")" }
        return text(part, clauses, binding)
      }.joined(separator: " and ")
    case .or(let parts): return parts.map { text($0, clauses, binding) }.joined(separator: " or ")
    }
  }

  // MARK: Expressions

  public func text(_ expression: Expression, _ binding: Binding) -> String { text(expression, unitOf: nil, binding) }

  /// A literal gets the unit of the number that it is compared with.
  func text(_ expression: Expression, unitOf other: Expression?, _ binding: Binding) -> String {
    text(expression, unit: unit(of: expression) ?? other.flatMap { unit(of: $0) }, level: 0, binding)
  }

  private func unit(of expression: Expression) -> String? {
    switch expression {
    case .literal: return nil
    case .number(let number, _): return vocabulary.numbers[number.index].unit
    case .negate(let inner): return unit(of: inner)
    case .add(let left, let right), .subtract(let left, let right): return unit(of: left) ?? unit(of: right)
    case .multiply, .divide: return nil
    }
  }

  /// An expression as a part of one that binds at `level`: sums at 1, products at 2, the sign at 3.
  private func text(_ expression: Expression, unit: String?, level: Int, _ binding: Binding) -> String {
    func joined(_ left: Expression, _ sign: String, _ right: Expression, at own: Int) -> String {
      // The number in a product has no unit of the product's.
      let unit = own == 1 ? unit : nil
      let text = text(left, unit: unit, level: own, binding) + sign + text(right, unit: unit, level: own + 1, binding)
      return own < level ? "(" + text + ")" : text
    }
    switch expression {
    case .literal(let value): return value.description + unitSuffix(unit)
    case .number(let number, let subject): return name(number, of: subject, binding)
    case .negate(let inner): return "-" + text(inner, unit: unit, level: 3, binding)
    case .add(let left, let right): return joined(left, " + ", right, at: 1)
    case .subtract(let left, let right): return joined(left, " - ", right, at: 1)
    case .multiply(let left, let right): return joined(left, " * ", right, at: 2)
    case .divide(let left, let right): return joined(left, " / ", right, at: 2)
    }
  }
}

extension Comparison {
  public var sign: String {
    switch self {
    case .less: return "<"
    case .atMost: return "≤"
    case .equal: return "is"
    case .unequal: return "is not"
    case .atLeast: return "≥"
    case .greater: return ">"
    }
  }
}
