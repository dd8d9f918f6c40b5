import TenetModel
import TenetReasoning
import TenetText

/// Writes judgements for people to read: headline conclusions first, each with its trace as a tree.
public struct JudgementText: Sendable {
  let wording: Wording
  let palette: Palette
  let width: Int
  let withTraces: Bool
  let judge: Judge

  public init(_ wording: Wording, judge: Judge, palette: Palette, width: Int, withTraces: Bool) {
    self.wording = wording
    self.judge = judge
    self.palette = palette
    self.width = max(40, width)
    self.withTraces = withTraces
  }

  public func append(_ judgement: Judgement, to output: inout [UInt8]) {
    palette.append(judgement.title, as: .strong, to: &output)
    output.append(10)
    let headlines = judge.inOutcomeOrder(judgement.conclusions.filter { $0.isOutcome })
    let others = judgement.conclusions.filter { !$0.isOutcome }
    let isOpen = others.isEmpty
    choices(
      judgement, judge.inOutcomeOrder(judgement.choices.filter { judge.isOutcome($0.choice) }), "Choices", to: &output)
    facts(headlines, isOpen ? "Conclusions" : "Headline conclusions", to: &output)
    conflicts(judgement, to: &output)
    choices(judgement, judgement.choices.filter { !judge.isOutcome($0.choice) }, "Other choices", to: &output)
    numbers(judgement, to: &output)
    briefly(others, "Other conclusions", to: &output)
    for note in judgement.notes { self.note(note, to: &output) }
    heading(summary(judgement), to: &output, isSummary: true)
  }

  private func heading(_ text: String, to output: inout [UInt8], isSummary: Bool = false) {
    output.append(10)
    palette.append(text, as: isSummary ? .quiet : .strong, to: &output)
    output.append(10)
  }

  private var tree: TreeText { TreeText(wording: wording, palette: palette, width: width) }

  // MARK: Facts

  private func facts(_ facts: [JudgedFact], _ title: String, to output: inout [UInt8]) {
    if facts.isEmpty { return }
    heading(title, to: &output)
    for fact in facts {
      let isPossible = fact.certainty == .possible
      head(wording.text(fact.statement), isPossible ? "possible, depending on what is unknown" : "", to: &output)
      guard withTraces else { continue }
      reason(fact.trace, to: &output)
      tree.append(fact.trace, from: 1, indent: "  ", to: &output)
    }
  }

  /// Conclusions on the way to others: only the rule of each, since the headlines that rest on one tell its reasons.
  private func briefly(_ facts: [JudgedFact], _ title: String, to output: inout [UInt8]) {
    if facts.isEmpty { return }
    heading(title, to: &output)
    for fact in facts {
      let text = wording.text(fact.statement)
      let remark = fact.certainty == .possible ? "  (possible, depending on what is unknown)" : ""
      palette.append("● ", as: .good, to: &output)
      palette.append(text, to: &output)
      palette.append(remark, as: .warning, to: &output)
      let rule = wording.set.rules[fact.rule.index]
      let ground = rule.name.map { "rule " + $0 } ?? "a rule without a name" + wording.at(rule.place)
      if withTraces {
        let needed = displayWidth(of: text) + displayWidth(of: remark) + displayWidth(of: ground) + 6
        palette.append((needed > width ? "\n    · " : "  · ") + ground, as: .quiet, to: &output)
      }
      output.append(10)
    }
  }

  /// The line that a trace stands below.
  private func head(_ text: String, _ remark: String, to output: inout [UInt8]) {
    palette.append("● ", as: .good, to: &output)
    palette.append(text, as: .strong, to: &output)
    if !remark.isEmpty { palette.append("  (" + remark + ")", as: .warning, to: &output) }
    output.append(10)
  }

  /// The rule, reason and source of a trace's first step, below its head.
  private func reason(_ trace: Trace, to output: inout [UInt8]) {
    guard let first = trace.steps.first else { return }
    let words = wording.words(of: first.kind)
    let prefix = trace.steps.count > 1 ? "  │ " : "    "
    if !words.ground.isEmpty { tree.wrap("", words.ground, prefix, to: &output) }
    if let because = words.because { tree.wrap("because ", because, prefix, to: &output) }
    if let source = words.source { tree.wrap("source ", source, prefix, to: &output) }
  }

  // MARK: Conflicts

  private func conflicts(_ judgement: Judgement, to output: inout [UInt8]) {
    if judgement.conflicts.isEmpty { return }
    heading("Conflicts", to: &output)
    for conflict in judgement.conflicts {
      let rule = wording.set.rules[conflict.rule.index]
      palette.append("✗ ", as: .error, to: &output)
      palette.append(wording.name(ofConflict: rule), as: .strong, to: &output)
      if conflict.subject != .self {
        palette.append("  faced by " + wording.speller.term(conflict.subject), to: &output)
      }
      if conflict.certainty == .possible {
        palette.append("  (possible, depending on what is unknown)", as: .warning, to: &output)
      }
      output.append(10)
      let sides = rule.sides.indices.map { wording.text(conflict.rule, side: $0, conflict.binding) }
      tree.wrap("", sides.joined(separator: " ↔ "), "  │ ", to: &output)
      if let because = rule.because { tree.wrap("because ", because, "  │ ", to: &output) }
      if !rule.sources.isEmpty { tree.wrap("source ", rule.sources.joined(separator: ", "), "  │ ", to: &output) }
      if withTraces { tree.append(joined(conflict.traces), from: 0, indent: "  ", to: &output) }
    }
  }

  private func joined(_ traces: [Trace]) -> Trace { Trace(joining: traces) }

  // MARK: Choices and numbers

  private func choices(_ judgement: Judgement, _ choices: [JudgedChoice], _ title: String, to output: inout [UInt8]) {
    if choices.isEmpty { return }
    heading(title, to: &output)
    for choice in choices {
      let name = wording.set.vocabulary.choices[choice.choice.index].name
      let isDecided = choice.possible.count == 1 || !judgement.hasUnknown
      head(
        name + ": " + wording.text(choice, judgement),
        choice.isContested ? "contested" : isDecided ? "" : "depending on what is unknown",
        to: &output)
      guard withTraces else { continue }
      if choice.traces.count == 1 {
        reason(choice.traces[0], to: &output)
        tree.append(choice.traces[0], from: 1, indent: "  ", to: &output)
      } else {
        tree.append(joined(choice.traces), from: 0, indent: "  ", to: &output)
      }
    }
  }

  private func numbers(_ judgement: Judgement, to output: inout [UInt8]) {
    if judgement.numbers.isEmpty && judgement.contested.isEmpty { return }
    heading("Numbers", to: &output)
    for number in judgement.numbers {
      if let value = number.value {
        head(wording.text(number.number, number.subject, .known(value)), "", to: &output)
      } else {
        let name = wording.speller.name(number.number, of: .term(number.subject), .none)
        let values = number.possible.map { wording.speller.number($0, number.number) }.joined(separator: " or ")
        head(name + " is " + values, "depending on what is unknown", to: &output)
        continue
      }
      if withTraces { tree.append(number.trace, from: 1, indent: "  ", to: &output) }
    }
    for number in judgement.contested {
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      let values = number.values.map { wording.speller.number($0, number.number) }.joined(separator: " and ")
      head(name + " is " + values, "contested: comparisons with it do not hold", to: &output)
      if withTraces { tree.append(number.trace, from: 1, indent: "  ", to: &output) }
    }
  }

  // MARK: The rest

  private func note(_ note: Diagnostic, to output: inout [UInt8]) {
    output.append(10)
    palette.append("! ", as: .warning, to: &output)
    palette.append(note.message + wording.at(note.span), to: &output)
    output.append(10)
  }

  private func summary(_ judgement: Judgement) -> String {
    let contested = judgement.contested.count + judgement.choices.filter { $0.isContested }.count
    let possible = judgement.conclusions.filter { $0.certainty == .possible }.count
    var text = judgement.title + ": " + counted(judgement.conclusions.count, "conclusion")
    if possible > 0 { text += " (\(possible) of them possible)" }
    text += ", " + counted(judgement.conflicts.count, "conflict")
    text += ", " + counted(judgement.choices.count, "choice")
    text += ", " + counted(judgement.numbers.count, "number")
    if contested > 0 { text += ", \(contested) contested" }
    return text + " from " + counted(judgement.givenCount, "given fact")
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
