import Foundation
import Testing

@Suite struct ReplTests {
  private func run(_ script: String) throws -> CommandRun {
    let folder = try Folder()
    try folder.write(
      "rules.tenet",
      """
      number share in %
      rule habit: owns interface → captures habit
      rule point: share ≥ 60% and not owns billing → weak
      profile "Lab"
        owns interface

      """)
    return try CommandRun(["repl", "rules.tenet"], input: script, in: folder.url)
  }

  @Test func changesFactsAndSaysWhatFollows() throws {
    let run = try run("owns the Interface\nretract owns interface\n")
    #expect(run.output == "+ captures habit\n- captures habit\n")
    #expect(run.status == 0)
  }

  @Test func aNewValueStandsForTheOldOne() throws {
    let run = try run("share is 70%\nshare is 50%\nfacts\nretract share\nfacts")
    #expect(run.output == "+ weak\n- weak\nshare is 50%\n")
  }

  @Test func takesRulesAndUndoes() throws {
    let run = try run("use Lab\nrule new: captures habit → glows\nundo\nfacts\n")
    #expect(run.output == "+ captures habit\n+ glows\n- glows\nowns interface\n")
  }

  @Test func asksEveryQuestionAboutTheSession() throws {
    let run = try run("use lab\nwhy captures habit\neval --no-trace --format ndjson\n")
    #expect(run.output.contains("captures habit  · rule habit, rules.tenet:2"))
    #expect(run.output.contains("given, <session>:2"))
    #expect(run.output.contains("{\"profile\":\"this session\",\"conclusions\":[{\"fact\":\"captures habit\""))
  }

  @Test func goesOnBehindAMistakeAndEndsWithStatus2() throws {
    let run = try run("retract nothing at all\nrule broken:\nowns interface\n# a comment\n\nquit\nowns billing\n")
    #expect(run.status == 2)
    #expect(run.output == "+ captures habit\n")
    #expect(run.errors.contains("`nothing at all` is not among the facts"))
    #expect(run.errors.contains("<session>:1:"))
  }
}
