import TenetModel
import TenetReasoning
import TenetText

extension Wording {
  /// What was asked about: `captures habit`, `control score is 3`, the name of a conflict.
  public func text(_ goal: Goal) -> String {
    switch goal {
    case .fact(let relation, let terms): return speller.text(relation, terms)
    case .pick(let choice, let pick):
      let name = set.vocabulary.choices[choice.index].name
      return pick.map { "\(name) is \(speller.term($0))" } ?? name
    case .number(let number, let subject, let value):
      if let value { return text(number, subject, .known(value)) }
      return speller.name(number, of: .term(subject), .none)
    case .conflict(let rule): return name(ofConflict: set.rules[rule.index])
    }
  }

  /// What was found out: a goal with its value.
  public func text(_ explanation: Explanation) -> String {
    switch explanation.goal {
    case .number(let number, let subject, _):
      return explanation.value.map { text(number, subject, $0) } ?? text(explanation.goal)
    case .pick(let choice, nil):
      let picks = explanation.picks.map { speller.term($0) }.joined(
        separator: explanation.certainty == .certain ? " and " : " or ")
      return set.vocabulary.choices[choice.index].name + " is " + picks
    default: return text(explanation.goal)
    }
  }
}

/// Writes why something holds, for people: one tree for each proof.
public struct WhyText: Sendable {
  private let wording: Wording
  private let palette: Palette
  private let width: Int

  public init(_ wording: Wording, palette: Palette, width: Int) {
    self.wording = wording
    self.palette = palette
    self.width = max(40, width)
  }

  public func append(_ explanation: Explanation, to output: inout [UInt8]) {
    let tree = TreeText(wording: wording, palette: palette, width: width)
    if case .conflict(let rule) = explanation.goal {
      let conflict = wording.set.rules[rule.index]
      palette.append(wording.text(explanation), as: .strong, to: &output)
      palette.append("  · conflict\(wording.at(conflict.place))\n", as: .quiet, to: &output)
      if let because = conflict.because { tree.wrap("because ", because, "  ", to: &output) }
      tree.append(Trace(joining: explanation.traces), from: 0, indent: "", to: &output)
    } else {
      for trace in explanation.traces {
        guard let root = trace.steps.first else { continue }
        tree.append(wording.words(of: root.kind), first: "", rest: "  ", to: &output)
        tree.append(trace, from: 1, indent: "", to: &output)
      }
    }
    if explanation.certainty == .possible {
      palette.append("\nThis is possible, not certain: it depends on what is unknown.\n", to: &output)
    }
  }
}

extension JSONWriter {
  /// `{"fact": …, "certainty": …, "trace": {…}}`; a choice with several picks and a conflict have `traces` too.
  public mutating func explanation(_ explanation: Explanation, profile: String, _ wording: Wording) {
    beginObject()
    member("profile", profile)
    member("fact", wording.text(explanation))
    member("certainty", explanation.certainty.rawValue)
    key("trace")
    if let first = explanation.traces.first { trace(first, wording) } else { null() }
    if explanation.traces.count > 1 {
      key("traces")
      beginArray()
      for side in explanation.traces { trace(side, wording) }
      endArray()
    }
    endObject()
  }
}
