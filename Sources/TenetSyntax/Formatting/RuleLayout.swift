import TenetText

extension Layout {
  /// Writes a rule or a conflict: on one line where that holds it, else with its parts on lines of their own.
  mutating func writeRule(_ atoms: [Atom], _ statement: Statement, _ last: String?, isAlone: Bool) {
    if let line = oneLine(atoms), line.width <= Layout.width {
      if isAlone, let arrow = line.arrow {
        waiting.append(left: arrow.left, right: arrow.right, comment: last)
        return
      }
      return writeLine(indent: 0, line.text + (last.map { "  " + $0 } ?? ""))
    }
    var start = 0
    let colon = nameEnd(atoms, statement)
    if colon > 0 {
      fill(Array(atoms[0..<colon]), indent: 0, rest: 2, nil)
      start = colon
    }
    var indent = colon > 0 ? 2 : 0
    while start < atoms.count {
      var end = start + 1
      while end < atoms.count, !startsPart(atoms, end) { end += 1 }
      let isHead = startsPart(atoms, start)
      fill(Array(atoms[start..<end]), indent: indent, rest: isHead ? 4 : 2, end == atoms.count ? last : nil)
      indent = 2
      start = end
    }
  }

  /// How many atoms `rule NAME:` takes; 0 without a name.
  private func nameEnd(_ atoms: [Atom], _ statement: Statement) -> Int {
    guard case .rule(let rule) = statement.kind, rule.name != nil else { return 0 }
    return (atoms.firstIndex { tokens[$0.token].kind == .colon } ?? -1) + 1
  }

  /// Whether an atom is the arrow, `unless` or `conflicts with`.
  private func startsPart(_ atoms: [Atom], _ index: Int) -> Bool {
    let token = atoms[index].token
    if tokens[token].kind == .arrow || isWord(token, KnownWords.unless) { return true }
    return isWord(token, KnownWords.conflicts) && index + 1 < atoms.count
      && isWord(atoms[index + 1].token, KnownWords.with)
  }

  /// Atoms as one line, unless a comment stands between them.
  private func oneLine(_ atoms: [Atom]) -> (text: String, width: Int, arrow: (left: String, right: String)?)? {
    var text = ""
    var left: String?
    for (number, atom) in atoms.enumerated() {
      if atom.breaksLine { return nil }
      if tokens[atom.token].kind == .arrow { left = text }
      if number > 0, atom.isSpaced { text += " " }
      text += atom.text
    }
    let arrow = left.map { ($0, String(decoding: text.utf8.dropFirst($0.utf8.count + 1), as: UTF8.self)) }
    return (text, displayWidth(of: text), arrow)
  }
}
