/// One cell of a table, with its place in the text.
public struct CSVCell: Hashable, Sendable {
  /// What the cell holds, quotes undone.
  public var text: String
  /// The offset of the first byte, a quote included.
  public var start: UInt32
  /// The offset behind the last byte.
  public var end: UInt32

  /// The place in one of the sources of a run.
  public func span(in source: SourceID) -> Span { Span(source: source, start: start, end: end) }
}

/// One row of a table.
public struct CSVRow: Hashable, Sendable {
  public var cells: [CSVCell]
  /// The line of the text, from 1, on which the row starts: what an editor shows, also behind cells with line ends in them.
  public var line: Int
}

/// Why a text is no table, and where.
public struct CSVError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A quoted cell that goes on to the end of the text.
    case unclosedQuote
    /// Something between a closing quote and the next comma or line end.
    case textAfterQuote
    /// A quote inside a cell that does not start with one.
    case strayQuote
    case invalidUTF8(UInt8)
    /// A row (by its number in the table, the heading being row 1) with more or fewer cells than the heading.
    case ragged(row: Int, cells: Int, expected: Int)
  }

  public var reason: Reason
  public var offset: UInt32
  public var end: UInt32
  /// The line of the text, from 1, on which the row starts.
  public var line: Int

  public init(_ reason: Reason, at offset: UInt32, to end: UInt32, line: Int) {
    self.reason = reason
    self.offset = offset
    self.end = end
    self.line = line
  }
}

/// Reads a table of comma-separated values (RFC 4180) row by row.
///
/// Lines end in LF, CRLF or CR; a byte-order mark is passed over, and so are empty lines. A quoted cell may hold commas, line
/// ends, and quotes written twice. Cost: linear.
public struct CSVReader: Sendable {
  private let bytes: [UInt8]
  private var index: Int
  private var line = 1

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next row, or nil at the end. After an error the reader stands at its end.
  public mutating func next() throws(CSVError) -> CSVRow? {
    while index < bytes.count, isLineEnd(bytes[index]) { endLine() }
    guard index < bytes.count else { return nil }
    let start = line
    var cells: [CSVCell] = []
    while true {
      cells.append(try readCell())
      guard index < bytes.count else { break }
      if isLineEnd(bytes[index]) {
        endLine()
        break
      }
      index += 1
    }
    return CSVRow(cells: cells, line: start)
  }

  /// A cell, up to the comma or line end behind it.
  private mutating func readCell() throws(CSVError) -> CSVCell {
    let start = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return try readQuotedCell() }
    while index < bytes.count, bytes[index] != UInt8(ascii: ","), !isLineEnd(bytes[index]) {
      if bytes[index] == UInt8(ascii: "\"") { throw error(.strayQuote, at: index) }
      index += 1
    }
    if let invalid = firstInvalidUTF8(in: bytes.span.extracting(start..<index)) {
      throw error(.invalidUTF8(bytes[start + invalid]), at: start + invalid)
    }
    return CSVCell(
      text: String(decoding: bytes[start..<index], as: UTF8.self), start: UInt32(start), end: UInt32(index))
  }

  private mutating func readQuotedCell() throws(CSVError) -> CSVCell {
    let start = index
    let startLine = line
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return try endQuotedCell(text, start) }
        text.append(byte)
        index += 1
      } else if isLineEnd(byte) {
        let end = index
        endLine()
        text.append(contentsOf: bytes[end..<index])
      } else {
        text.append(byte)
        index += 1
      }
    }
    line = startLine
    throw error(.unclosedQuote, at: start)
  }

  private mutating func endQuotedCell(_ text: [UInt8], _ start: Int) throws(CSVError) -> CSVCell {
    let isEnded = index == bytes.count || bytes[index] == UInt8(ascii: ",") || isLineEnd(bytes[index])
    guard isEnded else { throw error(.textAfterQuote, at: index) }
    // The place is that of the cell: quotes written twice shift what is behind them.
    if let invalid = firstInvalidUTF8(in: text.span) { throw error(.invalidUTF8(text[invalid]), at: start) }
    return CSVCell(text: String(decoding: text, as: UTF8.self), start: UInt32(start), end: UInt32(index))
  }

  /// Passes over one line end.
  private mutating func endLine() {
    let isPair = bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10
    index += isPair ? 2 : 1
    line += 1
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  private mutating func error(_ reason: CSVError.Reason, at offset: Int) -> CSVError {
    index = bytes.count
    return CSVError(reason, at: UInt32(offset), to: UInt32(min(offset + 1, bytes.count)), line: line)
  }
}
