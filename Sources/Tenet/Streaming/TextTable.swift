/// Texts by number, found by their bytes, eight at a time; an open-addressing table.
struct TextTable: Sendable {
  /// All texts, eight bytes a word, each text starting with a word of its own.
  private var words: [UInt64] = []
  private var entries: [Entry] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  private struct Entry: BitwiseCopyable {
    var hash: UInt64
    /// Where its words start.
    var start: UInt32
    var byteCount: UInt32
  }

  /// The number of a text; a new one gets the next number, which is the count before.
  mutating func number(_ text: Swift.Span<UInt8>, _ range: Range<Int>) -> Int {
    let text = text.extracting(range)
    let hash = TextTable.hash(text)
    var slot = slot(hash)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if entries[number].hash == hash, matches(entries[number], text) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(entries.count)
    add(text, hash)
    return entries.count - 1
  }

  /// Up to eight bytes from a place on, the first one lowest.
  @inline(__always) private static func word(_ text: Swift.Span<UInt8>, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    if start + 8 <= text.count {
      for place in 0..<8 { word |= UInt64(text[start + place]) << UInt64(8 * place) }
    } else {
      for place in 0..<text.count - start { word |= UInt64(text[start + place]) << UInt64(8 * place) }
    }
    return word
  }

  @inline(__always) private static func hash(_ text: Swift.Span<UInt8>) -> UInt64 {
    var hash = UInt64(text.count)
    var start = 0
    while start < text.count {
      hash = (hash ^ word(text, start)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      start += 8
    }
    return hash
  }

  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1) }

  @inline(__always) private func matches(_ entry: Entry, _ text: Swift.Span<UInt8>) -> Bool {
    guard Int(entry.byteCount) == text.count else { return false }
    var start = 0
    var word = Int(entry.start)
    while start < text.count {
      if words[word] != TextTable.word(text, start) { return false }
      start += 8
      word += 1
    }
    return true
  }

  private mutating func add(_ text: Swift.Span<UInt8>, _ hash: UInt64) {
    entries.append(Entry(hash: hash, start: UInt32(words.count), byteCount: UInt32(text.count)))
    for start in stride(from: 0, to: text.count, by: 8) { words.append(TextTable.word(text, start)) }
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
