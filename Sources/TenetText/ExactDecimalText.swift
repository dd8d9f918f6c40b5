/// Why a text is no ``ExactDecimal``.
public enum ExactDecimalError: Error, Hashable, Sendable {
  /// Not a number at all, from this byte on (the length of the text where it ends too soon).
  case notANumber(at: Int)
  /// An underscore that does not stand between two digits.
  case misplacedUnderscore(at: Int)
  /// More than 18 digits before the point, zeros in front not counted.
  case tooManyDigitsBeforePoint
  /// More than 18 digits after the point, zeros at the end not counted.
  case tooManyDigitsAfterPoint
}

extension ExactDecimal {
  /// Reads `12`, `-3`, `0.25`, `1_000`: digits with single underscores between them, at most one point between digits.
  ///
  /// - Parameter allowingExponent: also takes `2.5e3`, as JSON writes numbers.
  public init(
    parsing text: Swift.Span<UInt8>, allowingExponent: Bool = false
  ) throws(ExactDecimalError) {
    var reader = DecimalReader()
    try reader.read(text, allowingExponent: allowingExponent)
    self = try reader.value()
  }

  /// Reads a number from the UTF-8 of a text; see ``init(parsing:allowingExponent:)``.
  public init(parsing text: String, allowingExponent: Bool = false) throws(ExactDecimalError) {
    let bytes = Array(text.utf8)
    try self.init(parsing: bytes.span, allowingExponent: allowingExponent)
  }

  /// The significant digits of a number, gathered from left to right.
  private struct DecimalReader {
    private var isNegative = false
    /// The digits read so far as a whole number, without zeros at the end (those are counted in `zeros`).
    private var digits: UInt128 = 0
    private var count = 0
    /// Zeros that matter only if another digit follows.
    private var zeros = 0
    private var decimals = 0
    private var exponent = 0

    mutating func read(_ text: Swift.Span<UInt8>, allowingExponent: Bool) throws(ExactDecimalError) {
      var index = 0
      if index < text.count, text[index] == UInt8(ascii: "-") {
        isNegative = true
        index += 1
      }
      try readDigits(text, &index)
      if index < text.count, text[index] == UInt8(ascii: ".") {
        let point = index
        index += 1
        try readDigits(text, &index)
        for place in point..<index where Self.isDigit(text[place]) { decimals += 1 }
      }
      if allowingExponent, index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
        try readExponent(text, &index)
      }
      guard index == text.count else { throw .notANumber(at: index) }
    }

    /// One digit or more, with single underscores between digits.
    private mutating func readDigits(_ text: Swift.Span<UInt8>, _ index: inout Int) throws(ExactDecimalError) {
      let start = index
      while index < text.count {
        let byte = text[index]
        if Self.isDigit(byte) {
          take(byte - UInt8(ascii: "0"))
        } else if byte == UInt8(ascii: "_") {
          let isBetween =
            index > start && Self.isDigit(text[index - 1]) && index + 1 < text.count && Self.isDigit(text[index + 1])
          guard isBetween else { throw .misplacedUnderscore(at: index) }
        } else {
          break
        }
        index += 1
      }
      guard index > start else { throw .notANumber(at: index) }
    }

    private mutating func take(_ digit: UInt8) {
      guard digit != 0 else {
        if count > 0 { zeros += 1 }
        return
      }
      // Beyond 36 digits only the count matters: the number does not fit.
      count += zeros + 1
      if count <= 36 {
        for _ in 0...zeros { digits *= 10 }
        digits += UInt128(digit)
      }
      zeros = 0
    }

    private mutating func readExponent(_ text: Swift.Span<UInt8>, _ index: inout Int) throws(ExactDecimalError) {
      index += 1
      var sign = 1
      if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        sign = text[index] == UInt8(ascii: "-") ? -1 : 1
        index += 1
      }
      guard index < text.count, Self.isDigit(text[index]) else { throw .notANumber(at: index) }
      while index < text.count, Self.isDigit(text[index]) {
        exponent = min(exponent * 10 + Int(text[index] - UInt8(ascii: "0")), 1_000_000_000)
        index += 1
      }
      exponent *= sign
    }

    /// The number is `digits` × 10^(`zeros` - `decimals` + `exponent`).
    func value() throws(ExactDecimalError) -> ExactDecimal {
      guard count > 0 else { return .zero }
      let power = zeros - decimals + exponent
      guard count + power <= 18 else { throw .tooManyDigitsBeforePoint }
      guard power >= -18 else { throw .tooManyDigitsAfterPoint }
      var scaled = Int128(digits)
      for _ in 0..<(power + 18) { scaled *= 10 }
      return ExactDecimal(scaled: isNegative ? -scaled : scaled)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The number as people write it: no zeros at the end, no exponent, no sign on zero.
  public var description: String {
    var buffer: [UInt8] = []
    append(to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends ``description`` without a string in between.
  public func append(to buffer: inout [UInt8]) {
    if scaled < 0 { buffer.append(UInt8(ascii: "-")) }
    let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: Self.scale)
    Self.append(digitsOf: UInt64(whole), to: &buffer)
    guard fraction != 0 else { return }
    buffer.append(UInt8(ascii: "."))
    // 10^18 more keeps the zeros in front; its own digit is dropped.
    var rest = UInt64(fraction) + 1_000_000_000_000_000_000
    while rest % 10 == 0 { rest /= 10 }
    let start = buffer.count
    Self.append(digitsOf: rest, to: &buffer)
    buffer.remove(at: start)
  }

  private static func append(digitsOf number: UInt64, to buffer: inout [UInt8]) {
    let start = buffer.count
    var rest = number
    repeat {
      buffer.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest != 0
    var low = start
    var high = buffer.count - 1
    while low < high {
      buffer.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
