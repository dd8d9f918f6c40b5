import TenetLint
import TenetText

/// Findings with the texts that they point into.
public struct LintOutput: Sendable {
  public var findings: [Finding]
  public var sources: [Source]

  public init(findings: [Finding], sources: [Source]) {
    self.findings = findings
    self.sources = sources
  }

  /// The findings in the order of files, as given, and of lines.
  var ordered: [Finding] {
    findings.enumerated().sorted { left, right in
      let (a, b) = (left.element.diagnostic.span, right.element.diagnostic.span)
      return (a.source.raw, a.start, left.offset) < (b.source.raw, b.start, right.offset)
    }.map { $0.element }
  }

  func name(_ span: Span) -> String { span.source.index < sources.count ? sources[span.source.index].name : "tenet" }

  func place(_ span: Span) -> Place {
    span.source.index < sources.count ? sources[span.source.index].place(of: span.start) : Place(line: 1, column: 1)
  }

  func end(_ span: Span) -> Place {
    span.source.index < sources.count ? sources[span.source.index].place(of: span.end) : Place(line: 1, column: 1)
  }
}

extension Finding {
  /// The profile that shows it, for people; empty where it has none.
  var shownWitness: [String] {
    witness != nil && diagnostic.witness.isEmpty ? ["the empty profile"] : diagnostic.witness
  }
}

// MARK: JSON

extension LintOutput {
  /// `{"findings": […]}`, each finding with its place and its witness.
  public func json() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.key("findings")
    json.beginArray()
    for finding in ordered {
      let diagnostic = finding.diagnostic
      let place = place(diagnostic.span)
      json.beginObject()
      json.member("check", diagnostic.code)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("file", name(diagnostic.span))
      json.member("line", place.line)
      json.member("column", place.column)
      json.member("message", diagnostic.message)
      json.member("help", diagnostic.help)
      json.member("witness", diagnostic.witness)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

// MARK: GitHub

extension LintOutput {
  /// One workflow command a finding, which GitHub shows beside the line.
  public func github() -> [UInt8] {
    var output: [UInt8] = []
    for finding in ordered {
      let diagnostic = finding.diagnostic
      let (start, end) = (place(diagnostic.span), end(diagnostic.span))
      let level = diagnostic.severity == .hint ? "notice" : diagnostic.severity.rawValue
      var message = diagnostic.message
      if let help = diagnostic.help { message += "\n" + help }
      let witness = finding.shownWitness
      if !witness.isEmpty { message += "\nwitness: " + witness.joined(separator: "; ") }
      var line = "::\(level) file=\(LintOutput.escaped(name(diagnostic.span), isProperty: true))"
      line += ",line=\(start.line),col=\(start.column),endLine=\(end.line)"
      if end.line == start.line { line += ",endColumn=\(end.column)" }
      line += ",title=\(diagnostic.code)::\(LintOutput.escaped(message, isProperty: false))\n"
      output.append(contentsOf: line.utf8)
    }
    return output
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
