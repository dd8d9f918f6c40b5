import TenetProgram
import TenetText

/// What the clauses of a ``SlotProgram`` do to numbers.
///
/// A clause that sets a number or adds to it concludes a slot of its own, its *effect*: which effects hold decides what the
/// number comes to when it is settled. A comparison with such a number is decided after that, and has a slot too.
struct SlotNumbers: Sendable {
  var effects: [SlotEffect] = []
  /// By effect, its slot.
  var effectSlots: [UInt32] = []
  /// Comparisons with numbers that clauses conclude.
  var comparisons: [SlotCondition] = []
  var settlings: [SlotSettling] = []

  var isEmpty: Bool { settlings.isEmpty }
}

/// What a clause without variables does to a number; it counts once, however many clauses do it.
struct SlotEffect: Hashable, Sendable {
  var number: NumberID
  var subject: TermID
  /// Whether the value is added, or set.
  var isAdded: Bool
  var value: Expression
  // What makes it another one than an effect that says the same.
  var rule: RuleID
  var conclusion: Int
  var binding: [TermID?]
}

/// A number gets its value: the effects on it, by the order in which clauses were taken. A number is settled once for each
/// subject that rules tell apart, and then all effects until there count.
struct SlotSettling: Sendable {
  var number: NumberID
  var effects: [Int]
}
