import TenetText

/// Finds facts of profiles that no rule speaks of, and that are a slip of the pen away from what some rule speaks of; and
/// conditions of rules that are a slip in a verb away from what they were meant to say.
///
/// A fact is left alone where each of its terms stands in some rule or declaration, or in a place where a condition takes
/// any term: nothing forbids to say more than rules ask for.
public struct UnreadFacts {
  private let set: RuleSet
  private let reader: ClauseReader
  private var mentioned = TermSet()
  /// The terms that rules and declarations mention, in order.
  private var known: [TermID] = []
  /// For each place of each relation whether some condition takes any term there.
  private var isOpen: [[Bool]]
  private var seen: Set<Fact> = []
  /// Facts that are still looked at: whoever gives more has not typed them.
  private var budget = 2_000
  /// Facts that are still compared with all terms.
  private var comparisons = 40

  /// Properties in rules that are still looked at.
  private var properties = 2_000

  /// A verb, and of how many words it is.
  private struct Verb {
    var text: String
    var wordCount: Int
  }

  /// Each once, in the order of their declarations.
  private lazy var verbs = UnreadFacts.verbs(of: set.vocabulary)

  public init(_ loaded: Loaded) {
    set = loaded.set
    reader = loaded.reader
    isOpen = set.vocabulary.relations.map { Array(repeating: false, count: $0.arity) }
    for kind in set.vocabulary.kinds { for member in kind.members { mentioned.insert(member) } }
    for choice in set.vocabulary.choices { for option in choice.options { mentioned.insert(option) } }
    for clause in set.program.clauses {
      if case .fact(let head) = clause.head { note(head, isCondition: false) }
      for literal in clause.body {
        switch literal {
        case .match(let atom), .bind(let atom), .count(let atom, _): note(atom, isCondition: true)
        case .compare, .same: continue
        }
      }
    }
    mentioned.insert(.self)
    known = (0..<reader.terms.count).map { TermID($0) }.filter { mentioned.contains($0) }
  }

  private static func verbs(of vocabulary: Vocabulary) -> [Verb] {
    var named: Set<String> = []
    return vocabulary.verbRelations.compactMap { relation in
      let text = vocabulary.relations[relation.index].verb
      guard named.insert(text).inserted else { return nil }
      return Verb(text: text, wordCount: text.split(separator: " ").count)
    }
  }

  private mutating func note(_ atom: Atom, isCondition: Bool) {
    for (place, operand) in atom.places.enumerated() {
      if case .term(let term) = operand {
        mentioned.insert(term)
      } else if isCondition {
        isOpen[atom.relation.index][place] = true
      }
    }
  }

  /// A warning for each fact that may be misspelt, told once.
  public mutating func warnings(_ facts: ProfileFacts) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for list in [facts.facts, facts.unknown] {
      var start = 0
      for (index, relation) in list.relations.enumerated() {
        let end = start + set.vocabulary.relations[relation.index].arity
        defer { start = end }
        budget -= 1
        if budget < 0 { return warnings }
        guard isStrange(relation, list.terms[start..<end]) else { continue }
        let fact = Fact(relation, Array(list.terms[start..<end]))
        guard seen.insert(fact).inserted, let meant = meant(by: fact) else { continue }
        warnings.append(.unreadFact(Speller(reader).text(relation, fact.terms), meant: meant, at: list.places[index]))
      }
    }
    return warnings
  }

  private func isStrange(_ relation: RelationID, _ terms: ArraySlice<TermID>) -> Bool {
    guard relation.index < isOpen.count, case .verb = set.vocabulary.relations[relation.index].role else {
      return false
    }
    for (place, term) in terms.enumerated() where !isOpen[relation.index][place] && !mentioned.contains(term) {
      return true
    }
    return false
  }

  /// A warning for each condition that is a property as it stands, and would be about terms that the rules or these profiles
  /// know if a verb in it were spelled right.
  public mutating func ruleWarnings(_ profiles: [ProfileFacts]) -> [Diagnostic] {
    let before = mentioned
    defer { mentioned = before }
    for profile in profiles.prefix(100) {
      for term in profile.facts.terms.prefix(1_000) + profile.unknown.terms.prefix(1_000) { mentioned.insert(term) }
    }
    var warnings: [Diagnostic] = []
    var told = TermSet()
    for rule in set.rules {
      for clause in rule.clauses {
        guard case .fact(let pattern) = clause.meaning, pattern.relation == set.vocabulary.has,
          pattern.quantifier == nil,
          pattern.subject == .operand(.term(.self)), case .term(let term)? = pattern.objects.first,
          !told.contains(term), !isQuoted(clause.place)
        else { continue }
        told.insert(term)
        properties -= 1
        if properties < 0 { return warnings }
        guard let meant = withOtherVerb(Fact(pattern.relation, [.self, term]), inRule: true) else {
          continue
        }
        warnings.append(.misspeltVerb(reader.terms.spelling(of: term), meant: meant, at: clause.place))
      }
    }
    return warnings
  }

  private func isQuoted(_ place: Span) -> Bool {
    set.sources[place.source.index].bytes[Int(place.start)] == UInt8(ascii: "\"")
  }

  // MARK: What was meant

  private mutating func meant(by fact: Fact) -> String? {
    comparisons -= 1
    if comparisons < 0 { return nil }
    return withIs(fact) ?? withOtherVerb(fact) ?? withOtherTerm(fact)
  }

  /// A property that gives a number or a choice its value as soon as `is` stands in it: `age 30 years`.
  private func withIs(_ fact: Fact) -> String? {
    guard fact.relation == set.vocabulary.has, fact.terms.first == .self else { return nil }
    let text = reader.terms.spelling(of: fact.terms[1])
    for name in set.vocabulary.numbers.map({ $0.name }) + set.vocabulary.choices.map({ $0.name }) {
      guard text.count > name.count, text.lowercased().hasPrefix(name.lowercased() + " ") else { continue }
      let meant = name + " is " + text.dropFirst(name.count + 1)
      var reader = reader
      if reader.readFact(meant, source: SourceID(set.sources.count)) != nil { return meant }
    }
    return nil
  }

  /// A property that is a clause as soon as some words of it are those of a verb: `ownss interface`.
  private mutating func withOtherVerb(_ fact: Fact, inRule: Bool = false) -> String? {
    guard fact.relation == set.vocabulary.has, fact.terms.first == .self, fact.terms.count == 2 else { return nil }
    let words = reader.terms.spelling(of: fact.terms[1]).split(separator: " ").map(String.init)
    for verb in verbs {
      let count = verb.wordCount
      for start in 0..<max(0, words.count - count) {
        let written = count == 1 ? words[start] : words[start..<start + count].joined(separator: " ")
        guard isSlip(written, of: verb.text) else { continue }
        // `need money` in a rule may be meant as it stands: a noun looks like a verb without its last letter.
        if inRule, written.lowercased() + "s" == verb.text.lowercased() { continue }
        let text = (words[..<start] + [verb.text] + words[(start + count)...]).joined(separator: " ")
        var reader = reader
        guard case .fact(let relation, let terms)? = reader.readGoal(text, source: SourceID(set.sources.count)),
          relation.index < isOpen.count, relation != fact.relation, !isStrange(relation, terms[...])
        else { continue }
        // What a short verb is said of has to be known: `users guide` has nothing to do with `uses`.
        let isKnown = terms.allSatisfy { $0.index < reader.terms.count && mentioned.contains($0) }
        guard isKnown || (!inRule && verb.text.count >= 8) else { continue }
        return Speller(reader).text(relation, terms)
      }
    }
    return nil
  }

  /// The fact with a term that is close to a strange one and that some condition asks for in its place.
  private func withOtherTerm(_ fact: Fact) -> String? {
    for (place, term) in fact.terms.enumerated() where !mentioned.contains(term) && !isOpen[fact.relation.index][place]
    {
      let spelling = reader.terms.spelling(of: term)
      for other in known where isSlip(spelling, of: reader.terms.spelling(of: other)) {
        var meant = fact
        meant.terms[place] = other
        if isRead(meant) { return Speller(reader).text(meant.relation, meant.terms) }
      }
    }
    return nil
  }

  /// Whether some condition asks for the fact.
  private func isRead(_ fact: Fact) -> Bool {
    set.program.clauses.contains { clause in
      clause.body.contains { literal in
        switch literal {
        case .match(let atom), .bind(let atom), .count(let atom, _):
          return atom.relation == fact.relation
            && zip(atom.places, fact.terms).allSatisfy { place, term in
              if case .term(let wanted) = place { wanted == term } else { true }
            }
        case .compare, .same: return false
        }
      }
    }
  }
}

extension Diagnostic {
  static func misspeltVerb(_ property: String, meant: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "misspelt-verb", .warning, "`\(property)` is read as a property", at: span,
      help: "did you mean `\(meant)`? If it is a property, put it in quotes")
  }

  static func unreadFact(_ fact: String, meant: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "unread-fact", .warning, "no rule speaks of `\(fact)`", at: span, help: "did you mean `\(meant)`?")
  }
}
