import TenetText

/// Texts by number, found by their bytes, eight at a time; an open-addressing table.
struct TextTable: Sendable {
  /// A piece of a text, and the hash of its bytes.
  struct Piece {
    var range: Range<Int>
    var hash: UInt64
  }

  /// All texts, eight bytes a word, each text starting with a word of its own.
  private var words: [ByteBlock] = []
  private var entries: [Entry] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  private struct Entry: BitwiseCopyable {
    var hash: UInt64
    /// Where its words start.
    var start: UInt32
    var byteCount: UInt32
  }

  /// The hash of a text goes on with its next eight bytes; the last word is filled up with zeros.
  @inline(__always) static func hash(_ hash: UInt64, _ word: ByteBlock) -> UInt64 {
    let product = (hash ^ word.bits) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product &>> 29
  }

  /// A piece of a text, with its hash.
  static func piece(_ text: Swift.Span<UInt8>, _ range: Range<Int>) -> Piece {
    var hash: UInt64 = 0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      hash = TextTable.hash(hash, ByteBlock(text, start).prefix(range.upperBound - start))
    }
    return Piece(range: range, hash: hash)
  }

  /// The number of a text; a new one gets the next number, which is the count before.
  mutating func number(_ text: Swift.Span<UInt8>, _ piece: Piece) -> Int {
    var slot = slot(piece.hash)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if entries[number].hash == piece.hash, matches(entries[number], text, piece.range) { return number }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    slots[slot] = Int32(entries.count)
    add(text, piece)
    return entries.count - 1
  }

  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash &>> 32) & (slots.count &- 1) }

  @inline(__always) private func matches(_ entry: Entry, _ text: Swift.Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard Int(entry.byteCount) == range.count else { return false }
    var start = range.lowerBound
    var word = Int(entry.start)
    while start < range.upperBound {
      if words[word] != ByteBlock(text, start).prefix(range.upperBound &- start) { return false }
      start &+= 8
      word &+= 1
    }
    return true
  }

  private mutating func add(_ text: Swift.Span<UInt8>, _ piece: Piece) {
    let range = piece.range
    entries.append(Entry(hash: piece.hash, start: UInt32(words.count), byteCount: UInt32(range.count)))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      words.append(ByteBlock(text, start).prefix(range.upperBound - start))
    }
    if entries.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for number in entries.indices {
      var slot = slot(entries[number].hash)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
