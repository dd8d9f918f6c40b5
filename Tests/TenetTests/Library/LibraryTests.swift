import Foundation
import Tenet
import Testing

/// The libraries as rules: loaded, run, and fired.
struct LibraryTests {
  static let folders = ["labs", "embolism"]

  /// Loads files of `Rules/` and what they import.
  private func load(_ paths: [String]) -> Diagnosed<Workspace> {
    let inputs = paths.map { InputText(path: $0, text: Library.read($0)) }
    return Workspace.load(inputs) { path in
      let text = Library.read(path)
      return text.isEmpty ? .failure(ReadFailure("no such file")) : .success(Array(text.utf8))
    }
  }

  /// What a workspace's examples expected in vain, and, where asked for, the rules that fired in some example.
  private func runExamples(_ set: RuleSet, noteFired: Bool = false) -> (failures: [String], fired: Set<Int>) {
    let judge = Judge(set, program: set.testProgram())
    var failures: [String] = []
    var fired: Set<Int> = []
    for example in set.examples {
      guard let program = judge.program(for: example.memberships) else { continue }
      let run = program.run(example.facts, limits: .none)
      for expectation in example.expectations where run.facts(of: expectation.relation).underestimatedCount == 0 {
        let source = set.sources[expectation.place.source.index]
        failures.append("\(example.title): \(source.text(expectation.place.start, expectation.place.end))")
      }
      guard noteFired else { continue }
      let explainer = Explainer(run)
      for (index, rule) in set.rules.enumerated() where !fired.contains(index) {
        if rule.hornClauses.contains(where: { !explainer.solutions(of: $0).isEmpty }) { fired.insert(index) }
      }
    }
    return (failures, fired)
  }

  @Test(arguments: folders)
  func everyExamplePassesAndEveryRuleFires(folder: String) {
    let loaded = load(Library.files(folder))
    #expect(loaded.diagnostics.map(\.message) == [])
    let set = loaded.value.set
    let (failures, fired) = runExamples(set, noteFired: true)
    #expect(failures == [])
    let silent = set.rules.indices.filter { !fired.contains($0) }.map { set.rules[$0].name ?? "unnamed" }
    #expect(silent == [])
  }

  @Test(arguments: Library.files("labs") + Library.files("embolism"))
  func everyFileStandsOnItsOwnImports(file: String) {
    let loaded = load([file])
    #expect(loaded.diagnostics.map(\.message) == [])
    #expect(runExamples(loaded.value.set).failures == [])
  }

  @Test func theLibrariesCanBeLoadedTogether() {
    let loaded = load(Library.files("labs") + Library.files("embolism"))
    #expect(loaded.diagnostics.map(\.message) == [])
    #expect(runExamples(loaded.value.set).failures == [])
  }

  @Test func everyOrderOfTheFilesGivesTheSame() {
    let files = Library.files("labs")
    let profile = ["labs/profiles/omnia.tenet"]
    #expect(facts(files + profile) == facts(profile + files.reversed()))
    #expect(facts(profile) == facts(files + profile))
  }

  /// The texts of all conclusions of the only profile.
  private func facts(_ paths: [String]) -> [String] {
    let workspace = load(paths).value
    return workspace.cases.flatMap { profile -> [String] in
      let wording = Wording(workspace.set, program: workspace.set.program, reader: workspace.loaded.reader)
      return Judge(workspace.set).judge(profile).conclusions.map { wording.text($0.statement) }.sorted()
    }
  }

  @Test(
    arguments: Library.files("labs/profiles") + Library.files("embolism/profiles"))
  func everyProfileBringsItsRules(file: String) {
    let loaded = load([file])
    #expect(loaded.diagnostics.map(\.message) == [])
    #expect(loaded.value.cases.count == 1)
    #expect(loaded.value.set.rules.count >= 25)
  }

  @Test(arguments: ["ward.ndjson", "clinic.csv"])
  func theTablesAreRead(file: String) {
    let loaded = load(["embolism/embolism.tenet", "embolism/profiles/" + file])
    #expect(loaded.diagnostics.map(\.message) == [])
    #expect(loaded.value.cases.count == 3)
  }

  /// What each profile was written to show.
  @Test(
    arguments: [
      ("northwind", "position", "compounding"), ("northwind", "archetype", "product-led"),
      ("halden", "position", "supplying by choice"), ("halden", "archetype", "research-led"),
      ("corvane", "archetype", "enterprise-led"), ("corvane", "control point", "enterprise trust"),
      ("lexmoor", "archetype", "vertical"), ("lexmoor", "control point", "workflow"),
      ("ostrel", "position", "subordinated"), ("quarry", "path owner", "one platform"),
      ("tallis", "distribution quality", "hollow"), ("summit", "control point", "nothing"),
      ("omnia", "archetype", "product-led"), ("omnia", "archetype", "enterprise-led"),
    ])
  func aProfileGetsItsPick(name: String, choice: String, pick: String) {
    let workspace = load(["labs/profiles/\(name).tenet"]).value
    let judgement = Judge(workspace.set).judge(workspace.cases[0])
    let judged = judgement.choices.first { workspace.set.vocabulary.choices[$0.choice.index].name == choice }
    let picks = judged?.picked.map { workspace.set.terms.spelling(of: $0) } ?? []
    #expect(picks.contains(pick) || (pick == "nothing" && picks.isEmpty), "\(picks)")
  }
}
