import TenetText

extension Layout {
  /// Writes atoms over as few lines as their width allows; lines after the first are indented by `rest`.
  ///
  /// Lines break before `and`, `or` and `otherwise`, after commas, and after comments; what is too wide without any of them
  /// breaks at its parentheses.
  mutating func fill(_ atoms: [Atom], indent: Int, rest: Int, _ last: String?) {
    var line = ""
    var width = 0
    var lineIndent = indent
    var place = 0
    while place < atoms.count {
      var end = unitEnd(atoms, place)
      var unit = text(atoms[place..<end])
      var unitWidth = displayWidth(of: unit)
      if rest + unitWidth > Layout.width {
        end = groupEnd(atoms, place, end)
        unit = text(atoms[place..<end])
        unitWidth = displayWidth(of: unit)
      }
      if !line.isEmpty {
        let isSpaced = atoms[place].isSpaced
        if lineIndent + width + (isSpaced ? 1 : 0) + unitWidth > Layout.width {
          writeLine(indent: lineIndent, line)
          (line, width, lineIndent) = ("", 0, rest)
        } else if isSpaced {
          line += " "
          width += 1
        }
      }
      line += unit
      width += unitWidth
      let atom = atoms[end - 1]
      if atom.breaksLine {
        writeLine(indent: lineIndent, line + (atom.trailing.map { "  " + $0 } ?? ""))
        for comment in atom.below { writeLine(indent: rest, comment) }
        (line, width, lineIndent) = ("", 0, rest)
      }
      place = end
    }
    if !line.isEmpty || last != nil { writeLine(indent: lineIndent, line + (last.map { "  " + $0 } ?? "")) }
  }

  private func text(_ atoms: ArraySlice<Atom>) -> String {
    var text = ""
    for (index, atom) in zip(atoms.indices, atoms) {
      if index > atoms.startIndex, atom.isSpaced { text += " " }
      text += atom.text
    }
    return text
  }

  /// Where the part of a run ends that is behind an opening parenthesis or before a closing one after another.
  private func groupEnd(_ atoms: [Atom], _ start: Int, _ end: Int) -> Int {
    for index in (start + 1)..<max(end, start + 1) {
      let (left, right) = (tokens[atoms[index - 1].token].kind, tokens[atoms[index].token].kind)
      if left == .openParenthesis || left == .closeParenthesis && right == .closeParenthesis { return index }
    }
    return end
  }

  /// Where the run of atoms ends that stays on one line.
  private func unitEnd(_ atoms: [Atom], _ start: Int) -> Int {
    var end = start + 1
    while end < atoms.count, !atoms[end - 1].breaksLine, tokens[atoms[end - 1].token].kind != .comma {
      let token = atoms[end].token
      if isWord(token, KnownWords.and) || isWord(token, KnownWords.or) || isWord(token, KnownWords.otherwise) { break }
      end += 1
    }
    return end
  }
}
