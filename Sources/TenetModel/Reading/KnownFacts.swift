import TenetText

/// What texts of data files were read as: tables and lists of profiles repeat the same few facts, and each is read once.
///
/// Only what was read without a word of complaint is kept, and no membership: what a fact means may hang on those.
struct KnownFacts: Sendable {
  /// What a text says, and which of its bytes say it.
  struct Entry: Sendable {
    enum Meaning: Sendable {
      case fact(RelationID, [TermID])
      case number(ProfileFacts.GivenNumber)
    }

    var meaning: Meaning
    var start: UInt32
    var end: UInt32
  }

  /// Data that repeats itself does so early; more texts than this would only cost memory.
  private static let most = 20_000
  private var entries: [String: Entry] = [:]

  subscript(text: String) -> Entry? { entries[text] }

  mutating func keep(_ entry: Entry, for text: String) {
    if entries.count < Self.most { entries[text] = entry }
  }
}

extension ProfileFacts {
  /// Adds what a text says that stands in a source at a place.
  mutating func append(_ entry: KnownFacts.Entry, at place: Span) {
    switch entry.meaning {
    case .fact(let relation, let terms): facts.append(relation, terms, at: place)
    case .number(var number):
      number.place = place
      numbers.append(number)
    }
  }

  /// What was added behind these many facts, terms and numbers, where it is one thing.
  func meaning(behind count: (facts: Int, terms: Int, numbers: Int)) -> KnownFacts.Entry.Meaning? {
    if facts.count == count.facts + 1, numbers.count == count.numbers {
      return .fact(facts.relations[count.facts], Array(facts.terms[count.terms...]))
    }
    if facts.count == count.facts, numbers.count == count.numbers + 1 { return .number(numbers[count.numbers]) }
    return nil
  }
}
