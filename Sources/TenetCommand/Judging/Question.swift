import Tenet

/// A question about one profile: the rules, and the profile that is meant.
struct Question {
  private(set) var workspace: Workspace
  let judge: Judge
  let input: Case
  private let invocation: Invocation
  private let limits: Limits

  /// - Parameter files: the index of the argument that holds the files.
  init(_ invocation: Invocation, files: Int, profile: String? = nil, _ console: inout Console) throws(CommandFailure) {
    self.invocation = invocation
    limits = TenetCommand.limits(invocation)
    if files == 1 { try Question.requireQuotes(invocation.argument(0), invocation.list(files)) }
    workspace = try Inputs.load(invocation.list(files), &console).workspace
    input = try oneProfile(profile ?? invocation.value("profile"), workspace.cases)
    judge = Judge(workspace.set)
  }

  /// Ends the command where the words of a fact stand without quotes, so that all but the first were taken for files.
  private static func requireQuotes(_ first: String, _ files: [String]) throws(CommandFailure) {
    let words = files.prefix { !$0.contains { $0 == "." || $0 == "/" } && $0 != "-" && kind(of: $0) == .missing }
    guard let word = words.first, !first.isEmpty else { return }
    let fact = ([first] + words).joined(separator: " ")
    throw CommandFailure(
      "there is no file `\(word)`", help: "quotes make one fact of several words: `\"\(fact)\"`")
  }

  /// What a text of the command line asks about; mistakes in it end the command.
  ///
  /// - Parameter mayBeNew: whether it may speak of things that neither rules nor profiles mention.
  mutating func goal(_ text: String, mayBeNew: Bool = false, _ console: inout Console) throws(CommandFailure) -> Goal {
    let read = workspace.goal(text)
    console.report(read.diagnostics, in: workspace.set.sources)
    guard let goal = read.value, read.isFit else {
      throw CommandFailure("`\(text)` is nothing that can be asked about")
    }
    if !mayBeNew, let near = nearestKnown(to: goal) {
      throw CommandFailure("nothing here speaks of `\(workspace.wording.text(goal))`", help: "did you mean `\(near)`?")
    }
    return goal
  }

  /// A goal, or behind `not` that it should not hold.
  mutating func negatableGoal(_ text: String, _ console: inout Console) throws(CommandFailure) -> (Goal, Bool) {
    let trimmed = text.drop { $0 == " " }
    guard trimmed.lowercased().hasPrefix("not ") else { return (try goal(text, &console), false) }
    return (try goal(String(trimmed.dropFirst(4)), &console), true)
  }

  func inquiry() throws(CommandFailure) -> Inquiry { try inquiry(about: input) }

  func inquiry(about input: Case) throws(CommandFailure) -> Inquiry {
    let speller = workspace.wording.speller
    guard let inquiry = Inquiry(judge, input, speller: speller, limits: limits) else {
      throw CommandFailure(
        "the members that `\(input.title)` adds to kinds make rules depend on each other in a circle through negation")
    }
    return inquiry
  }

  /// Ends the command where a limit ended the evaluation and so nobody knows whether a goal holds that was not found.
  func requireKnown(_ goal: Goal, _ inquiry: Inquiry) throws(CommandFailure) {
    if inquiry.isWholeRun || inquiry.holds(goal) { return }
    throw CommandFailure(
      "a limit ended the evaluation before it was known whether `\(workspace.wording.text(goal))` holds",
      help: "raise the limit", status: .limit)
  }

  // MARK: Misspelt words

  /// What a fact with a word that occurs nowhere was most likely meant to be.
  private func nearestKnown(to goal: Goal) -> String? {
    guard case .fact(_, let terms) = goal, terms.contains(where: { $0.index >= workspace.set.terms.count }) else {
      return nil
    }
    let speller = workspace.wording.speller
    var known: [String] = []
    for clause in workspace.set.program.clauses {
      for atom in clause.atoms where atom.isGround && workspace.set.program.roles[atom.relation.index] == .verb {
        known.append(speller.text(atom, .none))
      }
    }
    return nearest(to: workspace.wording.text(goal), in: known)
  }

  // MARK: Answers

  /// Writes an answer in the format that was asked for.
  func write(
    _ console: inout Console, page: (Wording) -> AnswerPage, json: (inout JSONWriter, Wording) -> Void
  ) throws(CommandFailure) {
    let sink = try ResultSink(invocation)
    let wording = workspace.wording
    var output: [UInt8] = []
    switch invocation.value("format") ?? "text" {
    case "json":
      var writer = JSONWriter(.pretty)
      json(&writer, wording)
      writer.endLine()
      output = writer.bytes
    case "markdown": page(wording).appendMarkdown(wording, to: &output)
    default: page(wording).appendText(wording, sink.palette(console), width: sink.width(console), to: &output)
    }
    try sink.write(output, &console)
    try sink.finish()
  }

  /// Status 3 where a limit kept an answer from being complete.
  static func status(_ bounds: [Bound]) -> ExitStatus { bounds.contains { $0 != .answers } ? .limit : .fine }
}

extension HornClause {
  /// The facts that it reads and concludes.
  fileprivate var atoms: [Atom] {
    var atoms: [Atom] = []
    if case .fact(let head) = head { atoms.append(head) }
    for literal in body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): atoms.append(atom)
      case .compare, .same: continue
      }
    }
    return atoms
  }
}

extension Atom {
  fileprivate var isGround: Bool {
    places.allSatisfy { if case .term = $0 { return true } else { return false } }
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
