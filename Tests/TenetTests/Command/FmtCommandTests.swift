import Foundation
import Testing

@Suite struct FmtCommandTests {
  private let loose = "rule  habit:owns interface ->captures habit\n"
  private let neat = "rule habit: owns interface → captures habit\n"

  @Test func rewritesFilesInPlace() throws {
    let folder = try Folder()
    try folder.write("a/x.tenet", loose)
    try folder.write("a/y.tenet", neat)
    let run = try CommandRun(["fmt", "a"], in: folder.url)
    #expect(run.status == 0 && run.output == "" && run.errors == "")
    #expect(try folder.read("a/x.tenet") == neat)
    #expect(try folder.read("a/y.tenet") == neat)
    #expect(try CommandRun(["fmt", "--check", "a"], in: folder.url).status == 0)
  }

  @Test func checksWithoutWriting() throws {
    let folder = try Folder()
    try folder.write("x.tenet", loose)
    let run = try CommandRun(["fmt", "--check", "x.tenet"], in: folder.url)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("--- x.tenet\n+++ x.tenet\n@@ "))
    #expect(run.output.contains("\n-\(loose)") && run.output.contains("\n+\(neat)"))
    #expect(try folder.read("x.tenet") == loose)
  }

  @Test func printsWhatStandsOnStandardInput() throws {
    #expect(try CommandRun(["fmt", "-"], input: loose).output == neat)
    #expect(
      try CommandRun(["fmt", "--ascii", "-"], input: neat).output == neat.replacingOccurrences(of: "→", with: "->"))
    let check = try CommandRun(["fmt", "--check", "-"], input: loose)
    #expect(check.status == 1 && check.output.hasPrefix("--- <stdin>\n"))
  }

  @Test func oneMistakeLeavesEveryFileAlone() throws {
    let folder = try Folder()
    try folder.write("x.tenet", loose)
    try folder.write("y.tenet", "owns interface → \n")
    let run = try CommandRun(["fmt", "x.tenet", "y.tenet"], in: folder.url)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("y.tenet:1:"))
    #expect(try folder.read("x.tenet") == loose)
    try folder.write("p.json", "{}")
    #expect(try CommandRun(["fmt", "p.json"], in: folder.url).status == 2)
  }

  @Test func keepsPermissionsAndLinks() throws {
    let folder = try Folder()
    try folder.write("real/x.tenet", loose)
    let files = FileManager.default
    try files.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.url.appendingPathComponent("real/x.tenet").path)
    try files.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("link.tenet").path, withDestinationPath: "real/x.tenet")
    #expect(try CommandRun(["fmt", "link.tenet"], in: folder.url).status == 0)
    #expect(try folder.read("real/x.tenet") == neat)
    let link = try files.attributesOfItem(atPath: folder.url.appendingPathComponent("link.tenet").path)
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
    let real = try files.attributesOfItem(atPath: folder.url.appendingPathComponent("real/x.tenet").path)
    #expect(real[.posixPermissions] as? Int == 0o640)
  }
}
