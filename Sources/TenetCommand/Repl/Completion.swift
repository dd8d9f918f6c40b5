import Tenet

/// What the tabulator completes in a session.
struct Completion {
  /// Whole phrases, in the order in which they are offered.
  let candidates: [String]

  init(_ session: Session) {
    var words = ["load", "use", "assert", "retract", "facts", "rules", "reset", "undo", "reload", "help", "quit"]
    words += CommandName.allCases.filter { $0 != .repl }.map(\.rawValue)
    let wording = session.wording
    let vocabulary = wording.set.vocabulary
    words += session.facts + session.judgement.conclusions.map { wording.text($0.statement) }
    words += vocabulary.verbRelations.map { vocabulary.relations[$0.index].verb }
    words += vocabulary.kinds.flatMap { $0.members.map { wording.speller.term($0) } }
    words += vocabulary.numbers.map(\.name) + vocabulary.choices.map(\.name)
    words += session.workspace.cases.map(\.title).filter { $0 != Session.title }
    words += wording.set.rules.compactMap(\.name)
    var seen: Set<String> = []
    candidates = words.filter { $0.utf8.count > 1 && seen.insert($0).inserted }
  }

  /// How a line may go on: the longest end of it that starts some candidate, and those candidates.
  ///
  /// The end begins with a word. A line of no such end has no completions.
  static func completions(of line: [Character], _ candidates: [String]) -> (start: Int, found: [String]) {
    for start in line.indices where start == 0 || line[start - 1] == " " {
      let end = String(line[start...]).lowercased()
      if end.isEmpty || line[start] == " " { continue }
      let found = candidates.filter { $0.lowercased().hasPrefix(end) && $0.count > end.count }
      if !found.isEmpty { return (start, found) }
    }
    return (line.count, [])
  }

  /// How the last word of a line may go on as a path, where nothing else does or a command in front takes files.
  static func paths(of line: [Character]) -> (start: Int, found: [String]) {
    let start = (line.lastIndex(of: " ") ?? -1) + 1
    let word = String(line[start...])
    let (folder, name) = splitPath(word)
    let prefix = String(word.dropLast(name.count))
    var found: [String] = []
    for entry in names(in: folder) where entry.hasPrefix(name) {
      let isFolder = kind(of: folder + "/" + entry) == .folder
      let path = prefix + entry + (isFolder ? "/" : "")
      if path != word { found.append(path) }
    }
    return (start, found)
  }

  /// Whether what stands in front of the cursor is a file's name rather than a fact.
  static func takesFiles(_ line: [Character]) -> Bool {
    let words = String(line).split(separator: " ", omittingEmptySubsequences: false)
    return words.count > 1 && ["load", "diff", "verify", "fmt", "lint", "test"].contains(String(words[0]))
  }

  /// What all candidates begin with.
  static func common(_ candidates: [String]) -> String {
    guard var prefix = candidates.first else { return "" }
    for candidate in candidates.dropFirst() {
      while !candidate.lowercased().hasPrefix(prefix.lowercased()) { prefix.removeLast() }
    }
    return prefix
  }
}
