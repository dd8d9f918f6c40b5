import Glibc
import Tenet

/// Whole lines of a stream, in pieces of about a megabyte, so that any length of input takes the same memory.
struct LineStream {
  struct Piece: Sendable {
    /// Ends with a line end, except at the end of the stream.
    var bytes: [UInt8]
    /// The number of its first line, from 1.
    var firstLine: Int
  }

  /// What people call the stream.
  let name: String
  private let file: Int32
  private var rest: [UInt8] = []
  private var nextLine = 1
  private var isAtEnd = false
  private static let size = 1 << 20

  /// - Parameter path: a file, or `-` for standard input.
  init(_ path: String) throws(CommandFailure) {
    name = path == "-" ? "<stdin>" : path
    file = path == "-" ? STDIN_FILENO : try openFile(path)
  }

  /// The next lines, or nil at the end.
  mutating func next() throws(CommandFailure) -> Piece? {
    var bytes = rest
    rest = []
    while !isAtEnd, bytes.count < Self.size || !bytes.contains(10) {
      let chunk = try readSome(file, name, room: Self.size)
      if chunk.isEmpty { isAtEnd = true }
      bytes.append(contentsOf: chunk)
      guard bytes.count < Int(UInt32.max) else { throw CommandFailure("a line of `\(name)` is larger than 4 GiB") }
    }
    guard !bytes.isEmpty else { return nil }
    if !isAtEnd, let end = bytes.lastIndex(of: 10) {
      rest = Array(bytes[(end + 1)...])
      bytes.removeSubrange((end + 1)...)
    }
    let piece = Piece(bytes: bytes, firstLine: nextLine)
    for byte in bytes where byte == 10 { nextLine += 1 }
    return piece
  }
}
