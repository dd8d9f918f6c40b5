import TenetText

/// How grave each check is for some files: what their authors set on the command line or in a `.tenetlint` file.
public struct Levels: Sendable {
  public enum Level: String, Sendable, CaseIterable {
    case error, warning, hint, off

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  private var levels: [String: Level] = [:]

  public init() {}

  public mutating func set(_ check: String, _ level: Level) { levels[check] = level }

  /// What stands here, and for other checks what `others` says.
  public func over(_ others: Levels) -> Levels {
    var merged = others
    merged.levels.merge(levels) { _, own in own }
    return merged
  }

  /// Nil where the check is off.
  func severity(of check: Check) -> Severity? {
    guard let level = levels[check.name] else { return check.group.severity }
    return level.severity
  }

  /// Reads the text of a `.tenetlint` file: lines of `CHECK = LEVEL`; `#` starts a comment.
  ///
  /// Lines end with LF or CRLF. Each line that cannot be read is reported by its number.
  public static func read(_ text: String) -> (levels: Levels, problems: [(line: Int, message: String)]) {
    var levels = Levels()
    var problems: [(line: Int, message: String)] = []
    let text = text.hasPrefix("\u{feff}") ? text.dropFirst() : text[...]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = trimmed(String(line.prefix { $0 != "#" }))
      if content.isEmpty { continue }
      if let message = levels.take(content) { problems.append((index + 1, message)) }
    }
    return (levels, problems)
  }

  /// Takes `CHECK=LEVEL`; says what is wrong with it.
  public mutating func take(_ setting: String) -> String? {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { trimmed(String($0)) }
    let levelNames = Level.allCases.map { $0.rawValue }
    guard parts.count == 2 else { return "`\(setting)` is not of the form CHECK=\(levelNames.joined(separator: "|"))" }
    guard allChecks.contains(where: { $0.name == parts[0] }) else {
      let near = nearest(to: parts[0], in: allChecks.map { $0.name })
      return "there is no check `\(parts[0])`" + (near.map { "; did you mean `\($0)`?" } ?? "")
    }
    guard let level = Level(rawValue: parts[1]) else {
      return "`\(parts[1])` is none of \(levelNames.joined(separator: ", "))"
    }
    set(parts[0], level)
    return nil
  }
}

/// A text without blanks at its ends.
func trimmed(_ text: String) -> String {
  func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character.isNewline }
  var rest = text[...]
  while let first = rest.first, isBlank(first) { rest.removeFirst() }
  while let last = rest.last, isBlank(last) { rest.removeLast() }
  return String(rest)
}
