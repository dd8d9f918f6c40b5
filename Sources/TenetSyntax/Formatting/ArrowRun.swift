import TenetText

/// One-line rules right below each other. Their arrows are put below each other where that costs few blanks.
struct ArrowRun {
  private var lines: [(left: String, width: Int, right: String, rightWidth: Int, comment: String?)] = []

  /// The most blanks that a line may get in front of its arrow.
  static var mostBlanks: Int { 12 }

  var isEmpty: Bool { lines.isEmpty }

  mutating func append(left: String, right: String, comment: String?) {
    lines.append((left, displayWidth(of: left), right, displayWidth(of: right), comment))
  }

  /// The lines as text. Neighbours are aligned as far as their arrows stand near enough to each other.
  func aligned() -> [String] {
    var texts: [String] = []
    var start = 0
    while start < lines.count {
      let (end, column) = groupEnd(start)
      for line in lines[start..<end] {
        let blanks = String(repeating: " ", count: column - line.width + 1)
        texts.append(line.left + blanks + line.right + (line.comment.map { "  " + $0 } ?? ""))
      }
      start = end
    }
    return texts
  }

  /// Where the group of lines ends that can be aligned with the first one, and the column of its arrow.
  private func groupEnd(_ start: Int) -> (end: Int, column: Int) {
    var (least, most) = (lines[start].width, lines[start].width)
    var widest = lines[start].rightWidth
    var end = start + 1
    while end < lines.count {
      let line = lines[end]
      let (low, high) = (min(least, line.width), max(most, line.width))
      let right = max(widest, line.rightWidth)
      if high - low > ArrowRun.mostBlanks || high + 1 + right > Layout.width { break }
      (least, most, widest) = (low, high, right)
      end += 1
    }
    return (end, most)
  }
}
