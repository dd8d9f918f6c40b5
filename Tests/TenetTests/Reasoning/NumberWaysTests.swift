import Tenet
import Testing

/// Ways through numbers that are compared with each other, and what is said where they cannot be followed.
@Suite struct NumberWaysTests {
  private let text = """
    number price in EUR
    number cost in EUR
    rule good: price < cost → good deal
    rule best: price < Ann's price → best deal
    rule ratio: price / cost > 2 → high ratio
    rule square: price * price > 4 → large square
    profile "P"
      shop

    """

  @Test(arguments: [
    ("good deal", "set `cost` to just above 1 EUR, set `price` to 1 EUR"),
    ("best deal", "set `Ann's price` to just above 1 EUR, set `price` to 1 EUR"),
    ("high ratio", "set `cost` to just below 0.5 EUR, set `price` to 1 EUR"),
  ])
  func numbersThatAreOnlyComparedWithEachOtherGetAValue(_ goal: String, _ way: String) throws {
    guard var asking = Asking(text), let wanted = asking.goal(goal), let inquiry = asking.inquiry() else {
      throw Unreadable()
    }
    let answer = inquiry.how(wanted)
    #expect(answer.isComplete && asking.text { AnswerPage(answer, title: "P", $0) }.contains(way))
  }

  @Test func whatCannotBeFollowedIsNotCalledComplete() throws {
    guard var asking = Asking(text), let wanted = asking.goal("large square"), let inquiry = asking.inquiry() else {
      throw Unreadable()
    }
    let answer = inquiry.how(wanted)
    #expect(!answer.isComplete && answer.bounds == [.numbers])
  }

  @Test func aNumberThatRulesConcludeOfOthersMayBeSet() throws {
    let text = """
      number share in %
      rule own: big → share is 5%
      rule anns: Ann's share > 10% → rich
      rule self: share > 10% → large
      profile "P"
        big

      """
    guard var asking = Asking(text), let rich = asking.goal("rich"), let large = asking.goal("large"),
      let inquiry = asking.inquiry()
    else { throw Unreadable() }
    let answer = inquiry.how(rich)
    #expect(
      answer.isComplete && asking.text { AnswerPage(answer, title: "P", $0) }.contains("set `Ann's share` to just"))
    #expect(inquiry.how(large).ways.isEmpty)
  }
}
