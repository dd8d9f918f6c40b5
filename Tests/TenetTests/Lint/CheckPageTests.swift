import Tenet
import TenetLint
import Testing

/// Every check finds what its page says, and leaves alone what the page calls right.
@Suite struct CheckPageTests {
  static let names = allChecks.map { $0.name }.filter { $0 != "unused-import" }

  @Test(arguments: names) func findsItsOwnExamples(_ name: String) throws {
    let check = try #require(allChecks.first { $0.name == name })
    for text in [check.page.wrong] + check.found { #expect(try findings(name, text) > 0, "\(name): \(text)") }
    for text in [check.page.right] + check.passed { #expect(try findings(name, text) == 0, "\(name): \(text)") }
    #expect(check.found.count >= 1 && check.passed.count >= 1)
  }

  @Test(arguments: names) func findsThemWithOtherLineEnds(_ name: String) throws {
    let check = try #require(allChecks.first { $0.name == name })
    for text in [check.page.wrong] + check.found {
      let crlf = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      #expect(try findings(name, crlf) == findings(name, text), "\(text)")
      #expect(try findings(name, "# ä → 日本語\n" + text) == findings(name, text), "\(text)")
    }
  }

  @Test(arguments: names) func isSilentWhereTheTextAllowsIt(_ name: String) throws {
    if name == "unused-suppression" { return }
    let check = try #require(allChecks.first { $0.name == name })
    var lines = check.page.wrong.split(separator: "\n").map(String.init)
    let found = try lint(check.page.wrong, only: name)
    for line in Set(found.map { $0.line }).sorted(by: >) {
      // A comment belongs above the statement, not between its lines.
      var first = line - 1
      while first > 0, lines[first].hasPrefix(" ") { first -= 1 }
      lines.insert("# tenet: allow \(name) because a test says so", at: first)
    }
    #expect(try findings(name, lines.joined(separator: "\n") + "\n") == 0)
  }

  @Test(arguments: names) func isSilentAfterItsFix(_ name: String) throws {
    let check = try #require(allChecks.first { $0.name == name })
    for text in [check.page.wrong] + check.found {
      let source = Source(name: "a.tenet", bytes: Array(text.utf8))
      let report = TenetTesting.lint(try load(text), only(name))
      guard let fixed = Fixing.fixed(source, id: SourceID(0), report.findings) else { continue }
      let after = String(decoding: fixed, as: UTF8.self)
      #expect(try findings(name, after) < report.findings.count, "\(after)")
    }
  }

  // MARK: Running

  private struct Found {
    var code: String
    var line: Int
  }

  private func only(_ name: String) -> LintOptions {
    var options = LintOptions()
    options.only = [name]
    options.provesFixes = true
    return options
  }

  private func load(_ text: String) throws -> Loaded {
    let loaded = Workspace.load([InputText(path: "a.tenet", text: text)])
    let isFit = loaded.isFit
    try #require(isFit, "\(text) \(loaded.diagnostics.map { $0.message })")
    return loaded.value.loaded
  }

  private func lint(_ text: String, only name: String) throws -> [Found] {
    // The allowance is judged by what the other checks find.
    let options = name == "unused-suppression" ? LintOptions() : only(name)
    let loaded = try load(text)
    return TenetTesting.lint(loaded, options).findings.filter { $0.diagnostic.code == name }.map { finding in
      let span = finding.diagnostic.span
      return Found(code: name, line: loaded.set.sources[span.source.index].place(of: span.start).line)
    }
  }

  private func findings(_ name: String, _ text: String) throws -> Int { try lint(text, only: name).count }
}
