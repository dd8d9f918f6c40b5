import TenetModel
import TenetText

extension ProfileSpace {
  /// The smallest profile for which the function is true; nil where there is none.
  package func witness(_ node: Node, _ speller: Speller, _ reader: ClauseReader) -> Witness? {
    guard let chosen = diagram.smallest(node) else { return nil }
    var facts = ProfileFacts()
    facts.termCount = reader.terms.count
    var lines: [String] = []
    let place = Span(source: SourceID(UInt32.max), start: 0, end: 0)
    for index in chosen {
      switch variables[index] {
      case .fact(let relation, let terms):
        facts.facts.append(relation, terms, at: place)
        lines.append(speller.text(relation, terms))
      case .number(let number, let subject, let value):
        facts.numbers.append(.init(number, subject: subject, value: value, place: place))
        lines.append(speller.name(number, of: .term(subject), .none) + " is " + speller.number(value, number))
      }
    }
    return Witness(lines: lines, input: Case(title: "witness", facts: facts))
  }
}
