import Foundation
import Testing

@Suite struct CommandLineTests {
  @Test(arguments: [["--version"], ["-V"]]) func tellsItsVersion(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("tenet ") && run.output.hasSuffix("\n"))
    #expect(run.errors == "")
  }

  @Test func helpListsEveryCommandAndEachHasItsOwn() throws {
    let overall = try CommandRun(["--help"])
    #expect(overall.status == 0)
    #expect(try CommandRun(["help"]).output == overall.output)
    #expect(try CommandRun(["-h"]).output == overall.output)
    let names = overall.output.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count > 1)
    for name in names {
      let help = try CommandRun([name, "--help"])
      #expect(help.status == 0)
      #expect(help.output.contains("Usage: tenet \(name)"))
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(name)")
      #expect(try CommandRun(["help", name]).output == help.output)
    }
  }

  @Test func nothingToDoIsAnError() throws {
    let run = try CommandRun([])
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("Usage: tenet COMMAND"))
  }

  @Test(arguments: [
    (["hlep"], "there is no command `hlep`", "did you mean `tenet help`?"),
    (["zzzzzz"], "there is no command `zzzzzz`", "`tenet --help` lists the commands"),
    (["help", "compltions"], "there is no command `compltions`", "did you mean `tenet completions`?"),
    (["completions"], "`tenet completions` needs SHELL", "usage: tenet completions SHELL"),
    (["completions", "bsh"], "SHELL cannot be `bsh`", "did you mean `bash`?"),
    (["completions", "bash", "x"], "`tenet completions` takes no `x`", "usage: tenet completions SHELL"),
    (["completions", "--colr", "bash"], "`tenet completions` has no option `--colr`", "did you mean `--color`?"),
    (
      ["completions", "--frob", "bash"], "`tenet completions` has no option `--frob`",
      "`tenet completions --help` lists"
    ),
    (["completions", "-x", "bash"], "`tenet completions` has no option `-x`", "`tenet completions --help` lists"),
    (["completions", "bash", "--color"], "`--color` needs a value", "write `--color WHEN`"),
    (["completions", "bash", "--color", "--help"], "`--color` needs a value", "write `--color WHEN`"),
    (["completions", "bash", "--color=alwys"], "`--color` cannot be `alwys`", "did you mean `always`?"),
    (["completions", "--help=x"], "`--help` takes no value", "`tenet completions --help` lists"),
    (["completions", "--", "--help"], "SHELL cannot be `--help`", "bash, zsh, fish"),
    (["--frob"], "`tenet` has no option `--frob`", "usage: tenet COMMAND"),
  ])
  func saysWhatIsWrongWithTheLine(arguments: [String], message: String, help: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("tenet: error: \(message)"))
    #expect(run.errors.contains("  = help: ") && run.errors.contains(help))
  }

  @Test func aFileIsReadOnceByWhateverPathItIsNamed() throws {
    let folder = try Folder()
    try folder.write("rules/loans.tenet", "rule wary: has debt → has risk\n")
    try folder.write("cases/ann.tenet", "import \"../rules/loans.tenet\"\nprofile \"Ann\"\n  has debt\n")
    let within = folder.url.appending(path: "rules")
    let full = within.appending(path: "loans.tenet").path()
    for files in [["loans.tenet", "../cases/ann.tenet"], ["../cases/ann.tenet", "../rules/loans.tenet", full]] {
      let run = try CommandRun(["eval", "--no-trace"] + files, in: within)
      #expect(run.status == 0 && run.output.contains("● risk"), "\(run.errors)")
    }
    // The link makes ever longer paths to one file.
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "here").path(), withDestinationPath: ".")
    try folder.write("self.tenet", "import \"here/self.tenet\"\n")
    let circle = try CommandRun(["lint", "self.tenet"], in: folder.url)
    #expect(circle.status == 2 && circle.output.contains("[circular-import]"), "\(circle.output)")
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    #expect(!(try CommandRun(["hlep"]).errors.contains("\u{1B}")))
    #expect(try CommandRun(["--color", "always", "hlep"]).errors.contains("\u{1B}[1;31merror"))
    #expect(try CommandRun(["--color=always", "hlep"], environment: ["NO_COLOR": "1"]).errors.contains("\u{1B}"))
    #expect(!(try CommandRun(["--color=never", "hlep"]).errors.contains("\u{1B}")))
  }

  @Test func aReaderThatLeavesEndsTheRunQuietly() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The output is a pipe whose reading end is closed.
    let pipe = Pipe()
    let errors = Pipe()
    shell.arguments = ["-c", "exec '\(CommandRun.executable.path)' completions bash"]
    shell.standardOutput = pipe
    shell.standardError = errors
    try pipe.fileHandleForReading.close()
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationReason == .exit)
    #expect(shell.terminationStatus == 0)
    try errors.fileHandleForWriting.close()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }

  @Test func aFullDeviceIsAnError() throws {
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else { return }
    let process = Process()
    process.executableURL = CommandRun.executable
    process.arguments = ["--help"]
    process.standardOutput = full
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    try errors.fileHandleForWriting.close()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text == "tenet: error: cannot write to standard output: no space left on the device\n")
  }

  @Test func bashTakesItsCompletions() throws {
    let script = try CommandRun(["completions", "bash"]).output
    let folder = try Folder()
    try folder.write(
      "try.sh",
      script + "COMP_WORDS=(tenet compl) COMP_CWORD=1; _tenet; echo \"${COMPREPLY[@]}\"\n"
        + "COMP_WORDS=(tenet completions z) COMP_CWORD=2; _tenet; echo \"${COMPREPLY[@]}\"\n"
        + "COMP_WORDS=(tenet completions --color n) COMP_CWORD=3; _tenet; echo \"${COMPREPLY[@]}\"\n")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["try.sh"]
    shell.currentDirectoryURL = folder.url
    shell.standardOutput = try folder.handle("out")
    try shell.run()
    shell.waitUntilExit()
    #expect(try folder.read("out") == "completions\nzsh\nnever\n")
  }
}
