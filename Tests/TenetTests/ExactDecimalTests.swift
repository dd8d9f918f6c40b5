import Testing
import TenetText

@Suite struct ExactDecimalTests {
  @Test func wholeNumbersAreScaled() {
    #expect(ExactDecimal(2).scaled == 2_000_000_000_000_000_000)
  }
}
