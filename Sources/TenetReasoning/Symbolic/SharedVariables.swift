import TenetModel
import TenetText

/// Variables of several symbolic runs over one vocabulary of texts: equal texts are one variable.
package final class SharedVariables {
  package private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]
  /// How the run that is evaluated now writes its facts.
  package var speller: Speller

  package init(_ speller: Speller) { self.speller = speller }

  package func variable(_ toggle: Toggle, _ world: World) -> Int {
    let text: String
    switch toggle {
    case .fact(let statement): text = speller.text(statement.relation, statement.terms)
    case .number(let key, let index):
      let value = world.numbers[key]?[index].decimal ?? .zero
      text = speller.name(key.number, of: .term(key.subject), .none) + " is " + speller.number(value, key.number)
    }
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
