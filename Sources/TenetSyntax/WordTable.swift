import TenetText

/// Every distinct word of all texts of a run, by its folded spelling; word 0 is the empty one.
///
/// A spelling is found by its bytes, ASCII letters lower-cased on the way; a word of up to sixteen ASCII letters is its own
/// key, so that most look-ups compare one key and touch one place in memory. Other letters are folded once for each spelling:
/// words are equal after full case folding where they are canonically equivalent, and the typographic apostrophe counts as the
/// plain one.
public struct WordTable: Sendable {
  /// A spelling by its key; word 0 is a free place.
  private struct Slot: BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var word: UInt32 = 0
    var spelling: UInt32 = 0
  }

  /// The spellings one after the other, and where each ends; the first is the empty one.
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]
  /// The folded spelling of each word.
  private var spellings: [UInt32] = [0]
  private var slots = Array(repeating: Slot(), count: 1024)
  /// 64 less the logarithm of the number of slots.
  private var shift: UInt64 = 54
  /// Words with other letters than ASCII, by their folded spelling; keys compare by canonical equivalence.
  private var others: [String: WordID] = [:]

  /// A table that knows the language's own words.
  public init() {
    for word in KnownWords.spellings { _ = intern(word) }
  }

  /// The number of words, the empty one included.
  public var count: Int { spellings.count }

  /// The folded spelling of a word.
  public func text(of word: WordID) -> String {
    String(decoding: bytes[range(of: spellings[word.index])], as: UTF8.self)
  }

  /// The word with this spelling, added where it is new.
  public mutating func intern(_ word: String) -> WordID {
    let utf8 = Array(word.utf8)
    return intern(utf8.span, 0, utf8.count)
  }

  /// The word that a range of bytes spells, added where it is new.
  public mutating func intern(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> WordID {
    if start == end { return WordID(UInt32(0)) }
    let key = WordKey(text, start, end)
    let slot = place(of: key, text, start, end)
    if slots[slot].word != 0 { return WordID(slots[slot].word) }
    return add(key, at: slot, text, start, end)
  }

  /// The word with this spelling, if it was ever interned.
  public func find(_ word: String) -> WordID? {
    let utf8 = Array(word.utf8)
    if utf8.isEmpty { return WordID(UInt32(0)) }
    let key = WordKey(utf8.span, 0, utf8.count)
    let slot = slots[place(of: key, utf8.span, 0, utf8.count)]
    if slot.word != 0 { return WordID(slot.word) }
    guard key.isForeign else { return nil }
    let folded = WordTable.folded(word)
    return folded.utf8.contains { $0 >= 0x80 } ? others[folded] : find(folded)
  }
}

// MARK: - Looking up

extension WordTable {
  /// The word of so many bytes, at most sixteen, whose key is whole (see ``WordKey``); added where it is new.
  @inline(__always)
  mutating func intern(_ low: UInt64, _ high: UInt64, byteCount: Int) -> WordID {
    var slot = WordKey.place(low, high, shift)
    while true {
      let found = slots[slot]
      if found.low == low, found.high == high { return WordID(found.word) }
      if found.word == 0 { return add(low, high, byteCount, at: slot) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  /// The slot that holds the spelling, or the free one where it belongs.
  private func place(of key: WordKey, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var slot = WordKey.place(key.low, key.high, shift)
    while slots[slot].word != 0 {
      let found = slots[slot]
      if found.low == key.low, found.high == key.high, !key.isHashed || matches(found.spelling, text, start, end) {
        break
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return slot
  }

  private func range(of spelling: UInt32) -> Range<Int> {
    spelling == 0 ? 0..<0 : Int(ends[Int(spelling) - 1])..<Int(ends[Int(spelling)])
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  private func matches(_ spelling: UInt32, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let range = range(of: spelling)
    guard range.count == end - start else { return false }
    var place = start
    for index in range {
      if bytes[index] != WordTable.lowered(text[place]) { return false }
      place &+= 1
    }
    return true
  }
}

// MARK: - Adding

extension WordTable {
  /// Adds a spelling that is its own key, at its free slot.
  @inline(never)
  private mutating func add(_ low: UInt64, _ high: UInt64, _ byteCount: Int, at slot: Int) -> WordID {
    let spelling = UInt32(ends.count)
    for index in 0..<byteCount {
      let block = index < 8 ? low : high
      bytes.append(UInt8(truncatingIfNeeded: block &>> UInt64(truncatingIfNeeded: 8 &* (index & 7))))
    }
    ends.append(UInt32(bytes.count))
    spellings.append(spelling)
    let word = UInt32(spellings.count - 1)
    occupy(slot, Slot(low: low, high: high, word: word, spelling: spelling))
    return WordID(word)
  }

  /// Adds a spelling that is not there, at its free slot.
  private mutating func add(
    _ key: WordKey, at slot: Int, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int
  ) -> WordID {
    let spelling = UInt32(ends.count)
    for index in start..<end { bytes.append(WordTable.lowered(text[index])) }
    ends.append(UInt32(bytes.count))
    if !key.isForeign {
      spellings.append(spelling)
      occupy(slot, Slot(low: key.low, high: key.high, word: UInt32(spellings.count - 1), spelling: spelling))
      return WordID(spellings.count - 1)
    }
    let word = foreign(spelling)
    // Folding may have added the plain spelling of the word, and so moved the slots.
    let free = place(of: key, text, start, end)
    occupy(free, Slot(low: key.low, high: key.high, word: word.raw, spelling: spelling))
    return word
  }

  /// The word of a spelling with other letters than ASCII: the folded one, added where it is new.
  private mutating func foreign(_ spelling: UInt32) -> WordID {
    let folded = WordTable.folded(String(decoding: bytes[range(of: spelling)], as: UTF8.self))
    if !folded.utf8.contains(where: { $0 >= 0x80 }) { return intern(folded) }
    if let word = others[folded] { return word }
    let word = WordID(spellings.count)
    spellings.append(UInt32(ends.count))
    bytes.append(contentsOf: folded.utf8)
    ends.append(UInt32(bytes.count))
    others[folded] = word
    return word
  }

  private mutating func occupy(_ slot: Int, _ entry: Slot) {
    slots[slot] = entry
    if ends.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    // Small tables grow fast; large ones slowly, so that they stay in the cache longer.
    let doublings: UInt64 = old.count < 1 << 15 ? 2 : 1
    slots = Array(repeating: Slot(), count: old.count << doublings)
    shift -= doublings
    for entry in old where entry.word != 0 {
      var slot = WordKey.place(entry.low, entry.high, shift)
      while slots[slot].word != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
      slots[slot] = entry
    }
  }
}
