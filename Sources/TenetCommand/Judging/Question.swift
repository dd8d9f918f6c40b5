import Tenet

/// A question about one profile: the rules, and the profile that is meant.
struct Question {
  private(set) var workspace: Workspace
  let judge: Judge
  let input: Case

  /// - Parameter files: the index of the argument that holds the files.
  init(_ invocation: Invocation, files: Int, _ console: inout Console) throws(CommandFailure) {
    workspace = try Inputs.load(invocation.list(files), &console).workspace
    input = try oneProfile(invocation.value("profile"), workspace.cases)
    judge = Judge(workspace.set)
  }

  /// What a text of the command line asks about; mistakes in it end the command.
  mutating func goal(_ text: String, _ console: inout Console) throws(CommandFailure) -> Goal {
    let read = workspace.goal(text)
    console.report(read.diagnostics, in: workspace.set.sources)
    guard let goal = read.value, read.isFit else {
      throw CommandFailure("`\(text)` is nothing that can be asked about")
    }
    return goal
  }
}

/// The profile that a question is about: the one of the name, or the only one.
func oneProfile(_ name: String?, _ cases: [Case]) throws(CommandFailure) -> Case {
  guard let first = cases.first else { throw noProfile }
  if let name {
    guard let found = cases.first(where: { $0.title == name }) else { throw unknownProfile(name, cases) }
    return found
  }
  guard cases.count == 1 else {
    let shown = cases.prefix(8).map { "`\($0.title)`" }.joined(separator: ", ")
    throw CommandFailure(
      "the question is about one profile, and there are \(cases.count)",
      help: "add `--profile NAME`: \(shown)" + (cases.count > 8 ? " and \(cases.count - 8) more" : ""))
  }
  return first
}
