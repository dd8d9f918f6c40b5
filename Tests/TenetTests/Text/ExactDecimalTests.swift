import TenetText
import Testing

@Suite struct ExactDecimalTests {
  @Test func wholeNumbersAreScaled() {
    #expect(ExactDecimal(2).scaled == 2_000_000_000_000_000_000)
  }

  @Test(arguments: [
    ("12", "12"), ("-3", "-3"), ("0.25", "0.25"), ("1_000", "1000"), ("2_500_000.50", "2500000.5"), ("-0", "0"),
    ("-0.0", "0"), ("007", "7"), ("0.000000000000000001", "0.000000000000000001"),
    ("999999999999999999.999999999999999999", "999999999999999999.999999999999999999"),
    ("0000000000000000000000001.0000000000000000000000000", "1"), ("100.05", "100.05"), ("10.0", "10"),
    ("1_0.0_1", "10.01"),
  ])
  func readsAndPrints(text: String, canonical: String) throws {
    let number = try ExactDecimal(parsing: text)
    #expect(number.description == canonical)
    #expect(try ExactDecimal(parsing: number.description) == number)
  }

  @Test(arguments: [("1e3", "1000"), ("2.5E-2", "0.025"), ("-1e+2", "-100"), ("0e999999999999", "0")])
  func readsExponentsWhereAsked(text: String, canonical: String) throws {
    #expect(try ExactDecimal(parsing: text, allowingExponent: true).description == canonical)
    #expect(throws: ExactDecimalError.self) { try ExactDecimal(parsing: text) }
  }

  @Test(arguments: [
    ("", ExactDecimalError.notANumber(at: 0)), ("-", .notANumber(at: 1)), (".5", .notANumber(at: 0)),
    ("5.", .notANumber(at: 2)), ("+3", .notANumber(at: 0)), ("1 000", .notANumber(at: 1)),
    ("1.2.3", .notANumber(at: 3)),
    ("_1", .misplacedUnderscore(at: 0)), ("1_", .misplacedUnderscore(at: 1)), ("1__0", .misplacedUnderscore(at: 1)),
    ("1_.5", .misplacedUnderscore(at: 1)), ("1._5", .misplacedUnderscore(at: 2)),
    ("1000000000000000000", .tooManyDigitsBeforePoint), ("0.0000000000000000001", .tooManyDigitsAfterPoint),
    ("1.1234567890123456789", .tooManyDigitsAfterPoint),
  ])
  func saysWhyItIsNoNumber(text: String, error: ExactDecimalError) {
    #expect(throws: error) { try ExactDecimal(parsing: text) }
  }

  @Test func saysThatLongDigitsDoNotFit() {
    let nines = String(repeating: "9", count: 100_000)
    #expect(throws: ExactDecimalError.tooManyDigitsBeforePoint) { try ExactDecimal(parsing: nines) }
    #expect(throws: ExactDecimalError.tooManyDigitsAfterPoint) { try ExactDecimal(parsing: "0." + nines) }
  }

  @Test(arguments: ["1e", "1e+", "1e5x", "e5", "1e999999999999999999999"])
  func refusesBadExponents(text: String) {
    #expect(throws: ExactDecimalError.self) { try ExactDecimal(parsing: text, allowingExponent: true) }
  }

  @Test func tenthsAddUp() throws {
    let sum = try #require(try ExactDecimal(parsing: "0.1").adding(ExactDecimal(parsing: "0.2")))
    #expect(sum == (try ExactDecimal(parsing: "0.3")))
  }

  @Test func quotientsAreRoundedHalfToEven() throws {
    func quotient(_ left: String, _ right: String) throws -> ExactDecimal.Quotient {
      try ExactDecimal(parsing: left).divided(by: ExactDecimal(parsing: right))
    }
    #expect(try quotient("1", "3") == .value(ExactDecimal(parsing: "0.333333333333333333")))
    #expect(try quotient("2", "3") == .value(ExactDecimal(parsing: "0.666666666666666667")))
    #expect(try quotient("0.000000000000000001", "2") == .value(.zero))
    #expect(try quotient("0.000000000000000003", "2") == .value(ExactDecimal(parsing: "0.000000000000000002")))
    #expect(try quotient("-0.000000000000000003", "2") == .value(ExactDecimal(parsing: "-0.000000000000000002")))
    #expect(try quotient("1", "0") == .undefined)
    #expect(try quotient("0", "0") == .undefined)
    #expect(try quotient("1", "0.000000000000000001") == .tooLarge)
    #expect(try quotient("999999999999999999.999999999999999999", "0.999999999999999999") == .tooLarge)
  }

  @Test func wholeNumbersAreTold() throws {
    #expect(ExactDecimal(-7).isWhole)
    #expect(!(try ExactDecimal(parsing: "0.5").isWhole))
  }
}

/// The operations against schoolbook arithmetic on decimal digits, over the edges and over random numbers.
@Suite struct ExactDecimalPropertyTests {
  private static let edges: [Int128] = {
    let limit = Int128(ExactDecimal.scaledLimit)
    let one = Int128(ExactDecimal.scale)
    var values: [Int128] = [0, 1, 2, 3, 5, 7, 10, one - 1, one, one + 1, one / 2, one * 3 / 2, one * one / 10]
    values += [
      limit - 1, limit - 2, limit / 2, limit / 2 + 1, limit / 3, limit / 10, one * 1_000_000_000, one / 1_000_000_000,
    ]
    return values + values.map { -$0 }
  }()

  private static func check(_ left: Int128, _ right: Int128) {
    let (a, b) = (ExactDecimal(scaled: left), ExactDecimal(scaled: right))
    let (bigA, bigB) = (BigNumber(left), BigNumber(right))
    let scale = BigNumber(Int128(ExactDecimal.scale))
    #expect(a.adding(b).map { BigNumber($0.scaled) } == (bigA + bigB).fitting)
    #expect(a.subtracting(b).map { BigNumber($0.scaled) } == (bigA + bigB.negated).fitting)
    let product = (bigA * bigB).dividedRoundingToEven(by: scale)
    let expected = product.isExact ? product.quotient.fitting : nil
    #expect(a.multiplied(by: b).map { BigNumber($0.scaled) } == expected)
    guard right != 0 else { return #expect(a.divided(by: b) == .undefined) }
    let quotient = (bigA * scale).dividedRoundingToEven(by: bigB).quotient.fitting
    switch a.divided(by: b) {
    case .value(let value): #expect(BigNumber(value.scaled) == quotient)
    case .tooLarge: #expect(quotient == nil)
    case .undefined: Issue.record("a divisor that is not zero")
    }
  }

  @Test func agreesWithSchoolbookArithmeticAtTheEdges() {
    for left in Self.edges {
      for right in Self.edges { Self.check(left, right) }
    }
  }

  @Test func agreesWithSchoolbookArithmeticOnSmallNumbers() {
    for left in Int128(-6)...6 {
      for right in Int128(-6)...6 {
        for unit in [Int128(1), 500_000_000, 1_000_000_000_000_000_000] { Self.check(left * unit, right * unit) }
      }
    }
  }

  @Test func agreesWithSchoolbookArithmeticOnRandomNumbers() {
    var random = SplitMix(seed: 7)
    for _ in 0..<1_500 {
      Self.check(Self.random(&random), Self.random(&random))
    }
  }

  @Test func printsWhatItReads() throws {
    var random = SplitMix(seed: 11)
    for _ in 0..<2_000 {
      let number = ExactDecimal(scaled: Self.random(&random))
      #expect(try ExactDecimal(parsing: number.description) == number)
    }
  }

  /// Of any length up to 36 digits, often round.
  private static func random(_ random: inout SplitMix) -> Int128 {
    var value = Int128(0)
    for _ in 0..<random.below(37) { value = value * 10 + Int128(random.below(10)) }
    for _ in 0..<random.below(20) where value.magnitude < ExactDecimal.scaledLimit / 10 { value *= 10 }
    return random.below(2) == 0 ? value : -value
  }
}

/// A whole number of any length: decimal digits, the least first, without zeros at the end.
private struct BigNumber: Equatable {
  var digits: [Int]
  var isNegative: Bool

  init(digits: [Int], isNegative: Bool) {
    var kept = digits
    while kept.last == 0 { kept.removeLast() }
    self.digits = kept
    self.isNegative = isNegative && !kept.isEmpty
  }

  init(_ value: Int128) {
    var digits: [Int] = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(Int(rest % 10))
      rest /= 10
    }
    self.init(digits: digits, isNegative: value < 0)
  }

  var negated: BigNumber { BigNumber(digits: digits, isNegative: !isNegative) }
  var fitting: BigNumber? { digits.count <= 36 ? self : nil }

  static func + (left: BigNumber, right: BigNumber) -> BigNumber {
    if left.isNegative == right.isNegative {
      return BigNumber(digits: carried(zip(left.digits, right.digits, +)), isNegative: left.isNegative)
    }
    if below(left.digits, right.digits) { return right + left }
    return BigNumber(digits: carried(zip(left.digits, right.digits, -)), isNegative: left.isNegative)
  }

  static func * (left: BigNumber, right: BigNumber) -> BigNumber {
    var digits = [Int](repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      for (j, b) in right.digits.enumerated() { digits[i + j] += a * b }
    }
    return BigNumber(digits: carried(digits), isNegative: left.isNegative != right.isNegative)
  }

  func dividedRoundingToEven(by divisor: BigNumber) -> (quotient: BigNumber, isExact: Bool) {
    var quotient = [Int](repeating: 0, count: digits.count)
    var rest = BigNumber(digits: [], isNegative: false)
    let unit = BigNumber(digits: divisor.digits, isNegative: false)
    for index in digits.indices.reversed() {
      rest = BigNumber(digits: [digits[index]] + rest.digits, isNegative: false)
      while !Self.below(rest.digits, unit.digits) {
        rest = rest + unit.negated
        quotient[index] += 1
      }
    }
    let twice = rest + rest
    let isOdd = (quotient.first ?? 0) % 2 == 1
    if Self.below(unit.digits, twice.digits) || (twice == unit && isOdd) {
      quotient = Self.carried([(quotient.first ?? 0) + 1] + quotient.dropFirst() + [0])
    }
    let signed = BigNumber(digits: quotient, isNegative: isNegative != divisor.isNegative)
    return (signed, rest.digits.isEmpty)
  }

  private static func zip(_ left: [Int], _ right: [Int], _ join: (Int, Int) -> Int) -> [Int] {
    (0..<max(left.count, right.count) + 1).map {
      join($0 < left.count ? left[$0] : 0, $0 < right.count ? right[$0] : 0)
    }
  }

  private static func carried(_ digits: [Int]) -> [Int] {
    var carry = 0
    return digits.map { digit in
      let sum = digit + carry
      carry = sum < 0 ? -1 : sum / 10
      return sum - carry * 10
    }
  }

  /// Both without zeros at the end.
  private static func below(_ left: [Int], _ right: [Int]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for index in left.indices.reversed() where left[index] != right[index] { return left[index] < right[index] }
    return false
  }
}
