/// Eight bytes of a text as one number, the first byte lowest: what a loop over bytes asks of each, asked of eight at once.
///
/// A *mask* is such a number with the highest bit of each byte that is meant, and no other. Everything here is exact for
/// every byte.
@frozen public struct ByteBlock: Hashable, Sendable, BitwiseCopyable {
  public var bits: UInt64

  @inlinable @inline(__always) public init(bits: UInt64) { self.bits = bits }

  /// The eight bytes from an index on; what lies behind the end of the text is 0.
  @inlinable @inline(__always) public init(_ text: Swift.Span<UInt8>, _ index: Int) {
    if index &+ 8 <= text.count {
      // Eight bytes that are there for sure: the compiler makes one load of these.
      let eight = text.extracting(index..<index &+ 8)
      var bits = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
      bits |= UInt64(eight[4]) << 32 | UInt64(eight[5]) << 40 | UInt64(eight[6]) << 48 | UInt64(eight[7]) << 56
      self.bits = bits
    } else {
      self.bits = ByteBlock.bits(atEndOf: text, index)
    }
  }

  /// The last bytes of a text, fewer than eight.
  @usableFromInline @inline(never) static func bits(atEndOf text: Swift.Span<UInt8>, _ index: Int) -> UInt64 {
    var bits: UInt64 = 0
    var place = text.count
    while place > index {
      place -= 1
      bits = bits << 8 | UInt64(text[place])
    }
    return bits
  }

  /// The same byte eight times.
  @inlinable @inline(__always) public static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The highest bit of every byte.
  @inlinable @inline(__always) public static var everyMask: UInt64 { 0x8080_8080_8080_8080 }

  /// Which bytes are beyond ASCII.
  @inlinable @inline(__always) public var foreign: UInt64 { bits & ByteBlock.everyMask }

  /// Which bytes are this one.
  @inlinable @inline(__always) public func mask(of byte: UInt8) -> UInt64 {
    let difference = bits ^ ByteBlock.all(byte)
    return ~(((difference & ~ByteBlock.everyMask) &+ ~ByteBlock.everyMask) | difference) & ByteBlock.everyMask
  }

  /// Which bytes lie between two of ASCII, both included.
  @inlinable @inline(__always) public func mask(from first: UInt8, through last: UInt8) -> UInt64 {
    let low = bits & ~ByteBlock.everyMask
    let isAtLeast = low &+ ByteBlock.all(0x80 &- first)
    let isAbove = low &+ ByteBlock.all(0x7F &- last)
    return isAtLeast & ~isAbove & ~bits & ByteBlock.everyMask
  }

  /// Which bytes are letters of ASCII.
  @inlinable @inline(__always) public var letters: UInt64 {
    ByteBlock(bits: bits | ByteBlock.all(0x20)).mask(from: 0x61, through: 0x7A)
  }

  /// The block with ASCII letters in lower case.
  @inlinable @inline(__always) public var lowered: ByteBlock {
    ByteBlock(bits: bits | letters >> 2)
  }

  /// The block with only the first `count` bytes, the others 0; all of it from 8 on.
  @inlinable @inline(__always) public func prefix(_ count: Int) -> ByteBlock {
    ByteBlock(bits: count >= 8 ? bits : bits & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1))
  }

  /// How many bytes come before the first one of a mask; 8 where it has none.
  @inlinable @inline(__always) public static func count(before mask: UInt64) -> Int { mask.trailingZeroBitCount &>> 3 }
}
