import TenetModel
import TenetText

/// The numbers of the profiles of a ``SlicedBatch``, which are settled while it evaluates.
struct SlicedNumbers: ~Copyable {
  private let program: SlotProgram
  /// By profile.
  private var tables: Slots<NumberTable>
  private var comparisons: Slots<SlotComparison>
  private var effects: Slots<SlotValue>
  /// By effect, the profiles whose number it went into.
  private var applied: Vector<SIMD8<UInt64>>
  /// Profiles of which the general engine has something to report: a number with two values, arithmetic that does not fit.
  private var spoilt = SIMD8<UInt64>.zero

  init(_ program: SlotProgram) {
    self.program = program
    let count = program.hasNumbers ? SlicedBatch.width : 0
    tables = Slots(capacity: count)
    for _ in 0..<count { tables.append(NumberTable(numberCount: program.compiled.program.numberCount)) }
    comparisons = Slots()
    for condition in program.numbers.comparisons {
      guard let test = SlotComparison(condition) else { preconditionFailure("only comparisons are taken for one") }
      comparisons.append(test)
    }
    effects = Slots()
    for effect in program.numbers.effects { effects.append(SlotValue(effect.value)) }
    applied = Vector(repeating: .zero, count: effects.count)
  }

  /// Forgets all numbers.
  mutating func clear() {
    for profile in 0..<tables.count { tables[profile].removeAll() }
    for effect in 0..<applied.count { applied[effect] = .zero }
    spoilt = .zero
  }

  mutating func give(_ number: NumberID, _ subject: TermID, _ value: ExactDecimal, to profile: Int) {
    tables[profile].set(number.raw, subject.raw, value)
  }

  func value(of number: NumberID, _ subject: TermID, of profile: Int) -> NumberValue {
    tables[profile].outcome(number.raw, subject.raw)
  }

  func isSpoilt(_ profile: Int) -> Bool { spoilt[profile >> 6] >> UInt64(profile & 63) & 1 == 1 }

  /// The subjects for which a profile's number has a value, rising.
  func subjects(of number: NumberID, _ profile: Int) -> [TermID] {
    var result: [TermID] = []
    var entry = tables[profile].first(of: number.raw)
    while entry >= 0 {
      result.append(TermID(tables[profile].entries[entry].subject))
      entry = tables[profile].after(entry)
    }
    return result.count > 1 ? result.sorted() : result
  }

  /// The value of an effect, by its number.
  func value(ofEffect effect: Int, of profile: Int) -> ExactDecimal? { effects[effect].value(tables[profile]).value }

  // MARK: Evaluating

  /// Which of some profiles meet a comparison.
  mutating func meeting(_ comparison: Int, _ profiles: SIMD8<UInt64>) -> SIMD8<UInt64> {
    var met = SIMD8<UInt64>.zero
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let bit = bits & ~(bits - 1)
        let isMet = comparisons[comparison].isMet(tables[lane << 6 + bits.trailingZeroBitCount])
        if isMet == nil { spoilt[lane] |= bit }
        if isMet == true { met[lane] |= bit }
        bits &= bits - 1
      }
    }
    return met
  }

  /// Sets a number of some profiles, or adds to it, for each of them once.
  mutating func apply(_ effect: Int, to profiles: SIMD8<UInt64>) {
    let profiles = profiles & ~applied[effect]
    applied[effect] |= profiles
    let told = program.numbers.effects[effect]
    let (number, subject) = (told.number.raw, told.subject.raw)
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let profile = lane << 6 + bits.trailingZeroBitCount
        switch effects[effect].value(tables[profile]) {
        case .known(let value):
          if told.isAdded {
            tables[profile].add(number, subject, value)
          } else {
            tables[profile].set(number, subject, value)
          }
        case .unknown: break
        case .overflow: spoilt[lane] |= bits & ~(bits - 1)
        }
        bits &= bits - 1
      }
    }
  }

  /// Makes a number of some profiles final: a sum for `self` exists even where nothing was added.
  mutating func settle(_ number: NumberID, _ profiles: SIMD8<UInt64>) {
    let isAdded = program.compiled.isAdded[number.index]
    let own = TermID.`self`.raw
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let profile = lane << 6 + bits.trailingZeroBitCount
        if isAdded, tables[profile].find(number.raw, own) < 0 { tables[profile].add(number.raw, own, .zero) }
        if !tables[profile].isSound(number.raw) { spoilt[lane] |= bits & ~(bits - 1) }
        bits &= bits - 1
      }
    }
  }
}

/// An expression without variables.
struct SlotValue: ~Copyable {
  private let code: ExpressionCode
  /// The subjects of the numbers in it.
  private let subjects: Vector<UInt32>

  init(_ expression: Expression) {
    var terms: [UInt32] = []
    code = ExpressionCode(expression) { _, operand in
      terms.append(operand.term([])?.raw ?? Relation.none)
      return UInt32(terms.count - 1)
    }
    subjects = Vector(terms)
  }

  func value(_ numbers: borrowing NumberTable) -> Evaluated { code.value(subjects, numbers) }
}

extension NumberTable {
  /// Every value of a number is one, and fits.
  fileprivate func isSound(_ number: UInt32) -> Bool {
    var entry = first(of: number)
    while entry >= 0 {
      if entries[entry].isContested || !entries[entry].fits { return false }
      entry = after(entry)
    }
    return true
  }
}
