import Tenet
import Testing

/// Every question that the command answers, as somebody asks it who has only the library and its documentation.
@Suite struct EveryQuestionTests {
  private var book: RuleBook
  private let lab: Case
  private let rival: Case

  init() throws {
    book = try RuleBook(
      text: """
        number partner share in %
        number score
        choice route: first of direct, partners otherwise nothing
        rule habit: owns interface → captures habit, add 2 to score
          because "people return"
        rule trust: owns enterprise trust and not consumer speed → sells to banks
        rule leaning: partner share ≥ 60% → leans on partners, route is partners
        rule own-route: owns interface and owns billing → route is direct
        rule clash: consumer speed conflicts with enterprise caution
        """)
    lab = try book.profile(
      "Northwind", facts: ["owns interface", "consumer speed", "enterprise caution"],
      numbers: [("partner share", "70%")], unknown: ["owns billing"])
    rival = try book.profile("Corvane", facts: ["owns enterprise trust"], numbers: [("partner share", "10%")])
  }

  @Test func why() throws {
    let proof = try #require(try book.why("captures habit", lab))
    #expect(proof.contains("owns interface") && proof.contains("people return"))
  }

  @Test mutating func support() throws {
    let inquiry = try #require(book.inquiry(lab))
    let support = inquiry.support(try book.goal("captures habit"))
    #expect(support.smallest.map { $0.map { inquiry.text($0) } } == [["owns interface"]])
    #expect(support.needed.map { inquiry.text($0) } == ["owns interface"])
    #expect(inquiry.derivations(try book.goal("captures habit"))?.count == 1)
  }

  @Test mutating func whyNot() throws {
    let inquiry = try #require(book.inquiry(lab))
    let misses = inquiry.whyNot(try book.goal("sells to banks"))
    #expect(misses.rules.map { $0.cost } == [2])
    let text = book.text(AnswerPage(misses, title: lab.title, book.workspace.wording))
    #expect(text.contains("rule trust") && text.contains("owns enterprise trust"))
  }

  @Test mutating func how() throws {
    let inquiry = try #require(book.inquiry(lab))
    let ways = inquiry.how(try book.goal("sells to banks"))
    #expect(ways.isComplete)
    #expect(ways.ways.map { $0.changes.map { inquiry.text($0) } } == [["owns enterprise trust", "not consumer speed"]])
    let avoiding = inquiry.how(try book.goal("leans on partners"), negated: true)
    #expect(
      avoiding.ways.first.map { $0.changes.map { inquiry.text($0) } }?.first?.hasPrefix("partner share is 59") == true)
    let kept = inquiry.how(
      try book.goal("sells to banks"), Inquiry.HowOptions(locked: [try book.goal("consumer speed")]))
    #expect(kept.ways.isEmpty && kept.isComplete)
  }

  @Test mutating func waysOutOfAConflict() throws {
    let inquiry = try #require(book.inquiry(lab))
    let ways = inquiry.how(try book.goal("clash"), negated: true)
    #expect(
      ways.ways.map { $0.changes.map { inquiry.text($0) } } == [["not consumer speed"], ["not enterprise caution"]])
  }

  @Test mutating func whatIf() throws {
    let inquiry = try #require(book.inquiry(lab))
    let goal = try book.goal("owns interface")
    guard case .fact(let relation, let terms) = goal else { throw Unreadable() }
    let answer = inquiry.whatIf(inquiry.changed([.remove(Fact(relation, terms))]))
    #expect(answer.lost.map { inquiry.text($0.statement) } == ["captures habit"])
    #expect(answer.numbers.count == 1 && answer.bounds.isEmpty)
  }

  @Test mutating func ask() throws {
    let inquiry = try #require(book.inquiry(lab))
    let answer = inquiry.ask()
    #expect(answer.questions.map { inquiry.text($0.fact) } == ["owns billing"])
  }

  @Test mutating func robust() throws {
    let inquiry = try #require(book.inquiry(lab))
    let habit = try #require(inquiry.robust(try book.goal("captures habit")).first)
    #expect(habit.changes == 1 && habit.sets.map { $0.map { inquiry.text($0) } } == [["not owns interface"]])
    #expect(inquiry.robust().count == book.judge(lab).conclusions.filter { $0.certainty == .certain }.count)
  }

  @Test func compare() throws {
    let inquiry = try #require(book.inquiry(lab))
    let answer = inquiry.compare(rival)
    #expect(answer.onlySecond.map { inquiry.text($0) } == ["sells to banks"])
    #expect(answer.onlyFirst.map { inquiry.text($0) }.contains("captures habit"))
    #expect(answer.differences.count == answer.onlyFirst.count + answer.onlySecond.count)
  }

  @Test func diff() throws {
    let load = { (text: String) in Workspace.load([InputText(path: "r.tenet", text: text)]).value }
    let (old, new) = (load("owns a or owns b → wins"), load("owns a → wins"))
    let comparison = VersionComparison(
      Version(Judge(old.set), old.loaded.reader), Version(Judge(new.set), new.loaded.reader))
    let answer = comparison.equivalence()
    #expect(answer.isEquivalent == false && answer.witness == ["owns b"])
  }

  @Test mutating func verify() throws {
    let explanation = try #require(book.workspace.explanation(of: "captures habit", lab))
    var writer = JSONWriter(.pretty)
    writer.explanation(explanation, Support(), profile: lab.title, book.workspace.wording)
    var checker = TraceChecker(book.workspace.set, book.workspace.loaded.reader, lab)
    try checker.check(try parseJSON(writer.bytes))
    let forged = writer.text.replacing("owns interface", with: "owns billing")
    #expect(throws: TraceChecker.Refusal.self) { try checker.check(try parseJSON(Array(forged.utf8))) }
  }
}

extension Workspace {
  fileprivate func explanation(of text: String, _ input: Case) -> Explanation? {
    var copy = self
    guard let goal = copy.goal(text).value else { return nil }
    return Judge(set).why(goal, input)
  }
}
