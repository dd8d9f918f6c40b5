import TenetEngine
import TenetModel
import TenetText

/// A number of a subject.
package struct NumberKey: Hashable {
  package var number: NumberID
  package var subject: TermID

  package init(number: NumberID, subject: TermID) {
    self.number = number
    self.subject = subject
  }
}

/// What is given, and what of it may be otherwise: the inputs of a ``Circuit``.
package struct World {
  package enum Input {
    case fixed(Bool)
    /// A variable stands for the other state.
    case free(base: Bool)

    package var base: Bool {
      switch self {
      case .fixed(let value), .free(let value): return value
      }
    }
  }

  /// Facts that are not listed are not given. Facts of the program are fixed.
  package var facts: [Fact: Input] = [:]
  /// What a number may be given as: as it is, then other values, a variable for each of those. A number that is not listed is
  /// not given.
  package var numbers: [NumberKey: [NumberValue]] = [:]
  /// Whether a pick that is added to a choice of one option takes the place of every other: nobody means to contest it.
  package var picksOne = false

  package init() {}

  /// What a case gives, fixed.
  package init(_ profile: ProfileFacts, _ arities: [Int]) {
    for fact in profile.facts.statements(arities) { facts[fact.statement] = .fixed(true) }
    for (key, value) in profile.givenNumbers { numbers[key] = [value] }
  }
}

/// One thing that a variable changes.
package enum Toggle: Hashable {
  case fact(Fact)
  /// Which of the values of ``World/numbers``.
  case number(NumberKey, Int)
}

extension ProfileFacts {
  /// What is given for each number; two values contest it.
  package var givenNumbers: [(NumberKey, NumberValue)] {
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
