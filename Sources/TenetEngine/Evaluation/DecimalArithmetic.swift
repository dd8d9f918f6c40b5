import TenetText

// A stand-in until the arithmetic of decimals lands beside the type.
extension ExactDecimal {
  private static var scale: UInt128 { 1_000_000_000_000_000_000 }
  private static var bound: UInt128 { scale * scale }

  private static func fitting(_ magnitude: UInt128, negative: Bool) -> ExactDecimal? {
    guard magnitude < bound else { return nil }
    return ExactDecimal(scaled: negative ? -Int128(magnitude) : Int128(magnitude))
  }

  func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let (sum, overflow) = scaled.addingReportingOverflow(other.scaled)
    return overflow ? nil : Self.fitting(sum.magnitude, negative: sum < 0)
  }

  func subtracting(_ other: ExactDecimal) -> ExactDecimal? { adding(ExactDecimal(scaled: -other.scaled)) }

  func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let product = scaled.magnitude.multipliedFullWidth(by: other.scaled.magnitude)
    guard product.high < Self.scale else { return nil }
    let (quotient, remainder) = Self.scale.dividingFullWidth(product)
    return remainder == 0 ? Self.fitting(quotient, negative: (scaled < 0) != (other.scaled < 0)) : nil
  }

  func divided(by other: ExactDecimal) -> ExactDecimal? {
    let divisor = other.scaled.magnitude
    let dividend = scaled.magnitude.multipliedFullWidth(by: Self.scale)
    guard divisor > 0, dividend.high < divisor else { return nil }
    var (quotient, remainder) = divisor.dividingFullWidth(dividend)
    let rest = divisor - remainder
    if remainder > rest || (remainder == rest && quotient % 2 == 1) { quotient += 1 }
    remainder = 0
    return Self.fitting(quotient, negative: (scaled < 0) != (other.scaled < 0))
  }
}
