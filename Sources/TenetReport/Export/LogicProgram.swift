import TenetModel
import TenetText

/// Calculations over whole numbers, for targets that have no decimals.
extension Exporter {
  /// A calculation as text, with the literals that fetch the numbers in it; nil where it is not exact over whole numbers.
  func calculation(
    _ expression: Expression, _ prefix: String, _ target: LogicTarget, _ fetched: inout [String]
  ) -> String? {
    switch expression {
    case .literal(let value): return scaled(value).map { "\($0)" }
    case .number(let number, let subject):
      let variable = prefix + "\(fetched.count)"
      fetched.append("\(numberNames[number.index])(\(target.operand(subject, self)), \(variable))")
      return variable
    case .negate(let inner): return calculation(inner, prefix, target, &fetched).map { "(0 - \($0))" }
    case .add(let left, let right): return binary(left, "+", right, prefix, target, &fetched)
    case .subtract(let left, let right): return binary(left, "-", right, prefix, target, &fetched)
    case .multiply(let left, let right):
      for (factor, other) in [(left, right), (right, left)] {
        if case .literal(let value) = factor, value.isWhole, let text = calculation(other, prefix, target, &fetched) {
          return "(\(value.description) * \(text))"
        }
      }
      return nil
    case .divide: return nil
    }
  }

  private func binary(
    _ left: Expression, _ sign: String, _ right: Expression, _ prefix: String, _ target: LogicTarget,
    _ fetched: inout [String]
  ) -> String? {
    guard let first = calculation(left, prefix, target, &fetched),
      let second = calculation(right, prefix, target, &fetched)
    else { return nil }
    return "(\(first) \(sign) \(second))"
  }
}

/// How a logic language writes operands.
struct LogicTarget {
  let name: String
  let variable: String

  func operand(_ operand: Operand, _ exporter: Exporter) -> String {
    switch operand {
    case .term(let term): return literal(exporter.spelled(term))
    case .variable(let slot): return variable + "\(slot)"
    case .any: return "_"
    }
  }

  func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  func atom(_ atom: Atom, _ name: String, _ exporter: Exporter, replacing place: Int? = nil, with text: String = "")
    -> String
  {
    let places = atom.places.enumerated().map { $0.offset == place ? text : operand($0.element, exporter) }
    return "\(name)(\(places.joined(separator: ", ")))"
  }

  /// The variables of a clause's literal, as a list of operands.
  static func variables(_ operands: [Operand]) -> [Int] {
    var slots: [Int] = []
    for case .variable(let slot) in operands where !slots.contains(slot) { slots.append(slot) }
    return slots
  }
}

extension CountTest.Bound {
  /// The sign and the number, nil for `every` and `notEvery`.
  var signed: (sign: String, count: Int)? {
    switch self {
    case .atLeast(let count): return (">=", count)
    case .atMost(let count): return ("<=", count)
    case .exactly(let count): return ("=", count)
    case .notExactly(let count): return ("!=", count)
    case .every, .notEvery: return nil
    }
  }
}
