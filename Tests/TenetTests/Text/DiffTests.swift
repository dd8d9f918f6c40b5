import Testing

@testable import TenetText

struct DiffTests {
  @Test func equalTextsDifferByNothing() { #expect(unifiedDiff("a\nb\n", "a\nb\n", name: "x") == "") }

  @Test func showsAChangeWithThreeLinesAround() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
    let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
    #expect(
      unifiedDiff(old, new, name: "a.tenet") == """
        --- a.tenet
        +++ a.tenet
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func farChangesAreHunksOfTheirOwn() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let diff = unifiedDiff(old, old.replacing("\n2\n", with: "\n").replacing("19\n", with: "19\nx\n"), name: "a")
    #expect(diff.contains("@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -17,4 +16,5 @@\n 17\n 18\n 19\n+x\n 20\n"))
  }

  @Test func aMissingLineEndIsSaid() {
    #expect(
      unifiedDiff("a", "a\n", name: "x")
        == "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
    #expect(unifiedDiff("", "a\n", name: "x") == "--- x\n+++ x\n@@ -0,0 +1 @@\n+a\n")
  }

  @Test func everyScriptLeadsFromOneListToTheOther() {
    var random = SplitMix(seed: 3)
    for _ in 0..<2000 {
      let old = (0..<random.below(12)).map { _ in random.below(3) }
      let new = (0..<random.below(12)).map { _ in random.below(3) }
      let script = EditScript(old, new)
      var (left, right): ([Int], [Int]) = ([], [])
      for step in script.steps {
        switch step {
        case .keep(let index, let other):
          #expect(old[index] == new[other])
          left.append(old[index])
          right.append(new[other])
        case .delete(let index): left.append(old[index])
        case .insert(let index): right.append(new[index])
        }
      }
      #expect(left == old)
      #expect(right == new)
      #expect(script.steps.count { if case .keep = $0 { true } else { false } } == longestCommon(old, new))
    }
  }

  /// The length of the longest common subsequence, by the table.
  private func longestCommon(_ old: [Int], _ new: [Int]) -> Int {
    var row = Array(repeating: 0, count: new.count + 1)
    for left in old {
      var above = 0
      for (index, right) in new.enumerated() {
        let next = row[index + 1]
        row[index + 1] = left == right ? above + 1 : max(row[index + 1], row[index])
        above = next
      }
    }
    return row[new.count]
  }

  @Test func aThousandChangesAndMoreAreStillADiff() {
    let old = (0..<3000).map { "a\($0)\n" }.joined()
    let new = (0..<3000).map { "b\($0)\n" }.joined()
    #expect(unifiedDiff(old, new, name: "x").split(separator: "\n").count == 6003)
  }
}
