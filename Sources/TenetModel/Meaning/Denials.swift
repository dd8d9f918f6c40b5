import TenetText

extension Speller {
  /// What was looked for and not found where a clause holds (or, negated, does not): always said positively.
  ///
  /// `owns no layer` holds: `owns any layer` was looked for; `owns at most 2 layers`: `owns at least 3 layers`. That
  /// `someone` owns no layer does not say that nobody owns any, so the one who was found is named.
  ///
  /// - Parameter subject: who was found, as ``HornClause/counted(_:)`` tells.
  public func denied(_ clause: Clause, _ binding: Binding, holds: Bool, of subject: Operand?) -> String {
    guard holds else { return text(clause.positive, binding) }
    var positive = clause.positive
    guard case .fact(var pattern) = positive.meaning else {
      if case .choice(let choice, let option, false) = clause.meaning, isNothing(option) {
        return vocabulary.choices[choice.index].name + " is _"
      }
      return text(positive, binding)
    }
    switch pattern.subject {
    case .noOne: pattern.subject = .someone
    case .noOneElse: pattern.subject = .someoneElse
    case .someone, .someoneElse:
      if let subject, value(subject, binding) != nil { pattern.subject = .operand(subject) }
    case .operand: break
    }
    if let quantified = pattern.quantifier {
      switch quantified.quantifier {
      case .noneOf(let kind): pattern.quantifier?.quantifier = .anyOf(kind)
      case .atMost(let count, let kind), .exactly(let count, let kind):
        pattern.quantifier?.quantifier = count == 0 ? .anyOf(kind) : .atLeast(count + 1, kind)
      case .only: return other(pattern, quantified.place, binding)
      case .anyOf, .every, .atLeast: break
      }
    }
    positive.meaning = .fact(pattern)
    return text(positive, binding)
  }

  private func isNothing(_ option: Operand) -> Bool {
    if case .term(let term) = option { return terms.isNothing(term) }
    return false
  }

  /// `owns another layer`, or where the verb takes anything `owns anything else`.
  private func other(_ pattern: FactPattern, _ place: Int, _ binding: Binding) -> String {
    let kind = vocabulary.relations[pattern.relation.index].kinds[place + 1]
    let words = kind.map { "another " + vocabulary.kinds[$0.index].name } ?? "anything else"
    return text(pattern, binding, replacing: place, with: words)
  }
}

extension HornClause {
  /// Whose facts the count of a clause of the rule (an index in its clauses) is about; nil where they are anybody's.
  public func counted(_ leaf: Int) -> Operand? {
    for (literal, origin) in zip(body, origins) where origin == leaf {
      if case .count(let atom, _) = literal, let subject = atom.places.first, subject != .any { return subject }
    }
    return nil
  }
}

extension Clause {
  /// The clause without a `not` of its own (`is not` as `is`).
  var positive: Clause {
    var clause = self
    switch meaning {
    case .same(let left, let right, true): clause.meaning = .same(left, right, negated: false)
    case .member(let subject, let kind, true): clause.meaning = .member(subject, kind, negated: false)
    case .choice(let choice, let option, true): clause.meaning = .choice(choice, option, negated: false)
    default: break
    }
    return clause
  }
}
