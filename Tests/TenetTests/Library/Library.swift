import Foundation

/// The files of `Rules/`, as text.
enum Library {
  /// The project's own folder.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path

  static let folder = project + "/Rules"

  /// The text of a file of `Rules/`; empty where there is none.
  static func read(_ path: String) -> String {
    (try? String(contentsOfFile: folder + "/" + path, encoding: .utf8)) ?? ""
  }

  /// The rule files right in a folder of `Rules/`, by name.
  static func files(_ path: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + path)) ?? []
    return names.filter { $0.hasSuffix(".tenet") }.sorted().map { path + "/" + $0 }
  }

  /// Statements: what starts in the first column, with the lines indented under it.
  static func blocks(of text: String) -> [String] {
    var result: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.hasPrefix(" "), !result.isEmpty {
        result[result.count - 1] += "\n" + line
      } else {
        result.append(String(line))
      }
    }
    return result
  }

  /// The names of the rules in a folder, in the order of its files.
  static func ruleNames(_ path: String) -> [String] { rules(path).map(\.name) }

  /// The rules of `labs` whose source holds the paragraph, in the order in which `labs.tenet` imports their files.
  static func rules(citing paragraph: String) -> [String] {
    let order = read("labs/labs.tenet").matches(of: /import "([^"]+)"/).map { "labs/" + $0.1 }
    return order.flatMap { rules(in: $0) }
      .filter { $0.source.split(separator: ",").contains { String($0).trimmed == paragraph } }
      .map(\.name)
  }

  /// The titles of the statements that begin with a keyword.
  static func titles(of keyword: String, in files: [String]) -> [String] {
    files.flatMap { file in
      blocks(of: read(file)).filter { $0.hasPrefix(keyword + " \"") }
        .compactMap { $0.firstMatch(of: /"([^"]+)"/).map { String($0.1) } }
    }
  }

  private static func rules(_ path: String) -> [(name: String, source: String)] {
    files(path).flatMap { rules(in: $0) }
  }

  private static func rules(in file: String) -> [(name: String, source: String)] {
    blocks(of: read(file)).compactMap { block in
      guard let name = block.firstMatch(of: /^rule ([\w-]+):/)?.1 else { return nil }
      return (String(name), block.firstMatch(of: /\n  source "([^"]*)"/).map { String($0.1) } ?? "")
    }
  }
}
