import TenetText

/// One significant token as it will be written.
struct Atom {
  var token: Int
  var text: String
  /// Whether a blank stands before it, where it does not start a line.
  var isSpaced: Bool
  /// Comments behind it, and in lines of their own below it: a new line has to start after them.
  var trailing: String?
  var below: [String] = []

  var breaksLine: Bool { trailing != nil || !below.isEmpty }
  var width: Int { displayWidth(of: text) }
}

extension Layout {
  /// The significant tokens of a range, with the comments between them.
  func atoms(_ start: Int, _ end: Int) -> [Atom] {
    var atoms: [Atom] = []
    var isNewLine = false
    for index in start..<end {
      switch tokens[index].kind {
      case .newline: isNewLine = true
      case .comment:
        if isNewLine {
          atoms[atoms.count - 1].below.append(comment(index))
        } else {
          atoms[atoms.count - 1].trailing = comment(index)
        }
      case .stray, .blank: break
      default:
        atoms.append(Atom(token: index, text: spelling(index), isSpaced: isSpaced(index, after: atoms.last?.token)))
        isNewLine = false
      }
    }
    return atoms
  }

  /// A token as it is written: signs in their one spelling, everything else as it stands.
  private func spelling(_ index: Int) -> String {
    let token = tokens[index]
    switch token.kind {
    case .arrow: return isASCII ? "->" : "→"
    case .atLeast: return isASCII ? ">=" : "≥"
    case .atMost: return isASCII ? "<=" : "≤"
    case .unequal: return isASCII ? "!=" : "≠"
    case .star where isASCII: return "*"
    case .minus where isASCII: return "-"
    default: return String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }
  }

  // MARK: Blanks

  /// Whether a blank stands between a token and the one before it.
  private func isSpaced(_ index: Int, after previous: Int?) -> Bool {
    guard let previous else { return false }
    let (left, right) = (tokens[previous], tokens[index])
    let isApart = left.end < right.start
    switch right.kind {
    case .comma, .colon, .closeParenthesis, .possessive: return false
    case .percent: return left.kind != .number && left.kind != .openParenthesis
    case .openParenthesis: return left.kind != .openParenthesis && !isSign(previous)
    default: break
    }
    switch left.kind {
    case .openParenthesis: return false
    case .plus, .minus: return !isSign(previous)
    case .number: return isApart || right.kind != .word
    default: return true
    }
  }

  /// Whether a plus or minus belongs to the number behind it, rather than between two.
  private func isSign(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .plus || token.kind == .minus else { return false }
    var before = index - 1
    while before >= 0, tokens[before].kind.isTrivia { before -= 1 }
    guard before >= 0 else { return true }
    let isGlued = index + 1 < tokens.count && tokens[index + 1].start == token.end
    switch tokens[before].kind {
    case .number, .percent, .closeParenthesis, .word, .variable, .string, .possessive, .any:
      // `at least -3` and `price -3`: the writer's blanks tell.
      return isGlued && tokens[before].end < token.start
    default: return isGlued
    }
  }
}
