import TenetModel
import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

extension Wording {
  /// What an expectation says: `captures habit`, `not captures habit`.
  func text(_ expectation: ExampleCase.Expectation) -> String {
    speller.text(expectation.condition, expectation.clauses, Speller.Binding(names: expectation.variables))
  }

  /// A failure in one sentence: `expected captures habit, but nothing gives it`.
  public func text(_ failure: ExampleResult.Failure, in example: ExampleCase) -> String {
    var text = "expected " + self.text(example.expectations[failure.expectation])
    if failure.isPossible { return text + ", but that depends on what is unknown" }
    let found = failure.findings.map { self.text($0) }
    text += ", but " + (found.isEmpty ? "that does not hold" : found.joined(separator: ", and "))
    return text
  }

  private func text(_ finding: ExampleResult.Finding) -> String {
    switch finding {
    case .holds(let trace): return (trace.steps.first.map { words(of: $0.kind).text } ?? "it") + " holds"
    case .absent(let statement): return "nothing gives " + text(statement)
    case .number(let number, let subject, let value, _): return text(number, subject, value)
    case .picks(let choice, let picks, _):
      let shown = picks.isEmpty ? "nothing" : picks.map { speller.term($0) }.joined(separator: " and ")
      return set.vocabulary.choices[choice.index].name + " is " + shown
    }
  }
}

/// Writes how examples went, for people: a line for each, and below a failure what was expected, what came, and why.
public struct ExampleText: Sendable {
  private let wording: Wording
  private let palette: Palette
  private let width: Int

  public init(_ wording: Wording, palette: Palette, width: Int) {
    self.wording = wording
    self.palette = palette
    self.width = max(40, width)
  }

  public func append(_ results: [ExampleResult], to output: inout [UInt8]) {
    for result in results { append(result, to: &output) }
    let failed = results.filter { !$0.hasPassed }.count
    let examples = results.count == 1 ? "1 example" : "\(results.count) examples"
    if !results.isEmpty { output.append(10) }
    palette.append(
      failed == 0 ? "\(examples), all passed\n" : "\(examples), \(failed) failed\n", as: failed == 0 ? .good : .error,
      to: &output)
  }

  private func append(_ result: ExampleResult, to output: inout [UInt8]) {
    let example = wording.set.examples[result.example]
    palette.append(result.hasPassed ? "✓ " : "✗ ", as: result.hasPassed ? .good : .error, to: &output)
    palette.append(example.title, as: result.hasPassed ? .plain : .strong, to: &output)
    if !result.hasPassed { palette.append("  ·\(wording.at(example.place).dropFirst())", as: .quiet, to: &output) }
    output.append(10)
    for note in result.notes { palette.append("  \(note.message)\n", to: &output) }
    for failure in result.failures { append(failure, example, to: &output) }
  }

  private func append(_ failure: ExampleResult.Failure, _ example: ExampleCase, to output: inout [UInt8]) {
    palette.append("  " + wording.text(failure, in: example), to: &output)
    let place = wording.at(example.expectations[failure.expectation].place).dropFirst()
    palette.append("  ·\(place)\n", as: .quiet, to: &output)
    let tree = TreeText(wording: wording, palette: palette, width: width)
    for finding in failure.findings {
      for trace in traces(of: finding) where trace.steps.count > 1 {
        tree.append(trace, from: 0, indent: "  ", to: &output)
      }
      if !failure.isPossible, case .absent(let statement) = finding {
        appendMisses(of: statement, example, to: &output)
      }
    }
  }

  /// More rules than this are not shown for one fact.
  private static var mostMisses: Int { 3 }

  /// What the rules lack that could have concluded a fact, the nearest first.
  private func appendMisses(of statement: Fact, _ example: ExampleCase, to output: inout [UInt8]) {
    guard let inquiry = Inquiry(Judge(wording.set), Case(example), speller: wording.speller) else { return }
    let misses = inquiry.misses(of: .fact(statement.relation, statement.terms))
    for (index, miss) in misses.prefix(ExampleText.mostMisses).enumerated() {
      let rule = wording.set.rules[miss.rule.index]
      let isLast = index == min(misses.count, ExampleText.mostMisses) - 1
      let name = (rule.name.map { "rule " + $0 } ?? "a rule without a name") + wording.at(rule.place)
      let fails = miss.fails.map { wording.test(miss.clause, $0, miss.binding) }
      palette.append("  \(isLast ? "└─" : "├─") \(name) misses \(fails.joined(separator: ", "))\n", to: &output)
    }
  }

  private func traces(of finding: ExampleResult.Finding) -> [Trace] {
    switch finding {
    case .holds(let trace): return [trace]
    case .absent: return []
    case .number(_, _, _, let trace): return [trace]
    case .picks(_, _, let traces): return traces
    }
  }
}

extension JSONWriter {
  /// The member `examples`: one object for each, in the order of the text.
  public mutating func examples(_ results: [ExampleResult], _ wording: Wording) {
    key("examples")
    beginArray()
    for result in results {
      let example = wording.set.examples[result.example]
      beginObject()
      member("title", example.title)
      member("passed", result.hasPassed)
      member("failures", result.failures.map { wording.text($0, in: example) } + result.notes.map(\.message))
      place(example.place, wording)
      endObject()
    }
    endArray()
  }
}
