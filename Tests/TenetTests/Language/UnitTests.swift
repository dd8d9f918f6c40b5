import Testing

/// Units of products, which nobody declares.
@Suite struct UnitTests {
  private let declarations = """
    number weight in kg
    number length in cm
    number price in EUR
    number rate in %
    number income

    """

  private func number(_ value: String, _ name: String = "price") -> String? {
    let given = "\nprofile \"p\"\n  weight is 3\n  length is 10\n  rate is 20\n  income is 100\n"
    let verdict = verdict(declarations + "weight > 0 → \(name) is \(value)" + given)
    return verdict.numbers[name] ?? verdict.codes.first
  }

  @Test func whatComesOfTwoUnitsFitsAnyNumber() {
    #expect(number("length * length * length / 100") == "10 EUR")
    #expect(number("weight * 1.25 EUR") == "3.75 EUR")
    #expect(number("weight / 2 kg * length") == "15 EUR")
    #expect(number("weight * 1.25") == "unit-mismatch")
    #expect(number("weight * weight + length") == "unit-mismatch")
    #expect(number("weight * length + 1 EUR") == "31 EUR")
  }

  @Test func aPercentageAsAFactorIsWarnedOf() {
    #expect(number("weight * 20% ") == "60 EUR")
    for product in ["price * 20%", "rate * price", "income * 20%", "income - income * 5%"] {
      let verdict = verdict(declarations + "number tax\nincome > 0 → tax is \(product)\n")
      #expect(verdict.codes.contains("percent-as-factor"), "\(product)")
    }
    for product in ["income * 20% / 100", "0.01 * rate * price", "2 * rate", "income * 0.2"] {
      let verdict = verdict(declarations + "number tax\nincome > 0 → tax is \(product)\n")
      #expect(!verdict.codes.contains("percent-as-factor"), "\(product)")
    }
    #expect(verdict(declarations + "number share in %\nincome > 0 → share is 10% * income\n").codes.isEmpty)
  }
}
