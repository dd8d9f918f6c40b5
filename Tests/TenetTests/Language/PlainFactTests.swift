import TenetSyntax
import TenetText
import Testing

@testable import TenetModel

/// Facts of plain words have a short way of their own. Here every line goes both ways, and all that comes of it is compared:
/// facts with their places, terms and their spellings, memberships, and every error word by word.
@Suite struct PlainFactTests {
  private static let verbs = [
    "verb () links to ()", "verb () sends () to ()", "verb () sells () to ()", "verb () sells ()", "verb points",
    "verb () points north of ()", "verb () points north of the sea ()", "verb () is part of ()", "verb () works at ()",
    "verb () meets () at () by way of ()", "verb (city) borders (city)", "verb (city) has (river)", "verb only uses",
    "verb () leases () from () at ()", "verb number n", "verb a the", "verb runs 2", "verb () moves () from () to ()",
  ]
  private static let others = [
    "kind city: Rome, new york, \"Bonn\"", "kind river: tiber, \"The Rhine\"", "kind town (towns): old town",
    "number points made", "number size in km", "choice mood: one of good, bad otherwise nothing",
    "choice sends off: all of x, y",
  ]
  private static let words = [
    "links", "to", "sends", "sells", "points", "north", "of", "the", "sea", "is", "part", "works", "at", "meets", "by",
    "way", "borders", "has", "owns", "captures", "depends", "on", "only", "uses", "leases", "from", "least", "most",
    "a",
    "an", "n1", "n2", "N1", "node-77", "x", "Rome", "ROME", "new", "york", "Bonn", "tiber", "old", "town", "city",
    "size",
    "mood", "made", "good", "off", "self", "someone", "else", "no", "one", "any", "every", "exactly", "2", "3", "1.5",
    "007",
    "not", "and", "or", "unless", "conflicts", "with", "number", "n", "runs", "moves", "café", "it's", "mood’s",
    "\"x\"",
    "\"Bonn\"", "\"new york\"", "\"\"", "\"two words\"", "\"open", "?x", "_", ",", "(", ")", "=", "≥", "+", "%", "-",
    "&", ";", "→",
    "# c", "unknown", "km", "nothing", "because", "import", "v2", "2x", "'s", "\u{7}", "profile", "expect",
  ]
  private static let lines = [
    "n1 links to n2", "N1 sends Part 7 to new york", "x y z links to a b", "links to n2", "n1 links to", "chews cud",
    "Rome borders new york", "Rome borders x", "borders Rome", "x has tiber", "has tiber", "Rome has \"The Rhine\"",
    "x works at y", "x works at at least 2", "x meets y at z by way of w", "x sells y", "x sells y to z",
    "to to links to to to",
    "x is a city", "zürich is a city", "zürich borders Rome", "x points north of y", "x points north of the sea y",
    "x points y", "points made", "points made is 3", "sends off is x", "sends off x to y", "2 links to 3",
    "x links to 2",
    "x links to y 2", "runs 2 x", "x runs 2 y", "self links to self", "someone links to x", "x links to any city",
    "x links to only y", "only links to y", "no one links to x", "x owns y", "a links to b", "x links to the",
    "the x links to y",
    "x moves y from a to b", "x moves y from b c to d e", "x moves y to a from b", "mood is good", "x's size is 3 km",
    "wheel is part of car", "x leases y from z at most", "number n x", "n1  links\tto   n2", "n1 links to n2 # why",
  ]

  private func vocabulary(_ random: inout SplitMix) -> String {
    var lines: [String] = []
    for line in Self.verbs + Self.others where random.below(3) > 0 { lines.append(line) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ random: inout SplitMix) -> String {
    if random.below(3) == 0 {
      var words = Self.lines[random.below(Self.lines.count)].split(separator: " ").map { String($0) }
      if random.below(2) == 0 {
        let place = random.below(words.count + 1)
        if random.below(3) == 0, place < words.count {
          words.remove(at: place)
        } else {
          words.insert(Self.words[random.below(Self.words.count)], at: place)
        }
      }
      return words.joined(separator: " ")
    }
    return (0...random.below(7)).map { _ in
      Self.words[random.below(Self.words.count)] + (random.below(12) == 0 ? "" : " ")
    }.joined()
  }

  /// What a reader makes of a profile, as text.
  private func read(_ reader: inout ClauseReader, _ source: Source, _ tree: SyntaxTree) -> String {
    guard case .profile(let syntax)? = tree.statements.first?.kind else { return "no profile" }
    reader.text = ReadingText(source: tree.source, bytes: source.bytes, tokens: tree.tokens, base: 0, whole: nil)
    let facts = reader.readCase(syntax.items)
    let terms = (0..<reader.terms.count).map { reader.terms.spelling(of: TermID($0)) }
    return """
      \(facts.facts.relations.map(\.raw)) \(facts.facts.terms.map(\.raw)) \(facts.facts.places)
      \(facts.unknown.relations.map(\.raw)) \(facts.unknown.terms.map(\.raw)) \(facts.numbers)
      \(reader.memberships.pairs.map { "\($0.kind.raw) \($0.term.raw)" })
      \(terms)
      \(reader.takeDiagnostics())
      """
  }

  @Test(arguments: 0..<40)
  func bothWaysReadTheSame(seed: Int) {
    var random = SplitMix(seed: UInt64(1000 + seed))
    let vocabulary = vocabulary(&random)
    let loaded = load([InputText(path: "v.tenet", text: vocabulary)]).value
    var plain = loaded.reader
    var general = loaded.reader
    general.plain = PlainWords()
    for _ in 0..<40 {
      let lines = (0...random.below(5)).map { _ in "  " + line(&random) }.joined(separator: "\n")
      let source = Source(name: "p.tenet", bytes: Array(("profile \"p\"\n" + lines).utf8))
      let id = SourceID(UInt32(1))
      let tree = parse(source, id: id, words: &plain.words).value
      _ = parse(source, id: id, words: &general.words)
      #expect(read(&plain, source, tree) == read(&general, source, tree), "\(vocabulary)\(lines)")
    }
  }

  /// Which of some lines are plain: the comparison above is worth nothing if none is.
  @Test func plainLines() {
    let vocabulary = """
      verb () links to ()
      verb () sends () to ()
      verb () works at ()
      verb (city) borders (city)
      kind city: Rome, Bonn

      """
    var reader = load([InputText(path: "v.tenet", text: vocabulary)]).value.reader
    func isPlain(_ line: String) -> Bool {
      var facts = FactList()
      let phrase = reader.turn(
        to: line, at: Span(source: SourceID(UInt32(0)), start: 0, end: UInt32(line.utf8.count)), startsAt: 0)
      let tokens = reader.text.tokens
      return reader.readPlainFact(phrase, tokens.span, into: &facts) && facts.count == 1
    }
    for line in [
      "n1 links to n2", "N1 sends part 7 to new york", "Rome borders Bonn", "chews cud", "links to x", "depends on y",
      "x y works at z", "to links to to", "\"N 1\" links to \"the end\"", "Rome borders \"Bonn\"",
    ] {
      #expect(isPlain(line), "\(line)")
    }
    for line in [
      "the n1 links to n2", "n1 links to x \"n2\"", "n1 links to \"\"", "n1 links to", "Rome borders x",
      "n1 links to ?x", "x is y",
      "2 links to 3", "x sends y", "someone links to x", "x links to any city",
    ] {
      #expect(!isPlain(line), "\(line)")
    }
  }
}
