/// A JSON value with its place in the text that it was read from.
public struct JSONValue: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    /// As it was written, so that no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// In the order of the text; no key occurs twice.
    case object([JSONMember])
  }

  public var content: Content
  /// The offset of the first byte.
  public var start: UInt32
  /// The offset behind the last byte.
  public var end: UInt32

  public init(_ content: Content, start: UInt32 = 0, end: UInt32 = 0) {
    self.content = content
    self.start = start
    self.end = end
  }

  /// The place in one of the sources of a run.
  public func span(in source: SourceID) -> Span { Span(source: source, start: start, end: end) }

  /// The value of a key, or nil where this is no object or has no such key. Cost: linear in the number of keys.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text of a string.
  public var string: String? {
    if case .string(let text) = content { return text }
    return nil
  }

  /// The elements of an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = content { return elements }
    return nil
  }

  /// The members of an object.
  public var members: [JSONMember]? {
    if case .object(let members) = content { return members }
    return nil
  }

  /// What sort of value this is, in a reader's words: `a string`, `an object`.
  public var sort: String {
    switch content {
    case .null: return "null"
    case .bool(true): return "true"
    case .bool(false): return "false"
    case .number: return "a number"
    case .string: return "a string"
    case .array: return "an array"
    case .object: return "an object"
    }
  }
}

/// One key of a JSON object with its value.
public struct JSONMember: Sendable {
  public var key: String
  /// The offset of the key's opening quote.
  public var keyStart: UInt32
  /// The offset behind the key's closing quote.
  public var keyEnd: UInt32
  public var value: JSONValue

  public init(_ key: String, keyStart: UInt32 = 0, keyEnd: UInt32 = 0, _ value: JSONValue) {
    self.key = key
    self.keyStart = keyStart
    self.keyEnd = keyEnd
    self.value = value
  }

  /// The place of the key in one of the sources of a run.
  public func keySpan(in source: SourceID) -> Span { Span(source: source, start: keyStart, end: keyEnd) }
}
