import TenetSyntax
import TenetText

/// Writes facts, clauses and numbers in their canonical form: the form that reads back as the same thing.
///
/// Words as first spelled, single blanks, no articles, no `has` for the profile's own properties, `self` left out as a
/// subject, quotes exactly where the bare text would be read as something else.
public struct Speller: Sendable {
  public let vocabulary: Vocabulary
  public let terms: TermTable
  let words: WordTable
  let known: KnownWords
  private let texts = FactTexts()

  public init(_ reader: ClauseReader) {
    vocabulary = reader.vocabulary
    terms = reader.terms
    words = reader.words
    known = reader.known
  }

  /// How variables are written: by value where they have one, else by name.
  public struct Binding: Sendable {
    public var names: [String]
    public var values: [TermID?]

    public init(names: [String], values: [TermID?] = []) {
      self.names = names
      self.values = values
    }

    public static var none: Binding { Binding(names: []) }
  }

  // MARK: Facts

  /// A fact, a pick (`control point is interface`) or a membership (`interface is a layer`).
  public func text(_ relation: RelationID, _ arguments: [TermID]) -> String {
    texts.text(relation, arguments) { text(Atom(relation, arguments.map { .term($0) }), .none) }
  }

  public func text(_ atom: Atom, _ binding: Binding) -> String {
    switch vocabulary.relations[atom.relation.index].role {
    case .verb: return factText(atom.relation, subject: nil, atom.places, binding)
    case .kind(let kind):
      return term(atom.places[0], binding) + " is " + withArticle(vocabulary.kinds[kind.index].name)
    case .candidates(let choice), .picks(let choice):
      return vocabulary.choices[choice.index].name + " is " + term(atom.places[0], binding)
    case .auxiliary: return "#\(atom.relation.raw)"
    }
  }

  /// `objects` overrides how places after the subject are written, for quantifiers.
  private func factText(
    _ relation: RelationID, subject: String?, _ places: [Operand], _ binding: Binding, objects: [Int: String] = [:]
  ) -> String {
    let shape = vocabulary.relations[relation.index]
    let who =
      subject
      ?? (places[0] == .term(.self) || value(places[0], binding) == .self ? "" : subjectText(places[0], binding))
    let isProperty = relation == vocabulary.has && who.isEmpty
    var text = who
    if !isProperty { text += (text.isEmpty ? "" : " ") + shape.verb }
    for index in 1..<places.count {
      if index > 1 { text += " " + shape.prepositions[index - 2] }
      if !text.isEmpty { text += " " }
      text += objects[index] ?? objectText(places[index], relation, isProperty: isProperty, binding)
    }
    return text
  }

  func withArticle(_ kind: String) -> String {
    let vowels: [Character] = ["a", "e", "i", "o", "u", "A", "E", "I", "O", "U"]
    return (kind.first.map { vowels.contains($0) } == true ? "an " : "a ") + kind
  }

  // MARK: Terms

  func value(_ operand: Operand, _ binding: Binding) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return slot < binding.values.count ? binding.values[slot] : nil
    case .any: return nil
    }
  }

  func variableText(_ operand: Operand, _ binding: Binding) -> String {
    if case .variable(let slot) = operand { return slot < binding.names.count ? "?" + binding.names[slot] : "_" }
    return "_"
  }

  private func subjectText(_ operand: Operand, _ binding: Binding) -> String {
    guard let term = value(operand, binding) else { return variableText(operand, binding) }
    return isPlain(term) && !holdsVerb(term) && !isSubjectQuantifier(term) ? terms.spelling(of: term) : quoted(term)
  }

  private func objectText(_ operand: Operand, _ relation: RelationID, isProperty: Bool, _ binding: Binding) -> String {
    guard let term = value(operand, binding) else { return variableText(operand, binding) }
    let isBare =
      isPlain(term) && !startsWithQuantifier(term) && !holdsPreposition(term, relation)
      && (isProperty ? !holdsVerb(term) && !isSubjectQuantifier(term) && !isName(term) : !lengthensVerb(term, relation))
    return isBare ? terms.spelling(of: term) : quoted(term)
  }

  /// A term where no verb is near.
  public func term(_ operand: Operand, _ binding: Binding) -> String {
    guard let term = value(operand, binding) else { return variableText(operand, binding) }
    return self.term(term)
  }

  public func term(_ term: TermID) -> String { isPlain(term) ? terms.spelling(of: term) : quoted(term) }

  public func quoted(_ term: TermID) -> String { Speller.quoted(terms.spelling(of: term)) }

  /// A text as a string of the language.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.value < 32 || scalar.value == 127 {
          result += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  // MARK: Numbers

  public func number(_ value: ExactDecimal, _ number: NumberID) -> String {
    value.description + unitSuffix(vocabulary.numbers[number.index].unit)
  }

  func unitSuffix(_ unit: String?) -> String {
    guard let unit else { return "" }
    return unit == "%" ? unit : " " + unit
  }

  /// `partner usage share`, or with a subject `cloud partner's usage share`.
  public func name(_ number: NumberID, of subject: Operand, _ binding: Binding) -> String {
    let name = vocabulary.numbers[number.index].name
    if value(subject, binding) == .self { return name }
    return subjectText(subject, binding) + "'s " + name
  }
}

// MARK: What would be read as something else

extension Speller {
  /// The words of a term, or nil where only quotes can write it.
  private func runOfWords(_ term: TermID) -> [WordID]? {
    guard terms.isRunOfWords(term) else { return nil }
    return terms.spelling(of: term).split(separator: " ").compactMap { words.find(String($0)) }
  }

  /// Whether the lexer takes the spelling apart into the words of the term, none of them reserved.
  private func isPlain(_ term: TermID) -> Bool {
    if term == .self { return true }
    guard terms.isRunOfWords(term) else { return false }
    let pieces = terms.spelling(of: term).split(separator: " ")
    var last: WordID?
    for (index, piece) in pieces.enumerated() {
      guard isWord(piece, isFirst: index == 0), let word = words.find(String(piece)), !known.isReserved(word) else {
        return false
      }
      if last == known.conflicts, word == known.with { return false }
      last = word
    }
    return true
  }

  /// A letter first (a digit in later words), then letters, digits, `-`, `_` and inner apostrophes.
  private func isWord(_ piece: Substring, isFirst: Bool) -> Bool {
    var previous: Unicode.Scalar?
    for scalar in piece.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      let isDigit = scalar.value >= 48 && scalar.value <= 57
      guard let before = previous else {
        if !isLetter, isFirst || !isDigit { return false }
        previous = scalar
        continue
      }
      switch scalar {
      case "-", "_", "'", "’": break
      case ">" where before == "-": return false
      case ".": if isFirst || !isDigitStart(piece) { return false }
      default: if !isLetter, !isDigit, scalar.properties.generalCategory != .nonspacingMark { return false }
      }
      previous = scalar
    }
    return previous != "'" && previous != "’" && previous != "."
  }

  private func isDigitStart(_ piece: Substring) -> Bool { piece.utf8.first.map { $0 >= 48 && $0 <= 57 } == true }

  /// The longest verb at each place of a term.
  private func holdsVerb(_ term: TermID) -> Bool {
    guard let run = runOfWords(term) else { return false }
    for start in run.indices {
      var node = PhraseTrie.root
      for word in run[start...] {
        guard let next = terms.trie.step(node, word) else { break }
        node = next
        if vocabulary.isVerb(node) { return true }
      }
    }
    return false
  }

  /// Whether a verb and the first words of its object make a longer verb.
  private func lengthensVerb(_ term: TermID, _ relation: RelationID) -> Bool {
    guard let run = runOfWords(term) else { return false }
    var node = PhraseTrie.root
    for piece in vocabulary.relations[relation.index].verb.split(separator: " ") {
      guard let word = words.find(String(piece)), let next = terms.trie.step(node, word) else { return false }
      node = next
    }
    for word in run {
      guard let next = terms.trie.step(node, word) else { return false }
      node = next
      if vocabulary.isVerb(node) { return true }
    }
    return false
  }

  /// Whether a preposition of the verb stands in the term.
  private func holdsPreposition(_ term: TermID, _ relation: RelationID) -> Bool {
    let verb = vocabulary.relations[relation.index].verb
    guard vocabulary.longestPrepositionCount > 0, let run = runOfWords(term) else { return false }
    for other in vocabulary.verbRelations where vocabulary.relations[other.index].verb == verb {
      for wanted in vocabulary.prepositionNodes[other.index] where Speller.holds(wanted, run, terms.trie) {
        return true
      }
    }
    return false
  }

  private static func holds(_ wanted: PhraseTrie.Node, _ run: [WordID], _ trie: PhraseTrie) -> Bool {
    for start in run.indices {
      var node = PhraseTrie.root
      for word in run[start...] {
        guard let next = trie.step(node, word) else { break }
        node = next
        if node == wanted { return true }
      }
    }
    return false
  }

  private func startsWithQuantifier(_ term: TermID) -> Bool {
    guard let run = runOfWords(term), run.count > 1 else { return false }
    if run[0] == known.any || run[0] == known.no || run[0] == known.every || run[0] == known.only { return true }
    if run[0] == known.exactly { return true }
    return run[0] == known.at && (run[1] == known.least || run[1] == known.most)
  }

  private func isSubjectQuantifier(_ term: TermID) -> Bool {
    guard let run = runOfWords(term), let first = run.first else { return false }
    if first == known.someone { return run.count == 1 || (run.count == 2 && run[1] == known.else) }
    return first == known.no && run.count > 1 && run[1] == known.one
  }

  /// Whether the term is the name of a number or a choice, or starts as an `unknown` line does.
  private func isName(_ term: TermID) -> Bool {
    let spelling = terms.spelling(of: term)
    if spelling.lowercased() == "unknown" || spelling.lowercased().hasPrefix("unknown ") { return true }
    return vocabulary.numbers.contains { $0.name == spelling } || vocabulary.choices.contains { $0.name == spelling }
  }
}

// MARK: Clauses

extension Speller {
  public func text(_ clause: Clause, _ binding: Binding) -> String {
    switch clause.meaning {
    case .fact(let pattern): return text(pattern, binding)
    case .compare(let left, let comparison, let right):
      return text(left, binding) + " " + comparison.sign + " " + text(right, unitOf: left, binding)
    case .same(let left, let right, let negated):
      return term(left, binding) + (negated ? " is not " : " is ") + term(right, binding)
    case .member(let subject, let kind, let negated):
      return subjectText(subject, binding) + (negated ? " is not " : " is ")
        + withArticle(vocabulary.kinds[kind.index].name)
    case .choice(let choice, let option, let negated):
      return vocabulary.choices[choice.index].name + (negated ? " is not " : " is ") + term(option, binding)
    }
  }

  private func subjectText(_ subject: Subject, _ binding: Binding) -> String {
    switch subject {
    case .operand(let operand): return subjectText(operand, binding)
    case .someone: return "someone"
    case .someoneElse: return "someone else"
    case .noOne: return "no one"
    case .noOneElse: return "no one else"
    }
  }

  public func text(_ pattern: FactPattern, _ binding: Binding) -> String {
    text(pattern, binding, replacing: nil, with: "")
  }

  /// As ``text(_:_:)``, one object written in other words.
  func text(_ pattern: FactPattern, _ binding: Binding, replacing place: Int?, with words: String) -> String {
    var subject: String?
    var first = Operand.term(.self)
    if case .operand(let operand) = pattern.subject {
      first = operand
    } else {
      subject = subjectText(pattern.subject, binding)
    }
    var objects: [Int: String] = [:]
    if let quantified = pattern.quantifier {
      objects[quantified.place + 1] = text(
        quantified.quantifier, pattern.objects[quantified.place], pattern.relation, binding)
    }
    if let place { objects[place + 1] = words }
    return factText(pattern.relation, subject: subject, [first] + pattern.objects, binding, objects: objects)
  }

  private func text(
    _ quantifier: FactPattern.Quantifier, _ operand: Operand, _ relation: RelationID, _ binding: Binding
  ) -> String {
    switch quantifier {
    case .anyOf(let kind): return "any " + vocabulary.kinds[kind.index].name
    case .noneOf(let kind): return "no " + vocabulary.kinds[kind.index].name
    case .every(let kind): return "every " + vocabulary.kinds[kind.index].name
    case .atLeast(let count, let kind): return "at least " + counted(count, kind)
    case .atMost(let count, let kind): return "at most " + counted(count, kind)
    case .exactly(let count, let kind): return "exactly " + counted(count, kind)
    case .only: return "only " + objectText(operand, relation, isProperty: false, binding)
    }
  }

  func counted(_ count: Int, _ kind: KindID) -> String {
    let kind = vocabulary.kinds[kind.index]
    return "\(count) " + (count == 1 ? kind.name : kind.plural)
  }

  public func text(_ head: HornClause.Head, _ binding: Binding) -> String {
    switch head {
    case .fact(let atom): return text(atom, binding)
    case .set(let number, let subject, let value):
      return name(number, of: subject, binding) + " is "
        + text(value, unitOf: .number(number, subject: subject), binding)
    case .add(let number, let subject, let value):
      return "add " + text(value, unitOf: .number(number, subject: subject), binding) + " to "
        + name(number, of: subject, binding)
    }
  }

  /// A condition; parentheses where the reading needs them.
  public func text(_ condition: Condition, _ clauses: [Clause], _ binding: Binding) -> String {
    switch condition {
    case .clause(let index): return text(clauses[index], binding)
    case .not(let inner):
      let text = text(inner, clauses, binding)
      if case .clause = inner { return "not " + text }
      return "not (" + text + ")"
    case .and(let parts):
      return parts.map { part in
        if case .or = part { return "(" + text(part, clauses, binding) + ")" }
        return text(part, clauses, binding)
      }.joined(separator: " and ")
    case .or(let parts): return parts.map { text($0, clauses, binding) }.joined(separator: " or ")
    }
  }

  // MARK: Expressions

  public func text(_ expression: Expression, _ binding: Binding) -> String { text(expression, unitOf: nil, binding) }

  /// A literal gets the unit of the number that it is compared with.
  func text(_ expression: Expression, unitOf other: Expression?, _ binding: Binding) -> String {
    text(expression, unit: unit(of: expression) ?? other.flatMap { unit(of: $0) }, level: 0, binding)
  }

  private func unit(of expression: Expression) -> String? {
    switch expression {
    case .literal: return nil
    case .number(let number, _): return vocabulary.numbers[number.index].unit
    case .negate(let inner): return unit(of: inner)
    case .add(let left, let right), .subtract(let left, let right): return unit(of: left) ?? unit(of: right)
    case .multiply, .divide: return nil
    }
  }

  private func text(_ expression: Expression, unit: String?, level: Int, _ binding: Binding) -> String {
    let text: String
    let own: Int
    switch expression {
    case .literal(let value): return value.description + unitSuffix(unit)
    case .number(let number, let subject): return name(number, of: subject, binding)
    case .negate(let inner): return "-" + self.text(inner, unit: unit, level: 3, binding)
    case .add(let left, let right):
      own = 1
      text = self.text(left, unit: unit, level: 1, binding) + " + " + self.text(right, unit: unit, level: 2, binding)
    case .subtract(let left, let right):
      own = 1
      text = self.text(left, unit: unit, level: 1, binding) + " - " + self.text(right, unit: unit, level: 2, binding)
    case .multiply(let left, let right):
      own = 2
      text = self.text(left, unit: nil, level: 2, binding) + " * " + self.text(right, unit: nil, level: 3, binding)
    case .divide(let left, let right):
      own = 2
      text = self.text(left, unit: nil, level: 2, binding) + " / " + self.text(right, unit: nil, level: 3, binding)
    }
    return own < level ? "(" + text + ")" : text
  }
}

extension Comparison {
  public var sign: String {
    switch self {
    case .less: return "<"
    case .atMost: return "≤"
    case .equal: return "is"
    case .unequal: return "is not"
    case .atLeast: return "≥"
    case .greater: return ">"
    }
  }
}
