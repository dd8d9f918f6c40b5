import Foundation
import Tenet
import Testing

/// The project's front page does what it says.
@Suite struct ReadmeTests {
  private static var page: Page {
    get throws { try Page(String(contentsOfFile: Library.project + "/README.md", encoding: .utf8)) }
  }

  @Test func theFirstTwoBlocksAreTheTwoCommands() throws {
    let commands = try Self.page.blocks.filter { $0.language == "sh" }.map { $0.text.trimmed }
    #expect(commands[0] == "swift run -c release tenet eval Rules/labs/profiles/northwind.tenet")
    #expect(commands[1] == "swift test")
    let line = String(commands[0].dropFirst("swift run -c release ".count))
    let (output, status) = try Shell(folder: URL(fileURLWithPath: Library.project)).run(line)
    #expect(status == 0)
    #expect(output.hasPrefix("Northwind\n"))
  }

  @Test func everyCommandPrintsWhatThePageShows() throws {
    let page = try Self.page
    #expect(page.sessions.count >= 4)
    try PageTests.inFolder { folder in
      try page.save(in: folder)
      for session in page.sessions {
        let (output, _) = try Shell(folder: folder).run(session.command)
        #expect(output == session.output, "README.md:\(session.line): \(session.command)")
      }
    }
  }
}
