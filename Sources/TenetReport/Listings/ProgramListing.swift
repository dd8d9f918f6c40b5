import TenetEngine
import TenetModel
import TenetText

/// The Horn clauses of a rule set in the order of their evaluation, under the step that runs them.
///
/// Variables that the rule does not name are `?1`, `?2` and so on; `#12` is a relation that only the program has.
public struct ProgramListing: Sendable {
  private let set: RuleSet
  private let speller: Speller

  public init(_ wording: Wording) {
    set = wording.set
    speller = wording.speller
  }

  public var text: String {
    var listing = ""
    for step in set.program.schedule {
      switch step {
      case .derive(let clauses, let isRecursive, let stratum):
        listing += "stratum \(stratum)" + (isRecursive ? ", to a fixed point" : "") + "\n"
        for clause in clauses { listing += "  " + line(clause) + "\n" }
      case .settleNumber(let number, let stratum):
        listing += "stratum \(stratum)\n  settle \(set.vocabulary.numbers[number.index].name)\n"
      case .settleChoice(let choice, let stratum):
        listing += "stratum \(stratum)\n  settle \(set.vocabulary.choices[choice.index].name)\n"
      }
    }
    return listing
  }

  /// The loops that run each clause, the outermost first.
  public var plans: String {
    let compiled = CompiledProgram(set.program)
    var listing = ""
    for clause in set.program.clauses.indices {
      listing += line(clause) + "\n"
      for step in compiled.planSteps(of: clause) {
        listing += "  " + step.action
        if let literal = step.literal { listing += "  " + text(set.program.clauses[clause].body[literal], clause) }
        listing += "\n"
      }
    }
    return listing
  }

  private func line(_ index: Int) -> String {
    let clause = set.program.clauses[index]
    let body = clause.body.map { text($0, index) }.joined(separator: ", ")
    return "\(index): \(text(clause.head, index))" + (body.isEmpty ? "" : " ← " + body)
  }

  private func binding(_ index: Int) -> Speller.Binding {
    let clause = set.program.clauses[index]
    let named = clause.rule.index < set.rules.count ? set.rules[clause.rule.index].variables : []
    let hidden = max(0, clause.variableCount - named.count)
    return Speller.Binding(names: named + (0..<hidden).map { String($0 + 1) })
  }

  private func text(_ head: HornClause.Head, _ index: Int) -> String {
    if case .fact(let atom) = head { return text(atom, index) }
    return speller.text(head, binding(index))
  }

  private func text(_ atom: Atom, _ index: Int) -> String {
    guard set.vocabulary.relations[atom.relation.index].role == .auxiliary else {
      return speller.text(atom, binding(index))
    }
    let places = atom.places.map { speller.term($0, binding(index)) }
    return "#\(atom.relation.raw)(\(places.joined(separator: ", ")))"
  }

  private func text(_ literal: Literal, _ index: Int) -> String {
    switch literal {
    case .match(let atom): return text(atom, index)
    case .bind(let atom): return "bind " + text(atom, index)
    case .count(let atom, let test): return text(test, atom, index)
    case .compare(let left, let comparison, let right, let holds):
      let text = speller.text(left, binding(index)) + " \(comparison.sign) " + speller.text(right, binding(index))
      return holds ? text : "not \(text)"
    case .same(let left, let right, let holds):
      return speller.term(left, binding(index)) + (holds ? " is " : " is not ") + speller.term(right, binding(index))
    }
  }

  private func text(_ test: CountTest, _ atom: Atom, _ index: Int) -> String {
    guard let place = test.place else { return "not " + text(atom, index) }
    var text = "count place \(place) of \(text(atom, index))"
    if let kind = test.kind, case .kind(let id) = set.vocabulary.relations[kind.index].role {
      text += " in \(set.vocabulary.kinds[id.index].name)"
    }
    if let excluded = test.excluding { text += " without \(speller.term(excluded, binding(index)))" }
    switch test.bound {
    case .atLeast(let count): return text + " ≥ \(count)"
    case .atMost(let count): return text + " ≤ \(count)"
    case .exactly(let count): return text + " = \(count)"
    case .notExactly(let count): return text + " ≠ \(count)"
    case .every: return text + ": every"
    case .notEvery: return text + ": not every"
    }
  }
}
