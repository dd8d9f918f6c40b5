/// A grammar in the notation of ISO/IEC 14977, with the examples that follow its productions.
struct EBNF {
  /// One way of forming symbols.
  indirect enum Form: Equatable {
    case terminal(String)
    /// `? described in words ?`
    case special(String)
    case name(String)
    case sequence([Form])
    case alternatives([Form])
    case optional(Form)
    case repeated(Form)
  }

  struct Production {
    var name: String
    var form: Form
    var examples: [Example]
    /// Whether its symbols touch.
    var isLexical: Bool
  }

  /// A whole file, and the part of it that shows the production.
  struct Example {
    var text: String
    /// Character offsets in `text`.
    var part: Range<Int>
  }

  var productions: [Production]

  /// The production of a name.
  func production(_ name: String) -> Production? { productions.first { $0.name == name } }

  /// Every distinct terminal of the syntactic part, in the order of the text.
  var terminals: [String] {
    var result: [String] = []
    func visit(_ form: Form) {
      switch form {
      case .terminal(let text):
        if !result.contains(text) { result.append(text) }
      case .special, .name: break
      case .sequence(let forms), .alternatives(let forms): forms.forEach(visit)
      case .optional(let form), .repeated(let form): visit(form)
      }
    }
    for production in productions where !production.isLexical { visit(production.form) }
    return result
  }

  /// Every name that a production uses.
  var usedNames: [String] {
    var result: [String] = []
    func visit(_ form: Form) {
      switch form {
      case .name(let name): result.append(name)
      case .terminal, .special: break
      case .sequence(let forms), .alternatives(let forms): forms.forEach(visit)
      case .optional(let form), .repeated(let form): visit(form)
      }
    }
    for production in productions { visit(production.form) }
    return result
  }
}

/// What is wrong with a grammar's own text.
struct EBNFError: Error, CustomStringConvertible {
  var description: String
}
