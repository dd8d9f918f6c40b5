/// Bytes on their way out: gathered until there are many, then handed on at once.
public struct Buffer: ~Copyable {
  /// What has not been handed on yet. Renderers append here; then `drain()` or `flush()`.
  public var bytes: [UInt8] = []
  private let limit: Int
  private let write: ([UInt8]) -> Void

  /// - Parameters:
  ///   - limit: `drain()` hands on from this many bytes on.
  ///   - write: takes the bytes over; what to do about a failure is its own business.
  public init(limit: Int = 1 << 16, write: @escaping ([UInt8]) -> Void) {
    self.limit = limit
    self.write = write
    bytes.reserveCapacity(limit + limit / 4)
  }

  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    drain()
  }

  public mutating func append(_ more: [UInt8]) {
    if more.count >= limit {
      // Much at once is handed on as it is, not copied.
      flush()
      write(more)
      return
    }
    bytes.append(contentsOf: more)
    drain()
  }

  /// Hands the bytes on if they are many.
  public mutating func drain() {
    if bytes.count >= limit { flush() }
  }

  /// Hands all bytes on.
  public mutating func flush() {
    guard !bytes.isEmpty else { return }
    write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
