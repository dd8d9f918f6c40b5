import Foundation
import FoundationXML
import Tenet
import Testing

/// Rules whose names and terms try to be something else in every format that draws them.
let hostileText = """
  rule open-door: owns "\\"><script>alert(1)</script>" → gains "%%{init: {}}%% end `x` [y](z) ; #quot; -->"
    because "</svg><img src=x onerror=alert(1)>"
  rule second: gains "%%{init: {}}%% end `x` [y](z) ; #quot; -->" → gains "\\\\\\"; }\\u{202E}\\n&lt;br/>"
  rule third: gains "\\\\\\"; }\\u{202E}\\n&lt;br/>" and not owns "'--&#x22;" → add 1 to score
  number score
  verb gains
  profile "a \\"b\\" </title><script>alert(2)</script>"
    owns "\\"><script>alert(1)</script>"

  """

/// Every profile of a text, judged.
func judged(_ text: String) throws -> ([Judged], Judge) {
  let workspace = Workspace.load([InputText(path: "test.tenet", text: text)])
  let codes = workspace.diagnostics.map(\.code)
  #expect(codes.isEmpty)
  let judge = Judge(workspace.value.set)
  let wording = Wording(workspace.value.set, program: judge.compiled.program, reader: workspace.value.loaded.reader)
  return (workspace.value.cases.map { Judged($0, judge.judge($0), wording) }, judge)
}

func page(_ format: PageFormat, _ text: String) throws -> String {
  let (judged, judge) = try judged(text)
  var bytes: [UInt8] = []
  format.append(judged, judge, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

private let chain = """
  rule one: first → second
  rule two: second and not other → third
  rule other: second → fourth
  profile "p"
    first

  """

@Suite("Graphs")
struct GraphTests {
  @Test("each fact is one node, however many traces hold it")
  func once() throws {
    let (judged, _) = try judged(chain)
    let graph = Graph(of: judged[0].judgement, judged[0].wording)
    #expect(graph.nodes.map(\.text) == ["second", "first", "third", "not other", "fourth"])
    #expect(graph.edges.map { [$0.from, $0.to] } == [[1, 0], [0, 2], [3, 2], [0, 4]])
    #expect(graph.nodes[0].detail == "rule one")
  }

  @Test("rules stand between what they read and what they conclude")
  func rules() throws {
    let (judged, _) = try judged(chain)
    let graph = Graph(of: judged[0].wording, title: "rules")
    #expect(graph.nodes.map(\.text) == ["one", "first", "second", "two", "other", "third", "other", "fourth"])
    #expect(graph.edges.contains { $0.isNegated && graph.nodes[$0.from].text == "other" })
  }

  @Test("Graphviz takes every text", .enabled(if: graphviz != nil || ProcessInfo.processInfo.environment["CI"] != nil))
  func dot() throws {
    for text in [chain, hostileText] {
      let (status, svg) = try runGraphviz(try page(.dot, text))
      #expect(status == 0)
      #expect(svg.contains("</svg>"))
      #expect(!svg.contains("<script"))
    }
    let (_, svg) = try runGraphviz(try page(.dot, hostileText))
    // What a reader sees is what the term says: `&lt;` stays four letters and a sign.
    #expect(svg.contains("&amp;lt;br/&gt;"))
  }

  @Test("Mermaid gets nothing but its grammar")
  func mermaid() throws {
    let node = /n[0-9]+\["(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|[ ]|#[0-9]+;|<br\/>|[^\x00-\x7F])+"\]:::[a-z]+/
    let edge = /n[0-9]+ (?:-->|-\. not \.->) n[0-9]+/
    let style = /classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}/
    for text in [chain, hostileText] {
      let lines = try page(.mermaid, text).split(separator: "\n")
      #expect(lines[0] == "flowchart LR")
      for line in lines.dropFirst() {
        let line = line.drop { $0 == " " }
        let fits =
          line.wholeMatch(of: node) != nil || line.wholeMatch(of: edge) != nil || line.wholeMatch(of: style) != nil
        #expect(fits, "\(line)")
      }
    }
  }

  @Test("SVG is well formed, whatever the texts say")
  func svg() throws {
    for text in [chain, hostileText] {
      let svg = try page(.svg, text)
      #expect(XMLParser(data: Data(svg.utf8)).parse())
      #expect(!svg.contains("<script"))
    }
  }

  @Test("no two boxes lie over each other, and edges lead to the right")
  func layout() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<50 {
      let facts = 3 + Int(random.next() % 40)
      var text = "profile \"p\"\n  f0\n  f1\n"
      for rule in 2..<facts {
        text += "rule r\(rule): f\(random.next() % UInt64(rule)) and f\(random.next() % UInt64(rule)) → f\(rule)\n"
      }
      let svg = try page(.svg, text)
      let box = /<rect x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)" height="([0-9.]+)" rx="7">/
      let boxes = svg.matches(of: box).compactMap { match -> [Double]? in
        let numbers = [match.1, match.2, match.3, match.4].compactMap { Double($0) }
        return numbers.count == 4 ? numbers : nil
      }
      #expect(boxes.count > 1 && boxes.count <= facts)
      for (index, one) in boxes.enumerated() {
        for other in boxes[(index + 1)...] {
          let isApart =
            one[0] + one[2] <= other[0] || other[0] + other[2] <= one[0]
            || one[1] + one[3] <= other[1] || other[1] + other[3] <= one[1]
          #expect(isApart)
        }
      }
    }
  }
}

private let graphviz: String? = ["/usr/bin/dot", "/usr/local/bin/dot"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

private func runGraphviz(_ text: String) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(graphviz, "Graphviz is not installed"))
  process.arguments = ["-Tsvg"]
  let input = Pipe()
  let output = Pipe()
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  try input.fileHandleForWriting.close()
  let result = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: result, as: UTF8.self))
}
