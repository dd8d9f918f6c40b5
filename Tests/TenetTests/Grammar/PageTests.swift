import Foundation
import Tenet
import Testing

/// Every snippet of the language's own pages, run as a reader would.
struct PageTests {
  static let pages = ["README.md", "clauses.md", "profiles.md"]

  @Test(arguments: pages)
  func everyCommandPrintsWhatThePageShows(name: String) throws {
    let page = try Self.page(name)
    try Self.inFolder { folder in
      try page.save(in: folder)
      for session in page.sessions {
        let (output, _) = try Shell(folder: folder).run(session.command)
        #expect(output == session.output, "\(name):\(session.line): \(session.command)")
      }
    }
  }

  @Test(arguments: pages)
  func everyRuleFileOnThePageLoads(name: String) throws {
    let page = try Self.page(name)
    for block in page.blocks where block.language == "tenet" {
      let loaded = Workspace.load([InputText(path: block.name, text: block.text)]) { path in
        guard let file = page.blocks.first(where: { $0.name == path }) else {
          return .failure(ReadFailure("no such file"))
        }
        return .success(Array(file.text.utf8))
      }
      let isFine = loaded.diagnostics.isEmpty
      #expect(isFine != block.isWrong, "\(name):\(block.line): \(loaded.diagnostics.map(\.message))")
    }
  }

  @Test func everyCommandOfTheLibrariesPageSucceeds() throws {
    let page = Page(Library.read("README.md"))
    let commands = page.blocks.filter { $0.language == "sh" }
    #expect(commands.count >= 4)
    for block in commands {
      let (output, status) = try Shell(folder: URL(fileURLWithPath: Library.project)).run(block.text.trimmed)
      #expect(status == 0, "\(block.line): \(output)")
    }
  }

  static func page(_ name: String) throws -> Page {
    try Page(String(contentsOfFile: Library.project + "/Grammar/" + name, encoding: .utf8))
  }

  /// Runs a body with a folder of its own, which is gone afterwards.
  static func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tenet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
