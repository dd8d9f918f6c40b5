import TenetProgram
import TenetText

/// What the clauses of a ``SlotProgram`` do to numbers, and ask of them, while a ``SlicedBatch`` evaluates.
struct SlicedNumbers: ~Copyable {
  private let program: SlotProgram
  private var comparisons: Slots<SlotComparison>
  private var effects: Slots<SlotValue>
  /// By effect, the profiles whose number it went into.
  private var applied: Vector<SIMD8<UInt64>>

  init(_ program: SlotProgram) {
    self.program = program
    comparisons = Slots()
    for condition in program.numbers.comparisons { comparisons.append(SlotComparison(condition)) }
    effects = Slots()
    for effect in program.numbers.effects { effects.append(SlotValue(effect.value)) }
    applied = Vector(repeating: .zero, count: effects.count)
  }

  /// Forgets the profiles.
  mutating func clear() {
    for effect in 0..<applied.count { applied[effect] = .zero }
  }

  /// The value of an effect, by its number.
  func value(ofEffect effect: Int, of profile: Int, _ tables: borrowing NumberTables) -> ExactDecimal? {
    tables.value(effects[effect].code, effects[effect].subjects, of: profile)
  }

  // MARK: Evaluating

  /// Which of some profiles meet a comparison.
  func meeting(
    _ comparison: Int, _ profiles: SIMD8<UInt64>, _ tables: inout NumberTables
  ) -> SIMD8<UInt64> {
    tables.meeting(comparisons[comparison], profiles)
  }

  /// Sets a number of some profiles, or adds to it, for each of them once.
  mutating func apply(_ effect: Int, to profiles: SIMD8<UInt64>, _ tables: inout NumberTables) {
    let new = profiles & ~applied[effect]
    applied[effect] |= profiles
    let told = program.numbers.effects[effect]
    let target = NumberTables.Target(number: told.number, subject: told.subject, isAdded: told.isAdded)
    tables.apply(effects[effect].code, effects[effect].subjects, to: target, new)
  }
}

/// An expression without variables.
struct SlotValue: ~Copyable {
  let code: ExpressionCode
  /// The subjects of the numbers in it.
  let subjects: Vector<UInt32>

  init(_ expression: Expression) {
    var terms: [UInt32] = []
    code = ExpressionCode(expression) { _, operand in
      terms.append(operand.term([])?.raw ?? Relation.none)
      return UInt32(terms.count - 1)
    }
    subjects = Vector(terms)
  }
}
