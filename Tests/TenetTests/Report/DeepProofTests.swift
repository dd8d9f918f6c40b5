import Tenet
import Testing

/// Proofs that are too deep to be drawn as one tree.
@Suite struct DeepProofTests {
  @Test func goOnFurtherDown() throws {
    let length = 60
    let facts = (0..<length).map { "  n\($0) links to n\($0 + 1)\n" }.joined()
    let book = try RuleBook(
      text: """
        verb links to
        verb reaches
        ?x links to ?y → ?x reaches ?y
        ?x reaches ?y and ?y links to ?z → ?x reaches ?z
        profile "Chain"
        \(facts)
        """)
    let text = try #require(try book.why("n0 reaches n\(length)", book.profiles[0]))
    let lines = text.split(separator: "\n")
    // Every step once, and once more where a tree ends and the next begins.
    let said = text.split { $0 == " " || $0 == "\n" }.map { String($0) }
    for node in 1..<length { #expect(said.contains("n\(node)")) }
    let ends = lines.filter { $0.contains("continued at [") }
    let starts = lines.filter { $0.hasPrefix("[") }
    #expect(ends.count == starts.count && starts.count == 3)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(starts[0].hasPrefix("[1] n0 reaches n"))
  }
}
