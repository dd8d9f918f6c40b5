import Foundation
import Tenet
import TenetLint
import TenetReport
import Testing

@Suite struct LintCommandTests {
  private let rules = """
    # ä — 日本語
    rule wide: a → c
    rule narrow: a and b → c
    rule dead: a and not a → d
    choice tier: one of gold, silver
    rich → tier is gold
    loyal → tier is silver

    """

  private func findings(_ run: CommandRun) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return try #require(value?["findings"] as? [[String: Any]])
  }

  private func codes(_ run: CommandRun) throws -> [String] {
    try findings(run).compactMap { $0["check"] as? String }
  }

  // MARK: Baselines

  @Test func aBaselineLeavesOutWhatWasThere() throws {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    #expect(try CommandRun(["lint", "r.tenet", "--format", "json", "-o", "old.json"], in: folder.url).status == 0)
    let again = try CommandRun(["lint", "r.tenet", "--baseline", "old.json", "--format", "json"], in: folder.url)
    #expect(try codes(again).isEmpty)
    for path in ["./r.tenet", ".", folder.url.appending(path: "r.tenet").path()] {
      let same = try CommandRun(["lint", path, "--baseline", "old.json", "--format", "json"], in: folder.url)
      #expect(try codes(same).isEmpty, "\(path)")
    }
    // Lines above do not make the old findings new.
    try folder.write(
      "r.tenet", "# moved\n\n" + rules.replacingOccurrences(of: "# ä", with: "# b") + "b and b2 → e1\nb → e1\n")
    let later = try CommandRun(
      ["lint", "r.tenet", "--baseline", "old.json", "--format", "json", "--severity", "subsumed-rule=error"],
      in: folder.url)
    #expect(later.status == 1)
    let lines = Set(try findings(later).compactMap { $0["line"] as? Int })
    #expect(lines.isSubset(of: [10, 11]), "\(later.output)")
    #expect(try codes(later).contains("subsumed-rule"))
    try folder.write("bad.json", "[]")
    #expect(try CommandRun(["lint", "r.tenet", "--baseline", "bad.json"], in: folder.url).status == 2)
  }

  // MARK: Witnesses

  @Test func witnessesAreFilesThatCanBeJudged() throws {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    _ = try CommandRun(["lint", "r.tenet", "--witness", "deep/w"], in: folder.url)
    let names = Folder.names(in: folder.url.appendingPathComponent("deep/w"))
    #expect(
      names == [
        "choice-gap-r-5.tenet", "choice-overlap-r-5.tenet", "irrelevant-condition-r-3.tenet",
        "redundant-rule-r-3.tenet", "subsumed-rule-r-3.tenet",
      ])
    for name in names {
      let run = try CommandRun(["eval", "deep/w/" + name, "--format", "json"], in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      let value = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      let choices = value["choices"] as? [String: [String: Any]]
      let facts = (value["conclusions"] as? [[String: Any]])?.compactMap { $0["fact"] as? String } ?? []
      switch name {
      case "choice-gap-r-5.tenet": #expect((choices?["tier"]?["picked"] as? [String]) == ["nothing"])
      case "choice-overlap-r-5.tenet": #expect((choices?["tier"]?["contested"] as? Bool) == true)
      default:
        #expect(facts == ["c"])
        #expect(try folder.read("deep/w/" + name).contains("# └─ c"))
      }
    }
  }

  @Test func witnessesOfOneNameAreCounted() throws {
    let folder = try Folder()
    try folder.write("one/r.tenet", "a → c\na and b → c\n")
    try folder.write("two/r.tenet", "x → z\nx and y → z\n")
    try folder.write("w/subsumed-rule-r-2.tenet", "what was there before\n")
    let run = try CommandRun(["lint", "one", "two", "--witness", "w"], in: folder.url)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let names = Folder.names(in: folder.url.appendingPathComponent("w"))
    #expect(
      names.filter { $0.hasPrefix("subsumed") } == ["subsumed-rule-r-2-2.tenet", "subsumed-rule-r-2.tenet"],
      "\(names)")
    let (first, second) = try (
      folder.read("w/subsumed-rule-r-2.tenet"), folder.read("w/subsumed-rule-r-2-2.tenet")
    )
    #expect(first.contains("# one/r.tenet:2\n") && first.contains("\n  a\n  b\n"), "\(first)")
    #expect(second.contains("# two/r.tenet:2\n") && second.contains("\n  x\n  y\n"), "\(second)")
  }

  @Test func witnessesThatCannotBeWrittenAreAnError() throws {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    try folder.write("taken", "")
    try folder.write("w/choice-gap-r-5.tenet/inside", "")
    let reasons = [
      ("taken", "cannot make the folder `taken`: there is a file with this name"),
      ("taken/w", "cannot make the folder `taken/w`: a part of its path is no folder"),
      ("", "cannot make the folder ``: there is no such file or folder"),
      ("w", "cannot write `w/choice-gap-r-5.tenet`: it is a folder"),
    ]
    for (path, reason) in reasons {
      let run = try CommandRun(["lint", "r.tenet", "--witness", path], in: folder.url)
      #expect(run.status == 2 && run.errors.contains("error: " + reason), "\(run)")
    }
  }

  /// Who may write everywhere may not write there either.
  @Test func foldersOfTheSystemTakeNoWitnesses() throws {
    let folder = try Folder()
    try folder.write("r.tenet", rules)
    for (path, what) in [
      ("/proc/tenet-witnesses", "cannot make the folder `/proc/tenet-witnesses`: "),
      ("/proc/self", "cannot write `/proc/self/"),
      ("/sys/tenet-witnesses", "cannot make the folder `/sys/tenet-witnesses`: "),
    ] {
      let run = try CommandRun(["lint", "r.tenet", "--witness", path], in: folder.url)
      #expect(run.status == 2 && run.errors.contains("error: " + what) && run.output.isEmpty, "\(run)")
    }
  }

  @Test func witnessesBeyondTheWorkAreWithoutTheirTraces() throws {
    let loaded = Workspace.load([InputText(path: "r.tenet", text: rules)]).value
    let report = TenetTesting.lint(loaded.loaded)
    let count = report.findings.count { $0.witness != nil }
    var none = WitnessPages(report, mostWork: 0) { "../" + $0 }
    let bare = none.pages()
    #expect(bare.count == count && none.untracedCount == count)
    #expect(
      bare.allSatisfy { $0.text.contains("# Without its trace, since others took long") && !$0.text.contains("└─") })
    #expect(bare.allSatisfy { $0.text.contains("import \"../r.tenet\"\n") && $0.text.contains("\nprofile ") })
    // One more is judged as long as any work is left.
    var some = WitnessPages(report, mostWork: 1) { $0 }
    let begun = some.pages()
    #expect(begun[0].text.contains("└─") && 0 < some.untracedCount && some.untracedCount < count)
    var all = WitnessPages(report) { $0 }
    #expect(all.pages().map { $0.name } == bare.map { $0.name } && all.untracedCount == 0)
  }

  @Test func proofsEndWithTheWorkAndSaySo() throws {
    let loaded = Workspace.load([InputText(path: "r.tenet", text: rules)]).value
    let report = TenetTesting.lint(loaded.loaded)
    let count = report.findings.count { $0.witness != nil }
    let output = LintOutput(findings: report.findings, sources: report.set.sources)
    let text = LintText(output, report: report, palette: Palette(isColored: false), width: 100)
    #expect(count > 3)
    let none = String(decoding: text.text(mostWork: 0), as: UTF8.self)
    #expect(none.contains("the proofs of \(count) further witnesses are not shown"), "\(none)")
    #expect(none.contains("= witness: ") && !none.contains("└─"))
    let all = String(decoding: text.text(), as: UTF8.self)
    #expect(!all.contains("not shown") && all.contains("└─ c"))
  }

  // MARK: Levels

  @Test func theNearestLevelsWinAndTheCommandLineBeatsThem() throws {
    let folder = try Folder()
    try folder.write(".tenetlint", "missing-name = error # all\nmissing-because = off\n")
    try folder.write("a/.tenetlint", "missing-name=off\n")
    try folder.write("a/x.tenet", "p → q\n")
    try folder.write("b/x.tenet", "p → q\n")
    let inner = try CommandRun(["lint", "a/x.tenet", "--format", "json"], in: folder.url)
    #expect(inner.status == 0)
    #expect(try !codes(inner).contains("missing-name") && codes(inner).contains("missing-because"))
    let outer = try CommandRun(["lint", "b/x.tenet", "--format", "json"], in: folder.url)
    #expect(outer.status == 1)
    #expect(try codes(outer).contains("missing-name") && !codes(outer).contains("missing-because"))
    let told = try CommandRun(
      ["lint", "b/x.tenet", "--format", "json", "--severity", "missing-name=hint"], in: folder.url)
    #expect(told.status == 0)
    #expect(
      try findings(told).contains { $0["check"] as? String == "missing-name" && $0["severity"] as? String == "hint" })
    let beside = try CommandRun(["lint", "../b/x.tenet", "--format", "json"], in: folder.url.appending(path: "a"))
    #expect(beside.status == 1)
    try folder.write("b/.tenetlint", "\u{feff}missing-name = hint\r\nmissing-because = off\r\n")
    #expect(try CommandRun(["lint", "b/x.tenet", "--quiet"], in: folder.url).status == 0)
    try folder.write("b/.tenetlint", "missing-nme = off\n")
    let wrong = try CommandRun(["lint", "b/x.tenet"], in: folder.url)
    #expect(wrong.status == 2 && wrong.errors.contains(".tenetlint:1: ") && wrong.errors.contains("`missing-name`"))
    #expect(try CommandRun(["lint", "a/x.tenet", "--severity", "missing-name=loud"], in: folder.url).status == 2)
  }

  // MARK: Suppressions

  @Test func anAllowanceNeedsAReason() throws {
    let folder = try Folder()
    let only = ["--check", "subsumed-rule", "--check", "unused-suppression", "--format", "json"]
    try folder.write("r.tenet", "a → c\n# tenet: allow subsumed-rule because the law says it twice\na and b → c\n")
    #expect(try codes(CommandRun(["lint", "r.tenet"] + only, in: folder.url)) == [])
    try folder.write("r.tenet", "a → c\n# tenet: allow subsumed-rule\na and b → c\n")
    #expect(
      try codes(CommandRun(["lint", "r.tenet"] + only, in: folder.url)) == ["unused-suppression", "subsumed-rule"])
    try folder.write("r.tenet", "a → c\n# tenet: allow subsumed-rule because it was so\nb → c\n")
    #expect(try codes(CommandRun(["lint", "r.tenet"] + only, in: folder.url)) == ["unused-suppression"])
  }

  // MARK: Formats

  @Test func githubAnnotationsEscapeWhatIsTheirs() throws {
    let folder = try Folder()
    try folder.write("a,b:c.tenet", "rule x: a → c\na and b → c\n")
    let run = try CommandRun(["lint", "a,b:c.tenet", "--format", "github", "--check", "subsumed-rule"], in: folder.url)
    #expect(
      run.output == """
        ::warning file=a%2Cb%3Ac.tenet,line=2,col=1,endLine=2,endColumn=12,title=subsumed-rule::the rule in line 2 adds \
        nothing to `x`, which fires wherever it does%0Atake it away, or write what was meant%0Awitness: a; b

        """)
  }

  @Test func errorsOfParsingComeThroughEveryFormat() throws {
    let folder = try Folder()
    try folder.write("r.tenet", "a → \n")
    for format in ["json", "sarif", "github", "text"] {
      let run = try CommandRun(["lint", "r.tenet", "--format", format], in: folder.url)
      #expect(run.status == 2 && !run.output.isEmpty, "\(format)")
    }
    #expect(
      try findings(CommandRun(["lint", "r.tenet", "--format", "json"], in: folder.url))[0]["severity"] as? String
        == "error")
  }

  // MARK: Fixes

  @Test func fixesAreShownDryAndThenApplied() throws {
    let folder = try Folder()
    let text = "# kept ä\nrule one:   ?a depends on ?b → ?a has burden # kept too\na and b → c\nb and a → c\n"
    try folder.write("r.tenet", text)
    let dry = try CommandRun(["lint", "r.tenet", "--fix", "--dry-run"], in: folder.url)
    #expect(dry.output.hasPrefix("--- r.tenet\n+++ r.tenet\n@@ "), "\(dry.output)")
    #expect(try folder.read("r.tenet") == text)
    let run = try CommandRun(["lint", "r.tenet", "--fix", "--format", "json"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try folder.read("r.tenet")
        == "# kept ä\nrule one: ?a depends on _ → ?a has burden  # kept too\na and b → c\n")
    let again = try CommandRun(["lint", "r.tenet", "--fix", "--dry-run"], in: folder.url)
    #expect(again.output.isEmpty)
  }

  @Test func theDryRunShowsAllThatFixingComesTo() throws {
    let folder = try Folder()
    let text = "import \"words.tenet\"\nrule paid: not (not has job) and has job and Ann audits Bob →   has income\n"
    let words = "verb   audits\nrule twice: has loan and has loan → has debt   # kept\n"
    try folder.write("r.tenet", text)
    try folder.write("words.tenet", words)
    let dry = try CommandRun(["lint", "r.tenet", "--fix", "--dry-run"], in: folder.url)
    #expect(try folder.read("r.tenet") == text && folder.read("words.tenet") == words)
    #expect(dry.status == 0 && dry.errors.isEmpty, "\(dry.errors)")
    let fixed = try CommandRun(["lint", "r.tenet", "--fix"], in: folder.url)
    #expect(fixed.status == 0, "\(fixed.errors)")
    var shown = ""
    for (name, old) in [("words.tenet", words), ("r.tenet", text)] {
      let new = try folder.read(name)
      shown += String(decoding: unifiedDiff(Array(old.utf8), Array(new.utf8), name: name), as: UTF8.self)
    }
    #expect(shown.contains("+rule twice: has loan → has debt  # kept") && shown.contains("--- r.tenet"), "\(shown)")
    for line in shown.split(separator: "\n") { #expect(dry.output.contains(line), "\(dry.output)") }
  }

  @Test func aFixKeepsRulesThatSayMoreThanTheirTwin() throws {
    let folder = try Folder()
    for second in ["rule named: b and a → c\n", "b and a → c\n  because \"of that\"\n", "## said\nb and a → c\n"] {
      try folder.write("r.tenet", "a and b → c\n" + second)
      _ = try CommandRun(["lint", "r.tenet", "--fix", "--check", "duplicate-rule"], in: folder.url)
      #expect(try folder.read("r.tenet") == "a and b → c\n" + second)
    }
  }

  /// Texts and what fixes make of them; nil where nothing may be changed.
  static let fixed: [(String, String?)] = [
    // Of twins the first one stays, and of three too.
    ("a and b → c\nb and a → c\nb, a → c\n", "a and b → c\n"),
    ("a → c\nx → d\na and b → c\n", "a → c\nx → d\n"),
    ("a → b\nb → c\na\n  → c\n", "a → b\nb → c\n"),
    // What somebody said of a rule would go with it.
    ("a → c\na → c  # because of b\n", "a → c  # because of b\n"),
    ("a → c  # one\na → c  # two\n", nil),
    ("a → c\n# another one\na → c\n", "# another one\na → c\n"),
    // A profile may give what a rule concludes, or say that something else is a member of a kind.
    ("a → b\nb and a → c\n", "a → b\na → c\n"),
    ("kind layer: x, y\nverb runs (layer)\nruns x → c\nruns y → c\nruns self → c\nz and runs _ → c\n", nil),
    ("kind layer: x, y\nverb runs (layer)\na and runs at most 3 layers → c\n", nil),
    ("choice t: one of x, y otherwise x\na → t is x\nb → c\n", nil),
    // Rules that never fire may be slips; what adds to a number counts.
    ("a and not a → b\n", nil),
    ("number n\na → add 1 to n\na → add 1 to n\n", nil),
    // Parts of conditions.
    ("a and a → b\n", "a → b\n"),
    ("number n\nn > 5 and n > 3 → b\n", "number n\nn > 5 → b\n"),
    ("number n\nn > 3, n > 5 → b\n", "number n\nn > 5 → b\n"),
    ("number n\nn > 3 or n > 5 or a → b\n", "number n\nn > 3 or a → b\n"),
    ("number n\na and (n > 3 or n > 5) → b\n", "number n\na and (n > 3) → b\n"),
    ("number n\nn > 5 and not n < 3 and c → b\n", "number n\nn > 5 and c → b\n"),
    ("number n\nn > 5 and\n  # a threshold\n  n > 3\n  → b\n", nil),
    ("number n\nn > 5 → b unless n < 3\n", "number n\nn > 5 → b\n"),
    ("number n\nn > 5 → b unless (n < 3 and c)\n", "number n\nn > 5 → b\n"),
    // The text of a conflict is printed.
    ("rule x: a and a conflicts with b\n", nil),
    ("?a has hair conflicts with someone has tails\n", nil),
    // Negations, imports, spellings.
    ("not (not a) → b\n", "a → b\n"),
    ("not (not (a and c)) → b\n", nil),
    ("import \"words.tenet\"\nimport \"words.tenet\"\na hides b → c\n", "import \"words.tenet\"\na hides b → c\n"),
    ("owns interface → a\nkind layer: Interface\n", "owns Interface → a\nkind layer: Interface\n"),
    ("owns Big dog → a\nowns big cat → captures big cat\n", nil),
    ("owns Dog → a\nowns dog → a\n", "owns Dog → a\n"),
  ]

  @Test(arguments: fixed.indices) func fixesKeepWhatIsSaid(_ index: Int) throws {
    let (text, wanted) = Self.fixed[index]
    let folder = try Folder()
    try folder.write("words.tenet", "verb hides\n")
    for end in ["\n", "\r\n"] {
      try folder.write("r.tenet", text.replacingOccurrences(of: "\n", with: end))
      let run = try CommandRun(["lint", "r.tenet", "--fix", "--severity", "not-formatted=off"], in: folder.url)
      #expect(run.status == 0, "\(run.errors)")
      let found = try folder.read("r.tenet").replacingOccurrences(of: end, with: "\n")
      #expect(found == wanted ?? text, "\(text)")
    }
  }

  // MARK: Text

  @Test func hintsThatAreTheSameForManyRulesAreShownOnce() throws {
    let folder = try Folder()
    try folder.write("r.tenet", "a → b\n\nc → d\ne → f\n")
    let names = ["--check", "missing-name", "--check", "missing-source"]
    let text = try CommandRun(["lint", "r.tenet"] + names, in: folder.url).output
    #expect(text.components(separatedBy: "hint: ").count == 3, "\(text)")
    #expect(text.contains("put `rule NAME:` in front; the same goes for lines 3 and 4\n"), "\(text)")
    #expect(text.hasSuffix("6 hints\n"))
    #expect(try findings(CommandRun(["lint", "r.tenet", "--format", "json"] + names, in: folder.url)).count == 6)
    // What somebody has made graver is shown wherever it stands.
    let warnings = try CommandRun(
      ["lint", "r.tenet", "--check", "missing-name", "--severity", "missing-name=warning"], in: folder.url
    ).output
    #expect(warnings.contains("r.tenet:3:1: warning: this rule has no name"), "\(warnings)")
    try folder.write("r.tenet", (1...30).map { "a\($0) → b\n" }.joined())
    let many = try CommandRun(["lint", "r.tenet", "--check", "missing-name"], in: folder.url).output
    #expect(many.contains("lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 19 more"), "\(many)")
  }

  // MARK: Unused imports

  @Test func importsThatBringNothingAreFound() throws {
    let folder = try Folder()
    try folder.write("words.tenet", "verb hides\nkind layer: x, y\n")
    try folder.write("rules.tenet", "p → q\n")
    let cases: [(String, Int)] = [
      ("import \"words.tenet\"\na → b\n", 1),
      ("import \"words.tenet\"\nimport \"words.tenet\"\na hides b → c\n", 1),
      ("import \"words.tenet\"\na hides b → c\n", 0),
      ("import \"words.tenet\"\nowns any layer → c\n", 0),
      ("import \"rules.tenet\"\na → b\n", 0),
      ("# 日本\r\nimport \"words.tenet\"\r\na → b\r\n", 1),
      ("# tenet: allow unused-import because it will be\nimport \"words.tenet\"\na → b\n", 0),
    ]
    for (text, count) in cases {
      try folder.write("main.tenet", text)
      let run = try CommandRun(["lint", "main.tenet", "--check", "unused-import", "--format", "json"], in: folder.url)
      #expect(try codes(run).count == count, "\(text)")
    }
  }

  @Test func anImportThatOthersReadThroughAFileIsUsed() throws {
    let folder = try Folder()
    try folder.write("words.tenet", "verb lends\n")
    try folder.write("hub.tenet", "import \"words.tenet\"\n")
    try folder.write("bank.tenet", "import \"hub.tenet\"\nbank lends money → has risk\n")
    let only = ["--check", "unused-import", "--format", "json"]
    #expect(try codes(CommandRun(["lint", "bank.tenet"] + only, in: folder.url)) == [])
    try folder.write("bank.tenet", "import \"hub.tenet\"\nhas money → has risk\n")
    #expect(try codes(CommandRun(["lint", "bank.tenet"] + only, in: folder.url)).count == 2)
  }
}
