import TenetLint
import TenetModel
import TenetReasoning
import TenetText

/// What the examples of a rule set reach, in every format.
public struct CoverageReport: Sendable {
  private let coverage: Coverage
  private let set: RuleSet

  public init(_ coverage: Coverage, _ set: RuleSet) {
    self.coverage = coverage
    self.set = set
  }

  /// The part of the rules that fired in some example, in percent; 100 where there are none.
  public var percent: Double {
    let rules = self.rules
    return rules.of == 0 ? 100 : Double(rules.covered) * 100 / Double(rules.of)
  }

  private struct Count {
    var covered = 0
    var of = 0
    var missed: [String] = []

    mutating func add(_ isCovered: Bool, _ name: @autoclosure () -> String) {
      of += 1
      if isCovered { covered += 1 } else { missed.append(name()) }
    }
  }

  private var rules: Count {
    var count = Count()
    for (index, rule) in set.rules.enumerated() { count.add(coverage.rules[index] > 0, set.name(of: rule)) }
    return count
  }

  private var conditions: Count {
    var count = Count()
    for (index, rule) in set.rules.enumerated() {
      for (leaf, seen) in coverage.conditions[index].enumerated() {
        let text = set.sources[rule.place.source.index].text(
          rule.clauses[leaf].place.start, rule.clauses[leaf].place.end)
        count.add(seen.held > 0 && seen.failed > 0, "\(set.name(of: rule)): \(text)" + missing(seen))
      }
    }
    return count
  }

  private var exceptions: Count {
    var count = Count()
    for (index, rule) in set.rules.enumerated() {
      guard let seen = coverage.exceptions[index] else { continue }
      count.add(seen.held > 0 && seen.failed > 0, set.name(of: rule) + missing(seen))
    }
    return count
  }

  private func missing(_ seen: (held: Int, failed: Int)) -> String {
    seen.held == 0 && seen.failed == 0 ? "" : seen.held == 0 ? " (never true)" : " (never false)"
  }

  // MARK: Formats

  public func append(_ palette: Palette, to output: inout [UInt8]) {
    for (title, count) in [("rules", rules), ("conditions", conditions), ("exceptions", exceptions)] where count.of > 0
    {
      palette.append(
        "\(title): \(count.covered) of \(count.of)\n", as: count.missed.isEmpty ? .good : .warning, to: &output)
      for name in count.missed { palette.append("  \(name)\n", to: &output) }
    }
  }

  public func json(_ json: inout JSONWriter) {
    json.key("coverage")
    json.beginObject()
    for (title, count) in [("rules", rules), ("conditions", conditions), ("exceptions", exceptions)] {
      json.key(title)
      json.beginObject()
      json.member("covered", count.covered)
      json.member("of", count.of)
      json.member("missed", count.missed)
      json.endObject()
    }
    json.endObject()
  }

  /// A tracefile as `geninfo` writes it: a line for each rule, and each clause of its condition as a branch both ways.
  public func lcov() -> String {
    var text = ""
    for (number, source) in set.sources.enumerated() {
      let rules = set.rules.indices.filter { set.rules[$0].place.source.index == number }
      if rules.isEmpty { continue }
      text += "TN:\nSF:\(source.name)\n"
      var hit = 0
      var branches = 0
      var taken = 0
      for index in rules {
        let line = source.place(of: set.rules[index].place.start).line
        if coverage.rules[index] > 0 { hit += 1 }
        for (leaf, seen) in coverage.conditions[index].enumerated() {
          text += "BRDA:\(line),\(leaf),0,\(seen.held)\nBRDA:\(line),\(leaf),1,\(seen.failed)\n"
          branches += 2
          taken += (seen.held > 0 ? 1 : 0) + (seen.failed > 0 ? 1 : 0)
        }
        text += "DA:\(line),\(coverage.rules[index])\n"
      }
      text += "BRF:\(branches)\nBRH:\(taken)\nLF:\(rules.count)\nLH:\(hit)\nend_of_record\n"
    }
    return text
  }
}

extension RuleSet {
  /// The name of a rule, or where it stands.
  func name(of rule: Rule) -> String {
    if let name = rule.name { return name }
    let source = sources[rule.place.source.index]
    return "\(source.name):\(source.place(of: rule.place.start).line)"
  }
}

// MARK: Mutants

extension JSONWriter {
  /// The member `mutants`.
  public mutating func mutants(_ report: MutationReport, _ set: RuleSet) {
    key("mutants")
    beginObject()
    member("killed", report.killed)
    member("of", report.count)
    member("equivalent", report.equivalentCount)
    member("untried", report.untriedCount)
    key("survivors")
    beginArray()
    for survivor in report.survivors {
      beginObject()
      member("rule", set.name(of: set.rules[survivor.mutant.rule]))
      member("change", survivor.mutant.change)
      member("profile", survivor.profile)
      member("expect", survivor.expectation)
      endObject()
    }
    endArray()
    endObject()
  }
}

extension MutationReport {
  public func append(_ set: RuleSet, _ palette: Palette, to output: inout [UInt8]) {
    let proved = equivalentCount == 0 ? "" : " (\(equivalentCount) more come to the same in every profile)"
    palette.append(
      "mutants: \(killed) of \(count) noticed\(proved)\n", as: survivors.isEmpty ? .good : .warning, to: &output)
    if untriedCount > 0 {
      palette.append("  \(untriedCount) more are not tried, since those before took long\n", as: .warning, to: &output)
    }
    for survivor in survivors {
      palette.append("  \(set.name(of: set.rules[survivor.mutant.rule])): \(survivor.mutant.change)\n", to: &output)
      guard let expectation = survivor.expectation else { continue }
      let given = survivor.profile.isEmpty ? "given nothing" : "given " + survivor.profile.joined(separator: ", ")
      palette.append("    \(given): expect \(expectation)\n", as: .quiet, to: &output)
    }
  }
}

// MARK: JUnit

/// Examples as test cases in the XML that build servers read.
public func junit(_ results: [ExampleResult], _ wording: Wording) -> String {
  let failed = results.filter { !$0.hasPassed }.count
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  text += "<testsuites tests=\"\(results.count)\" failures=\"\(failed)\">\n"
  text += "  <testsuite name=\"tenet\" tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"0\">\n"
  for result in results {
    let example = wording.set.examples[result.example]
    let place = wording.place(example.place)
    let file = xml(place?.file ?? "")
    text +=
      "    <testcase name=\"\(xml(example.title))\" classname=\"\(file)\" file=\"\(file)\" line=\"\(place?.line ?? 1)\""
    if result.hasPassed {
      text += "/>\n"
      continue
    }
    let messages = result.failures.map { wording.text($0, in: example) } + result.notes.map { $0.message }
    text +=
      ">\n      <failure message=\"\(xml(messages.first ?? ""))\">\(xml(messages.joined(separator: "\n")))</failure>\n"
    text += "    </testcase>\n"
  }
  return text + "  </testsuite>\n</testsuites>\n"
}

private func xml(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n": result += "&#10;"
    default:
      if scalar.value < 32, scalar != "\t" { result += " " } else { result.unicodeScalars.append(scalar) }
    }
  }
  return result
}
