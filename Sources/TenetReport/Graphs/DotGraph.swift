import TenetText

/// Writes graphs in the language of Graphviz.
///
/// Every text stands in a quoted string. Quotes and backslashes get a backslash; `&` becomes `&amp;`, because Graphviz
/// reads entities in labels; control characters become visible signs.
public struct DotGraph: Sendable {
  public init() {}

  public func append(_ graph: Graph, to output: inout [UInt8]) {
    var text = "digraph \"\(escaped(graph.title))\" {\n"
    text +=
      "  graph [rankdir=LR, label=\"\(label(graph.title))\", labelloc=t, fontname=\"sans-serif\", charset=\"UTF-8\"];\n"
    text += "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\", fontsize=11];\n"
    text += "  edge [color=\"#64748b\", arrowsize=0.7];\n"
    for (index, node) in graph.nodes.enumerated() {
      let lines = label(node.text) + (node.detail.isEmpty ? "" : "\\n" + label(node.detail))
      text += "  n\(index) [label=\"\(lines)\", \(look(of: node))];\n"
    }
    for edge in graph.edges {
      text += "  n\(edge.from) -> n\(edge.to)\(edge.isNegated ? " [style=dashed, label=\"not\"]" : "");\n"
    }
    output.append(contentsOf: (text + "}\n").utf8)
  }

  private func look(of node: Graph.Node) -> String {
    let dashes = node.isPossible ? ", style=\"rounded,filled,dashed\"" : ""
    return "class=\"\(node.kind.rawValue)\", fillcolor=\"\(node.kind.fill)\", color=\"\(node.kind.line)\"" + dashes
  }

  /// In lines of at most 40 characters or so, so that long statements do not make wide boxes.
  private func label(_ text: String) -> String {
    wrapped(text, width: 40).map { escaped($0) }.joined(separator: "\\n")
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "&": result += "&amp;"
      case "\n": result += " "
      default: result.unicodeScalars.append(visible(scalar))
      }
    }
    return result
  }
}

extension Graph.Kind {
  /// The colours of formats that know no style sheet, as in the report on a light ground.
  var fill: String {
    switch self {
    case .given: return "#f1f5f9"
    case .unknown: return "#fef9c3"
    case .derived, .rule: return "#e0f2fe"
    case .outcome, .choice: return "#dcfce7"
    case .conflict: return "#fee2e2"
    case .number: return "#f3e8ff"
    case .test, .absent, .condition: return "#ffffff"
    }
  }

  var line: String {
    switch self {
    case .given, .test, .absent, .condition: return "#94a3b8"
    case .unknown: return "#a16207"
    case .derived, .rule: return "#0369a1"
    case .outcome, .choice: return "#15803d"
    case .conflict: return "#b91c1c"
    case .number: return "#7e22ce"
    }
  }
}

/// A text in lines of at most `width` columns, broken between words; words that are longer are broken anywhere.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
    let columns = displayWidth(of: String(word))
    if used > 0, used + 1 + columns <= width {
      line += " " + word
      used += 1 + columns
      continue
    }
    if used > 0 { lines.append(line) }
    line = ""
    used = 0
    for character in word {
      let columns = displayWidth(of: String(character))
      if used + columns > width {
        lines.append(line)
        line = ""
        used = 0
      }
      line.append(character)
      used += columns
    }
  }
  if used > 0 || lines.isEmpty { lines.append(line) }
  return lines
}
