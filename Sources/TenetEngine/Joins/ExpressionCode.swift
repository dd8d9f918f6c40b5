import TenetProgram
import TenetText

/// An arithmetic expression as a flat program for a stack of values, so that no depth of nesting can hurt.
struct ExpressionCode: Sendable {
  enum Operation: Sendable {
    case literal(ExactDecimal)
    /// The number of the subject that the register holds.
    case number(UInt32, register: UInt32)
    case negate
    case add
    case subtract
    case multiply
    case divide
  }

  private(set) var operations: [Operation] = []

  /// No operation can overflow or divide: the value is one literal or one number.
  var isPlain: Bool { operations.count <= 1 }

  init() {}

  /// Turns an expression around; `register` names the register of a number's subject.
  init(_ expression: Expression, register: (NumberID, Operand) -> UInt32) {
    // An explicit stack: an entry is visited once to push its parts, and a second time to emit its operation.
    var stack: [(expression: Expression, isOpen: Bool)] = [(expression, false)]
    while let (next, isOpen) = stack.popLast() {
      switch next {
      case .literal(let value): operations.append(.literal(value))
      case .number(let number, let subject): operations.append(.number(number.raw, register: register(number, subject)))
      case .negate(let inner):
        if isOpen { operations.append(.negate) } else { stack += [(next, true), (inner, false)] }
      case .add(let left, let right):
        if isOpen { operations.append(.add) } else { stack += [(next, true), (right, false), (left, false)] }
      case .subtract(let left, let right):
        if isOpen { operations.append(.subtract) } else { stack += [(next, true), (right, false), (left, false)] }
      case .multiply(let left, let right):
        if isOpen { operations.append(.multiply) } else { stack += [(next, true), (right, false), (left, false)] }
      case .divide(let left, let right):
        if isOpen { operations.append(.divide) } else { stack += [(next, true), (right, false), (left, false)] }
      }
    }
  }
}

/// What an expression comes to.
enum Evaluated: Equatable {
  case known(ExactDecimal)
  /// A number in it is unknown or contested, or it divides by zero.
  case unknown
  /// As unknown, because something in it does not fit.
  case overflow

  var value: ExactDecimal? {
    if case .known(let value) = self { return value }
    return nil
  }
}

extension ExpressionCode {
  /// The value with these registers and numbers.
  func value(_ registers: borrowing Vector<UInt32>, _ numbers: borrowing NumberTable) -> Evaluated {
    if operations.count == 1 { return operand(operations[0], registers, numbers) }
    var stack: [Evaluated] = []
    for operation in operations {
      switch operation {
      case .literal, .number: stack.append(operand(operation, registers, numbers))
      case .negate:
        if let last = stack.popLast() { stack.append(negated(last)) }
      case .add, .subtract, .multiply, .divide:
        guard let right = stack.popLast(), let left = stack.popLast() else { return .unknown }
        stack.append(combined(operation, left, right))
      }
    }
    return stack.last ?? .unknown
  }

  private func operand(
    _ operation: Operation, _ registers: borrowing Vector<UInt32>, _ numbers: borrowing NumberTable
  ) -> Evaluated {
    switch operation {
    case .literal(let value): return .known(value)
    case .number(let number, let register):
      guard let value = numbers.value(number, registers[Int(register)]) else { return .unknown }
      return .known(value)
    default: return .unknown
    }
  }

  private func negated(_ operand: Evaluated) -> Evaluated {
    guard case .known(let value) = operand else { return operand }
    return .known(ExactDecimal(scaled: -value.scaled))
  }

  private func combined(_ operation: Operation, _ left: Evaluated, _ right: Evaluated) -> Evaluated {
    guard case .known(let first) = left, case .known(let second) = right else {
      return left == .overflow || right == .overflow ? .overflow : .unknown
    }
    let result: ExactDecimal?
    switch operation {
    case .add: result = first.adding(second)
    case .subtract: result = first.subtracting(second)
    case .multiply: result = first.multiplied(by: second)
    default:
      switch first.divided(by: second) {
      case .value(let quotient): result = quotient
      case .tooLarge: result = nil
      case .undefined: return .unknown
      }
    }
    guard let result else { return .overflow }
    return .known(result)
  }
}

extension Comparison {
  func holds(_ left: ExactDecimal, _ right: ExactDecimal) -> Bool {
    switch self {
    case .less: left < right
    case .atMost: left <= right
    case .equal: left == right
    case .unequal: left != right
    case .atLeast: left >= right
    case .greater: left > right
    }
  }
}

extension PlanComparison {
  /// Whether the literal holds, and whether something in it did not fit.
  func test(
    _ registers: borrowing Vector<UInt32>, _ numbers: borrowing NumberTable
  ) -> (holds: Bool, overflowed: Bool) {
    let first = left.value(registers, numbers)
    let second = right.value(registers, numbers)
    guard case .known(let low) = first, case .known(let high) = second else {
      return (!holds, first == .overflow || second == .overflow)
    }
    return (comparison.holds(low, high) == holds, false)
  }
}
