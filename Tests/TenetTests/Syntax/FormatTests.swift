import TenetSyntax
import Testing

/// The one layout, by example.
@Suite struct FormatTests {
  private func formatted(_ text: String, isASCII: Bool = false) -> String {
    let parsed = Parsed(text)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.complaints)")
    let result = format(parsed.tree, source: parsed.source, isASCII: isASCII)
    let again = Parsed(result)
    #expect(format(again.tree, source: again.source, isASCII: isASCII) == result)
    return result
  }

  @Test func blanksAndSignsHaveOneForm() {
    #expect(formatted("owns   a,owns b->captures   c") == "owns a, owns b → captures c\n")
    #expect(formatted("rule  x :( a or b )and not( c )→ d") == "rule x: (a or b) and not (c) → d\n")
    #expect(formatted("a>=3 and b!=4 → c") == "a ≥ 3 and b ≠ 4 → c\n")
    #expect(formatted("n+1*2 >( m-3 )/ 4 → c") == "n + 1 * 2 > (m-3) / 4 → c\n")
    #expect(formatted("share > 60 % → c") == "share > 60% → c\n")
    #expect(formatted("?p's share > 3 → c") == "?p's share > 3 → c\n")
    #expect(formatted("verb(actor)sells( product )to()") == "verb (actor) sells (product) to ()\n")
    #expect(formatted("number share in%") == "number share in %\n")
    #expect(formatted("") == "")
    #expect(formatted("\n\n# only a comment  \n\n") == "# only a comment\n")
  }

  @Test func signsInFrontOfNumbersStayWithThem() {
    #expect(formatted("n is at least -3 → c") == "n is at least -3 → c\n")
    #expect(formatted("n > -3 → c") == "n > -3 → c\n")
    #expect(formatted("n - 3 > 2 → c") == "n - 3 > 2 → c\n")
    #expect(formatted("3-2 > n → c") == "3 - 2 > n → c\n")
    #expect(formatted("a → add - 3 to n") == "a → add - 3 to n\n")
    #expect(formatted("a−b > 1 → c") == "a − b > 1 → c\n")
  }

  @Test func gluedWordsAndNumbersStayAsTheyAre() {
    #expect(formatted("tier  5G → a 12 USD b") == "tier 5G → a 12 USD b\n")
    #expect(formatted("tier 5 G → a 12USD b") == "tier 5 G → a 12USD b\n")
  }

  @Test func asciiSpellsSignsWithoutOthers() {
    #expect(
      formatted("a ≥ 3 and b ≤ 4 and c ≠ 5 and d × 2 > 1 and e−f > 0 → ü", isASCII: true)
        == "a >= 3 and b <= 4 and c != 5 and d * 2 > 1 and e - f > 0 -> ü\n")
  }

  @Test func byteOrderMarkAndCarriageReturnsGo() {
    #expect(formatted("\u{FEFF}a → b\r\n\r\nc → d\r") == "a → b\n\nc → d\n")
  }

  // MARK: Lines

  @Test func linesBelowAreIndentedByTwo() {
    #expect(
      formatted("owns a → b\n\tbecause \"c\"\n     source \"d\"\n tag e,f\n")
        == "owns a → b\n  because \"c\"\n  source \"d\"\n  tag e, f\n")
    #expect(
      formatted("profile \"x\"\n      owns a\n      unknown  b\nexample \"y\"\n given c\n expect d")
        == "profile \"x\"\n  owns a\n  unknown b\nexample \"y\"\n  given c\n  expect d\n")
  }

  @Test func blankLinesAreOneAndStayWhereTheyAre() {
    #expect(
      formatted("\n\na → b\n\n\n\nc → d\n  because \"e\"\n\nprofile \"x\"\n\n  f\n\n\n  g\n\n")
        == "a → b\n\nc → d\n  because \"e\"\n\nprofile \"x\"\n\n  f\n\n  g\n")
  }

  @Test func shortStatementsAreOneLine() {
    #expect(
      formatted("rule x:\n  owns a and\n  owns b\n  → c\n  unless d") == "rule x: owns a and owns b → c unless d\n")
    #expect(formatted("kind x: a,\n        b,\n  c") == "kind x: a, b, c\n")
  }

  @Test func longRulesAreBrokenAtTheirParts() {
    let rule = """
      rule volume-without-control: someone else owns identity and someone else owns workflow and uses at least 3 routes \
      and partner usage share ≥ 60% and not owns customer relationship → has volume without control, lacks strategic \
      control, faces commoditization, risks abstraction unless owns daily habit
      """
    #expect(
      formatted(rule) == """
        rule volume-without-control:
          someone else owns identity and someone else owns workflow and uses at least 3 routes
          and partner usage share ≥ 60% and not owns customer relationship
          → has volume without control, lacks strategic control, faces commoditization, risks abstraction
          unless owns daily habit

        """)
    #expect(
      formatted(String(rule.drop { $0 != ":" }.dropFirst(2))) == """
        someone else owns identity and someone else owns workflow and uses at least 3 routes
          and partner usage share ≥ 60% and not owns customer relationship
          → has volume without control, lacks strategic control, faces commoditization, risks abstraction
          unless owns daily habit

        """)
  }

  @Test func longConflictsAndListsAreBroken() {
    let long = "a rather long property of somebody and another long property of somebody"
    #expect(
      formatted("\(long) conflicts with \(long)") == "\(long)\n  conflicts with \(long)\n")
    #expect(
      formatted("choice c: one of \(long.replacing(" and ", with: ", ")), short one, shorter otherwise nothing of it")
        == """
        choice c: one of a rather long property of somebody, another long property of somebody, short one,
          shorter otherwise nothing of it

        """)
  }

  @Test func groupsInGroupsAreBrokenWhereNothingElseCan() {
    let depth = 40
    let chain = String(repeating: "not (", count: depth) + "owns interface" + String(repeating: ")", count: depth)
    let lines = formatted(chain + " → sticky").split(separator: "\n")
    #expect(lines.count == 4 && lines.allSatisfy { $0.count <= 100 }, "\(lines)")
    #expect(lines.first == String(repeating: "not (", count: 20)[...])
  }

  // MARK: Arrows

  @Test func arrowsOfNeighboursAreAligned() {
    #expect(
      formatted("a → b\nlonger → b\n\nc → d") == "a      → b\nlonger → b\n\nc → d\n")
    #expect(formatted("a → b\nlonger → b\n# note\nc → d") == "a      → b\nlonger → b\n# note\nc → d\n")
    #expect(formatted("a → b\nlonger → b\n  because \"x\"\nc → d") == "a → b\nlonger → b\n  because \"x\"\nc → d\n")
    #expect(formatted("a → b  # one\nlonger → b # two") == "a      → b  # one\nlonger → b  # two\n")
  }

  @Test func arrowsFarApartAreLeft() {
    #expect(formatted("a → b\nmuch longer than that → b") == "a → b\nmuch longer than that → b\n")
    #expect(
      formatted("a → b\nab → b\nmuch longer than that → b\nmuch longer than this one → b")
        == "a  → b\nab → b\nmuch longer than that     → b\nmuch longer than this one → b\n")
    let wide = String(repeating: "x", count: 90)
    #expect(formatted("a → \(wide)\nabcdefghijkl → b") == "a → \(wide)\nabcdefghijkl → b\n")
  }

  // MARK: Comments

  @Test func commentsStayWhereTheyStand() {
    let text = """
      # first
      rule x:  # name
        owns a   # one
        # two
        and owns b
        → c      # three
        because "d"   # four
        # five
      # six
      profile "y"   # seven
        # eight
        owns z    # nine
        # ten
      """
    #expect(
      formatted(text) == """
        # first
        rule x:  # name
          owns a  # one
          # two
          and owns b
          → c  # three
          because "d"  # four
          # five
        # six
        profile "y"  # seven
          # eight
          owns z  # nine
          # ten

        """)
  }

  @Test func documentationStaysRightAbove() {
    #expect(formatted("## says\n##   more\na → b") == "## says\n##   more\na → b\n")
  }

  @Test func textsWithErrorsAreLeftAlone() {
    for text in ["a  →  b → c", "a   $ → b", "owns   a", "a  →  \"b"] {
      let parsed = Parsed(text)
      #expect(format(parsed.tree, source: parsed.source) == text)
    }
  }
}
