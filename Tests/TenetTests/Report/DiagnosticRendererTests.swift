import TenetReport
import TenetText
import Testing

@Suite struct DiagnosticRendererTests {
  private let rules = Source(
    name: "rules.tenet", bytes: Array("# rules\nowns interfce → captures habit\n\n\tüber 日本 🙂x → b\n".utf8))

  private func span(_ text: String, in source: Source, id: UInt32 = 0) -> Span {
    let (bytes, wanted) = (source.bytes, Array(text.utf8))
    for start in 0...(bytes.count - wanted.count) where Array(bytes[start..<(start + wanted.count)]) == wanted {
      return Span(source: SourceID(id), start: UInt32(start), end: UInt32(start + wanted.count))
    }
    return Span(source: SourceID(id), start: 0, end: 0)
  }

  private func render(_ diagnostics: [Diagnostic], _ sources: [Source], width: Int = 160) -> String {
    String(decoding: DiagnosticRenderer(sources: sources, width: width).text(of: diagnostics), as: UTF8.self)
  }

  @Test func underlinesThePlaceAndSaysWhatToWrite() {
    let diagnostic = Diagnostic(
      "unknown-member", .error, "no layer is called `interfce`", at: span("interfce", in: rules),
      label: "a layer stands here",
      others: [
        Diagnostic.Label(span("owns", in: rules), "because of this verb"), .init(span("日本", in: rules), "here too"),
      ],
      help: "did you mean `interface`?\nor declare it", witness: ["owns x", "has y"])
    #expect(
      render([diagnostic], [rules]) == """
        rules.tenet:2:6: error: no layer is called `interfce` [unknown-member]
          |
        2 | owns interfce → captures habit
          |      ^^^^^^^^ a layer stands here
          | ---- because of this verb
         ...
        4 |     über 日本 🙂x → b
          |          ---- here too
          = help: did you mean `interface`?
                  or declare it
          = witness: owns x
                     has y


        """)
  }

  @Test func countsColumnsAsTheTerminalDoes() {
    let diagnostic = Diagnostic("c", .warning, "m", at: span("x → b", in: rules))
    #expect(
      render([diagnostic], [rules]) == """
        rules.tenet:4:11: warning: m [c]
          |
        4 |     über 日本 🙂x → b
          |                 ^^^^^


        """)
  }

  @Test func namesOtherFiles() {
    let other = Source(name: "other.tenet", bytes: Array("verb owns\n".utf8))
    let diagnostic = Diagnostic(
      "twice", .error, "`owns` is declared twice", at: span("owns", in: rules),
      others: [.init(span("owns", in: other, id: 1), "first here")])
    #expect(
      render([diagnostic], [rules, other]) == """
        rules.tenet:2:1: error: `owns` is declared twice [twice]
          |
        2 | owns interfce → captures habit
          | ^^^^
         --> other.tenet:1:6
        1 | verb owns
          |      ---- first here


        """)
  }

  @Test func showsAPlaceAtTheEndOfTheText() {
    let source = Source(name: "a", bytes: Array("a →".utf8))
    let end = Span(source: SourceID(0), start: 5, end: 5)
    #expect(
      render([Diagnostic("c", .error, "m", at: end)], [source])
        == "a:1:4: error: m [c]\n  |\n1 | a →\n  |    ^\n\n")
    let empty = Source(name: "a", bytes: [])
    let zero = Span(source: SourceID(0), start: 0, end: 0)
    #expect(render([Diagnostic("c", .hint, "m", at: zero)], [empty]) == "a:1:1: hint: m [c]\n  |\n1 |\n  | ^\n\n")
  }

  @Test func cutsLongLinesAroundThePlace() throws {
    let source = Source(
      name: "a",
      bytes: Array((String(repeating: "é", count: 2_500_000) + "X" + String(repeating: "日", count: 900)).utf8))
    let other = Diagnostic.Label(Span(source: SourceID(0), start: 0, end: 2), "far")
    let text = render([Diagnostic("c", .error, "m", at: span("X", in: source), others: [other])], [source], width: 40)
    let lines = text.split(separator: "\n").map(String.init)
    try #require(lines.count == 6)
    #expect(lines[2] == "1 | …\(String(repeating: "é", count: 13))X\(String(repeating: "日", count: 12))…")
    #expect(lines[3] == "  | \(String(repeating: " ", count: 14))^")
    #expect(lines[4] == "1 | \(String(repeating: "é", count: 39))…")
    #expect(lines[5] == "  | - far")
  }

  @Test func bytesThatSteerATerminalAreShownAsSigns() {
    let source = Source(name: "a\u{1B}[2J", bytes: Array("x\u{1B}[31m\u{202E}y".utf8) + [0xFF, 0x7A])
    let diagnostic = Diagnostic("c", .error, "`\u{7}`", at: span("y", in: source))
    #expect(
      render([diagnostic], [source]) == "a␛[2J:1:8: error: `␇` [c]\n  |\n1 | x␛[31m\u{FFFD}y\u{FFFD}z\n  |        ^\n\n"
    )
  }

  @Test func sortsByPlace() {
    let late = Diagnostic("l", .error, "late", at: span("habit", in: rules))
    let early = Diagnostic("e", .error, "early", at: span("owns", in: rules))
    let text = render([late, early], [rules])
    #expect(text.hasPrefix("rules.tenet:2:1: error: early"))
  }

  @Test func coloursOnlyWhenAsked() {
    let renderer = DiagnosticRenderer(sources: [rules], palette: Palette(isColored: true))
    let text = String(
      decoding: renderer.text(of: [Diagnostic("c", .error, "m", at: span("owns", in: rules))]), as: UTF8.self)
    #expect(text.contains("\u{1B}[1;31merror: \u{1B}[0m"))
    #expect(text.contains("\u{1B}[1;31m^^^^\u{1B}[0m"))
  }

  @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("🙂", 2), ("👍🏽", 2), ("→", 1), ("ｆ", 2), ("ﬁ", 1), ("한", 2)])
  func knowsHowWideTextIs(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
  }
}
