import TenetText

/// What a word is found by: its bytes, ASCII letters in lower case. Up to sixteen of ASCII are the key itself; of others it is a hash.
///
/// Taken up block by block, in order; every block but the last one has eight bytes.
struct WordKey {
  /// Odd, with well mixed bits (from the golden ratio).
  static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  private(set) var low: UInt64 = 0
  /// The highest bit is set exactly where the key is a hash.
  private(set) var high: UInt64 = 0
  /// How many blocks were taken.
  private var blockCount = 0
  /// Whether there were bytes beyond ASCII.
  private(set) var isForeign = false

  /// The key of a range of bytes, which is not empty.
  init(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    while index < end {
      take(ByteBlock(text, index), min(8, end - index))
      index += 8
    }
  }

  /// Takes the first `count` bytes of the next block, whatever they are.
  private mutating func take(_ block: ByteBlock, _ count: Int) {
    let block = block.prefix(count)
    let isForeign = block.foreign != 0
    if isForeign { self.isForeign = true }
    take(lowered: block.lowered, isWhole: !isForeign && ByteBlock.count(before: block.mask(of: 0)) >= count)
  }

  /// Takes the next block: letters of ASCII in it are in lower case. `isWhole` where all of it is ASCII without a byte 0.
  private mutating func take(lowered block: ByteBlock, isWhole: Bool) {
    if blockCount == 0 {
      low = block.bits
    } else if blockCount == 1, !isHashed {
      high = block.bits
    } else {
      if !isHashed { hash(high) }
      hash(block.bits)
    }
    if !isWhole, !isHashed { hash(0) }
    blockCount &+= 1
  }

  private mutating func hash(_ bits: UInt64) {
    low = WordKey.mixed(low ^ bits &* WordKey.factor)
    high = WordKey.mixed(low &+ WordKey.factor) | 1 << 63
  }

  /// Whether more than the key has to be compared to find a word.
  @inline(__always) var isHashed: Bool { high >> 63 != 0 }

  /// Where to look for the key in a table of two to the power of `64 - shift` places.
  @inline(__always) static func place(_ low: UInt64, _ high: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: ((low ^ high &* 0xC2B2_AE3D_27D4_EB4F) &* factor) &>> shift)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* factor
    return product ^ (product >> 29)
  }
}
