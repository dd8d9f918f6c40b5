import Glibc
import Tenet

/// Whole lines of a stream, in pieces of half a megabyte at most (a longer line is a piece of its own), so that any length of
/// input takes the same memory. Lines that are there are not kept waiting for more to come.
struct LineStream {
  struct Piece: Sendable {
    /// Ends with a line end, except at the end of the stream.
    var bytes: [UInt8]
    /// The number of its first line, from 1.
    var firstLine: Int
    /// Where its lines start.
    var lineStarts: [UInt32]

    init(_ bytes: [UInt8], firstLine: Int) {
      self.bytes = bytes
      self.firstLine = firstLine
      lineStarts = [0]
      lineStarts.reserveCapacity(bytes.count / 128)
      unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return }
        var place = 0
        while place < buffer.count, let end = unsafe memchr(base + place, 10, buffer.count - place) {
          place = unsafe base.distance(to: UnsafeRawPointer(end)) + 1
          lineStarts.append(UInt32(place))
        }
      }
    }
  }

  /// What people call the stream.
  let name: String
  private let file: Int32
  private var rest: [UInt8] = []
  private var nextLine = 1
  private var isAtEnd = false
  /// How many bytes there are; nil where that is not known.
  private let total: Int?
  private var done = 0
  private static let size = 1 << 19

  /// - Parameter path: a file, or `-` for standard input.
  init(_ path: String) throws(CommandFailure) {
    name = path == "-" ? "<stdin>" : path
    file = path == "-" ? STDIN_FILENO : try openFile(path)
    var info = stat()
    let isFile = unsafe fstat(file, &info) == 0 && info.st_mode & S_IFMT == S_IFREG && info.st_size > 0
    total = isFile ? Int(info.st_size) : nil
  }

  /// How much of the stream has been taken, from 0 to 1; nil where that is not known.
  var share: Double? { total.map { min(1, Double(done) / Double($0)) } }

  /// Whether more can be had without waiting.
  var isReady: Bool {
    if isAtEnd { return true }
    var ask = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&ask, 1, 0) != 0
  }

  /// The next lines, or nil at the end.
  mutating func next() throws(CommandFailure) -> Piece? {
    var bytes = rest
    rest = []
    var hasLine = bytes.contains(10)
    while !isAtEnd, !hasLine || (bytes.count < Self.size && isReady) {
      let chunk = try readSome(file, name, room: Self.size)
      if chunk.isEmpty { isAtEnd = true }
      hasLine = hasLine || chunk.contains(10)
      bytes.append(contentsOf: chunk)
      guard bytes.count < Int(UInt32.max) else { throw CommandFailure("a line of `\(name)` is larger than 4 GiB") }
    }
    guard !bytes.isEmpty else { return nil }
    if !isAtEnd, let end = bytes.lastIndex(of: 10) {
      rest = Array(bytes[(end + 1)...])
      bytes.removeSubrange((end + 1)...)
    }
    done += bytes.count
    let piece = Piece(bytes, firstLine: nextLine)
    nextLine += piece.lineStarts.count - 1
    return piece
  }
}
