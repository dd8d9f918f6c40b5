import TenetText

/// Every distinct word of all texts of a run, by its folded spelling; word 0 is the empty one.
///
/// ASCII words are found by their bytes in an open-addressing table; others by `String`, whose equality is canonical
/// equivalence, after full case folding. The typographic apostrophe counts as the plain one.
public struct WordTable: Sendable {
  /// The folded spellings one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]
  /// Word ids plus one, by hash.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)
  /// Words with other letters than ASCII, by their folded spelling.
  private var others: [String: WordID] = [:]

  public init() {}

  public var count: Int { ends.count }

  /// The folded spelling of a word.
  public func text(of word: WordID) -> String { String(decoding: bytes[range(of: word)], as: UTF8.self) }

  /// The word with this spelling, added where it is new.
  public mutating func intern(_ word: String) -> WordID {
    let utf8 = Array(word.utf8)
    return intern(utf8.span, 0, utf8.count)
  }

  /// The word that a range of bytes spells, added where it is new.
  public mutating func intern(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> WordID {
    if start == end { return WordID(UInt32(0)) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in start..<end {
      let byte = text[index]
      if byte >= 0x80 { return internOther(text, start, end) }
      hash = (hash ^ UInt64(WordTable.lowered(byte))) &* 0x100_0000_01b3
    }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] != 0 {
      let word = WordID(slots[slot] - 1)
      if matches(word, text, start, end) { return word }
      slot = (slot + 1) & (slots.count - 1)
    }
    for index in start..<end { bytes.append(WordTable.lowered(text[index])) }
    let word = WordID(ends.count)
    ends.append(UInt32(bytes.count))
    slots[slot] = word.raw + 1
    if ends.count * 2 > slots.count { rehash() }
    return word
  }

  /// The word with this spelling, if it was ever interned.
  public func find(_ word: String) -> WordID? {
    let utf8 = Array(word.utf8)
    if utf8.contains(where: { $0 >= 0x80 }) { return others[WordTable.folded(word)] }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in utf8 { hash = (hash ^ UInt64(WordTable.lowered(byte))) &* 0x100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] != 0 {
      let word = WordID(slots[slot] - 1)
      if matches(word, utf8.span, 0, utf8.count) { return word }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Full case folding: `ß` and `SS`, `ς` and `Σ` are equal; what is left different is only canonically equivalent.
  public static func folded(_ text: String) -> String {
    let lowered = text.lowercased().uppercased().lowercased()
    guard lowered.unicodeScalars.contains("\u{2019}") else { return lowered }
    return String(String.UnicodeScalarView(lowered.unicodeScalars.map { $0 == "\u{2019}" ? "'" : $0 }))
  }

  // MARK: Inside

  private func range(of word: WordID) -> Range<Int> {
    word.raw == 0 ? 0..<0 : Int(ends[word.index - 1])..<Int(ends[word.index])
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  private func matches(_ word: WordID, _ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let range = range(of: word)
    guard range.count == end - start else { return false }
    for offset in 0..<range.count where bytes[range.lowerBound + offset] != WordTable.lowered(text[start + offset]) {
      return false
    }
    return true
  }

  private mutating func internOther(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> WordID {
    var utf8: [UInt8] = []
    for index in start..<end { utf8.append(text[index]) }
    let folded = WordTable.folded(String(decoding: utf8, as: UTF8.self))
    if !folded.utf8.contains(where: { $0 >= 0x80 }) { return intern(folded) }
    if let word = others[folded] { return word }
    let word = WordID(ends.count)
    bytes.append(contentsOf: folded.utf8)
    ends.append(UInt32(bytes.count))
    others[folded] = word
    return word
  }

  private mutating func rehash() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for index in 1..<ends.count {
      let range = range(of: WordID(index))
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01b3 }
      var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index) + 1
    }
  }
}
