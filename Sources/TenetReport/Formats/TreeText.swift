import TenetReasoning
import TenetText

/// Draws traces as trees of lines, wrapped to a width.
package struct TreeText: Sendable {
  let wording: Wording
  let palette: Palette
  let width: Int

  package init(wording: Wording, palette: Palette, width: Int) {
    self.wording = wording
    self.palette = palette
    self.width = width
  }

  /// How many levels are drawn inside each other. What is deeper goes on further down, as a tree of its own with a number.
  private var deepest: Int { max(8, (width - 32) / 3) }

  /// The steps of a trace, the first `skip` left out, below a line that is indented by `indent`. Cost: linear.
  package func append(_ trace: Trace, from skip: Int, indent: String, to output: inout [UInt8]) {
    let steps = Array(trace.steps.dropFirst(skip))
    guard !steps.isEmpty else { return }
    let shape = TreeShape(steps)
    // Where the trees that go on start; each is drawn after those before it.
    var starts: [Int] = []
    append(steps, 0..<steps.count, shape, indent, &starts, to: &output)
    var next = 0
    while next < starts.count {
      let root = starts[next]
      next += 1
      output.append(10)
      append(wording.words(of: steps[root].kind), first: indent + "[\(next)] ", rest: indent + "  ", to: &output)
      append(steps, root + 1..<shape.ends[root], shape, indent, &starts, to: &output)
    }
  }

  private func append(
    _ steps: [Trace.Step], _ range: Range<Int>, _ shape: TreeShape, _ indent: String, _ starts: inout [Int],
    to output: inout [UInt8]
  ) {
    guard let first = range.first else { return }
    let base = steps[first].depth
    var open: [Bool] = []
    var index = first
    while index < range.upperBound {
      let depth = max(0, steps[index].depth - base)
      if open.count > depth { open.removeLast(open.count - depth) }
      let isLast = shape.isLast[index]
      var prefix = indent
      for isOpen in open { prefix += isOpen ? "│  " : "   " }
      var words = wording.words(of: steps[index].kind)
      var end = index + 1
      if depth >= deepest, shape.ends[index] > end {
        starts.append(index)
        words = StepWords(text: words.text, ground: "continued at [\(starts.count)]")
        end = shape.ends[index]
      }
      append(
        words, first: prefix + (isLast ? "└─ " : "├─ "), rest: prefix + (isLast ? "   " : "│  "), to: &output)
      open.append(!isLast)
      index = end
    }
  }

  /// A step: what it says and how it is known, then its reason on lines of their own.
  package func append(_ words: StepWords, first: String, rest: String, to output: inout [UInt8]) {
    line(words.text, words.ground, first: first, rest: rest, to: &output)
    if let because = words.because { wrap("because ", because, rest, to: &output) }
    if let source = words.source { wrap("source ", source, rest, to: &output) }
  }

  private func line(_ text: String, _ ground: String, first: String, rest: String, to output: inout [UInt8]) {
    palette.append(first, as: .quiet, to: &output)
    palette.append(text, to: &output)
    if !ground.isEmpty {
      let needed = displayWidth(of: first) + displayWidth(of: text) + 3 + displayWidth(of: ground)
      if needed > width {
        output.append(10)
        palette.append(rest + "  ", as: .quiet, to: &output)
      } else {
        palette.append("  ", to: &output)
      }
      palette.append("· " + ground, as: .quiet, to: &output)
    }
    output.append(10)
  }

  /// A text in lines no wider than the width, each behind the same prefix.
  func wrap(_ label: String, _ text: String, _ prefix: String, to output: inout [UInt8]) {
    let room = max(24, width - displayWidth(of: prefix))
    let hanging = String(repeating: " ", count: displayWidth(of: label))
    var current = label
    var isEmpty = true
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !isEmpty, displayWidth(of: current) + 1 + displayWidth(of: String(word)) > room {
        emit(prefix, current, to: &output)
        current = hanging
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + String(word)
      isEmpty = false
    }
    emit(prefix, current, to: &output)
  }

  private func emit(_ prefix: String, _ text: String, to output: inout [UInt8]) {
    palette.append(prefix, as: .quiet, to: &output)
    palette.append(text, as: .quiet, to: &output)
    output.append(10)
  }
}

/// How the steps of a trace hang together.
private struct TreeShape {
  /// For each step whether no sibling follows it.
  private(set) var isLast: [Bool]
  /// For each step the one after all that is below it.
  private(set) var ends: [Int]

  init(_ steps: [Trace.Step]) {
    isLast = Array(repeating: true, count: steps.count)
    ends = Array(repeating: steps.count, count: steps.count)
    // Steps that come later, each deeper than the one before it in the list.
    var later: [Int] = []
    for index in steps.indices.reversed() {
      while let next = later.last, steps[next].depth > steps[index].depth { later.removeLast() }
      isLast[index] = later.last.map { steps[$0].depth < steps[index].depth } ?? true
      ends[index] = later.last ?? steps.count
      later.append(index)
    }
  }
}
