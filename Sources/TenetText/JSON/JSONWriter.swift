/// Writes JSON text, value by value, into bytes.
///
/// Keys stand in the order they are written in, so the same calls give the same bytes. The caller keeps the order: in an
/// object each value follows its `key`.
public struct JSONWriter: Sendable {
  public enum Layout: Sendable {
    /// No blanks at all: one line.
    case compact
    /// One value a line, two blanks for each level.
    case pretty
  }

  /// What has been written. Whoever hands it on may empty it between two whole values.
  public var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth: Int
  /// Whether nothing stands in the innermost open array or object yet.
  private var isEmpty = true
  private var isAfterKey = false

  /// - Parameter depth: how deep in another text the values stand; each then starts on a line of its own.
  public init(_ layout: Layout = .compact, depth: Int = 0) {
    isPretty = layout == .pretty
    self.depth = depth
  }

  /// All that has been written, as a string.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

// MARK: Structure

extension JSONWriter {
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Starts a member of an object; its value comes next.
  public mutating func key(_ name: String) {
    startItem()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(32) }
    isAfterKey = true
  }

  /// Ends a line, between two whole values.
  public mutating func endLine() {
    bytes.append(10)
    isEmpty = true
  }

  private mutating func begin(_ bracket: UInt8) {
    startItem()
    bytes.append(bracket)
    depth += 1
    isEmpty = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if !isEmpty { breakLine() }
    bytes.append(bracket)
    isEmpty = false
  }

  private mutating func startItem() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isEmpty = false
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.append(10)
    // Beyond some depth nobody reads the indentation, which would make deep values grow with the square of their depth.
    for _ in 0..<min(depth, 64) {
      bytes.append(32)
      bytes.append(32)
    }
  }
}

// MARK: Values

extension JSONWriter {
  public mutating func string(_ text: String) {
    startItem()
    quote(text)
  }

  /// A string from its UTF-8, which the caller knows to be well formed.
  public mutating func string(_ utf8: ArraySlice<UInt8>) {
    startItem()
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func number(_ value: Int) {
    startItem()
    bytes.append(contentsOf: String(value).utf8)
  }

  public mutating func number(_ value: ExactDecimal) {
    startItem()
    value.append(to: &bytes)
  }

  public mutating func bool(_ value: Bool) {
    startItem()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  public mutating func null() {
    startItem()
    bytes.append(contentsOf: "null".utf8)
  }

  /// A string, or `null`.
  public mutating func string(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// An array of strings.
  public mutating func strings(_ texts: [String]) {
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// A value that is JSON text already.
  public mutating func raw(_ json: [UInt8]) {
    startItem()
    bytes.append(contentsOf: json)
  }

  /// Whether everything stands on one line.
  public var isCompact: Bool { !isPretty }

  /// Members of the open object that are JSON text already, with commas between them.
  public mutating func members(_ json: [UInt8]) {
    startItem()
    bytes.append(contentsOf: json)
  }

  /// A value that was read, at most ``jsonDepthLimit`` deep.
  public mutating func value(_ value: JSONValue) {
    switch value.content {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let digits): raw(Array(digits.utf8))
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.value(member.value)
      }
      endObject()
    }
  }
}

// MARK: Members of an object

extension JSONWriter {
  public mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    string(text)
  }

  public mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }

  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  public mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    strings(texts)
  }
}

// MARK: Escapes

extension JSONWriter {
  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if isPlain(text.utf8Span.span) {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendEscaped(Array(text.utf8)[...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func isPlain(_ utf8: Swift.Span<UInt8>) -> Bool {
    for index in utf8.indices where needsEscape(utf8[index]) { return false }
    return true
  }

  private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Runs of plain bytes go over whole.
  private mutating func appendEscaped(_ utf8: ArraySlice<UInt8>) {
    var start = utf8.startIndex
    for index in utf8.indices where needsEscape(utf8[index]) {
      bytes.append(contentsOf: utf8[start..<index])
      start = index + 1
      appendEscape(of: utf8[index])
    }
    bytes.append(contentsOf: utf8[start...])
  }

  private mutating func appendEscape(of byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 8: bytes.append(UInt8(ascii: "b"))
    case 9: bytes.append(UInt8(ascii: "t"))
    case 10: bytes.append(UInt8(ascii: "n"))
    case 12: bytes.append(UInt8(ascii: "f"))
    case 13: bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      bytes.append(contentsOf: byte < 16 ? "u000".utf8 : "u001".utf8)
      bytes.append(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10)
    }
  }
}
