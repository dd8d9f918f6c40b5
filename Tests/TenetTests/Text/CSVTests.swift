import TenetText
import Testing

@Suite struct CSVTests {
  private func texts(_ text: String) throws -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(row.cells.map(\.text)) }
    return rows
  }

  @Test(
    arguments: [
      ("", []), ("\n\r\n\n", []), ("a", [["a"]]), ("a,b\n", [["a", "b"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a\rb", [["a"], ["b"]]), ("\u{FEFF}é,\n", [["é", ""]]), (",", [["", ""]]), (" a , b ", [[" a ", " b "]]),
      ("\"a,\"\"b\"\"\nc\",d", [["a,\"b\"\nc", "d"]]), ("\"\",\"\"", [["", ""]]),
      ("\"a\r\nb\"\n\nc", [["a\r\nb"], ["c"]]),
      ("a\n\nb", [["a"], ["b"]]), ("\"\"\"\"", [["\""]]),
    ] as [(String, [[String]])])
  func reads(text: String, rows: [[String]]) throws {
    #expect(try texts(text) == rows)
  }

  @Test func tellsWhereCellsStand() throws {
    let text = "é,\"a\nb\",c\nd,e,f"
    var reader = CSVReader(Array(text.utf8))
    let first = try #require(try reader.next())
    let second = try #require(try reader.next())
    #expect(first.line == 1)
    #expect(second.line == 3)
    let slices = (first.cells + second.cells).map {
      String(decoding: Array(text.utf8)[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
    #expect(slices == ["é", "\"a\nb\"", "c", "d", "e", "f"])
    #expect(try reader.next() == nil)
  }

  @Test(arguments: [
    ("a,b\nc,\"d\n\ne", CSVError(.unclosedQuote, at: 6, to: 7, line: 2)),
    ("a\n\"b\"c,d", CSVError(.textAfterQuote, at: 5, to: 6, line: 2)),
    ("a, \"b\"", CSVError(.strayQuote, at: 3, to: 4, line: 1)),
    ("a\n\"", CSVError(.unclosedQuote, at: 2, to: 3, line: 2)),
    ("a,b\n1,2\n3\n4,5,6\n7,8", CSVError(.ragged(row: 3, cells: 1, expected: 2), at: 8, to: 9, line: 3)),
  ])
  func saysWhatIsWrong(text: String, error: CSVError) {
    #expect(parseCSV(Array(text.utf8)).errors.first == error)
  }

  @Test func reportsEveryRaggedRowAndKeepsTheRest() {
    let (table, errors) = parseCSV(Array("name,x\na,1\nb\n\nc,2,3\nd,4\n".utf8))
    #expect(table.heading.map(\.text) == ["name", "x"])
    #expect(table.rows.map { $0.cells.map(\.text) } == [["a", "1"], ["d", "4"]])
    #expect(
      errors.map(\.message) == [
        "row 3 has 1 cell, but the heading has 2", "row 4 has 3 cells, but the heading has 2",
      ])
    #expect(errors.map(\.line) == [3, 5])
  }

  @Test func refusesBytesThatAreNoText() {
    let errors = parseCSV([0x61, 0x0A, 0x62, 0xFF]).errors
    #expect(errors == [CSVError(.invalidUTF8(0xFF), at: 3, to: 4, line: 2)])
  }

  @Test func whatIsQuotedComesBack() throws {
    var random = SplitMix(seed: 17)
    let alphabet = ["a", ",", "\"", "\n", "\r", " ", "é", "🙂"]
    for _ in 0..<2_000 {
      let rows = (0...random.below(3)).map { _ in
        (0...random.below(3)).map { _ in (0..<random.below(4)).map { _ in alphabet[random.below(8)] }.joined() }
      }
      let text = rows.map { row in
        row.map { "\"" + $0.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" }.joined(separator: ",")
      }
      #expect(try texts(text.joined(separator: "\n")) == rows)
    }
  }
}
