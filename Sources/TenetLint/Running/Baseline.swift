import TenetText

/// Findings that were there before: whoever starts to lint an old rule set fails only on what is new.
///
/// A baseline is the JSON of an earlier run. Findings are told apart by check, file and message, not by line, so that
/// edits above them do not make them new.
public struct Baseline: Sendable {
  private var counts: [String: Int] = [:]

  /// Reads the JSON of `lint --format json`; nil where it is none.
  ///
  /// - Parameter identity: the same for all paths of one file, such as `rules.tenet` and `./rules.tenet`.
  public init?(_ bytes: [UInt8], identity: (String) -> String) {
    guard let value = try? parseJSON(bytes), let findings = value["findings"]?.array else { return nil }
    var files: [String: String] = [:]
    for finding in findings {
      guard let check = finding["check"]?.string, let file = finding["file"]?.string,
        let message = finding["message"]?.string
      else { return nil }
      let known = files[file] ?? identity(file)
      files[file] = known
      counts[Baseline.key(check, known, message), default: 0] += 1
    }
  }

  /// Takes the finding off the baseline; false where it is new. The file is named by its identity.
  public mutating func take(_ diagnostic: Diagnostic, file: String) -> Bool {
    let key = Baseline.key(diagnostic.code, file, diagnostic.message)
    guard let count = counts[key], count > 0 else { return false }
    counts[key] = count - 1
    return true
  }

  private static func key(_ check: String, _ file: String, _ message: String) -> String {
    check + "\u{0}" + file + "\u{0}" + withoutLines(message)
  }

  /// Rules without a name are called by their lines, which move.
  private static func withoutLines(_ message: String) -> String {
    var kept: [Substring] = []
    for word in message.split(separator: " ") {
      let isNumber = kept.last == "line" && word.allSatisfy { $0.isNumber || $0 == "," }
      kept.append(isNumber ? "N" : word)
    }
    return kept.joined(separator: " ")
  }
}
