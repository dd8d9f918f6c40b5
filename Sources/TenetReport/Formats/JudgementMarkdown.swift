import TenetModel
import TenetReasoning
import TenetText

/// Writes judgements as Markdown: headings, and traces as nested lists.
public struct JudgementMarkdown: Sendable {
  let wording: Wording
  let judge: Judge
  let withTraces: Bool

  public init(_ wording: Wording, judge: Judge, withTraces: Bool) {
    self.wording = wording
    self.judge = judge
    self.withTraces = withTraces
  }

  public func append(_ judgement: Judgement, to output: inout [UInt8]) {
    var text = "# " + escaped(judgement.title) + "\n"
    let headlines = judge.inOutcomeOrder(judgement.conclusions.filter { $0.isOutcome })
    let others = judgement.conclusions.filter { !$0.isOutcome }
    text += choices(judgement, judge.inOutcomeOrder(judgement.choices.filter { judge.isOutcome($0.choice) }), "Choices")
    text += facts(headlines, others.isEmpty ? "Conclusions" : "Headline conclusions")
    text += conflicts(judgement)
    text += choices(judgement, judgement.choices.filter { !judge.isOutcome($0.choice) }, "Other choices")
    text += numbers(judgement)
    text += facts(others, "Other conclusions")
    if !judgement.notes.isEmpty {
      text +=
        "\n## Notes\n\n" + judgement.notes.map { "- " + escaped($0.message + wording.at($0.span)) + "\n" }.joined()
    }
    output.append(contentsOf: text.utf8)
  }

  private func facts(_ facts: [JudgedFact], _ title: String) -> String {
    if facts.isEmpty { return "" }
    var text = "\n## \(title)\n\n"
    for fact in facts {
      let remark = fact.certainty == .possible ? " *(possible, depending on what is unknown)*" : ""
      text += "- **" + escaped(wording.text(fact.statement)) + "**" + remark
      text += withTraces ? rest(of: fact.trace) : "\n"
    }
    return text
  }

  private func conflicts(_ judgement: Judgement) -> String {
    if judgement.conflicts.isEmpty { return "" }
    var text = "\n## Conflicts\n\n"
    for conflict in judgement.conflicts {
      let rule = wording.set.rules[conflict.rule.index]
      let sides = rule.sides.indices.map { wording.text(conflict.rule, side: $0, conflict.binding) }
      text += "- **" + escaped(wording.name(ofConflict: rule)) + "**: " + escaped(sides.joined(separator: " ↔ "))
      if conflict.subject != .self { text += ", faced by " + escaped(wording.speller.term(conflict.subject)) }
      if conflict.certainty == .possible { text += " *(possible, depending on what is unknown)*" }
      text += remarks(rule.because, rule.sources.isEmpty ? nil : rule.sources.joined(separator: ", ")) + "\n"
      if withTraces { for trace in conflict.traces { text += list(trace, from: 0, indent: 1) } }
    }
    return text
  }

  private func choices(_ judgement: Judgement, _ choices: [JudgedChoice], _ title: String) -> String {
    if choices.isEmpty { return "" }
    var text = "\n## \(title)\n\n"
    for choice in choices {
      let named = wording.text(choice, judgement)
      text += "- **" + escaped(wording.set.vocabulary.choices[choice.choice.index].name) + ": " + escaped(named) + "**"
      if choice.isContested { text += " *(contested)*" }
      text += "\n"
      if withTraces { for trace in choice.traces { text += list(trace, from: 0, indent: 1) } }
    }
    return text
  }

  private func numbers(_ judgement: Judgement) -> String {
    if judgement.numbers.isEmpty && judgement.contested.isEmpty { return "" }
    var text = "\n## Numbers\n\n"
    for number in judgement.numbers {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      let values = number.possible.map { wording.speller.number($0, number.number) }.joined(separator: " or ")
      text += "- **" + escaped(name + " is " + values) + "**\n"
      if withTraces, number.value != nil { text += list(number.trace, from: 1, indent: 1) }
    }
    for number in judgement.contested {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      let values = number.values.map { wording.speller.number($0, number.number) }.joined(separator: " and ")
      text += "- **" + escaped(name + " is " + values) + "** *(contested)*\n"
      if withTraces { text += list(number.trace, from: 1, indent: 1) }
    }
    return text
  }

  // MARK: Traces

  /// The rule of the first step on the line of the head, then what it rests on.
  private func rest(of trace: Trace) -> String {
    guard let first = trace.steps.first else { return "\n" }
    let words = wording.words(of: first.kind)
    return ground(words) + "\n" + list(trace, from: 1, indent: 1)
  }

  private func list(_ trace: Trace, from skip: Int, indent: Int) -> String {
    let steps = trace.steps.dropFirst(skip)
    guard let base = steps.first?.depth else { return "" }
    var text = ""
    for step in steps {
      let words = wording.words(of: step.kind)
      text += String(repeating: "  ", count: indent + max(0, step.depth - base)) + "- " + escaped(words.text)
      text += ground(words) + "\n"
    }
    return text
  }

  private func ground(_ words: StepWords) -> String {
    (words.ground.isEmpty ? "" : " — " + escaped(words.ground)) + remarks(words.because, words.source)
  }

  private func remarks(_ because: String?, _ source: String?) -> String {
    var text = ""
    if let because { text += ": " + escaped(because) }
    if let source { text += " (" + escaped(source) + ")" }
    return text
  }

  /// A text that Markdown leaves as it is.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|": result += "\\" + String(scalar)
      case "&": result += "&amp;"
      case "\n": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
