import TenetModel
import TenetSyntax
import TenetText

let unusedVariable = Check(
  .use, "unused-variable", "a variable stands only once in its rule",
  why:
    "A variable joins two places. One that stands once joins nothing: `_` says the same, and a misspelt variable shows here.",
  wrong: "?a depends on ?b and ?a owns ?c → ?a faces ?b\n",
  right: "?a depends on ?b and ?a owns _ → ?a faces ?b\n",
  found: ["kind layer: interface\nowns ?l → weak\n", "?a uses ?thing and ?b uses ?thing → common, weak\n"],
  passed: [
    "number score\nowns ?l → add 1 to score\n", "?a depends on ?b → ?b controls ?a\n",
    "kind layer: x, y\n?a owns at least 2 layers → weak\n",
  ]
) { linting in
  for rule in linting.set.rules {
    if rule.conclusions.contains(where: { if case .add = $0.head { return true } else { return false } }) { continue }
    let tree = linting.tree(of: rule.place)
    var counts = Array(repeating: 0, count: rule.variables.count)
    var places: [Span?] = Array(repeating: nil, count: rule.variables.count)
    for token in tokens(of: tree, in: rule.place) where token.kind == .variable {
      guard let slot = rule.variables.firstIndex(of: linting.set.words.text(of: token.word)) else { continue }
      counts[slot] += 1
      places[slot] = Span(source: rule.place.source, start: token.start, end: token.end)
    }
    for slot in counts.indices where counts[slot] == 1 && !isCounted(slot, rule) {
      guard let place = places[slot] else { continue }
      linting.report(
        "the variable `?\(rule.variables[slot])` stands only once in its rule", at: place, help: "write `_`",
        // The text of a conflict is printed, and names it where it has no name.
        fixes: [Diagnostic.Fix(place, "_", isSafe: !rule.isConflict)])
    }
  }
}

/// The tokens of a statement; found by bisection.
func tokens(of tree: SyntaxTree, in place: Span) -> ArraySlice<Token> {
  var low = 0
  var high = tree.tokens.count
  while low < high {
    let middle = (low + high) / 2
    if tree.tokens[middle].start < place.start { low = middle + 1 } else { high = middle }
  }
  var end = low
  while end < tree.tokens.count, tree.tokens[end].start < place.end { end += 1 }
  return tree.tokens[low..<end]
}

/// Whether the variable stands beside a quantifier, where `_` would count for all subjects together.
private func isCounted(_ slot: Int, _ rule: Rule) -> Bool {
  for clause in rule.clauses {
    guard case .fact(let pattern) = clause.meaning, pattern.quantifier != nil else { continue }
    if pattern.subject == .operand(.variable(slot)) || pattern.objects.contains(.variable(slot)) { return true }
  }
  return false
}
