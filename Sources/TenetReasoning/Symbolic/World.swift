import TenetEngine
import TenetModel
import TenetText

/// A number of a subject.
struct NumberKey: Hashable {
  var number: NumberID
  var subject: TermID
}

/// What is given, and what of it may be otherwise: the inputs of a ``Circuit``.
struct World {
  enum Input {
    case fixed(Bool)
    /// A variable stands for the other state.
    case free(base: Bool)

    var base: Bool {
      switch self {
      case .fixed(let value), .free(let value): return value
      }
    }
  }

  /// Facts that are not listed are not given. Facts of the program are fixed.
  var facts: [Fact: Input] = [:]
  /// What a number may be given as: as it is, then other values, a variable for each of those. A number that is not listed is
  /// not given.
  var numbers: [NumberKey: [NumberValue]] = [:]
  /// Whether a pick that is added to a choice of one option takes the place of every other: nobody means to contest it.
  var picksOne = false

  init() {}

  /// What a case gives, fixed.
  init(_ profile: ProfileFacts, _ arities: [Int]) {
    for fact in profile.facts.statements(arities) { facts[fact.statement] = .fixed(true) }
    for (key, value) in profile.givenNumbers { numbers[key] = [value] }
  }
}

/// One thing that a variable changes.
enum Toggle: Hashable {
  case fact(Fact)
  /// Which of the values of ``World/numbers``.
  case number(NumberKey, Int)
}

extension FactList {
  /// Whether a fact is in the list.
  public func contains(_ fact: Fact, _ arities: [Int]) -> Bool {
    statements(arities).contains { $0.statement == fact }
  }

  /// Every fact with its place, in order.
  func statements(_ arities: [Int]) -> [(statement: Fact, place: Span)] {
    var start = 0
    return relations.indices.map { index in
      let arity = arities[relations[index].index]
      defer { start += arity }
      return (Fact(relations[index], Array(terms[start..<start + arity])), places[index])
    }
  }
}

extension ProfileFacts {
  /// What is given for each number; two values contest it.
  var givenNumbers: [(NumberKey, NumberValue)] {
    var order: [NumberKey] = []
    var values: [NumberKey: NumberValue] = [:]
    for given in numbers {
      let key = NumberKey(number: given.number, subject: given.subject)
      if let known = values[key] {
        if known != .known(given.value) { values[key] = .contested }
      } else {
        order.append(key)
        values[key] = .known(given.value)
      }
    }
    return order.map { ($0, values[$0] ?? .unknown) }
  }
}
