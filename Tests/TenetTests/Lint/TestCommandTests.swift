import Foundation
import Tenet
import TenetLint
import TenetReport
import Testing

@Suite struct TestCommandTests {
  private let rules = """
    number n
    rule big: a and n ≥ 3 → big unless c
    rule other: a or b → fine

    example "it is big"
      given a
      given n is 3
      expect big

    example "nothing"
      given c
      expect not fine

    """

  private func run(_ text: String, _ arguments: [String]) throws -> CommandRun {
    let folder = try Folder()
    try folder.write("t.tenet", text)
    return try CommandRun(["test", "t.tenet"] + arguments, in: folder.url)
  }

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func failuresShowExpectedAndGotAndWhy() throws {
    let wrong = rules + "\nexample \"wrong\"\n  given a\n  expect big\n  expect not fine\n"
    let text = try run(wrong, [])
    #expect(text.status == 1)
    #expect(text.output.contains("✘ wrong") || text.output.contains("✗ wrong"), "\(text.output)")
    #expect(text.output.contains("n ≥ 3"), "why `big` does not hold: \(text.output)")
    let value = try json(run(wrong, ["--format", "json"]))
    let examples = try #require(value["examples"] as? [[String: Any]])
    #expect(examples.map { $0["passed"] as? Bool } == [true, true, false])
    #expect((examples[2]["failures"] as? [String])?.count == 2)
    let junit = try run(wrong, ["--format", "junit"])
    #expect(
      junit.status == 1 && junit.output.contains("tests=\"3\" failures=\"1\"") && junit.output.contains("<failure"))
    #expect(XMLShape.isBalanced(junit.output))
  }

  @Test func aFilterChoosesExamples() throws {
    let value = try json(run(rules, ["--filter", "BIG", "--format", "json"]))
    #expect((value["examples"] as? [[String: Any]])?.map { $0["title"] as? String } == ["it is big"])
  }

  @Test func whereNothingWasTestedItSaysSo() throws {
    let none = try run("a → b\n", [])
    #expect(none.status == 0 && none.errors.contains("tenet: warning: there is no example in these files"))
    #expect(try run(rules, ["--filter", "bigg"]).errors == "tenet: warning: no example has `bigg` in its title\n")
    #expect(try run(rules, ["--filter", "big"]).errors.isEmpty)
    #expect(try run("a → b\n", ["--suggest"]).errors.isEmpty)
  }

  @Test func coverageCountsRulesConditionsAndExceptions() throws {
    let value = try json(run(rules, ["--coverage", "--format", "json"]))
    let coverage = try #require(value["coverage"] as? [String: [String: Any]])
    #expect(coverage["rules"]?["covered"] as? Int == 2 && coverage["rules"]?["of"] as? Int == 2)
    // `b` was never seen to hold.
    #expect(coverage["conditions"]?["covered"] as? Int == 4 && coverage["conditions"]?["of"] as? Int == 5)
    #expect((coverage["conditions"]?["missed"] as? [String])?.first?.contains("never true") == true)
    #expect(coverage["exceptions"]?["covered"] as? Int == 1 && coverage["exceptions"]?["of"] as? Int == 1)
    let one = try json(run(rules, ["--coverage", "--format", "json", "--filter", "nothing"]))
    let none = try #require((one["coverage"] as? [String: [String: Any]])?["rules"])
    #expect(none["covered"] as? Int == 0 && (none["missed"] as? [String]) == ["big", "other"])
  }

  @Test func coverageHasAFloor() throws {
    let beyond = try run(rules, ["--coverage-at-least", "101"])
    #expect(beyond.status == 2 && beyond.errors.contains("is a percentage, so 101 can never be reached"), "\(beyond)")
    #expect(try run(rules, ["--coverage-at-least", "-1"]).status == 2)
    #expect(try run(rules, ["--coverage-at-least", "100"]).status == 0)
    #expect(try run(rules + "d → e1\n", ["--coverage-at-least", "60"]).status == 0)
    let short = try run(rules + "d → e1\n", ["--coverage-at-least", "67"])
    #expect(short.status == 1 && short.errors.contains("67%"))
  }

  @Test func lcovHasALineForEachRuleAndABranchForEachClause() throws {
    let lines = try run(rules, ["--format", "lcov"]).output.split(separator: "\n").map(String.init)
    #expect(lines.contains("SF:t.tenet") && lines.last == "end_of_record")
    #expect(lines.filter { $0.hasPrefix("DA:") } == ["DA:2,1", "DA:3,1"])
    #expect(lines.contains("LF:2") && lines.contains("LH:2") && lines.contains("BRF:10") && lines.contains("BRH:9"))
    #expect(lines.filter { $0.hasPrefix("BRDA:") }.count == 10 && lines.contains("BRDA:3,1,0,0"))
  }

  @Test func everySurvivorHasAProfileThatWouldNoticeIt() throws {
    let value = try json(run(rules, ["--mutate", "--format", "json"]))
    let mutants = try #require(value["mutants"] as? [String: Any])
    let survivors = try #require(mutants["survivors"] as? [[String: Any]])
    let (killed, of) = (mutants["killed"] as? Int ?? 0, mutants["of"] as? Int ?? 0)
    #expect(killed == 8 && of == 15 && survivors.count == 7)
    #expect(survivors.allSatisfy { ($0["profile"] as? [String])?.isEmpty == false })
    #expect(survivors.contains { $0["change"] as? String == "dropped `not c`" })
    // A clause that decides nothing gives mutants that change nothing, and these do not count.
    let more = try json(
      run(rules.replacingOccurrences(of: "a and n ≥ 3", with: "a and a and n ≥ 3"), ["--mutate", "--format", "json"]))
    let texts = (more["mutants"] as? [String: Any])?["survivors"] as? [[String: Any]] ?? []
    #expect(!texts.contains { $0["change"] as? String == "dropped `a`" && $0["rule"] as? String == "big" })
  }

  @Test func mutationSaysWhatIsNotTriedForTheWork() throws {
    let loaded = Workspace.load([InputText(path: "t.tenet", text: rules)]).value.loaded
    let all = mutate(loaded)
    let total = all.count + all.equivalentCount
    var steps: [Int] = []
    let some = mutate(loaded, mostWork: 100) { done, of in
      steps.append(done)
      #expect(of == total)
    }
    #expect(all.untriedCount == 0 && some.untriedCount > 0)
    let tried = some.count + some.equivalentCount
    #expect(tried + some.untriedCount == total && steps.count == tried + 1 && steps.last == tried)
    var bytes: [UInt8] = []
    some.append(loaded.set, Palette(isColored: false), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\(some.untriedCount) more are not tried"))
  }

  @Test func suggestionsNoticeEverything() throws {
    let first = try run(rules, ["--suggest"])
    #expect(first.output.contains("\nexample \"") && first.output.contains("\n# mutants: "), "\(first.output)")
    let value = try json(run(rules + first.output, ["--mutate", "--format", "json"]))
    let mutants = try #require(value["mutants"] as? [String: Any])
    #expect((mutants["survivors"] as? [[String: Any]])?.isEmpty == true)
    #expect(mutants["killed"] as? Int == mutants["of"] as? Int)
    #expect((value["examples"] as? [[String: Any]])?.allSatisfy { $0["passed"] as? Bool == true } == true)
  }

  @Test(arguments: [
    "rule f: weight > 3 → fee is weight * 2 EUR\nrule g: fee > 20 EUR → has heavy load unless has permit\n",
    "rule p: ships ?c → add 2 EUR to fee\nrule q: fee > 2 EUR and weight - fee < 7 → has heavy load\n",
  ])
  func mutantsOfRulesThatCalculateAreNoticedToo(_ rules: String) throws {
    let text = "number fee in EUR\nnumber weight\nkind cargo: grain, ore\nverb ships (cargo)\n" + rules
    let first = try run(text, ["--suggest"])
    let value = try json(run(text + first.output, ["--mutate", "--format", "json"]))
    let mutants = try #require(value["mutants"] as? [String: Any])
    #expect((mutants["survivors"] as? [[String: Any]])?.isEmpty == true, "\(first.output)")
    #expect((mutants["of"] as? Int ?? 0) > 5)
    #expect((value["examples"] as? [[String: Any]])?.allSatisfy { $0["passed"] as? Bool == true } == true)
  }
}

/// Whether the tags of a text nest.
private enum XMLShape {
  static func isBalanced(_ text: String) -> Bool {
    var open: [Substring] = []
    for part in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    return open.isEmpty
  }
}
