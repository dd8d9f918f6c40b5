import TenetText

/// A line of a source as it is shown: tabs opened out, control characters made visible, and a long line cut to the part
/// around one place.
struct ShownLine {
  /// What to print, in UTF-8.
  private(set) var text: [UInt8] = []
  /// The first byte that is shown, and the one behind the last.
  private(set) var range: Range<Int>
  /// Each character that is shown: its offset and its first column, from 0. Rising.
  private var columns: [(offset: Int, column: Int)] = []
  private var width = 0

  /// - Parameters:
  ///   - line: the bytes of the line, without its line end.
  ///   - focus: the byte that must be seen.
  ///   - limit: the columns that there are.
  ///
  /// Cost: linear in the limit, not in the line.
  init(_ bytes: [UInt8], line: Range<Int>, focus: Int, limit: Int) {
    let start = Self.windowStart(bytes, line, focus, limit)
    range = start..<start
    if start > line.lowerBound { append("…") }
    var index = start
    let span = bytes.span
    while index < line.upperBound {
      let (scalar, length) = scalar(in: span, at: index)
      let isLast = index + length == line.upperBound
      guard width + Self.width(of: scalar, at: width) <= limit - (isLast ? 0 : 1) else { break }
      append(scalar, at: index)
      index += length
    }
    range = start..<index
    columns.append((index, width))
    if index < line.upperBound { append("…") }
  }

  /// The column, from 0, at which an offset is shown; what is cut off counts as at the edge.
  func column(of offset: Int) -> Int {
    for entry in columns where entry.offset >= offset { return entry.column }
    return columns.last?.column ?? 0
  }

  /// A line that fits is shown whole; of a longer one a third of the room is left in front of the focus.
  private static func windowStart(_ bytes: [UInt8], _ line: Range<Int>, _ focus: Int, _ limit: Int) -> Int {
    let focus = min(max(focus, line.lowerBound), line.upperBound)
    if fits(bytes, line, limit) { return line.lowerBound }
    var start = focus
    var room = limit / 3
    let span = bytes.span
    while start > line.lowerBound {
      var before = start - 1
      while before > line.lowerBound, bytes[before] & 0xC0 == 0x80 { before -= 1 }
      room -= width(of: scalar(in: span, at: before).scalar, at: 0)
      if room < 0 { break }
      start = before
    }
    return start
  }

  private static func fits(_ bytes: [UInt8], _ line: Range<Int>, _ limit: Int) -> Bool {
    // A character takes at most four bytes, and marks without width may stand on each; beyond that it is long anyway.
    guard line.count <= 8 * limit else { return false }
    var width = 0
    var index = line.lowerBound
    let span = bytes.span
    while index < line.upperBound, width <= limit {
      let (scalar, length) = scalar(in: span, at: index)
      width += self.width(of: scalar, at: width)
      index += length
    }
    return width <= limit
  }

  private static func width(of scalar: Unicode.Scalar, at column: Int) -> Int {
    if scalar == "\t" { return 4 - column % 4 }
    if scalar == "\u{FEFF}" { return 0 }
    return displayWidth(of: visible(scalar))
  }

  private mutating func append(_ scalar: Unicode.Scalar, at offset: Int? = nil) {
    let next = Self.width(of: scalar, at: width)
    if let offset { columns.append((offset, width)) }
    width += next
    if scalar == "\t" {
      for _ in 0..<next { text.append(32) }
    } else if scalar != "\u{FEFF}" {
      text.append(contentsOf: UTF8.encode(visible(scalar)) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
