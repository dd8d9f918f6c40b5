import Tenet
import Testing

/// What the targets of an export cannot say; what they do say is compared with the engines themselves in `Tests/Peers`.
@Suite struct ExportTests {
  @Test(arguments: ["clingo", "souffle", "sql"])
  func unknownFactsAreRefusedWhereTheyStand(_ target: String) throws {
    let folder = try Folder()
    try folder.write("ward.tenet", "shows fever → needs bed\nprofile \"Ann\"\n  shows rash\n  unknown shows fever\n")
    let run = try CommandRun(["export", "--to", target, "ward.tenet"], in: folder.url)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("ward.tenet:4:11: error: "), "\(run.errors)")
    #expect(run.errors.contains("cannot say this exactly: a fact that nobody knows [not-exportable]"), "\(run.errors)")
  }

  @Test(arguments: ["clingo", "souffle"])
  func givenNumbersThatDoNotFitAreRefusedWhereTheyStand(_ target: String) throws {
    let folder = try Folder()
    try folder.write("bank.tenet", "number debt\ndebt > 3 → has risk\nprofile \"Ann\"\n  debt is 3_000_000_000\n")
    let run = try CommandRun(["export", "--to", target, "bank.tenet"], in: folder.url)
    #expect(run.status == 2 && run.errors.hasPrefix("bank.tenet:4:3: error: "), "\(run.errors)")
  }

  @Test func whatItRefusesIsExplained() throws {
    let folder = try Folder()
    let page = try #require(allPages.first { $0.code == "not-exportable" })
    for target in ["clingo", "souffle", "sql"] {
      try folder.write("r.tenet", page.wrong + "\n")
      let wrong = try CommandRun(["export", "--to", target, "r.tenet"], in: folder.url)
      #expect(wrong.status == 2 && wrong.errors.contains("[not-exportable]"))
      try folder.write("r.tenet", page.right + "\n")
      #expect(try CommandRun(["export", "--to", target, "r.tenet"], in: folder.url).status == 0)
    }
  }
}
