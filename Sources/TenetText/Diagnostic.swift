/// How grave a finding is. Only an `error` stops the work.
public enum Severity: String, Sendable, Comparable {
  case hint, warning, error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
}

/// Something that a stage noticed, as a value; only a report turns it into text.
public struct Diagnostic: Sendable {
  /// A further place that belongs to the finding, with a few words on what is there.
  public struct Label: Sendable {
    public var span: Span
    public var text: String

    public init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// A change of text that mends the finding.
  public struct Fix: Sendable {
    public var span: Span
    public var replacement: String
    /// A safe fix keeps the meaning of everything else.
    public var isSafe: Bool

    public init(_ span: Span, _ replacement: String, isSafe: Bool = false) {
      self.span = span
      self.replacement = replacement
      self.isSafe = isSafe
    }
  }

  /// The stable name of this sort of finding, such as `unknown-member`; `tenet explain` has a page for it.
  public var code: String
  public var severity: Severity
  /// One sentence in the reader's words: lower case, no full stop, the user's own text in backticks.
  public var message: String
  public var span: Span
  /// What the underlined text is, in a few words; may be empty.
  public var label: String
  public var others: [Label]
  /// What to write instead.
  public var help: String?
  public var fixes: [Fix]
  /// Facts that show the finding: a profile, each line a fact. Empty where none is needed.
  public var witness: [String]

  public init(
    _ code: String, _ severity: Severity, _ message: String, at span: Span, label: String = "",
    others: [Label] = [], help: String? = nil, fixes: [Fix] = [], witness: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.others = others
    self.help = help
    self.fixes = fixes
    self.witness = witness
  }
}

extension Diagnostic {
  /// An error.
  public init(
    _ code: String, _ message: String, at span: Span, label: String = "", others: [Label] = [], help: String? = nil,
    fixes: [Fix] = []
  ) {
    self.init(code, .error, message, at: span, label: label, others: others, help: help, fixes: fixes)
  }
}

/// A result that always exists, with what was noticed on the way to it.
public struct Diagnosed<Value> {
  public var value: Value
  public var diagnostics: [Diagnostic]

  public init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }

  /// Whether nothing that was noticed is an error.
  public var isFit: Bool { !diagnostics.contains { $0.severity == .error } }
}

extension Diagnosed: Sendable where Value: Sendable {}
