/// How many arrays and objects may stand inside each other.
public let jsonDepthLimit = 512

/// Reads one JSON value (RFC 8259, nothing beyond it) that fills the range, blanks and a byte-order mark aside.
///
/// Offsets are those of `bytes`, also where only a range of it is read. Keys that occur twice in one object are an error.
/// Cost: linear; nothing recurses, and more than ``jsonDepthLimit`` levels are an error.
public func parseJSON(_ bytes: [UInt8], in range: Range<Int>? = nil) throws(JSONError) -> JSONValue {
  let range = range ?? 0..<bytes.count
  if let invalid = firstInvalidUTF8(in: bytes.span.extracting(range)) {
    let offset = UInt32(range.lowerBound + invalid)
    throw JSONError(.invalidUTF8(bytes[Int(offset)]), at: offset, to: offset + 1)
  }
  var reader = JSONReader(JSONScanner(bytes, range))
  return try reader.read()
}

/// The structure of a JSON text: which arrays and objects are open, and what each one holds so far.
private struct JSONReader {
  private struct Level {
    let start: UInt32
    let isObject: Bool
    var elements: [JSONValue] = []
    var members: [JSONMember] = []
    /// The key whose value comes next.
    var key = ""
    var keyStart: UInt32 = 0
    var keyEnd: UInt32 = 0
    /// The offsets of all keys, once they are too many to compare one by one.
    var keys: [String: UInt32] = [:]

    var container: JSONError.Container { isObject ? .object : .array }
  }

  private var scanner: JSONScanner
  private var open: [Level] = []

  init(_ scanner: JSONScanner) { self.scanner = scanner }

  mutating func read() throws(JSONError) -> JSONValue {
    scanner.skipBlanks()
    guard !scanner.isAtEnd else { throw scanner.error(.empty) }
    while true {
      guard let value = try readValueOrOpen() else { continue }
      if let whole = try place(value) { return whole }
    }
  }

  /// Reads a value, or opens an array or object and returns nil.
  private mutating func readValueOrOpen() throws(JSONError) -> JSONValue? {
    scanner.skipBlanks()
    let byte = scanner.current
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return try scanner.readScalar(inside: inside) }
    guard open.count < jsonDepthLimit else { throw scanner.error(.tooDeep(limit: jsonDepthLimit)) }
    let isObject = byte == UInt8(ascii: "{")
    open.append(Level(start: UInt32(scanner.index), isObject: isObject))
    scanner.index += 1
    scanner.skipBlanks()
    if scanner.current == UInt8(ascii: isObject ? "}" : "]") { return close() }
    if isObject { try readKey() }
    return nil
  }

  /// Puts a value where it belongs and closes what ends behind it; the whole value once nothing is open.
  private mutating func place(_ value: JSONValue) throws(JSONError) -> JSONValue? {
    var value = value
    while !open.isEmpty {
      add(value)
      scanner.skipBlanks()
      let isObject = open[open.count - 1].isObject
      let end = UInt8(ascii: isObject ? "}" : "]")
      if scanner.current == UInt8(ascii: ",") {
        try readComma(before: end)
        return nil
      }
      guard scanner.current == end else {
        throw scanner.isAtEnd
          ? cutShort : scanner.error(.expectedCommaOrEnd(of: open[open.count - 1].container, found: scanner.found))
      }
      value = close()
    }
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw scanner.error(.textAfterValue(found: scanner.found)) }
    return value
  }

  private mutating func readComma(before end: UInt8) throws(JSONError) {
    let comma = UInt32(scanner.index)
    scanner.index += 1
    scanner.skipBlanks()
    if scanner.current == end {
      throw JSONError(.commaBeforeEnd(of: open[open.count - 1].container), at: comma, to: comma + 1)
    }
    if open[open.count - 1].isObject { try readKey() }
  }

  private mutating func readKey() throws(JSONError) {
    scanner.skipBlanks()
    guard !scanner.isAtEnd else { throw cutShort }
    guard scanner.current == UInt8(ascii: "\"") else { throw scanner.error(.expectedKey(found: scanner.found)) }
    let start = UInt32(scanner.index)
    let key = try scanner.readString()
    let end = UInt32(scanner.index)
    try check(key, start, end)
    scanner.skipBlanks()
    guard !scanner.isAtEnd else { throw cutShort }
    guard scanner.current == UInt8(ascii: ":") else { throw scanner.error(.expectedColon(found: scanner.found)) }
    scanner.index += 1
    let top = open.count - 1
    open[top].key = key
    open[top].keyStart = start
    open[top].keyEnd = end
  }

  /// Refuses a key that the object has already.
  private mutating func check(_ key: String, _ start: UInt32, _ end: UInt32) throws(JSONError) {
    let top = open.count - 1
    var first: UInt32?
    if open[top].members.count < 16 {
      for member in open[top].members where member.key == key { first = member.keyStart }
    } else {
      if open[top].keys.isEmpty {
        for member in open[top].members { open[top].keys[member.key] = member.keyStart }
      }
      first = open[top].keys.updateValue(start, forKey: key)
    }
    if let first { throw JSONError(.duplicateKey(key, first: first), at: start, to: end) }
  }

  private mutating func add(_ value: JSONValue) {
    let top = open.count - 1
    if open[top].isObject {
      let member = JSONMember(open[top].key, keyStart: open[top].keyStart, keyEnd: open[top].keyEnd, value)
      open[top].members.append(member)
    } else {
      open[top].elements.append(value)
    }
  }

  private mutating func close() -> JSONValue {
    scanner.index += 1
    let level = open.removeLast()
    return JSONValue(
      level.isObject ? .object(level.members) : .array(level.elements), start: level.start, end: UInt32(scanner.index))
  }

  private var inside: (JSONError.Container, UInt32)? { open.last.map { ($0.container, $0.start) } }

  private var cutShort: JSONError {
    guard let (container, start) = inside else { return scanner.error(.empty) }
    return scanner.error(.cutShort(inside: container, opened: start))
  }
}
