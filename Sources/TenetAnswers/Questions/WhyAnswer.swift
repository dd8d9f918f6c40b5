import TenetQuestions
import TenetReasoning
import TenetReport
import TenetText

extension AnswerPage {
  /// Why something holds: a sentence, the proof, and what carries it.
  public init(
    _ explanation: Explanation, _ support: Support?, all: [Trace]? = nil, title: String, _ wording: Wording
  ) {
    sentence(Sentences(wording: wording, title: title).because(explanation))
    for trace in all ?? explanation.traces { proof(trace) }
    if explanation.certainty == .possible { heading("This is possible, not certain: it depends on what is unknown.") }
    guard let support else { return }
    let smallest = support.smallest.filter { !$0.isEmpty }
    if let first = smallest.first {
      heading("The fewest given facts that carry it" + (smallest.count > 1 ? " (\(smallest.count) ways)" : ""))
      for set in smallest.prefix(8) { item(set.map { wording.text($0) }.joined(separator: ", ")) }
      if smallest.count > 8 { item("… and \(smallest.count - 8) more of \(first.count)") }
    }
    if !support.needed.isEmpty {
      heading("Every proof needs")
      for given in support.needed { item(wording.text(given)) }
    }
    bounds(support.bounds, wording)
  }
}

extension JSONWriter {
  /// `{"fact": …, "certainty": …, "trace": {…}, "smallest": [[…]], "needed": […]}`
  public mutating func explanation(
    _ explanation: Explanation, _ support: Support, all: [Trace]? = nil, profile: String, _ wording: Wording
  ) {
    beginObject()
    member("profile", profile)
    member("fact", wording.text(explanation))
    member("certainty", explanation.certainty.rawValue)
    member("sentence", Sentences(wording: wording, title: profile).because(explanation))
    key("trace")
    if let first = explanation.traces.first { trace(first, wording) } else { null() }
    if explanation.traces.count > 1 {
      key("traces")
      beginArray()
      for side in explanation.traces { trace(side, wording) }
      endArray()
    }
    if let all {
      key("all")
      beginArray()
      for proof in all { trace(proof, wording) }
      endArray()
    }
    key("smallest")
    beginArray()
    for set in support.smallest { strings(set.map { wording.text($0) }) }
    endArray()
    member("needed", support.needed.map { wording.text($0) })
    bounds(support.bounds, wording)
    endObject()
  }
}
