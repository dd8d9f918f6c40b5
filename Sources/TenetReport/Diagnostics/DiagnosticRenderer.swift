import TenetText

/// Puts diagnostics into words for a terminal: `FILE:LINE:COLUMN: error: …`, the line with the place underlined, help.
public struct DiagnosticRenderer: Sendable {
  private let sources: [Source]
  private let palette: Palette
  private let width: Int

  /// - Parameters:
  ///   - sources: the texts of the run, at the index of their id.
  ///   - width: the columns that a source line may take; longer ones are cut around the place.
  public init(sources: [Source], palette: Palette = Palette(isColored: false), width: Int = 160) {
    self.sources = sources
    self.palette = palette
    self.width = max(width, 20)
  }

  /// All diagnostics in the order of files and places, an empty line behind each.
  public func text(of diagnostics: [Diagnostic]) -> [UInt8] {
    var output: [UInt8] = []
    for index in order(of: diagnostics) {
      append(diagnostics[index], to: &output)
      output.append(10)
    }
    return output
  }

  /// One diagnostic.
  public func append(_ diagnostic: Diagnostic, to output: inout [UInt8]) {
    appendHeadline(diagnostic, to: &output)
    let snippets = snippets(of: diagnostic)
    let gutter = snippets.map { String(number(of: $0)).utf8.count }.max() ?? 1
    appendSnippets(snippets, gutter, to: &output)
    if let help = diagnostic.help { appendNote("help", [help], gutter, to: &output) }
    if !diagnostic.witness.isEmpty { appendNote("witness", diagnostic.witness, gutter, to: &output) }
  }

  private func order(of diagnostics: [Diagnostic]) -> [Int] {
    diagnostics.indices.sorted { left, right in
      let (a, b) = (diagnostics[left].span, diagnostics[right].span)
      return (a.source.raw, a.start, a.end, left) < (b.source.raw, b.start, b.end, right)
    }
  }

  private func source(_ span: Span) -> Source? {
    span.source.index < sources.count ? sources[span.source.index] : nil
  }
}

// MARK: Lines of text

extension DiagnosticRenderer {
  private func appendHeadline(_ diagnostic: Diagnostic, to output: inout [UInt8]) {
    palette.append("\(placeText(of: diagnostic.span)): ", as: .strong, to: &output)
    palette.append("\(diagnostic.severity.rawValue): ", as: tone(of: diagnostic.severity), to: &output)
    palette.append(diagnostic.message, as: .strong, to: &output)
    palette.append(" [\(diagnostic.code)]\n", as: .quiet, to: &output)
  }

  private func placeText(of span: Span) -> String {
    guard let source = source(span) else { return "tenet" }
    let place = source.place(of: span.start)
    return "\(source.name):\(place.line):\(place.column)"
  }

  private func tone(of severity: Severity) -> Palette.Tone {
    switch severity {
    case .error: return .error
    case .warning: return .warning
    case .hint: return .hint
    }
  }

  private func appendGutter(_ number: Int?, _ gutter: Int, to output: inout [UInt8]) {
    let digits = number.map { String($0) } ?? ""
    let text = String(repeating: " ", count: gutter - digits.utf8.count) + digits + " |"
    palette.append(text, as: .place, to: &output)
  }

  private func appendNote(_ title: String, _ lines: [String], _ gutter: Int, to output: inout [UInt8]) {
    let indent = String(repeating: " ", count: gutter + 1)
    palette.append("\(indent)= ", as: .place, to: &output)
    palette.append("\(title): ", as: .strong, to: &output)
    // Every further line stands under the first one's text.
    let hanging = "\n\(indent)  \(String(repeating: " ", count: title.utf8.count + 2))"
    for (index, line) in lines.enumerated() {
      for (part, piece) in line.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index + part > 0 { palette.append(hanging, to: &output) }
        palette.append(String(piece), to: &output)
      }
    }
    output.append(10)
  }
}

// MARK: Source lines

extension DiagnosticRenderer {
  /// One line of one source with everything that is to be marked in it.
  private struct Snippet {
    var source: SourceID
    /// From 0.
    var line: Int
    var marks: [Mark]
  }

  private struct Mark {
    var start: Int
    var end: Int
    var text: String
    var isPrimary: Bool
  }

  /// The number of a snippet's line, as people count.
  private func number(of snippet: Snippet) -> Int { snippet.line + sources[snippet.source.index].firstLine }

  /// The lines to show: the file of the finding first, each file's lines from above.
  private func snippets(of diagnostic: Diagnostic) -> [Snippet] {
    var snippets: [Snippet] = []
    add(diagnostic.span, diagnostic.label, isPrimary: true, to: &snippets)
    for label in diagnostic.others { add(label.span, label.text, isPrimary: false, to: &snippets) }
    let home = diagnostic.span.source
    return snippets.sorted { left, right in
      (left.source == home ? 0 : 1, left.source.raw, left.line) < (
        right.source == home ? 0 : 1, right.source.raw, right.line
      )
    }
  }

  private func add(_ span: Span, _ text: String, isPrimary: Bool, to snippets: inout [Snippet]) {
    guard let source = source(span) else { return }
    let line = source.lineIndex(of: span.start)
    let mark = Mark(start: Int(span.start), end: Int(span.end), text: text, isPrimary: isPrimary)
    for index in snippets.indices where snippets[index].source == span.source && snippets[index].line == line {
      snippets[index].marks.append(mark)
      return
    }
    snippets.append(Snippet(source: span.source, line: line, marks: [mark]))
  }

  private func appendSnippets(_ snippets: [Snippet], _ gutter: Int, to output: inout [UInt8]) {
    var last: Snippet?
    for snippet in snippets {
      if let previous = last, previous.source != snippet.source {
        appendFileChange(snippet, gutter, to: &output)
      } else if let previous = last, snippet.line > previous.line + 1 {
        palette.append(String(repeating: " ", count: gutter) + "...\n", as: .place, to: &output)
      } else if last == nil {
        appendGutter(nil, gutter, to: &output)
        output.append(10)
      }
      append(snippet, snippet.marks, gutter, to: &output)
      last = snippet
    }
  }

  private func appendFileChange(_ snippet: Snippet, _ gutter: Int, to output: inout [UInt8]) {
    let start = UInt32(snippet.marks.first?.start ?? 0)
    let place = placeText(of: Span(source: snippet.source, start: start, end: start))
    palette.append("\(String(repeating: " ", count: gutter))--> ", as: .place, to: &output)
    palette.append("\(place)\n", to: &output)
  }

  /// The line and a row of marks for each place in it; places that a cut line does not show get a line of their own.
  private func append(_ snippet: Snippet, _ marks: [Mark], _ gutter: Int, to output: inout [UInt8]) {
    guard let focus = marks.first else { return }
    let source = sources[snippet.source.index]
    let shown = ShownLine(source.bytes, line: source.lineRange(snippet.line), focus: focus.start, limit: width)
    appendGutter(number(of: snippet), gutter, to: &output)
    if !shown.text.isEmpty { output.append(32) }
    output.append(contentsOf: shown.text)
    output.append(10)
    var hidden: [Mark] = []
    for (index, mark) in marks.enumerated() {
      let isShown = index == 0 || (mark.start >= shown.range.lowerBound && mark.start < shown.range.upperBound)
      guard isShown else {
        hidden.append(mark)
        continue
      }
      append(mark, under: shown, gutter, to: &output)
    }
    append(snippet, hidden, gutter, to: &output)
  }

  private func append(_ mark: Mark, under shown: ShownLine, _ gutter: Int, to output: inout [UInt8]) {
    appendGutter(nil, gutter, to: &output)
    let start = shown.column(of: mark.start)
    let width = max(1, shown.column(of: mark.end) - start)
    output.append(contentsOf: String(repeating: " ", count: start + 1).utf8)
    let sign = String(repeating: mark.isPrimary ? "^" : "-", count: width)
    palette.append(sign, as: mark.isPrimary ? .error : .place, to: &output)
    if !mark.text.isEmpty { palette.append(" \(mark.text)", as: mark.isPrimary ? .error : .place, to: &output) }
    output.append(10)
  }
}
