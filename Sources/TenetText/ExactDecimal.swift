/// A decimal number of up to 18 digits before and 18 after the point, kept exactly.
///
/// Sums, differences and products are exact or do not fit; a quotient is rounded half to even at the 18th decimal.
/// There is no binary rounding anywhere, and no negative zero.
public struct ExactDecimal: Hashable, Comparable, Sendable {
  /// The number times 10^18; its magnitude is below ``scaledLimit``.
  public let scaled: Int128

  /// The number of `scaled` units of 10^-18; the caller knows that it is within the limit.
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// A whole number; of more than 18 digits it is a mistake of the caller.
  @inlinable public init(_ whole: Int) {
    precondition(whole.magnitude < 1_000_000_000_000_000_000, "a whole number of more than 18 digits")
    self.scaled = Int128(whole) * 1_000_000_000_000_000_000
  }

  /// The number of `scaled` units of 10^-18, or nil where it has more than 18 digits before the point.
  @inlinable public init?(fitting scaled: Int128) {
    guard scaled.magnitude < Self.scaledLimit else { return nil }
    self.scaled = scaled
  }

  public static let zero = ExactDecimal(scaled: 0)

  /// One, in units of 10^-18.
  @inlinable public static var scale: UInt128 { 1_000_000_000_000_000_000 }

  /// The first magnitude of `scaled` that does not fit: 10^36.
  @inlinable public static var scaledLimit: UInt128 { scale * scale }

  @inlinable public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { left.scaled < right.scaled }

  /// Whether there is nothing after the point.
  public var isWhole: Bool { scaled.magnitude % Self.scale == 0 }
}

extension ExactDecimal {
  /// The sum, or nil where it does not fit.
  @inlinable public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    ExactDecimal(fitting: scaled + other.scaled)
  }

  /// The difference, or nil where it does not fit.
  @inlinable public func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
    ExactDecimal(fitting: scaled - other.scaled)
  }

  /// The same distance from zero, on the other side.
  @inlinable public var negated: ExactDecimal { ExactDecimal(scaled: -scaled) }

  /// The exact product, or nil where it has more than 18 digits before or after the point.
  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let product = scaled.magnitude.multipliedFullWidth(by: other.scaled.magnitude)
    // A higher half of 10^18 or more means a quotient beyond 128 bits, far outside the limit.
    guard product.high < Self.scale else { return nil }
    let (magnitude, rest) = Self.scale.dividingFullWidth(product)
    guard rest == 0, magnitude < Self.scaledLimit else { return nil }
    return ExactDecimal(magnitude: magnitude, isNegative: (scaled < 0) != (other.scaled < 0))
  }

  /// What a division comes to.
  public enum Quotient: Hashable, Sendable {
    /// Rounded half to even at the 18th decimal.
    case value(ExactDecimal)
    /// More than 18 digits before the point.
    case tooLarge
    /// The divisor is zero.
    case undefined
  }

  /// The quotient, rounded half to even at the 18th decimal.
  public func divided(by divisor: ExactDecimal) -> Quotient {
    guard divisor.scaled != 0 else { return .undefined }
    let wide = scaled.magnitude.multipliedFullWidth(by: Self.scale)
    let unit = divisor.scaled.magnitude
    guard wide.high < unit else { return .tooLarge }
    var (magnitude, rest) = unit.dividingFullWidth(wide)
    // Twice the rest stays below 2·10^36, so neither this nor the step up can overflow.
    let twice = 2 * rest
    if twice > unit || (twice == unit && magnitude % 2 == 1), magnitude < Self.scaledLimit { magnitude += 1 }
    guard magnitude < Self.scaledLimit else { return .tooLarge }
    return .value(ExactDecimal(magnitude: magnitude, isNegative: (scaled < 0) != (divisor.scaled < 0)))
  }

  private init(magnitude: UInt128, isNegative: Bool) {
    let value = Int128(magnitude)
    self.scaled = isNegative ? -value : value
  }
}
