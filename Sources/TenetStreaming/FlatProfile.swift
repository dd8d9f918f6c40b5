import TenetModel
import TenetText

/// Reads the plain form of a profile in JSON without building a tree: an object of `profile`, `facts`, `numbers`, `choices` and
/// an empty `unknown`, in UTF-8. Everything else is left to the full reader. Strings are as they are written, with their escapes.
struct FlatProfile {
  /// The bytes between the quotes of the name, and of each fact.
  var title: Range<Int>?
  private(set) var titleHasEscapes = false
  var facts: [TextTable.Piece] = []
  var numbers: [Number] = []
  /// Whether the numbers stand in front of the facts.
  private(set) var hasNumbersFirst = false
  var picks: [Pick] = []

  /// The bytes between the quotes of a number's name, and those of its value.
  struct Number {
    var name: TextTable.Piece
    var value: Range<Int>
    /// Whether the value is a string (its bytes are those between the quotes).
    var isText: Bool
  }

  /// The bytes between the quotes of a choice's name, and those of what is picked.
  struct Pick {
    var name: Range<Int>
    var value: Range<Int>
  }

  private var index = 0
  private var end = 0
  /// How many escapes there have been.
  private var escapes = 0
  private var seen = 0
  /// All bytes of strings, laid over each other.
  private var overlaid: UInt64 = 0
  /// The keys as words: each is shorter than eight bytes.
  private let keys = ["profile", "facts", "numbers", "choices", "unknown"].map { key in
    ByteBlock(Array(key.utf8).span, 0)
  }

  /// False where the line is not of the plain form (which does not mean that it is wrong).
  mutating func read(_ bytes: Swift.Span<UInt8>, _ range: Range<Int>) -> Bool {
    title = nil
    facts.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    picks.removeAll(keepingCapacity: true)
    index = range.lowerBound
    end = range.upperBound
    seen = 0
    hasNumbersFirst = false
    overlaid = 0
    skip(bytes)
    guard take(bytes, UInt8(ascii: "{")) else { return false }
    repeat {
      skip(bytes)
      guard let key = string(bytes) else { return false }
      skip(bytes)
      guard take(bytes, UInt8(ascii: ":")) else { return false }
      skip(bytes)
      guard member(bytes, key) else { return false }
      skip(bytes)
    } while take(bytes, UInt8(ascii: ","))
    guard take(bytes, UInt8(ascii: "}")) else { return false }
    skip(bytes)
    guard index == end, title != nil else { return false }
    // Bytes beyond ASCII stand in strings only, and mostly nowhere.
    return ByteBlock(bits: overlaid).foreign == 0 || firstInvalidUTF8(in: bytes.extracting(range)) == nil
  }

  private mutating func member(_ bytes: Swift.Span<UInt8>, _ key: TextTable.Piece) -> Bool {
    let length = key.range.count
    if length > 7 { return false }
    let word = ByteBlock(bytes, key.range.lowerBound).prefix(length)
    if word == keys[0] {
      let before = escapes
      guard once(1), let text = string(bytes) else { return false }
      title = text.range
      titleHasEscapes = escapes > before
      return true
    }
    if word == keys[1] { return once(2) && list(bytes) }
    if word == keys[2] {
      hasNumbersFirst = seen & 2 == 0
      return once(4) && numberMembers(bytes)
    }
    if word == keys[3] { return once(8) && choiceMembers(bytes) }
    return word == keys[4] && once(16) && emptyList(bytes)
  }

  /// A key that stands twice is for the full reader to report.
  private mutating func once(_ bit: Int) -> Bool {
    if seen & bit != 0 { return false }
    seen |= bit
    return true
  }

  private mutating func list(_ bytes: Swift.Span<UInt8>) -> Bool {
    guard take(bytes, UInt8(ascii: "[")) else { return false }
    skip(bytes)
    if take(bytes, UInt8(ascii: "]")) { return true }
    repeat {
      skip(bytes)
      guard let text = string(bytes) else { return false }
      facts.append(text)
      skip(bytes)
    } while take(bytes, UInt8(ascii: ","))
    return take(bytes, UInt8(ascii: "]"))
  }

  private mutating func numberMembers(_ bytes: Swift.Span<UInt8>) -> Bool {
    guard take(bytes, UInt8(ascii: "{")) else { return false }
    skip(bytes)
    if take(bytes, UInt8(ascii: "}")) { return true }
    repeat {
      skip(bytes)
      guard let name = string(bytes) else { return false }
      skip(bytes)
      guard take(bytes, UInt8(ascii: ":")) else { return false }
      skip(bytes)
      guard let number = number(bytes, name) else { return false }
      numbers.append(number)
      skip(bytes)
    } while take(bytes, UInt8(ascii: ","))
    return take(bytes, UInt8(ascii: "}"))
  }

  /// A string, or a JSON number without an exponent.
  private mutating func number(_ bytes: Swift.Span<UInt8>, _ name: TextTable.Piece) -> Number? {
    if let text = string(bytes) { return Number(name: name, value: text.range, isText: true) }
    let start = index
    _ = take(bytes, UInt8(ascii: "-"))
    let digits = index
    skipDigits(bytes)
    // JSON has no leading zeros.
    if index == digits || (index > digits + 1 && bytes[digits] == UInt8(ascii: "0")) { return nil }
    if take(bytes, UInt8(ascii: ".")) {
      let fraction = index
      skipDigits(bytes)
      if index == fraction { return nil }
    }
    return Number(name: name, value: start..<index, isText: false)
  }

  private mutating func skipDigits(_ bytes: Swift.Span<UInt8>) {
    while index < end, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
  }

  /// Picks in front of facts are left to the full reader, as the order of facts is that of the line.
  private mutating func choiceMembers(_ bytes: Swift.Span<UInt8>) -> Bool {
    guard take(bytes, UInt8(ascii: "{")) else { return false }
    skip(bytes)
    if take(bytes, UInt8(ascii: "}")) { return true }
    if seen & 2 == 0 { return false }
    repeat {
      skip(bytes)
      guard let name = string(bytes) else { return false }
      skip(bytes)
      guard take(bytes, UInt8(ascii: ":")) else { return false }
      skip(bytes)
      guard choice(bytes, name.range) else { return false }
      skip(bytes)
    } while take(bytes, UInt8(ascii: ","))
    return take(bytes, UInt8(ascii: "}"))
  }

  /// One pick, or a list of them.
  private mutating func choice(_ bytes: Swift.Span<UInt8>, _ name: Range<Int>) -> Bool {
    let isList = take(bytes, UInt8(ascii: "["))
    repeat {
      skip(bytes)
      guard let text = string(bytes) else { return false }
      picks.append(Pick(name: name, value: text.range))
      if !isList { return true }
      skip(bytes)
    } while take(bytes, UInt8(ascii: ","))
    return take(bytes, UInt8(ascii: "]"))
  }

  private mutating func emptyList(_ bytes: Swift.Span<UInt8>) -> Bool {
    guard take(bytes, UInt8(ascii: "[")) else { return false }
    skip(bytes)
    return take(bytes, UInt8(ascii: "]"))
  }

  /// The inside of a string, as it is written.
  @inline(__always) private mutating func string(_ bytes: Swift.Span<UInt8>) -> TextTable.Piece? {
    guard take(bytes, UInt8(ascii: "\"")) else { return nil }
    let start = index
    var hash: UInt64 = 0
    var overlaid = overlaid
    while true {
      let word = ByteBlock(bytes, index)
      let count = word.plainCount
      let plain = word.prefix(count)
      overlaid |= plain.bits
      if count > 0 { hash = TextTable.hash(hash, plain) }
      index &+= count
      if count == 8 { continue }
      guard index &+ 1 < end, bytes[index] == UInt8(ascii: "\\") else { break }
      let escape = ByteBlock(bytes, index).prefix(2)
      overlaid |= escape.bits
      hash = TextTable.hash(hash, escape)
      index &+= 2
      escapes &+= 1
    }
    self.overlaid = overlaid
    guard take(bytes, UInt8(ascii: "\"")) else { return nil }
    return TextTable.Piece(range: start..<index &- 1, hash: hash)
  }

  private mutating func skip(_ bytes: Swift.Span<UInt8>) {
    while index < end, bytes[index] == 32 || bytes[index] == 9 || bytes[index] == 13 { index += 1 }
  }

  private mutating func take(_ bytes: Swift.Span<UInt8>, _ byte: UInt8) -> Bool {
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }
}

extension ByteBlock {
  /// The place of the first byte that does not stand for itself in a JSON string; 8 where all do.
  @inline(__always) fileprivate var plainCount: Int {
    // Sums of seven bits and a seven-bit number stay within their byte; its highest bit tells what came of it.
    let low = bits & ~ByteBlock.everyMask
    let isNoQuote = (low ^ ByteBlock.all(UInt8(ascii: "\""))) &+ ByteBlock.all(0x7F)
    let isNoBackslash = (low ^ ByteBlock.all(UInt8(ascii: "\\"))) &+ ByteBlock.all(0x7F)
    let isNoControl = (low &+ ByteBlock.all(0x60)) & ~(low &+ ByteBlock.all(1))
    return ByteBlock.count(before: ~(isNoQuote & isNoBackslash & isNoControl | bits) & ByteBlock.everyMask)
  }
}
