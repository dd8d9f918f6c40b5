/// Counts, for 512 profiles at once, of how many columns each has its bit.
struct BitCounter {
  /// The bits of the numbers are columns too, the lowest first.
  private var digits: [SIMD8<UInt64>] = []

  /// Adding a column is a carry through the digits.
  mutating func add(_ column: SIMD8<UInt64>) {
    var carry = column
    for place in digits.indices {
      (digits[place], carry) = (digits[place] ^ carry, digits[place] & carry)
    }
    if carry != .zero { digits.append(carry) }
  }

  /// The profiles whose number passes a test.
  func passing(_ test: SlotCount.Test) -> SIMD8<UInt64> {
    let atLeast = atLeast(test.least)
    let above = self.atLeast(test.most + 1)
    return test.isInside ? atLeast & ~above : ~atLeast | above
  }

  /// The profiles whose number is not below a bound.
  private func atLeast(_ bound: Int) -> SIMD8<UInt64> {
    if bound >> digits.count > 0 { return .zero }
    var result = SIMD8<UInt64>(repeating: UInt64.max)
    for (place, digit) in digits.enumerated() {
      result = bound >> place & 1 == 1 ? result & digit : result | digit
    }
    return result
  }
}
