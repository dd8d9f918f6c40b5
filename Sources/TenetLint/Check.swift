import TenetText

/// One check: its page, the group that says how grave it is, and how it looks.
public struct Check: Sendable {
  /// Checks of one sort are equally grave unless somebody says otherwise.
  public enum Group: String, Sendable, CaseIterable {
    /// What holds of every profile, proved.
    case meaning
    /// Declared and not used, or used and not declared.
    case use
    case spelling
    case documentation
    case style

    /// How grave its findings are by default.
    public var severity: Severity {
      switch self {
      case .meaning, .use, .spelling: return .warning
      case .documentation, .style: return .hint
      }
    }
  }

  public let page: Page
  public let group: Group
  /// Further texts that show the finding, and texts that come close and do not; tests run them.
  public let found: [String]
  public let passed: [String]
  /// Whether it says the same of many rules, so that people need only one finding in full.
  public let isSaidOnce: Bool
  let run: @Sendable (Linting) -> Void

  public var name: String { page.code }

  /// - Parameters:
  ///   - wrong: a text with the finding; `right` is the same text without.
  ///   - found: further texts with the finding.
  ///   - passed: texts that come close to it.
  init(
    _ group: Group, _ name: String, _ summary: String, why: String, wrong: String, right: String, found: [String],
    passed: [String], isSaidOnce: Bool = false, run: @escaping @Sendable (Linting) -> Void
  ) {
    page = Page(name, summary, why, wrong: wrong, right: right)
    self.group = group
    self.found = found
    self.passed = passed
    self.isSaidOnce = isSaidOnce
    self.run = run
  }
}
