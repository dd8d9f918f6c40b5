import TenetText

/// Every distinct word of all texts of a run, by its folded spelling; word 0 is the empty one.
///
/// A spelling is found by its bytes, ASCII letters lower-cased on the way; a word of up to sixteen ASCII letters is its own
/// key, so that most look-ups compare one key and touch one place in memory. Other letters are folded once for each spelling:
/// words are equal after full case folding where they are canonically equivalent, and the typographic apostrophe counts as the
/// plain one.
public struct WordTable: Sendable {
  /// A spelling: its key where that is whole, else where it starts and, with the highest bit set, ends in `bytes`.
  private struct Text: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
  }

  /// A spelling by its key; word 0 is a free place. `unfolded` counts from 1, and is 0 where the word's own spelling is meant.
  private struct Slot: BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var word: UInt32 = 0
    var unfolded: UInt32 = 0
  }

  /// The folded spelling of each word.
  private var texts: [Text] = [Text(low: 0, high: 0)]
  /// Other spellings of words with letters beyond ASCII.
  private var unfolded: [Text] = []
  /// The spellings that are no keys, one after the other.
  private var bytes: [UInt8] = []
  private var slots = Array(repeating: Slot(), count: 256)
  /// How many are taken.
  private var slotCount = 0
  /// 64 less the logarithm of the number of slots.
  private var shift: UInt64 = 56
  /// Words with other letters than ASCII, by their folded spelling; keys compare by canonical equivalence.
  private var others: [String: WordID] = [:]

  /// A table that knows the language's own words.
  public init() {
    for word in KnownWords.spellings { _ = intern(word) }
  }

  /// The number of words, the empty one included.
  public var count: Int { texts.count }

  /// The folded spelling of a word.
  public func text(of word: WordID) -> String { text(texts[word.index]) }

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
  /// The word whose key is this one, which is whole (see ``WordKey``); added where it is new.
  @inline(__always)
  mutating func intern(_ low: UInt64, _ high: UInt64) -> WordID {
    var slot = WordKey.place(low, high, shift)
    while true {
      let found = slots[slot]
      if found.low == low, found.high == high { return WordID(found.word) }
      if found.word == 0 { return add(low, high, at: slot) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  /// The slot that holds the spelling, or the free one where it belongs.
  private func place(of key: WordKey, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var slot = WordKey.place(key.low, key.high, shift)
    while slots[slot].word != 0 {
      let found = slots[slot]
      if found.low == key.low, found.high == key.high, !key.isHashed || matches(found, text, start, end) {
        break
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return slot
  }

  private func text(_ text: Text) -> String {
    if text.high >> 63 != 0 { return String(decoding: bytes[range(of: text)], as: UTF8.self) }
    var spelled: [UInt8] = []
    for block in [text.low, text.high] {
      var rest = block
      while rest != 0 {
        spelled.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }
    return String(decoding: spelled, as: UTF8.self)
  }

  private func range(of text: Text) -> Range<Int> { Int(text.low)..<Int(text.high & ~(1 << 63)) }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Whether a spelling that is no key is that of a range of bytes.
  private func matches(_ slot: Slot, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let range = range(of: slot.unfolded == 0 ? texts[Int(slot.word)] : unfolded[Int(slot.unfolded) - 1])
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
  private mutating func add(_ low: UInt64, _ high: UInt64, at slot: Int) -> WordID {
    let word = UInt32(texts.count)
    texts.append(Text(low: low, high: high))
    occupy(slot, Slot(low: low, high: high, word: word))
    return WordID(word)
  }

  /// Adds a spelling that is not there, at its free slot.
  private mutating func add(
    _ key: WordKey, at slot: Int, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int
  ) -> WordID {
    if !key.isHashed { return add(key.low, key.high, at: slot) }
    let first = bytes.count
    for index in start..<end { bytes.append(WordTable.lowered(text[index])) }
    let spelling = Text(low: UInt64(first), high: UInt64(bytes.count) | 1 << 63)
    if !key.isForeign {
      let word = UInt32(texts.count)
      texts.append(spelling)
      occupy(slot, Slot(low: key.low, high: key.high, word: word))
      return WordID(word)
    }
    unfolded.append(spelling)
    let word = foreign(WordTable.folded(self.text(spelling)))
    // Folding may have added the plain spelling of the word, and so moved the slots.
    let free = place(of: key, text, start, end)
    occupy(free, Slot(low: key.low, high: key.high, word: word.raw, unfolded: UInt32(unfolded.count)))
    return word
  }

  /// The word of a folded spelling that was written with other letters than ASCII, added where it is new.
  private mutating func foreign(_ folded: String) -> WordID {
    if !folded.utf8.contains(where: { $0 >= 0x80 }) { return intern(folded) }
    if let word = others[folded] { return word }
    let word = WordID(texts.count)
    let first = bytes.count
    bytes.append(contentsOf: folded.utf8)
    texts.append(Text(low: UInt64(first), high: UInt64(bytes.count) | 1 << 63))
    others[folded] = word
    return word
  }

  private mutating func occupy(_ slot: Int, _ entry: Slot) {
    slots[slot] = entry
    slotCount += 1
    if slotCount * 2 > slots.count { grow() }
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
