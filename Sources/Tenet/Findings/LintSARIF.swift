import TenetLint
import TenetText

extension LintOutput {
  /// A log in the Static Analysis Results Interchange Format, version 2.1.0.
  public func sarif(version: String) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    tool(version, &json)
    json.member("columnKind", "unicodeCodePoints")
    json.key("results")
    json.beginArray()
    for finding in ordered { result(finding, &json) }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private func tool(_ version: String, _ json: inout JSONWriter) {
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "tenet")
    json.member("version", version)
    json.key("rules")
    json.beginArray()
    for check in allChecks {
      json.beginObject()
      json.member("id", check.name)
      text("shortDescription", check.page.summary, &json)
      text("fullDescription", check.page.explanation, &json)
      json.key("defaultConfiguration")
      json.beginObject()
      json.member("level", level(check.group.severity))
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  private func text(_ key: String, _ text: String, _ json: inout JSONWriter) {
    json.key(key)
    json.beginObject()
    json.member("text", text)
    json.endObject()
  }

  private func level(_ severity: Severity) -> String { severity == .hint ? "note" : severity.rawValue }

  private func result(_ finding: Finding, _ json: inout JSONWriter) {
    let diagnostic = finding.diagnostic
    json.beginObject()
    json.member("ruleId", diagnostic.code)
    if let index = allChecks.firstIndex(where: { $0.name == diagnostic.code }) { json.member("ruleIndex", index) }
    json.member("level", level(diagnostic.severity))
    var message = diagnostic.message
    if let help = diagnostic.help { message += ". " + help }
    let witness = finding.shownWitness
    if !witness.isEmpty { message += ". Witness: " + witness.joined(separator: "; ") }
    text("message", message, &json)
    json.key("locations")
    json.beginArray()
    location(diagnostic.span, nil, &json)
    json.endArray()
    if !diagnostic.others.isEmpty {
      json.key("relatedLocations")
      json.beginArray()
      for other in diagnostic.others { location(other.span, other.text, &json) }
      json.endArray()
    }
    json.endObject()
  }

  private func location(_ span: Span, _ message: String?, _ json: inout JSONWriter) {
    let (start, end) = (place(span), end(span))
    json.beginObject()
    json.key("physicalLocation")
    json.beginObject()
    json.key("artifactLocation")
    json.beginObject()
    json.member("uri", LintOutput.uri(name(span)))
    json.endObject()
    json.key("region")
    json.beginObject()
    json.member("startLine", start.line)
    json.member("startColumn", start.column)
    json.member("endLine", end.line)
    json.member("endColumn", end.column)
    json.endObject()
    json.endObject()
    if let message { text("message", message, &json) }
    json.endObject()
  }

  /// A path as a relative or absolute reference: what may not stand there is written as its bytes.
  static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._~/".unicodeScalars.contains(scalar))
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }
}
