/// Rules that are ready to judge: the door to Tenet for a Swift program.
///
/// ```swift
/// var book = try RuleBook(text: "owns interface → captures habit")
/// let lab = try book.profile("Northwind", facts: ["owns interface"])
/// let verdict = book.judge(lab)
/// verdict.conclusions.map(\.fact)           // ["captures habit"]
/// try book.why("captures habit", lab)       // the proof, as text
/// ```
///
/// A value: copies are independent and may be used from any thread. Loading costs what reading and resolving the texts
/// costs; judging costs what the rules that can fire cost. The same input gives the same answers in the same order.
public struct RuleBook: Sendable {
  /// Everything that was loaded, for what this door has no handle for.
  public private(set) var workspace: Workspace
  let judge: Judge

  /// Rules, vocabulary, examples and profiles from several texts. `read` is asked for imports, by path.
  ///
  /// - Throws: ``RuleBookError`` with every error of the texts.
  public init(
    _ texts: [InputText],
    read: (String) -> Result<[UInt8], ReadFailure> = { _ in .failure(ReadFailure("no such file")) }
  ) throws(RuleBookError) {
    let loaded = Workspace.load(texts, read: read)
    guard loaded.isFit else { throw RuleBookError(loaded.diagnostics, loaded.value.set.sources) }
    workspace = loaded.value
    judge = Judge(loaded.value.set)
  }

  /// Rules from one text.
  public init(text: String, named name: String = "rules.tenet") throws(RuleBookError) {
    try self.init([InputText(path: name, text: text)])
  }

  /// The profiles that the texts hold.
  public var profiles: [Case] { workspace.cases }

  /// A profile made by a program: facts are clauses, numbers values with or without unit.
  ///
  /// - Throws: ``RuleBookError`` where a fact, number or choice does not fit the vocabulary; nothing is changed then.
  public mutating func profile(
    _ title: String, facts: [String], numbers: [(name: String, value: String)] = [],
    choices: [(name: String, pick: String)] = [], unknown: [String] = []
  ) throws(RuleBookError) -> Case {
    var json = JSONWriter()
    json.beginObject()
    json.member("profile", title)
    json.member("facts", facts)
    json.member("unknown", unknown)
    json.key("numbers")
    json.beginObject()
    for number in numbers { json.member(number.name, number.value) }
    json.endObject()
    json.key("choices")
    json.beginObject()
    for choice in choices { json.member(choice.name, choice.pick) }
    json.endObject()
    json.endObject()
    return try profile(json: json.bytes, named: title)
  }

  /// A profile in JSON, in the form that the command reads.
  public mutating func profile(json: [UInt8], named name: String = "profile") throws(RuleBookError) -> Case {
    var loaded = workspace.loaded
    var diagnostics: [Diagnostic] = []
    let read = loaded.readData(InputText(path: name, bytes: json), .json, &diagnostics)
    guard diagnostics.allSatisfy({ $0.severity != .error }), let profile = read.first else {
      throw RuleBookError(diagnostics, loaded.set.sources)
    }
    workspace.loaded = loaded
    return Case(profile)
  }

  /// Reads what a question is about; the text becomes one of the sources.
  mutating func ask(_ goal: String) -> Diagnosed<Goal?> { workspace.goal(goal) }

  /// What the rules say about a profile.
  public func judge(_ profile: Case) -> Verdict { Verdict(judge.judge(profile), workspace.wording) }

  /// Why something holds for a profile, as text; nil where it does not hold.
  ///
  /// - Parameter goal: a fact, the name of a number, a choice or a conflict.
  /// - Throws: ``RuleBookError`` where `goal` names nothing that can be asked about.
  public func why(_ goal: String, _ profile: Case, width: Int = 80) throws(RuleBookError) -> String? {
    var asked = workspace
    let read = asked.goal(goal)
    guard let goal = read.value, read.isFit else { throw RuleBookError(read.diagnostics, asked.set.sources) }
    guard let explanation = judge.why(goal, profile) else { return nil }
    var output: [UInt8] = []
    WhyText(asked.wording, palette: Palette(isColored: false), width: width).append(explanation, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

/// What is wrong with texts, facts or questions.
public struct RuleBookError: Error, Sendable, CustomStringConvertible {
  /// Every error and warning, in the order of the texts.
  public let diagnostics: [Diagnostic]
  /// All of them with their source lines, for people.
  public let description: String

  init(_ diagnostics: [Diagnostic], _ sources: [Source]) {
    self.diagnostics = diagnostics
    description = String(decoding: DiagnosticRenderer(sources: sources).text(of: diagnostics), as: UTF8.self)
  }
}

/// What rules say about a profile, in words; `judgement` has the same as ids, with the traces.
public struct Verdict: Sendable {
  /// One derived fact.
  public struct Conclusion: Sendable {
    /// In canonical form: `captures habit`.
    public let fact: String
    public let certainty: Certainty
    /// Whether an `outcome` line names it.
    public let isOutcome: Bool
    /// The rule of its least proof, its reason and sources.
    public let rule: String?
    public let because: String?
    public let sources: [String]
  }

  /// By stratum, then in the order of the rules.
  public let conclusions: [Conclusion]
  /// The names of the conflicts that hold.
  public let conflicts: [String]
  /// The picks of each choice; empty where it is nothing.
  public let choices: [(name: String, picked: [String])]
  /// The value of each number that rules conclude, with its unit.
  public let numbers: [(name: String, value: String)]
  public let judgement: Judgement

  init(_ judgement: Judgement, _ wording: Wording) {
    self.judgement = judgement
    conclusions = judgement.conclusions.map { fact in
      let rule = wording.set.rules[fact.rule.index]
      return Conclusion(
        fact: wording.text(fact.statement), certainty: fact.certainty, isOutcome: fact.isOutcome, rule: rule.name,
        because: rule.because, sources: rule.sources)
    }
    conflicts = judgement.conflicts.map { wording.name(ofConflict: wording.set.rules[$0.rule.index]) }
    choices = judgement.choices.map { choice in
      (wording.set.vocabulary.choices[choice.choice.index].name, choice.picked.map { wording.spelled($0) })
    }
    numbers = judgement.numbers.compactMap { number in
      guard let value = number.value else { return nil }
      let name = wording.speller.name(number.number, of: .term(number.subject), .none)
      return (name, wording.speller.number(value, number.number))
    }
  }
}
