import TenetProgram
import TenetText

/// The comparisons among a ``SlotProgram``'s conditions, decided for one profile after the other by the numbers it gives.
public struct Comparisons: ~Copyable {
  private var tests = Slots<SlotComparison>()
  /// By test, the slot of its condition.
  private var slots: [SlotID] = []
  private var numbers: NumberTable

  public init(_ program: SlotProgram) {
    numbers = NumberTable(numberCount: program.compiled.program.numberCount)
    for (index, condition) in program.conditions.enumerated() {
      tests.append(SlotComparison(condition))
      slots.append(SlotID(program.factCount + index))
    }
  }

  /// Whether there is anything to decide.
  public var isEmpty: Bool { slots.isEmpty }

  /// Forgets the numbers of the profile before.
  public mutating func clear() { numbers.removeAll() }

  /// Takes a number that the profile gives; another value than before makes it contested.
  public mutating func give(_ number: NumberID, subject: TermID, _ value: ExactDecimal) {
    numbers.set(number.raw, subject.raw, value)
  }

  /// What the profile gives.
  public func value(of number: NumberID, subject: TermID) -> NumberValue {
    numbers.outcome(number.raw, subject.raw)
  }

  /// Calls `body` for each condition that is met; false where some arithmetic does not fit.
  public func forEachMet(_ body: (SlotID) -> Void) -> Bool {
    for index in 0..<tests.count {
      guard let isMet = tests[index].isMet(numbers) else { return false }
      if isMet { body(slots[index]) }
    }
    return true
  }
}

/// A comparison without variables.
struct SlotComparison: ~Copyable {
  private let left: ExpressionCode
  private let right: ExpressionCode
  private let comparison: Comparison
  private let holds: Bool
  /// The subjects of the numbers in both sides.
  private var subjects = Vector<UInt32>()

  init(_ condition: SlotCondition) {
    var terms: [UInt32] = []
    let register = { (_: NumberID, operand: Operand) in
      terms.append(operand.term([])?.raw ?? Relation.none)
      return UInt32(terms.count - 1)
    }
    left = ExpressionCode(condition.left, register: register)
    right = ExpressionCode(condition.right, register: register)
    comparison = condition.comparison
    holds = condition.holds
    subjects = Vector(terms)
  }

  /// Nil where some arithmetic does not fit.
  func isMet(_ numbers: borrowing NumberTable) -> Bool? {
    let first = left.value(subjects, numbers)
    let second = right.value(subjects, numbers)
    if first == .overflow || second == .overflow { return nil }
    guard case .known(let low) = first, case .known(let high) = second else { return !holds }
    return comparison.holds(low, high) == holds
  }
}
