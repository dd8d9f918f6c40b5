import TenetText

/// Draws graphs as SVG: with a style of its own for a file, or bare for a page that has one.
public struct SVGGraph: Sendable {
  public init() {}

  /// A file with the graphs one below the other.
  public func append(_ graphs: [Graph], to output: inout [UInt8]) {
    let layouts = graphs.map { GraphLayout($0) }
    let heading = 40.0
    let width = max(320, layouts.map { $0.width }.max() ?? 0)
    let height = max(80, layouts.reduce(0) { $0 + $1.height + heading })
    var markup = Markup()
    markup.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(text(width)) \(text(height))"),
        ("width", text(width)), ("height", text(height)), ("role", "img"),
      ])
    markup.element("title", text: graphs.map { $0.title }.joined(separator: ", "))
    markup.open("style")
    markup.raw(Self.colors)
    markup.raw(Self.style)
    markup.close("style")
    markup.open("rect", [("class", "ground"), ("width", "100%"), ("height", "100%")])
    markup.close("rect")
    var top = 0.0
    for (index, graph) in graphs.enumerated() {
      markup.element(
        "text", [("class", "title"), ("x", "16"), ("y", text(top + 28))], text: shortened(graph.title, 80))
      markup.open("g", [("transform", "translate(0 \(text(top + heading)))")])
      draw(graph, layouts[index], prefix: "g\(index)", link: { _ in nil }, to: &markup)
      markup.close("g")
      top += layouts[index].height + heading
    }
    markup.close("svg")
    output.append(contentsOf: markup.bytes)
    output.append(10)
  }

  /// The edges and boxes of a graph. `link` gives the place in the page that says more about a node.
  package func draw(
    _ graph: Graph, _ layout: GraphLayout, prefix: String, link: (Int) -> String?, to markup: inout Markup
  ) {
    markup.open("defs")
    markup.open(
      "marker",
      [
        ("id", prefix + "-tip"), ("viewBox", "0 0 8 8"), ("refX", "7"), ("refY", "4"), ("markerWidth", "7"),
        ("markerHeight", "7"), ("orient", "auto"),
      ])
    markup.open("path", [("class", "tip"), ("d", "M0 0 8 4 0 8z")])
    markup.close("path")
    markup.close("marker")
    markup.close("defs")
    for (index, edge) in graph.edges.enumerated() {
      markup.open(
        "path",
        [
          ("class", edge.isNegated ? "edge negated" : "edge"), ("d", curve(layout.paths[index])),
          ("marker-end", "url(#\(prefix)-tip)"), ("data-from", String(edge.from)), ("data-to", String(edge.to)),
        ])
      markup.close("path")
    }
    for (index, node) in graph.nodes.enumerated() {
      let target = link(index)
      if let target { markup.open("a", [("href", target)]) }
      draw(node, layout.boxes[index], index, to: &markup)
      if target != nil { markup.close("a") }
    }
  }

  private func draw(_ node: Graph.Node, _ box: GraphLayout.Box, _ index: Int, to markup: inout Markup) {
    let left = box.x
    let top = box.y - box.height / 2
    markup.open(
      "g",
      [
        ("class", "node \(node.kind.rawValue)\(node.isPossible ? " possible" : "")"), ("data-node", String(index)),
      ])
    markup.element("title", text: node.text + (node.detail.isEmpty ? "" : " (" + node.detail + ")"))
    markup.open(
      "rect",
      [
        ("x", text(left)), ("y", text(top)), ("width", text(box.width)), ("height", text(box.height)), ("rx", "7"),
      ])
    markup.close("rect")
    for (line, words) in box.lines.enumerated() {
      markup.element(
        "text", [("x", text(left + 12)), ("y", text(top + 21 + 17 * Double(line)))], text: words)
    }
    if !box.detail.isEmpty {
      let y = top + 20 + 17 * Double(box.lines.count)
      markup.element("text", [("class", "detail"), ("x", text(left + 12)), ("y", text(y))], text: box.detail)
    }
    markup.close("g")
  }

  /// Level at both ends and at every bend.
  private func curve(_ points: [(x: Double, y: Double)]) -> String {
    guard let first = points.first else { return "" }
    var path = "M\(text(first.x)) \(text(first.y))"
    var from = first
    for (index, point) in points.enumerated().dropFirst() {
      if index % 2 == 0 {
        path += "H\(text(point.x))"
      } else {
        let middle = text((from.x + point.x) / 2)
        path += "C\(middle) \(text(from.y)) \(middle) \(text(point.y)) \(text(point.x)) \(text(point.y))"
      }
      from = point
    }
    return path
  }

  /// A length with one digit after the point; no length is negative.
  private func text(_ length: Double) -> String {
    // Not `rounded()`: that wants the C library's mathematics, which nothing else here needs.
    let tenths = Int(length * 10 + 0.5)
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}

/// A text cut to some columns.
func shortened(_ text: String, _ columns: Int) -> String {
  let lines = wrapped(text, width: columns)
  return lines.count > 1 ? lines[0] + "…" : lines[0]
}

extension SVGGraph {
  /// The colours of both schemes, as properties that ``style`` and the report use.
  package static let colors: StaticString = """
    :root{color-scheme:light dark;--ground:#ffffff;--panel:#f8fafc;--ink:#0f172a;--quiet:#475569;--line:#cbd5e1;
    --strong-line:#94a3b8;--link:#1d4ed8;--good:#166534;--good-ground:#dcfce7;--bad:#b91c1c;--bad-ground:#fee2e2;
    --open:#854d0e;--open-ground:#fef9c3;--fact:#075985;--fact-ground:#e0f2fe;--number:#6b21a8;--number-ground:#f3e8ff;
    --given-ground:#f1f5f9}
    @media (prefers-color-scheme:dark){:root{--ground:#0b1120;--panel:#131c31;--ink:#e2e8f0;--quiet:#a3b1c6;--line:#2b3a55;
    --strong-line:#5b6b87;--link:#93c5fd;--good:#86efac;--good-ground:#10301f;--bad:#fca5a5;--bad-ground:#3d1518;
    --open:#fde047;--open-ground:#352c08;--fact:#7dd3fc;--fact-ground:#0c2a40;--number:#d8b4fe;--number-ground:#2b1a45;
    --given-ground:#1b2740}}

    """

  /// How boxes and edges look.
  package static let style: StaticString = """
    svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--ink)}
    svg .detail{font-size:11px;fill:var(--quiet)}
    svg .title{font-size:17px;font-weight:600}
    .ground{fill:var(--ground)}
    .node rect{fill:var(--ground);stroke:var(--strong-line);stroke-width:1.2}
    .node.given rect{fill:var(--given-ground)}
    .node.unknown rect{fill:var(--open-ground);stroke:var(--open)}
    .node.derived rect,.node.rule rect{fill:var(--fact-ground);stroke:var(--fact)}
    .node.outcome rect,.node.choice rect{fill:var(--good-ground);stroke:var(--good);stroke-width:1.8}
    .node.conflict rect{fill:var(--bad-ground);stroke:var(--bad);stroke-width:1.8}
    .node.number rect{fill:var(--number-ground);stroke:var(--number)}
    .node.absent rect,.node.possible rect{stroke-dasharray:5 3}
    .edge{fill:none;stroke:var(--strong-line);stroke-width:1.3}
    .edge.negated{stroke-dasharray:4 3}
    .tip{fill:var(--strong-line)}

    """
}
