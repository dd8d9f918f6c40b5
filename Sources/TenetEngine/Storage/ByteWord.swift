/// Eight bytes of a text, the first one lowest: what a loop does byte by byte, a few operations on a word do at once.
///
/// Source: "Determine if a word has a byte less than n", S. E. Anderson, Bit Twiddling Hacks.
public struct ByteWord: Hashable, Sendable, BitwiseCopyable {
  public var bits: UInt64

  /// The bytes from a place on; behind the end of the text there are zeros.
  @inlinable @inline(__always) public init(_ text: Swift.Span<UInt8>, at place: Int) {
    if place &+ 8 <= text.count {
      // Checked against the end of the text: any eight bytes are a number.
      bits = unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    } else {
      bits = 0
      for index in place..<max(place, text.count) { bits |= UInt64(text[index]) << UInt64(8 &* (index &- place)) }
    }
  }

  /// The first `count` of the bytes, 0 to 8; zeros for the others.
  @inlinable @inline(__always) public func prefix(_ count: Int) -> ByteWord {
    var result = self
    result.bits &= count >= 8 ? UInt64.max : (1 &<< UInt64(8 &* count)) &- 1
    return result
  }

  /// The place of the first byte that does not stand for itself in a JSON string, or is beyond ASCII; 8 where all do.
  @inlinable @inline(__always) public var plainCount: Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = bits ^ (ones &* 0x22)
    let backslashes = bits ^ (ones &* 0x5C)
    // A borrow or a carry can reach the bytes above a hit, never those below: the first hit is right.
    let low = (bits &- ones &* 0x20) & ~bits
    let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | low | bits | (bits &+ ones)
    return (found & (ones &* 0x80)).trailingZeroBitCount &>> 3
  }
}
