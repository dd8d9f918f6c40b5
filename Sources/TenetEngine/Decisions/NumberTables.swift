import TenetProgram
import TenetText

/// The numbers of 512 profiles: what they give, and what rules set or add.
struct NumberTables: ~Copyable {
  /// By profile; none where rules have nothing to do with numbers.
  private var tables: Slots<NumberTable>
  /// Profiles of which the general engine has something to report: a number with two values, arithmetic that does not fit.
  private var spoilt = SIMD8<UInt64>.zero

  init(_ program: SlotProgram) {
    let count = program.hasNumbers ? SlicedBatch.width : 0
    tables = Slots(capacity: count)
    for _ in 0..<count { tables.append(NumberTable(numberCount: program.compiled.program.numberCount)) }
  }

  /// Forgets all numbers.
  mutating func clear() {
    for profile in 0..<tables.count { tables[profile].removeAll() }
    spoilt = .zero
  }

  /// Takes a number that a profile gives.
  mutating func give(_ number: NumberID, _ subject: TermID, _ value: ExactDecimal, to profile: Int) {
    tables[profile].set(number.raw, subject.raw, value)
  }

  func isSpoilt(_ profile: Int) -> Bool { spoilt[profile >> 6] >> UInt64(profile & 63) & 1 == 1 }

  /// Which of some profiles meet a comparison.
  mutating func meeting(_ comparison: borrowing SlotComparison, _ profiles: SIMD8<UInt64>) -> SIMD8<UInt64> {
    var met = SIMD8<UInt64>.zero
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let bit = bits & ~(bits - 1)
        let isMet = comparison.isMet(tables[lane << 6 + bits.trailingZeroBitCount])
        if isMet == nil { spoilt[lane] |= bit }
        if isMet == true { met[lane] |= bit }
        bits &= bits - 1
      }
    }
    return met
  }

  /// What is set to a value, or added to by it.
  struct Target {
    var number: NumberID
    var subject: TermID
    var isAdded: Bool
  }

  /// Sets a number of some profiles, or adds to it; `subjects` are those of the numbers in the value.
  mutating func apply(
    _ value: ExpressionCode, _ subjects: borrowing Vector<UInt32>, to target: Target, _ profiles: SIMD8<UInt64>
  ) {
    let (number, subject) = (target.number.raw, target.subject.raw)
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let profile = lane << 6 + bits.trailingZeroBitCount
        switch value.value(subjects, tables[profile]) {
        case .known(let value):
          if target.isAdded {
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
  mutating func settle(_ number: NumberID, isAdded: Bool, _ profiles: SIMD8<UInt64>) {
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

  // MARK: Asking

  func value(of number: NumberID, _ subject: TermID, of profile: Int) -> NumberValue {
    tables[profile].outcome(number.raw, subject.raw)
  }

  /// What an expression comes to; `subjects` are those of its numbers.
  func value(_ value: ExpressionCode, _ subjects: borrowing Vector<UInt32>, of profile: Int) -> ExactDecimal? {
    value.value(subjects, tables[profile]).value
  }

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
