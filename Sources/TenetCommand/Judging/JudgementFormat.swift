import Tenet

/// How judgements are written one after the other.
struct JudgementFormat: Sendable {
  enum Name: String, CaseIterable, Sendable { case text, json, ndjson, markdown, html, dot, mermaid, svg }

  let name: Name
  let palette: Palette
  let width: Int
  let withTraces: Bool
  /// Whether there are several, so that JSON wants an array.
  var isArray = false

  /// The format where it puts all judgements on one page.
  var page: PageFormat? { PageFormat(rawValue: name.rawValue) }

  /// How many steps of proofs one judgement may have: programs read what nobody would.
  var mostSteps: Int {
    switch name {
    case .text, .markdown: return 20_000
    case .json, .ndjson, .html, .dot, .mermaid, .svg: return 300_000
    }
  }

  /// What stands in front of the first one.
  var opening: String { isArray && name == .json ? "[" : "" }

  /// What stands between two.
  var separator: String {
    switch name {
    case .text, .markdown: return "\n"
    case .json: return ","
    case .ndjson, .html, .dot, .mermaid, .svg: return ""
    }
  }

  /// What stands behind the last one.
  func closing(count: Int) -> String {
    guard name == .json else { return "" }
    return isArray ? (count == 0 ? "]\n" : "\n]\n") : "\n"
  }

  func append(_ judgement: Judgement, _ wording: Wording, _ judge: Judge, to output: inout [UInt8]) {
    switch name {
    case .text:
      JudgementText(wording, judge: judge, palette: palette, width: width, withTraces: withTraces)
        .append(judgement, to: &output)
    case .markdown: JudgementMarkdown(wording, judge: judge, withTraces: withTraces).append(judgement, to: &output)
    case .json, .ndjson:
      var json = writer
      // Swapped, not assigned: two owners of the bytes would copy all of them at the next write.
      swap(&json.bytes, &output)
      json.judgement(judgement, wording, withTraces: withTraces)
      swap(&json.bytes, &output)
      if name == .ndjson { output.append(10) }
    case .html, .dot, .mermaid, .svg: break
    }
  }

  /// Appends what stands in the place of a line that could not be read; nothing where the format has no such thing.
  func append(errorAtLine line: Int, _ message: String, to output: inout [UInt8]) {
    guard name == .json || name == .ndjson else { return }
    var json = writer
    json.beginObject()
    json.member("line", line)
    json.member("error", message)
    json.endObject()
    output.append(contentsOf: json.bytes)
    if name == .ndjson { output.append(10) }
  }

  /// Whether a line that could not be read has something in its place.
  var showsErrors: Bool { name == .json || name == .ndjson }

  private var writer: JSONWriter { name == .json ? JSONWriter(.pretty, depth: isArray ? 1 : 0) : JSONWriter() }
}
