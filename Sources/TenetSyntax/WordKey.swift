/// What a word is found by, gathered byte by byte: up to eight ASCII bytes are the key itself, more are hashed.
struct WordKey {
  /// Odd, with well mixed bits (from the golden ratio).
  static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  private var chunk: UInt64 = 0
  private var shift: UInt64 = 0
  private var hash: UInt64 = 0
  /// Whether there were more than eight bytes, a byte that is 0, or bytes beyond ASCII.
  private var isHashed = false
  /// Whether there were bytes beyond ASCII.
  private(set) var isForeign = false

  init() {}

  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Takes the next byte of the word, whatever it is.
  mutating func take(_ byte: UInt8) {
    if byte == 0 { isHashed = true }
    if byte >= 0x80 { takeForeign(byte) } else { takeLowered(WordKey.lowered(byte)) }
  }

  /// Takes a byte of ASCII that is no capital letter and not 0.
  @inline(__always)
  mutating func takeLowered(_ byte: UInt8) {
    if shift == 64 { flush() }
    chunk |= UInt64(byte) &<< shift
    shift &+= 8
  }

  /// Takes a byte beyond ASCII.
  mutating func takeForeign(_ byte: UInt8) {
    isHashed = true
    isForeign = true
    takeLowered(byte)
  }

  @inline(__always)
  private mutating func flush() {
    hash = WordKey.mixed(hash ^ chunk)
    chunk = 0
    shift = 0
    isHashed = true
  }

  /// Whether the key alone tells the spelling.
  @inline(__always)
  var isWhole: Bool { !isHashed }

  /// Never 0. The highest bit is set exactly where the key is a hash.
  @inline(__always)
  var value: UInt64 { isHashed ? WordKey.mixed(hash ^ chunk) | 1 << 63 : chunk }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* factor
    return product ^ (product >> 32)
  }
}
