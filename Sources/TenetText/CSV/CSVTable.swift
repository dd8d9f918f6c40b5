/// A table with a heading, each row as wide as the heading.
public struct CSVTable: Sendable {
  /// The cells of the first row; empty where the text is.
  public var heading: [CSVCell]
  public var rows: [CSVRow]
}

/// Reads a whole table; the rows that do not fit are left out and reported, all of them.
///
/// What is wrong with the quotes ends the reading, since nobody knows where the next row starts.
public func parseCSV(_ bytes: [UInt8]) -> (table: CSVTable, errors: [CSVError]) {
  var table = CSVTable(heading: [], rows: [])
  var errors: [CSVError] = []
  var reader = CSVReader(bytes)
  do throws(CSVError) {
    table.heading = try reader.next()?.cells ?? []
    var number = 1
    while let row = try reader.next() {
      number += 1
      if row.cells.count == table.heading.count {
        table.rows.append(row)
      } else {
        errors.append(raggedRow(row, number, expected: table.heading.count))
      }
    }
  } catch {
    errors.append(error)
  }
  return (table, errors)
}

/// The place is the first cell too many, or the end of a row that is too short.
private func raggedRow(_ row: CSVRow, _ number: Int, expected: Int) -> CSVError {
  let last = row.cells[row.cells.count - 1]
  let reason = CSVError.Reason.ragged(row: number, cells: row.cells.count, expected: expected)
  let start = row.cells.count > expected ? row.cells[expected].start : last.start
  return CSVError(reason, at: start, to: last.end, line: row.line)
}

extension CSVError {
  /// What is wrong, in one sentence.
  public var message: String {
    switch reason {
    case .unclosedQuote: return "a quoted cell is never closed"
    case .textAfterQuote: return "text between a closing quote and the next comma"
    case .strayQuote: return "a quote inside a cell that does not start with one"
    case .invalidUTF8(let byte): return "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8"
    case .ragged(let row, let cells, let expected):
      return "row \(row) has \(cells) \(cells == 1 ? "cell" : "cells"), but the heading has \(expected)"
    }
  }

  /// What to write instead, where there is something to say.
  public var help: String? {
    switch reason {
    case .unclosedQuote: return "close the cell with `\"`"
    case .textAfterQuote: return "inside a quoted cell a quote is written twice"
    case .strayQuote: return "put the whole cell in quotes, without blanks in front, and write quotes inside it twice"
    case .invalidUTF8: return "save the table as UTF-8"
    case .ragged: return "put cells that hold a comma in quotes, and write empty cells as nothing between two commas"
    }
  }

  /// The error as a diagnostic of code `csv`.
  public func diagnostic(in source: SourceID) -> Diagnostic {
    Diagnostic("csv", .error, message, at: Span(source: source, start: offset, end: end), help: help)
  }
}
