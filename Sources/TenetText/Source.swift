/// Names one text among those that a run has read.
public typealias SourceID = ID<SourceTag>

/// The tag of ``SourceID``.
public enum SourceTag {}

/// A piece of one source: a half-open range of UTF-8 offsets.
public struct Span: Hashable, Sendable {
  public var source: SourceID
  public var start: UInt32
  public var end: UInt32

  @inlinable public init(source: SourceID, start: UInt32, end: UInt32) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// The smallest span that holds both; they must be of one source.
  @inlinable public func union(_ other: Span) -> Span {
    Span(source: source, start: min(start, other.start), end: max(end, other.end))
  }
}

/// One text that was read: a rule file, a profile file, or standard input.
///
/// Lines end at LF; a CR before it belongs to the line end. Offsets are in UTF-8 bytes.
public struct Source: Sendable {
  /// The name that people know it by: the path as it was given.
  public let name: String
  /// The whole text, as it was read.
  public let bytes: [UInt8]
  /// The offset at which each line starts; the first is 0. Rising.
  public let lineStarts: [UInt32]
  /// The number of the first line: 1, or more where the text is a piece of a longer one.
  public let firstLine: Int

  /// Cost: one pass over the bytes.
  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    self.lineStarts = Source.lineStarts(in: bytes.span)
  }

  private static func lineStarts(in text: Swift.Span<UInt8>) -> [UInt32] {
    var starts: [UInt32] = [0]
    // Room that is not needed costs nothing but addresses.
    starts.reserveCapacity(text.count / 32 + 1)
    var index = 0
    while index < text.count {
      // No line is shorter than a byte.
      let end = min(index &+ 1024, text.count)
      let most = end &- index
      if starts.capacity - starts.count < most { starts.reserveCapacity(starts.count * 2 + most) }
      starts.append(addingCapacity: most) { starts in
        while index < end {
          var ends = ByteBlock(text, index).mask(of: 10)
          while ends != 0 {
            starts.append(UInt32(truncatingIfNeeded: index &+ ByteBlock.count(before: ends) &+ 1))
            ends &= ends &- 1
          }
          index &+= 8
        }
      }
    }
    return starts
  }

  /// A text of which it is known where its lines start: at 0, and behind every LF.
  package init(name: String, bytes: [UInt8], firstLine: Int, lineStarts: [UInt32]) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    self.lineStarts = lineStarts
  }

  /// The place of an offset: line and column from 1, the column counted in characters as a reader sees them
  /// (Unicode scalars; a byte-order mark counts for nothing).
  ///
  /// Cost: logarithmic in the number of lines, linear in the length of the line.
  public func place(of offset: UInt32) -> Place {
    let line = lineIndex(of: offset)
    var start = Int(lineStarts[line])
    let end = min(Int(offset), bytes.count)
    if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, end) }
    var column = 1
    for index in start..<max(start, end) where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return Place(line: line + firstLine, column: column)
  }

  /// The number, from 0, of the line that holds the offset.
  public func lineIndex(of offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line (from 0) without its line end.
  public func lineRange(_ line: Int) -> Range<Int> {
    let start = Int(lineStarts[line])
    var end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) - 1 : bytes.count
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return start..<max(start, end)
  }

  /// The text between two offsets; what is not UTF-8 is shown as replacement characters.
  public func text(_ start: UInt32, _ end: UInt32) -> String {
    String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
  }
}

/// Where something stands, as people count: both from 1.
public struct Place: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
