import TenetReasoning
import TenetReport
import TenetSyntax
import TenetText

/// An answer to a question, laid out for people: sentences first, then lists and proofs. It is written as text or Markdown.
public struct AnswerPage: Sendable {
  public enum Block: Sendable {
    case sentence(String)
    case heading(String)
    /// One line of a list; the remark stands behind it, less visibly.
    case item(String, remark: String, level: Int)
    case proof(Trace)
    /// Steps side by side, each with what is below it; under an item where the level is 1.
    case tree(Trace, level: Int)
  }

  public var blocks: [Block] = []

  public init() {}

  mutating func sentence(_ text: String) { blocks.append(.sentence(text)) }
  mutating func heading(_ text: String) { blocks.append(.heading(text)) }
  mutating func item(_ text: String, remark: String = "", level: Int = 0) {
    blocks.append(.item(text, remark: remark, level: level))
  }
  mutating func tree(_ trace: Trace, level: Int = 0) {
    if !trace.steps.isEmpty { blocks.append(.tree(trace, level: level)) }
  }
  mutating func proof(_ trace: Trace) { if !trace.steps.isEmpty { blocks.append(.proof(trace)) } }
}

// MARK: Text

extension AnswerPage {
  public func appendText(_ wording: Wording, _ palette: Palette, width: Int, to output: inout [UInt8]) {
    let tree = TreeText(wording: wording, palette: palette, width: max(40, width))
    var isFirst = true
    for block in blocks {
      switch block {
      case .sentence(let text): for line in wrapped(text, max(40, width)) { palette.append(line + "\n", to: &output) }
      case .heading(let text):
        if !isFirst { output.append(10) }
        palette.append(text, as: .strong, to: &output)
        output.append(10)
      case .item(let text, let remark, let level):
        palette.append(String(repeating: "  ", count: level + 1) + "• " + text, to: &output)
        if !remark.isEmpty { palette.append("  · " + remark, as: .quiet, to: &output) }
        output.append(10)
      case .proof(let trace):
        guard let root = trace.steps.first else { continue }
        if !isFirst { output.append(10) }
        tree.append(wording.words(of: root.kind), first: "", rest: "  ", to: &output)
        tree.append(trace, from: 1, indent: "", to: &output)
      case .tree(let trace, let level):
        tree.append(trace, from: 0, indent: String(repeating: "    ", count: level), to: &output)
      }
      isFirst = false
    }
  }

  private func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, displayWidth(of: line) + 1 + displayWidth(of: String(word)) > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

// MARK: Markdown

extension AnswerPage {
  public func appendMarkdown(_ wording: Wording, to output: inout [UInt8]) {
    var text = ""
    var isList = false
    for block in blocks {
      switch block {
      case .sentence(let sentence):
        text += (text.isEmpty ? "" : isList ? "\n" : "\n") + Self.escaped(sentence) + "\n"
        isList = false
      case .heading(let heading):
        text += (text.isEmpty ? "" : "\n") + "## " + Self.escaped(heading) + "\n"
        isList = false
      case .item(let item, let remark, let level):
        if !isList { text += "\n" }
        text += String(repeating: "  ", count: level) + "- " + Self.escaped(item)
        text += remark.isEmpty ? "\n" : " — " + Self.escaped(remark) + "\n"
        isList = true
      case .proof(let trace):
        text += "\n"
        Self.append(trace, 0, wording, to: &text)
        isList = true
      case .tree(let trace, let level):
        if level == 0 { text += "\n" }
        Self.append(trace, level, wording, to: &text)
        isList = true
      }
    }
    output.append(contentsOf: text.utf8)
  }

  private static func append(_ trace: Trace, _ level: Int, _ wording: Wording, to text: inout String) {
    for step in trace.steps {
      let words = wording.words(of: step.kind)
      text += String(repeating: "  ", count: step.depth + level) + "- " + escaped(words.text)
      if !words.ground.isEmpty { text += " — " + escaped(words.ground) }
      if let because = words.because { text += ": " + escaped(because) }
      if let source = words.source { text += " (" + escaped(source) + ")" }
      text += "\n"
    }
  }

  /// A text that Markdown leaves as it is.
  static func escaped(_ text: String) -> String {
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
