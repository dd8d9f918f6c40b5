/// A decimal number of up to 18 digits before and 18 after the point, kept exactly.
public struct ExactDecimal: Hashable, Comparable, Sendable {
  /// The number times 10^18.
  public let scaled: Int128

  /// The number of `scaled` units of 10^-18.
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// A whole number.
  @inlinable public init(_ whole: Int) { self.scaled = Int128(whole) * 1_000_000_000_000_000_000 }

  public static let zero = ExactDecimal(scaled: 0)

  @inlinable public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { left.scaled < right.scaled }
}
