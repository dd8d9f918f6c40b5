import TenetText

/// Writes graphs as Mermaid flowcharts; several stand side by side as subgraphs of one.
///
/// Labels are quoted, and all in them but letters, digits, blanks and inner hyphens is written as `#code;`: that is the
/// one escape that Mermaid knows, and it keeps marks of its own (quotes, `%%`, Markdown, links) from being read as such.
public struct MermaidGraph: Sendable {
  public init() {}

  public func append(_ graphs: [Graph], to output: inout [UInt8]) {
    var text = "flowchart LR\n"
    for (index, graph) in graphs.enumerated() {
      let prefix = graphs.count > 1 ? "g\(index)n" : "n"
      if graphs.count > 1 { text += "  subgraph g\(index)[\"\(escaped(graph.title))\"]\n" }
      body(graph, prefix, to: &text)
      if graphs.count > 1 { text += "  end\n" }
    }
    text += classes(graphs)
    output.append(contentsOf: text.utf8)
  }

  private func body(_ graph: Graph, _ prefix: String, to text: inout String) {
    for (index, node) in graph.nodes.enumerated() {
      let words = escaped(node.text) + (node.detail.isEmpty ? "" : "<br/>" + escaped(node.detail))
      text += "  \(prefix)\(index)[\"\(words)\"]:::\(node.kind.rawValue)\n"
    }
    for edge in graph.edges {
      text += "  \(prefix)\(edge.from) \(edge.isNegated ? "-. not .->" : "-->") \(prefix)\(edge.to)\n"
    }
  }

  private func classes(_ graphs: [Graph]) -> String {
    var text = ""
    for kind in Graph.Kind.allCases where graphs.contains(where: { $0.nodes.contains { $0.kind == kind } }) {
      text += "  classDef \(kind.rawValue) fill:\(kind.fill),stroke:\(kind.line),color:#0f172a\n"
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isInnerHyphen = scalar == "-" && isWord(previous) && isWord(next)
      if isWord(scalar) || scalar == " " || isInnerHyphen {
        result.unicodeScalars.append(scalar)
      } else if scalar == "\n" {
        result += " "
      } else {
        let shown = visible(scalar)
        if shown.value < 128 { result += "#\(shown.value);" } else { result.unicodeScalars.append(shown) }
      }
      previous = scalar
    }
    return result
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return true
    default: return false
    }
  }
}
