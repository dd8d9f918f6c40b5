import Foundation
import Testing

@Suite struct DebugCommandTests {
  private let rules = """
    kind actor: cloud
    number n in %
    rule r: ?a is an actor and not ?a owns x and n > 3% → ?a has reach
    choice c: one of x, y
    reach → c is x

    """

  private func listing(_ stage: String) throws -> String {
    let folder = try Folder()
    try folder.write("x.tenet", rules)
    let run = try CommandRun(["debug", stage, "x.tenet"], in: folder.url)
    #expect(run.status == 0 && run.errors == "")
    return run.output
  }

  @Test func tokens() throws {
    let lines = try listing("tokens").split(separator: "\n").prefix(6)
    #expect(
      lines == [
        "1:1 word \"kind\" = kind", "1:5 blank \" \"", "1:6 word \"actor\" = actor", "1:11 colon \":\"",
        "1:12 blank \" \"", "1:13 word \"cloud\" = cloud",
      ])
  }

  @Test func tree() throws {
    #expect(
      try listing("tree") == """
        kind actor: cloud
        number n in %
        rule r
          and
            ?a is an actor
            not
              ?a owns x
            n > 3%
          → ?a has reach
        choice c: one of x, y
        rule
          reach
          → c is x

        """)
  }

  @Test func model() throws {
    let lines = try listing("model").split(separator: "\n").filter { !$0.hasSuffix("(known)") }
    #expect(
      lines == [
        "kind conflict (conflicts): ", "kind actor (actors): cloud", "number n in %", "choice c: one of x, y",
        "rule 0 \"r\": ?a is an actor and not ?a owns x and n > 3% → ?a has reach", "rule 1: reach → c is x",
      ])
  }

  @Test func program() throws {
    let lines = try listing("program").split(separator: "\n")
    #expect(lines.contains("  0: ?a has reach ← ?a is an actor, not ?a owns x, n > 3"))
    #expect(lines.contains("  1: c is x ← reach"))
    #expect(lines.contains("  settle n"))
  }

  @Test func plan() throws {
    let lines = try listing("plan").split(separator: "\n")
    #expect(lines.first == "0: ?a has reach ← ?a is an actor, not ?a owns x, n > 3")
    #expect(lines.contains("  scan  ?a is an actor"))
    #expect(lines.contains("  count  not ?a owns x"))
    #expect(lines.contains("  look up the fact  reach"))
  }

  @Test func otherStagesAreRefused() throws {
    let run = try CommandRun(["debug", "tre", "x.tenet"])
    #expect(run.status == 2 && run.errors.contains("did you mean `tree`?"))
  }
}
