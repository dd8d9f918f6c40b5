import TenetSyntax
import TenetText

/// Writes facts, clauses and numbers in their canonical form: the form that reads back as the same thing.
///
/// Words as first spelled, single blanks, no articles, no `has` for the profile's own properties, `self` left out as a
/// subject, quotes exactly where the bare text would be read as something else.
public final class Speller: Sendable {
  public let vocabulary: Vocabulary
  public let terms: TermTable
  let words: WordTable
  let known: KnownWords
  private let texts = FactTexts()
  let readings = TermReadings()

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
  func factText(
    _ relation: RelationID, subject: String?, _ places: [Operand], _ binding: Binding, objects: [Int: String] = [:]
  ) -> String {
    let shape = vocabulary.relations[relation.index]
    let who =
      subject
      ?? (places[0] == .term(.self) || value(places[0], binding) == .self ? "" : subjectText(places[0], binding))
    let isProperty = relation == vocabulary.has && who.isEmpty
    var text = who
    if !isProperty { text += (text.isEmpty ? "" : " ") + shape.verb }
    let divides = objects.isEmpty && divides(relation, places, binding)
    for index in 1..<places.count {
      if index > 1 { text += " " + shape.prepositions[index - 2] }
      if !text.isEmpty { text += " " }
      text += objects[index] ?? objectText(places[index], relation, isProperty: isProperty, divides: divides, binding)
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

  func subjectText(_ operand: Operand, _ binding: Binding) -> String {
    guard let term = value(operand, binding) else { return variableText(operand, binding) }
    return isPlain(term) && !holdsVerb(term) && !isSubjectQuantifier(term) ? terms.spelling(of: term) : quoted(term)
  }

  /// - Parameter divides: the words of the clause come apart at its prepositions even where terms hold some.
  func objectText(
    _ operand: Operand, _ relation: RelationID, isProperty: Bool, divides: Bool, _ binding: Binding
  ) -> String {
    guard let term = value(operand, binding) else { return variableText(operand, binding) }
    let isBare =
      isPlain(term) && !startsWithQuantifier(term) && (divides || !holdsPreposition(term, relation))
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
