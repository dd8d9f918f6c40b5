import TenetReasoning
import TenetText

/// Draws traces as trees of lines, wrapped to a width.
struct TreeText {
  let wording: Wording
  let palette: Palette
  let width: Int

  /// The steps of a trace, the first `skip` left out, below a line that is indented by `indent`.
  func append(_ trace: Trace, from skip: Int, indent: String, to output: inout [UInt8]) {
    let steps = Array(trace.steps.dropFirst(skip))
    guard let base = steps.first?.depth else { return }
    let isLast = lastChildren(steps)
    var open: [Bool] = []
    for (index, step) in steps.enumerated() {
      let depth = max(0, step.depth - base)
      if open.count > depth { open.removeLast(open.count - depth) }
      let prefix = indent + open.map { $0 ? "│  " : "   " }.joined()
      append(
        wording.words(of: step.kind), first: prefix + (isLast[index] ? "└─ " : "├─ "),
        rest: prefix + (isLast[index] ? "   " : "│  "), to: &output)
      open.append(!isLast[index])
    }
  }

  /// For each step whether no sibling follows it.
  private func lastChildren(_ steps: [Trace.Step]) -> [Bool] {
    var result = Array(repeating: true, count: steps.count)
    var follows: [Bool] = []
    for index in steps.indices.reversed() {
      let depth = steps[index].depth
      while follows.count <= depth { follows.append(false) }
      result[index] = !follows[depth]
      follows[depth] = true
      // Deeper steps met from here on belong to other parents.
      for deeper in depth + 1..<max(depth + 1, follows.count) { follows[deeper] = false }
    }
    return result
  }

  /// A step: what it says and how it is known, then its reason on lines of their own.
  func append(_ words: StepWords, first: String, rest: String, to output: inout [UInt8]) {
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
      current += (isEmpty ? "" : " ") + word
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
