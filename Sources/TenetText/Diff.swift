/// What has to change to make one text out of another, line by line, in the unified format of `diff -u`.
///
/// Empty where the texts are equal. Three lines of context stand around each change. Cost: the number of lines times the
/// number of those that change.
public func unifiedDiff(_ old: String, _ new: String, name: String) -> String {
  let left = DiffText(old)
  let right = DiffText(new)
  var numbers: [ArraySlice<UInt8>: Int] = [:]
  let script = EditScript(left.numbered(&numbers), right.numbered(&numbers))
  var text = ""
  for hunk in script.hunks() {
    text += "@@ -\(hunk.old.heading) +\(hunk.new.heading) @@\n"
    for step in script.steps[hunk.steps] {
      switch step {
      case .keep(let index, _): text += left.shown(index, " ")
      case .delete(let index): text += left.shown(index, "-")
      case .insert(let index): text += right.shown(index, "+")
      }
    }
  }
  return text.isEmpty ? "" : "--- \(name)\n+++ \(name)\n" + text
}

/// A text in lines, each with its line end.
private struct DiffText {
  private var lines: [ArraySlice<UInt8>] = []

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    for index in bytes.indices where bytes[index] == 10 {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
  }

  /// Each line as a number; equal lines have the same one.
  func numbered(_ numbers: inout [ArraySlice<UInt8>: Int]) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(lines.count)
    for line in lines {
      let number = numbers[line] ?? numbers.count
      numbers[line] = number
      result.append(number)
    }
    return result
  }

  func shown(_ index: Int, _ sign: String) -> String {
    let line = sign + String(decoding: lines[index], as: UTF8.self)
    return lines[index].last == 10 ? line : line + "\n\\ No newline at end of file\n"
  }
}

extension Range<Int> {
  /// The range as the head of a hunk names it: the first line, from 1, and the count unless it is 1.
  fileprivate var heading: String {
    count == 1 ? "\(lowerBound + 1)" : "\(isEmpty ? lowerBound : lowerBound + 1),\(count)"
  }
}
