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

  private static let questions: [(line: String, part: String)] = [
    ("why captures habit", "captures habit  · rule habit"), ("captures habit?", "captures habit  · rule habit"),
    ("why captures habit --smallest", "Every proof needs"),
    ("why-not weak", "does not follow that `weak` holds for this session"),
    ("weak?", "does not follow that `weak` holds for this session"), ("how weak", "set `share` to 60%"),
    ("how not captures habit", "remove `owns interface`"), ("how weak --keep share", "Nothing that a profile can say"),
    ("how --resolve clash", "Both ways"), ("what-if --add owns billing", "nothing would change"),
    ("what-if --remove owns interface", "1 conclusion lost"), ("what-if --set share is 70%", "1 conclusion gained"),
    ("ask", "owns billing"), ("ask weak", "owns billing"), ("robust", "is overturned by 1 change"),
    ("robust captures habit", "is overturned by 1 change"),
    ("compare Lab \"this session\"", "Lab gets no conclusion that this session does not get"),
    ("eval --no-trace", "captures habit"), ("rules", "rule clash"), ("vocabulary", "interface"),
    ("diff rules.tenet rules.tenet", "these edits change nothing"), ("explain unused-variable", "unused"),
  ]

  @Test(arguments: questions.indices) func everyQuestionCanBeAskedInASession(_ index: Int) throws {
    let (line, part) = Self.questions[index]
    // `ask` is about what is unknown, `weak` about what is not.
    let more = line.hasPrefix("ask") ? "assert unknown owns billing\nshare is 70%\n" : "fast\ncareful\n"
    let run = try run("use Lab\nrule clash: fast conflicts with careful\n" + more + line + "\n")
    #expect(run.status == 0, "\(line): \(run.errors)")
    #expect(run.output.contains(part), "\(line): \(run.output)")
  }

  @Test func goesOnBehindAMistakeAndEndsWithStatus2() throws {
    let run = try run("retract nothing at all\nrule broken:\nowns interface\n# a comment\n\nquit\nowns billing\n")
    #expect(run.status == 2)
    #expect(run.output == "+ captures habit\n")
    #expect(run.errors.contains("`nothing at all` is not among the facts"))
    #expect(run.errors.contains("<session>:1:"))
  }
}
