import TenetEngine
import TenetReasoning
import TenetReport

/// Formats that put all judgements on one page.
public enum PageFormat: String, CaseIterable, Sendable {
  case html
  case dot
  case mermaid
  case svg

  /// Writes the page; `limits` are for questions that a report asks beyond the judgements.
  public func append(_ judged: [Judged], _ judge: Judge, limits: Limits = .none, to output: inout [UInt8]) {
    switch self {
    case .dot: for item in judged { DotGraph().append(Graph(of: item.judgement, item.wording), to: &output) }
    case .mermaid: MermaidGraph().append(judged.map { Graph(of: $0.judgement, $0.wording) }, to: &output)
    case .svg: SVGGraph().append(judged.map { Graph(of: $0.judgement, $0.wording) }, to: &output)
    case .html: HTMLReport(judge, limits: limits).append(judged, to: &output)
    }
  }
  /// Draws a rule set; HTML has no page for one.
  public func append(rules graph: Graph, to output: inout [UInt8]) {
    switch self {
    case .dot: DotGraph().append(graph, to: &output)
    case .mermaid: MermaidGraph().append([graph], to: &output)
    case .svg, .html: SVGGraph().append([graph], to: &output)
    }
  }
}
