/// Makes random sentences of a grammar; the same seed makes the same ones.
///
/// In the lexical part symbols touch; elsewhere blanks, and now and then comments or continued lines, stand between them.
struct SentenceGenerator {
  let grammar: EBNF
  private let byName: [String: EBNF.Production]
  private let keywords: Set<String>
  private var random: SplitMix
  private var output = ""
  private var depth = 0

  init(_ grammar: EBNF, seed: UInt64) {
    self.grammar = grammar
    byName = Dictionary(uniqueKeysWithValues: grammar.productions.map { ($0.name, $0) })
    keywords = Set(grammar.terminals.flatMap { $0.split(separator: " ").map { $0.lowercased() } })
    random = SplitMix(seed: seed)
  }

  /// A sentence of the production.
  mutating func sentence(of name: String) -> String {
    output = ""
    depth = 0
    emit(.name(name))
    return output
  }

  private mutating func emit(_ form: EBNF.Form) {
    switch form {
    case .terminal(let text): symbol(text)
    case .special(let description): symbol(vocabulary(description))
    case .name(let name): production(name)
    case .sequence(let forms): for form in forms { emit(form) }
    case .alternatives(let forms): emit(depth > 12 ? simplest(forms) : forms[random.below(forms.count)])
    case .optional(let form): if random.below(depth > 12 ? 8 : 3) == 0 { emit(form) }
    case .repeated(let form): for _ in 0..<random.below(depth > 12 ? 1 : 3) { emit(form) }
    }
  }

  private mutating func production(_ name: String) {
    guard let production = byName[name] else { return symbol(name) }
    if production.isLexical { return symbol(lexeme(name)) }
    depth += 1
    emit(production.form)
    depth -= 1
  }

  /// Where a sentence has grown deep: a way out without brackets and signs.
  private mutating func simplest(_ forms: [EBNF.Form]) -> EBNF.Form {
    let flat = forms.filter { form in
      if case .sequence = form { return false } else { return true }
    }
    return flat.isEmpty ? forms[random.below(forms.count)] : flat[random.below(flat.count)]
  }

  private mutating func symbol(_ text: String) {
    if text == "\n" || text == "\n  " {
      output += text
      return
    }
    if !output.isEmpty, output.last != "\n", !output.hasSuffix("\n  "), text != "'s" { output += blank() }
    output += text
  }

  /// What may stand between two symbols.
  private mutating func blank() -> String {
    let mayContinue = ["→", "->", ",", ":", "(", " and", " or"].contains { output.hasSuffix($0) }
    switch random.below(24) {
    case 0: return "   "
    case 1 where mayContinue: return " # a remark\n    "
    case 2 where mayContinue: return "\n      "
    default: return " "
    }
  }

  /// A random lexeme that is no keyword.
  private mutating func lexeme(_ name: String) -> String {
    while true {
      var text = ""
      spell(.name(name), into: &text, depth: 0)
      if !keywords.contains(text.lowercased()) { return text }
    }
  }

  private mutating func spell(_ form: EBNF.Form, into text: inout String, depth: Int) {
    switch form {
    case .terminal(let part): text += part
    case .special(let description): text += character(description)
    case .name(let name): if let production = byName[name] { spell(production.form, into: &text, depth: depth + 1) }
    case .sequence(let forms): for form in forms { spell(form, into: &text, depth: depth) }
    case .alternatives(let forms): spell(forms[random.below(forms.count)], into: &text, depth: depth)
    case .optional(let form): if random.below(2) == 0 { spell(form, into: &text, depth: depth) }
    case .repeated(let form): for _ in 0..<random.below(5) { spell(form, into: &text, depth: depth) }
    }
  }

  private mutating func character(_ description: String) -> String {
    let choices: [String]
    if description.hasPrefix("a letter") {
      choices = ["b", "q", "x", "Z", "é", "ß", "λ", "Ж", "語"]
    } else if description.hasPrefix("the number of") {
      choices = ["9", "e9", "1F642", "10fFfF"]
    } else {
      choices = ["a", " ", "'", "#", "→", "(", "%", "é", "🙂"]
    }
    return choices[random.below(choices.count)]
  }

  /// What stands for a word that the vocabulary decides on.
  private mutating func vocabulary(_ description: String) -> String {
    let choices: [String]
    switch description {
    case "NEWLINE": choices = ["\n", "\n", "\n\n", "\n# a remark\n"]
    case "INDENT": choices = ["\n  "]
    case "VERB": choices = ["owns", "captures", "depends on", "sells", "routes through"]
    case "PREPOSITION": choices = ["to", "through"]
    case "KIND": choices = ["layer", "layers", "route"]
    case "NUMBER": choices = ["control score", "partner usage share"]
    case "CHOICE": choices = ["control point"]
    default: choices = ["?"]
    }
    let choice = choices[random.below(choices.count)]
    if description == "NEWLINE" { output += choice.dropLast() }
    return description == "NEWLINE" ? "\n" : choice
  }
}
