import Foundation
import TenetText
import Testing

@Suite struct EvalCommandTests {
  private let rules = """
    rule interface-habit: owns interface → captures habit
      because "people return to it"
    rule speed-caution: consumer speed conflicts with enterprise caution

    """
  private let profile = """
    profile "Northwind"
      owns interface
      consumer speed
      enterprise caution

    """

  private func folder(_ files: [(String, String)]) throws -> Folder {
    let folder = try Folder()
    for (name, text) in files { try folder.write(name, text) }
    return folder
  }

  private func json(_ text: String) throws -> JSONValue { try parseJSON(Array(text.utf8)) }

  @Test func judgesTheProfilesOfItsFiles() throws {
    let folder = try folder([("rules.tenet", rules), ("lab.tenet", profile)])
    let run = try CommandRun(["eval", "rules.tenet", "lab.tenet"], in: folder.url)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("Northwind\n"))
    #expect(run.output.contains("captures habit") && run.output.contains("└─ owns interface"))
    let all = try CommandRun(["eval", "."], in: folder.url)
    #expect(all.status == 0)
    #expect(
      all.output
        == run.output.replacingOccurrences(of: " rules.tenet", with: " ./rules.tenet").replacingOccurrences(
          of: " lab.tenet", with: " ./lab.tenet"))
  }

  @Test func oneProfileIsAnObjectAndSeveralAreAnArray() throws {
    let folder = try folder([("a.tenet", rules + profile), ("more.ndjson", "{\"facts\":[\"owns interface\"]}\n")])
    let one = try json(CommandRun(["eval", "a.tenet", "--format=json"], in: folder.url).output)
    #expect(one["profile"]?.string == "Northwind")
    #expect(one["conclusions"]?.array?.first?["trace"] != nil)
    let two = try json(
      CommandRun(["eval", "a.tenet", "more.ndjson", "--format", "json", "--no-trace"], in: folder.url).output)
    #expect(two.array?.count == 2)
    #expect(two.array?[1]["conclusions"]?.array?.first?["fact"]?.string == "captures habit")
    #expect(two.array?[1]["conclusions"]?.array?.first?["trace"] == nil)
    let named = try CommandRun(
      ["eval", "a.tenet", "more.ndjson", "--format", "json", "--profile", "Northwind"], in: folder.url)
    #expect(try json(named.output)["profile"]?.string == "Northwind")
    try folder.write("rules.tenet", rules)
    let streamed = try CommandRun(["eval", "rules.tenet", "-", "--format", "json"], input: "\n{}\n", in: folder.url)
    #expect(try json(streamed.output)["conclusions"]?.array?.isEmpty == true)
    let none = try CommandRun(["eval", "rules.tenet", "-", "--format", "json"], in: folder.url)
    #expect(none.status == 0)
    #expect(try json(none.output).array?.isEmpty == true)
  }

  @Test func answersLineByLineWhateverTheNumberOfThreads() throws {
    let folder = try folder([("rules.tenet", rules)])
    var input = ""
    // Several pieces of a megabyte.
    for number in 0..<500 {
      let pad = String(repeating: "x", count: 5_000)
      input +=
        "{\"profile\":\"p\(number)\",\"facts\":[\(number % 2 == 0 ? "\"owns interface\"," : "")\"owns \(pad)\"]}\n"
    }
    let one = try CommandRun(["eval", "rules.tenet", "-", "--format", "ndjson"], input: input, in: folder.url)
    #expect(one.status == 0)
    let lines = one.output.split(separator: "\n")
    #expect(lines.count == 500)
    for number in [0, 1, 245, 499] {
      let line = try json(String(lines[number]))
      #expect(line["profile"]?.string == "p\(number)")
      let conclusions = line["conclusions"]?.array
      #expect(conclusions?.count == (number % 2 == 0 ? 1 : 0))
      guard number % 2 == 0, let given = conclusions?.first?["trace"]?["from"]?.array?.first else { continue }
      #expect(given["file"]?.string == "<stdin>")
      guard case .number(let place)? = given["line"]?.content else { continue }
      #expect(place == "\(number + 1)")
    }
    let many = try CommandRun(
      ["eval", "rules.tenet", "-", "--format", "ndjson", "--jobs", "3"], input: input, in: folder.url)
    #expect(many.output == one.output)
  }

  @Test func aBadLineEndsTheRunUnlessAskedToGoOn() throws {
    let folder = try folder([("rules.tenet", rules)])
    let input = "{\"profile\":\"a\"}\n\n{\"profile\":\"b\",\n{\"profile\":\"c\",\"fact\":[]}\n{\"profile\":\"d\"}\n"
    let stopped = try CommandRun(["eval", "rules.tenet", "-", "--format", "ndjson"], input: input, in: folder.url)
    #expect(stopped.status == 2)
    #expect(stopped.output.split(separator: "\n").count == 1)
    #expect(stopped.errors.hasPrefix("<stdin>:3:"))
    let arguments = ["eval", "rules.tenet", "-", "--format", "ndjson", "--keep-going"]
    let whole = try CommandRun(arguments, input: input, in: folder.url)
    #expect(whole.status == 1)
    let lines = try whole.output.split(separator: "\n").map { try json(String($0)) }
    #expect(lines.map { $0["profile"]?.string } == ["a", nil, nil, "d"])
    #expect(lines[1]["error"]?.string?.isEmpty == false)
    guard case .number("3")? = lines[1]["line"]?.content, case .number("4")? = lines[2]["line"]?.content else {
      Issue.record("lines are numbered as in the input")
      return
    }
    #expect(whole.errors.contains("<stdin>:4:") && whole.errors.contains("did you mean `facts`?"))
  }

  /// The rules' files alone do not show where a line of the stream is.
  @Test func aBadLineKeepsItsPlaceBesideACalculationThatDoesNotFit() throws {
    let folder = try folder([("rules.tenet", "number size\nnumber area\nlarge → area is size * size\n")])
    var input = "{\"profile\":\"a\",\"facts\":3}\n"
    for index in 0..<40 { input += "{\"profile\":\"\(index)\",\"facts\":[\"large\"],\"numbers\":{\"size\":2}}\n" }
    input += "{\"profile\":\"z\",\"facts\":[\"large\"],\"numbers\":{\"size\":999999999999999999}}\n"
    let run = try CommandRun(
      ["eval", "rules.tenet", "-", "--format", "ndjson", "--keep-going"], input: input, in: folder.url)
    #expect(run.status == 1)
    #expect(run.errors.contains("<stdin>:1:"))
    #expect(run.errors.contains("rules.tenet:3:1: error: a calculation here"))
  }

  @Test func writesFilesWholeOrNotAtAll() throws {
    let folder = try folder([("a.tenet", rules + profile), ("bad.tenet", "owns →\n")])
    let run = try CommandRun(["eval", "a.tenet", "-o", "out.json", "--format=json"], in: folder.url)
    #expect(run.status == 0 && run.output == "" && run.errors == "")
    #expect(try json(folder.read("out.json"))["profile"]?.string == "Northwind")
    let before = try folder.read("out.json")
    let failed = try CommandRun(["eval", "a.tenet", "bad.tenet", "-oout.json"], in: folder.url)
    #expect(failed.status == 2)
    #expect(try folder.read("out.json") == before)
    #expect(folder.names == ["a.tenet", "bad.tenet", "out.json"])
    let nowhere = try CommandRun(["eval", "a.tenet", "-o", "none/out.json"], in: folder.url)
    #expect(nowhere.status == 2)
    #expect(nowhere.errors.hasPrefix("tenet: error: cannot write `none/out.json`"))
  }

  @Test func quietAndFigures() throws {
    let folder = try folder([("a.tenet", rules + profile)])
    let run = try CommandRun(["eval", "a.tenet", "--quiet", "--stats"], in: folder.url)
    #expect(run.status == 0 && run.output == "")
    let pattern = #/given=3 derived=2 load_s=\d+\.\d{6} eval_s=\d+\.\d{6} rss_mib=\d+\n/#
    #expect(run.errors.wholeMatch(of: pattern) != nil, "\(run.errors)")
  }

  @Test(arguments: [
    (["rules.tenet"], "there is no profile to judge"), (["rules.tenet", "--profile", "x"], "there is no profile"),
    (["a.tenet", "--profile", "Nortwind"], "there is no profile `Nortwind`\n  = help: did you mean `Northwind`?"),
    (
      ["rule.tenet"], "cannot read `rule.tenet`: there is no such file or folder\n  = help: did you mean `rules.tenet`?"
    ),
    (["empty"], "the folder `empty` holds no `.tenet` file"),
    (["rules.tenet/x"], "cannot read `rules.tenet/x`: a part of its path is no folder"),
    (["a.tenet", "-", "-"], "standard input can only be read once"), ([], "`tenet eval` needs FILES"),
    (["a.tenet", "--jobs", "many"], "`--jobs` needs a whole number, not `many`"),
    (["a.tenet", "--format", "jsn"], "`--format` cannot be `jsn`\n  = help: did you mean `json`?"),
  ])
  func saysWhatIsWrong(arguments: [String], message: String) throws {
    let folder = try folder([("rules.tenet", rules), ("a.tenet", rules + profile), ("empty/x.txt", "")])
    let run = try CommandRun(["eval"] + arguments, in: folder.url)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("tenet: error: \(message)"), "\(run.errors)")
  }

  @Test func mistakesInRulesHaveTheirPlaces() throws {
    let folder = try folder([("a.tenet", "→ captures y\n\nowns → captures x\n"), ("b.tenet", profile)])
    let run = try CommandRun(["eval", "a.tenet", "b.tenet"], in: folder.url)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("a.tenet:1:") && run.errors.contains("a.tenet:3:") && run.errors.contains("^"))
  }

  @Test(arguments: ["\u{0}\u{1}binary", "caf\u{FFFD}"]) func bytesThatAreNoRulesAreRefused(text: String) throws {
    let folder = try Folder()
    try folder.write("a.tenet", text.contains("caf") ? Data([0x63, 0xFF, 0xFE]) : Data(text.utf8))
    try folder.write("b.tenet", profile)
    let run = try CommandRun(["eval", "a.tenet", "b.tenet"], in: folder.url)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("a.tenet:1:"))
  }
}

@Suite struct StreamTests {
  private func start(_ arguments: [String], in folder: Folder) throws -> (
    Process, input: FileHandle, output: FileHandle
  ) {
    let process = Process()
    process.executableURL = CommandRun.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try folder.handle("err")
    try process.run()
    return (process, input.fileHandleForWriting, output.fileHandleForReading)
  }

  @Test(arguments: ["1", "4"]) func aLineIsAnsweredBeforeTheNextOneComes(jobs: String) throws {
    let folder = try Folder()
    try folder.write("rules.tenet", "owns interface → captures habit\n")
    let arguments = ["eval", "rules.tenet", "-", "--format", "ndjson", "--jobs", jobs]
    let (process, input, output) = try start(arguments, in: folder)
    for name in ["a", "b"] {
      try input.write(contentsOf: Data("{\"profile\":\"\(name)\"}\n".utf8))
      let answer = String(decoding: output.availableData, as: UTF8.self)
      #expect(answer.hasPrefix("{\"profile\":\"\(name)\"") && answer.hasSuffix("}\n"))
    }
    try input.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(arguments: [SIGILL, SIGTRAP, SIGSEGV]) func aBrokenAssumptionIsSaidInAWord(signal: Int32) throws {
    let folder = try Folder()
    try folder.write("rules.tenet", "owns interface → captures habit\n")
    let (process, input, output) = try start(["eval", "rules.tenet", "-", "--format", "ndjson"], in: folder)
    try input.write(contentsOf: Data("{}\n".utf8))
    _ = output.availableData
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 70)
    #expect(try folder.read("err") == "tenet: internal error\n")
  }

  @Test func aStreamThatBreaksOffLeavesNoFile() throws {
    let folder = try Folder()
    try folder.write("rules.tenet", "owns interface → captures habit\n")
    let run = try CommandRun(
      ["eval", "rules.tenet", "-", "-o", "out", "--format=ndjson"], input: "{}\n{\n", in: folder.url)
    #expect(run.status == 2)
    #expect(folder.names == ["rules.tenet"])
  }
}
