/// Rules and cases from some texts, loaded together: what every command starts from.
public struct Workspace: Sendable {
  public var loaded: Loaded
  /// Profiles of rule files, then of data files, in the order of the texts.
  public var cases: [Case]
  /// The place of each case.
  public var casePlaces: [Span]

  public var set: RuleSet { loaded.set }

  /// Loads rule texts (`.tenet`) and data (`.json`, `.ndjson`, `.csv`), told apart by their paths.
  ///
  /// `read` is asked for imported paths, and paths of one file have to have one `identity`. The diagnostics are sorted by
  /// place; where one is an error, the workspace holds what could be understood.
  public static func load(
    _ inputs: [InputText],
    read: (String) -> Result<[UInt8], ReadFailure> = { _ in .failure(ReadFailure("no such file")) },
    identity: (String) -> String = normalizedPath
  ) -> Diagnosed<Workspace> {
    let texts = inputs.filter { DataFormat(path: $0.path) == nil }
    var result = TenetModel.load(texts, read: read, identity: identity)
    var cases = result.value.set.profiles.map { Case($0) }
    var places = result.value.set.profiles.map { $0.place }
    var titles: [String: Span] = [:]
    if texts.count < inputs.count {
      for profile in result.value.set.profiles { titles[profile.title] = profile.place }
    }
    for input in inputs {
      guard let format = DataFormat(path: input.path) else { continue }
      for profile in result.value.readData(input, format, &result.diagnostics) {
        if let first = titles[profile.title] {
          result.diagnostics.append(.duplicateProfile(profile.title, at: profile.place, first: first))
          continue
        }
        titles[profile.title] = profile.place
        cases.append(Case(profile))
        places.append(profile.place)
      }
    }
    var unread = UnreadFacts(result.value)
    result.diagnostics += unread.ruleWarnings(cases.map { $0.facts }) + cases.flatMap { unread.warnings($0.facts) }
    return Diagnosed(Workspace(loaded: result.value, cases: cases, casePlaces: places), result.diagnostics)
  }
}

/// The formats that profiles come in beside the language itself.
public enum DataFormat: Sendable {
  case json
  case ndjson
  case csv

  /// By the ending of a path; nil for rule files.
  public init?(path: String) {
    let lowered = path.lowercased()
    if lowered.hasSuffix(".json") {
      self = .json
    } else if lowered.hasSuffix(".ndjson") || lowered.hasSuffix(".jsonl") {
      self = .ndjson
    } else if lowered.hasSuffix(".csv") {
      self = .csv
    } else {
      return nil
    }
  }
}

extension Loaded {
  /// Reads a file of data in the vocabulary of the rules; its text becomes a further source.
  mutating func readData(_ input: InputText, _ format: DataFormat, _ diagnostics: inout [Diagnostic]) -> [ProfileCase] {
    let source = Source(name: input.path, bytes: input.bytes)
    let id = SourceID(set.sources.count)
    set.sources.append(source)
    var profiles: [ProfileCase]
    switch format {
    case .json: profiles = reader.readJSONProfiles(source, id: id)
    case .ndjson: profiles = reader.readNDJSONProfiles(source, id: id)
    case .csv: profiles = reader.readCSVProfiles(source, id: id)
    }
    diagnostics += reader.takeDiagnostics()
    return profiles
  }
}

extension Diagnostic {
  static func duplicateProfile(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "duplicate-name", "there are two profiles with the name `\(name)`", at: span, label: "here again",
      others: [Label(first, "the first one")], help: "give one of them another name")
  }
}
