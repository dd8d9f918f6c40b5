import TenetModel
import TenetText

/// Numbers, each times a factor that is not 0, and a constant.
struct LinearSum {
  struct Term {
    var number: NumberID
    var subject: Operand
    var factor: ExactDecimal
  }

  /// Each number of a subject once.
  private(set) var terms: [Term] = []
  private(set) var constant = ExactDecimal(0)

  /// Nil where the expression is of another form, or does not fit.
  init?(_ expression: Expression) {
    switch expression {
    case .literal(let value): constant = value
    case .number(let number, let subject):
      terms = [Term(number: number, subject: subject, factor: ExactDecimal(1))]
    case .negate(let inner):
      guard let sum = LinearSum(inner)?.times(ExactDecimal(-1)) else { return nil }
      self = sum
    case .add(let left, let right):
      guard let a = LinearSum(left), let b = LinearSum(right), let sum = a.adding(b, times: ExactDecimal(1)) else {
        return nil
      }
      self = sum
    case .subtract(let left, let right):
      guard let a = LinearSum(left), let b = LinearSum(right), let sum = a.adding(b, times: ExactDecimal(-1)) else {
        return nil
      }
      self = sum
    case .multiply(let left, let right):
      guard let a = LinearSum(left), let b = LinearSum(right) else { return nil }
      let product = a.only.flatMap { b.times($0) } ?? b.only.flatMap { a.times($0) }
      guard let product else { return nil }
      self = product
    case .divide: return nil
    }
  }

  private init() {}

  /// The value, where it is one whatever the numbers are.
  var only: ExactDecimal? { terms.isEmpty ? constant : nil }

  private func times(_ factor: ExactDecimal) -> LinearSum? { LinearSum().adding(self, times: factor) }

  /// This and so many times the other.
  func adding(_ other: LinearSum, times factor: ExactDecimal) -> LinearSum? {
    var sum = self
    for term in other.terms {
      guard let part = term.factor.multiplied(by: factor) else { return nil }
      if let known = sum.terms.firstIndex(where: { $0.number == term.number && $0.subject == term.subject }) {
        guard let both = sum.terms[known].factor.adding(part) else { return nil }
        sum.terms[known].factor = both
      } else {
        sum.terms.append(Term(number: term.number, subject: term.subject, factor: part))
      }
    }
    sum.terms.removeAll { $0.factor == ExactDecimal(0) }
    guard let part = other.constant.multiplied(by: factor), let constant = sum.constant.adding(part) else { return nil }
    sum.constant = constant
    return sum
  }

  /// Of a sum with one number, what the number is where the sum is 0, as exactly as it can be written.
  var root: ExactDecimal? {
    guard terms.count == 1, case .value(let root) = constant.negated.divided(by: terms[0].factor) else { return nil }
    return root
  }

  /// Of a sum with two numbers, what makes of the first one the second where the sum is 0.
  var line: Line? {
    guard terms.count == 2, let factor = terms[0].factor.negated.quotient(terms[1].factor),
      let constant = constant.negated.quotient(terms[1].factor)
    else { return nil }
    return Line(factor: factor, constant: constant)
  }
}

/// `factor · x + constant`; the factor is not 0.
struct Line: Equatable {
  var factor: ExactDecimal
  var constant: ExactDecimal

  /// What leaves everything as it is.
  static var same: Line { Line(factor: ExactDecimal(1), constant: ExactDecimal(0)) }

  func value(at value: ExactDecimal) -> ExactDecimal? { value.multiplied(by: factor)?.adding(constant) }

  /// What comes of another line first and then of this one.
  func after(_ other: Line) -> Line? {
    guard let factor = other.factor.multiplied(by: factor), let constant = value(at: other.constant) else { return nil }
    return Line(factor: factor, constant: constant)
  }

  /// The line that leads back; nil where it cannot be written exactly.
  var inverse: Line? {
    guard let factor = ExactDecimal(1).quotient(factor), let constant = constant.negated.multiplied(by: factor) else {
      return nil
    }
    return Line(factor: factor, constant: constant)
  }
}

extension ExactDecimal {
  /// The quotient where it can be written exactly.
  fileprivate func quotient(_ divisor: ExactDecimal) -> ExactDecimal? {
    guard case .value(let quotient) = divided(by: divisor), quotient.multiplied(by: divisor) == self else { return nil }
    return quotient
  }
}
