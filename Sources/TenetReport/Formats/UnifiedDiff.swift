import TenetText

/// The difference of two texts, line by line, with three lines around each change.
public func unifiedDiff(_ old: [UInt8], _ new: [UInt8], name: String) -> [UInt8] {
  let (before, after) = (lines(old), lines(new))
  let changes = LineChanges(before, after).changes
  if changes.isEmpty { return [] }
  var output = Array("--- \(name)\n+++ \(name)\n".utf8)
  var index = 0
  while index < changes.count {
    var end = index + 1
    while end < changes.count, changes[end].old.lowerBound - changes[end - 1].old.upperBound <= 6 { end += 1 }
    append(Array(changes[index..<end]), before, after, to: &output)
    index = end
  }
  return output
}

/// Each line with its line end.
private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  for index in bytes.indices where bytes[index] == 10 {
    lines.append(bytes[start...index])
    start = index + 1
  }
  if start < bytes.count { lines.append(bytes[start...]) }
  return lines
}

private typealias Change = (old: Range<Int>, new: Range<Int>)

private func append(
  _ changes: [Change], _ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>], to output: inout [UInt8]
) {
  guard let first = changes.first, let last = changes.last else { return }
  let lead = min(3, first.old.lowerBound)
  let tail = min(3, before.count - last.old.upperBound)
  let (oldStart, newStart) = (first.old.lowerBound - lead, first.new.lowerBound - lead)
  let oldCount = last.old.upperBound + tail - oldStart
  let newCount = last.new.upperBound + tail - newStart
  output += Array("@@ -\(oldStart + 1),\(oldCount) +\(newStart + 1),\(newCount) @@\n".utf8)
  var line = oldStart
  for change in changes {
    while line < change.old.lowerBound {
      append(" ", before[line], to: &output)
      line += 1
    }
    for index in change.old { append("-", before[index], to: &output) }
    for index in change.new { append("+", after[index], to: &output) }
    line = change.old.upperBound
  }
  while line < last.old.upperBound + tail {
    append(" ", before[line], to: &output)
    line += 1
  }
}

private func append(_ sign: String, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
  output += Array(sign.utf8)
  output += line
  if line.last != 10 { output += Array("\n\\ No newline at end of file\n".utf8) }
}

/// The runs of lines that differ: between what both texts share at their ends, a longest common subsequence where that is
/// not too much work, else one change.
private struct LineChanges {
  private(set) var changes: [Change] = []

  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var end = 0
    while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] {
      end += 1
    }
    let (a, b) = (start..<old.count - end, start..<new.count - end)
    if a.isEmpty && b.isEmpty { return }
    if a.count * b.count > 4_000_000 {
      changes = [(a, b)]
    } else {
      compare(old, a, new, b)
    }
  }

  private mutating func compare(
    _ old: [ArraySlice<UInt8>], _ a: Range<Int>, _ new: [ArraySlice<UInt8>], _ b: Range<Int>
  ) {
    let columns = b.count + 1
    var lengths = Array(repeating: Int32(0), count: (a.count + 1) * columns)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        let (row, column) = (i - a.lowerBound, j - b.lowerBound)
        lengths[row * columns + column] =
          old[i] == new[j]
          ? lengths[(row + 1) * columns + column + 1] + 1
          : max(lengths[(row + 1) * columns + column], lengths[row * columns + column + 1])
      }
    }
    var (i, j) = (a.lowerBound, b.lowerBound)
    var start = (i, j)
    while i < a.upperBound || j < b.upperBound {
      if i < a.upperBound, j < b.upperBound, old[i] == new[j] {
        close(start, i, j)
        (i, j) = (i + 1, j + 1)
        start = (i, j)
      } else if j == b.upperBound
        || (i < a.upperBound
          && lengths[(i + 1 - a.lowerBound) * columns + j - b.lowerBound]
            >= lengths[(i - a.lowerBound) * columns + j + 1 - b.lowerBound])
      {
        i += 1
      } else {
        j += 1
      }
    }
    close(start, i, j)
  }

  private mutating func close(_ start: (Int, Int), _ i: Int, _ j: Int) {
    if start.0 < i || start.1 < j { changes.append((start.0..<i, start.1..<j)) }
  }
}
