import TenetSyntax
import TenetText

extension ClauseReader {
  /// Reads profiles in JSON: one object, or an array of them.
  public mutating func readJSONProfiles(_ source: Source, id: SourceID) -> [ProfileCase] {
    let value: JSONValue
    do {
      value = try parseJSON(source.bytes)
    } catch {
      report(error.diagnostic(in: id))
      return []
    }
    let objects = value.array ?? [value]
    return objects.enumerated().compactMap { index, object in
      readJSONProfile(object, source.bytes, id, number: index + 1)
    }
  }

  /// Reads profiles, one JSON object a line; blank lines are passed over.
  public mutating func readNDJSONProfiles(_ source: Source, id: SourceID) -> [ProfileCase] {
    var profiles: [ProfileCase] = []
    for line in source.lineStarts.indices {
      let range = source.lineRange(line)
      if !source.bytes[range].contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) { continue }
      do {
        let value = try parseJSON(source.bytes, in: range)
        if let profile = readJSONProfile(value, source.bytes, id, number: line + 1) { profiles.append(profile) }
      } catch {
        report(error.diagnostic(in: id))
      }
    }
    return profiles
  }

  /// Reads one profile; nil where the value is no object.
  public mutating func readJSONProfile(
    _ value: JSONValue, _ bytes: [UInt8], _ source: SourceID, number: Int
  ) -> ProfileCase? {
    guard let members = value.members else {
      report(.jsonShape("a profile is an object, and this is \(value.sort)", at: value.span(in: source)))
      return nil
    }
    var profile = ProfileCase(
      title: "profile \(number)", place: value.span(in: source), facts: ProfileFacts(), memberships: [])
    memberships = CaseMembers()
    // Members of kinds come first: other facts may rely on them.
    for member in members where member.key == "facts" { readMemberships(member.value, bytes, source, &profile.facts) }
    for member in members { read(member, bytes, source, &profile) }
    profile.memberships = memberships.pairs
    memberships = CaseMembers()
    profile.facts.termCount = terms.count
    return profile
  }

  private mutating func read(_ member: JSONMember, _ bytes: [UInt8], _ source: SourceID, _ profile: inout ProfileCase) {
    switch member.key {
    case "profile":
      guard let title = member.value.string else {
        return report(
          .jsonShape(
            "`profile` is the profile's name, and this is \(member.value.sort)", at: member.value.span(in: source)))
      }
      profile.title = title
    case "facts":
      eachString(member, source) { reader, text, value in
        if ClauseReader.saysMembership(text) { return }
        reader.readFactText(
          text, at: value.span(in: source), startsAt: ClauseReader.plainStart(value, text, bytes), isUnknown: false,
          into: &profile.facts)
      }
    case "unknown":
      eachString(member, source) { reader, text, value in
        reader.readFactText(
          text, at: value.span(in: source), startsAt: ClauseReader.plainStart(value, text, bytes), isUnknown: true,
          into: &profile.facts)
      }
    case "numbers": readNumbers(member, source, &profile.facts)
    case "choices": readChoices(member, source, &profile.facts)
    default:
      let known = ["profile", "facts", "numbers", "choices", "unknown"]
      report(.unknownKey(member.key, nearest: nearest(to: member.key, in: known), at: member.keySpan(in: source)))
    }
  }

  private mutating func readMemberships(
    _ value: JSONValue, _ bytes: [UInt8], _ source: SourceID, _ facts: inout ProfileFacts
  ) {
    for element in value.array ?? [] {
      guard let text = element.string, ClauseReader.saysMembership(text) else { continue }
      readFactText(
        text, at: element.span(in: source), startsAt: ClauseReader.plainStart(element, text, bytes), isUnknown: false,
        into: &facts)
    }
  }

  private static func saysMembership(_ text: String) -> Bool {
    // Most texts have no `is` at all, and a look at the bytes is enough.
    guard hasIs(text) else { return false }
    let words = text.lowercased().split(separator: " ")
    return words.indices.dropFirst().contains { words[$0 - 1] == "is" && (words[$0] == "a" || words[$0] == "an") }
  }

  private static func hasIs(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if last | 32 == UInt8(ascii: "i"), byte | 32 == UInt8(ascii: "s") { return true }
      last = byte
    }
    return false
  }

  /// Where the text of a string starts, if it stands in the file without escapes.
  private static func plainStart(_ value: JSONValue, _ text: String, _ bytes: [UInt8]) -> UInt32? {
    Int(value.end - value.start) == text.utf8.count + 2 ? value.start + 1 : nil
  }

  private mutating func eachString(
    _ member: JSONMember, _ source: SourceID, _ body: (inout ClauseReader, String, JSONValue) -> Void
  ) {
    guard let elements = member.value.array else {
      return report(
        .jsonShape(
          "`\(member.key)` is an array of strings, and this is \(member.value.sort)", at: member.value.span(in: source))
      )
    }
    for element in elements {
      guard let text = element.string else {
        report(.jsonShape("a fact is a string, and this is \(element.sort)", at: element.span(in: source)))
        continue
      }
      body(&self, text, element)
    }
  }

  /// `NAME: VALUE` members, read as `NAME is VALUE`.
  private mutating func readNumbers(_ member: JSONMember, _ source: SourceID, _ facts: inout ProfileFacts) {
    guard let members = member.value.members else {
      return report(
        .jsonShape("`numbers` is an object, and this is \(member.value.sort)", at: member.value.span(in: source)))
    }
    for entry in members {
      guard let value = numberText(entry, source) else { continue }
      let span = entry.keySpan(in: source).union(entry.value.span(in: source))
      readFactText(entry.key + " is " + value, at: span, startsAt: nil, isUnknown: false, into: &facts)
    }
  }

  /// The text of a number, given as a string with its unit or as a bare number.
  private mutating func numberText(_ entry: JSONMember, _ source: SourceID) -> String? {
    let place = entry.value.span(in: source)
    switch entry.value.content {
    case .string(let text): return text
    case .number(let text):
      switch parseDecimal(Array(text.utf8)[...], isJSON: true) {
      case .success(let number): return number.description
      case .failure(let failure):
        report(.numberDoesNotFit(text, failure.reason, at: entry.keySpan(in: source).union(place)))
      }
    default:
      report(.jsonShape("the value of `\(entry.key)` is \(entry.value.sort), and it has to be a number", at: place))
    }
    return nil
  }

  private mutating func readChoices(_ member: JSONMember, _ source: SourceID, _ facts: inout ProfileFacts) {
    guard let members = member.value.members else {
      return report(
        .jsonShape("`choices` is an object, and this is \(member.value.sort)", at: member.value.span(in: source)))
    }
    for entry in members {
      let span = entry.keySpan(in: source).union(entry.value.span(in: source))
      for pick in entry.value.array ?? [entry.value] {
        guard let text = pick.string else {
          report(
            .jsonShape("the pick of `\(entry.key)` is a string, and this is \(pick.sort)", at: pick.span(in: source)))
          continue
        }
        readFactText(entry.key + " is " + text, at: span, startsAt: nil, isUnknown: false, into: &facts)
      }
    }
  }
}

extension Diagnostic {
  static func jsonShape(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "profile-shape", message, at: span,
      help:
        "write {\"profile\": \"NAME\", \"facts\": [\"owns interface\"], \"numbers\": {}, \"choices\": {}, \"unknown\": []}"
    )
  }

  static func unknownKey(_ key: String, nearest: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      "unknown-key", "a profile has no key `\(key)`", at: span,
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "the keys are `profile`, `facts`, `numbers`, `choices` and `unknown`")
  }
}
