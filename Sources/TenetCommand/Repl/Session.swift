import Tenet

/// What a session of `tenet repl` knows: files, statements typed in, and a profile that changes fact by fact.
///
/// It is text all the way, in canonical form, so that every command can be asked about it as about a file.
struct Session {
  /// The path under which commands find the session's own text.
  static let path = "<session>"
  /// The title of the session's profile.
  static let title = "this session"

  private(set) var files: [String] = []
  /// Rules and declarations that were typed in, one statement each.
  private(set) var statements: [String] = []
  /// The profile's facts, numbers and choices as lines; those that nobody knows begin with `unknown`.
  private(set) var facts: [String] = []
  private(set) var workspace = Workspace.load([]).value
  private(set) var judgement = Judgement(title: Session.title)
  /// Earlier states, for `undo`.
  private var past: [(files: [String], statements: [String], facts: [String])] = []

  /// The session as a text of the language.
  var text: String {
    statements.map { $0 + "\n" }.joined() + "profile \"\(Self.title)\"\n" + facts.map { "  \($0)\n" }.joined()
  }

  var allFiles: [String] { files + [Self.path] }

  var wording: Wording { workspace.wording }

  // MARK: Changes

  mutating func load(_ paths: [String], _ console: inout Console) throws(CommandFailure) {
    let new = paths.filter { !files.contains($0) }
    try change(&console) { $0.files += new }
  }

  /// Takes a rule or a declaration.
  mutating func add(statement: String, _ console: inout Console) throws(CommandFailure) {
    try change(&console) { $0.statements.append(statement) }
  }

  /// Takes a fact; of a number or a choice the new value stands for the old one.
  mutating func assert(_ fact: String, _ console: inout Console) throws(CommandFailure) {
    let line = canonical(fact)
    try change(&console) { state in
      guard let line else { return state.facts.append(fact) }
      state.facts.removeAll { old in
        old == line.text || old == "unknown " + line.text || "unknown " + old == line.text
          || line.name.map { old.hasPrefix($0 + " is ") } ?? false
      }
      state.facts.append(line.text)
    }
  }

  /// Takes a fact back, by any of its spellings, or a number or choice by its name.
  mutating func retract(_ fact: String, _ console: inout Console) throws(CommandFailure) {
    let text = canonical(fact)?.text ?? fact
    let found = facts.firstIndex { line in
      line == text || line == "unknown " + text || line.lowercased().hasPrefix(fact.lowercased() + " is ")
    }
    guard let found else {
      let near = nearest(to: fact, in: facts).map { "did you mean `\($0)`?" }
      throw CommandFailure("`\(fact)` is not among the facts", help: near ?? "`facts` lists them")
    }
    try change(&console) { $0.facts.remove(at: found) }
  }

  /// Starts from the facts of a profile of the files.
  mutating func use(_ profile: String, _ console: inout Console) throws(CommandFailure) {
    let cases = workspace.cases.filter { $0.title != Self.title }
    guard let found = cases.first(where: { $0.title.lowercased() == profile.lowercased() }) else {
      throw unknownProfile(profile, cases)
    }
    let lines = lines(of: found)
    try change(&console) { $0.facts = lines }
  }

  mutating func clear(_ console: inout Console) throws(CommandFailure) { try change(&console) { $0.facts = [] } }

  mutating func undo(_ console: inout Console) throws(CommandFailure) {
    guard let last = past.popLast() else { throw CommandFailure("there is nothing to undo") }
    (files, statements, facts) = last
    try reload(&console)
  }

  /// Reads every file again.
  mutating func reload(_ console: inout Console) throws(CommandFailure) {
    console.session = Array(text.utf8)
    workspace = try Inputs.load(allFiles, &console).workspace
    let judge = Judge(workspace.set)
    judgement = judge.judge(sessionCase, Judge.Options(withTraces: false))
  }

  /// Changes the session, or leaves it as it was where the change cannot be read.
  private mutating func change(
    _ console: inout Console, _ body: (inout (files: [String], statements: [String], facts: [String])) -> Void
  ) throws(CommandFailure) {
    let before = (files: files, statements: statements, facts: facts)
    var after = before
    body(&after)
    (files, statements, facts) = after
    do throws(CommandFailure) {
      try reload(&console)
      past.append(before)
    } catch {
      (files, statements, facts) = before
      console.session = Array(text.utf8)
      throw error
    }
  }

  // MARK: Facts in words

  private var sessionCase: Case {
    workspace.cases.last { $0.title == Self.title } ?? Case(title: Self.title, facts: ProfileFacts())
  }

  /// How a line of a profile is written, and for a number or a choice its name; nil where it cannot be read.
  private func canonical(_ fact: String) -> (text: String, name: String?)? {
    var probe = self
    probe.facts = [fact]
    var texts: [InputText] = []
    for path in (try? expandFolders(files)) ?? [] {
      if let bytes = try? readFile(path) { texts.append(InputText(path: path, bytes: bytes)) }
    }
    let loaded = Workspace.load(
      texts + [InputText(path: Self.path, text: probe.text)], read: readImport, identity: absolutePath)
    guard loaded.isFit else { return nil }
    probe.workspace = loaded.value
    guard let text = probe.lines(of: probe.sessionCase).first else { return nil }
    return (text, probe.name(in: probe.sessionCase))
  }

  /// The name of the number or choice that a case of one line gives.
  private func name(in input: Case) -> String? {
    if let number = input.facts.numbers.first {
      return wording.speller.name(number.number, of: .term(number.subject), .none)
    }
    guard let relation = input.facts.facts.relations.first,
      case .candidates(let choice) = workspace.set.vocabulary.relations[relation.index].role
    else { return nil }
    return workspace.set.vocabulary.choices[choice.index].name
  }

  /// What a case gives, in canonical form.
  private func lines(of input: Case) -> [String] {
    let wording = wording
    var lines = texts(input.facts.facts, wording)
    lines += input.facts.numbers.map { wording.text($0.number, $0.subject, .known($0.value)) }
    var seen: Set<String> = []
    return (lines + texts(input.facts.unknown, wording).map { "unknown " + $0 }).filter { seen.insert($0).inserted }
  }

  private func texts(_ list: FactList, _ wording: Wording) -> [String] {
    var texts: [String] = []
    var start = 0
    for relation in list.relations {
      let end = start + workspace.set.vocabulary.relations[relation.index].arity
      texts.append(wording.speller.text(relation, Array(list.terms[start..<end])))
      start = end
    }
    return texts
  }
}
