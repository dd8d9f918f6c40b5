import TenetModel
import TenetText

let unusedConclusion = Check(
  .use, "unused-conclusion", "a conclusion is no outcome, and no rule reads it",
  why:
    "Where a file says which conclusions count, one that does not count and leads nowhere is lost work, or a misspelt term.",
  wrong: "outcome captures\nowns interface → captures habit, sticky\n",
  right: "outcome captures, sticky\nowns interface → captures habit, sticky\n",
  found: [
    "outcome captures\nowns interface → sticky\nsticki → captures habit\n",
    "number fee\noutcome captures\nrich → fee is 5\nann's fee > 10 → captures habit\n",
  ],
  passed: [
    "owns interface → sticky\n", "outcome captures\nowns interface → sticky\nsticky and big → captures habit\n",
    "number fee\noutcome captures\nrich → ann's fee is 5\n?p owns it and ?p's fee > 3 → captures habit\n",
    "number fee\noutcome captures\nrich → add 5 to ann's fee\nfee < 3 → captures habit\n",
  ]
) { linting in
  let set = linting.set
  guard !set.outcomes.isEmpty else { return }
  let readers = ReadIndex(set.program)
  for rule in set.rules where !rule.isConflict {
    for conclusion in rule.conclusions where !isOutcome(conclusion.head, set) && !readers.isRead(conclusion.head) {
      linting.report(
        "no rule reads `\(linting.text(rule, conclusion.head))`, and it is no outcome", at: conclusion.place,
        help: "add it to `outcome`, or take it away")
    }
  }
}

private func isOutcome(_ head: HornClause.Head, _ set: RuleSet) -> Bool {
  set.outcomes.contains { outcome in
    switch (head, outcome) {
    case (.set(let number, _, _), .number(let other)), (.add(let number, _, _), .number(let other)):
      return number == other
    case (.fact(let atom), .relation(let relation)): return atom.relation == relation
    case (.fact(let atom), .choice(let choice)): return set.vocabulary.choices[choice.index].candidates == atom.relation
    case (.fact(let atom), .atom(let other)):
      return atom.relation == other.relation
        && zip(atom.places, other.places).dropFirst().allSatisfy { mayMeet($0, $1) }
    default: return false
    }
  }
}

func mayMeet(_ left: Operand, _ right: Operand) -> Bool {
  if case .term(let a) = left, case .term(let b) = right { return a == b }
  return true
}

/// What the conditions of rules read, by relation and number.
struct ReadIndex {
  private var atoms: [[Atom]]
  /// By number, whose it is that is read.
  private var subjects: [[Operand]]
  private let program: Program

  init(_ program: Program) {
    self.program = program
    atoms = Array(repeating: [], count: program.arities.count)
    subjects = Array(repeating: [], count: program.numberCount)
    for clause in program.clauses {
      for literal in clause.body {
        switch literal {
        case .match(let atom), .bind(let atom), .count(let atom, _): add(atom)
        case .compare(let left, _, let right, _): add(left.numbers + right.numbers)
        case .same: break
        }
      }
      switch clause.head {
      case .set(_, _, let value), .add(_, _, let value): add(value.numbers)
      case .fact: break
      }
    }
  }

  private mutating func add(_ atom: Atom) { atoms[atom.relation.index].append(atom) }

  private mutating func add(_ numbers: [(number: NumberID, subject: Operand)]) {
    for (number, subject) in numbers { subjects[number.index].append(subject) }
  }

  func isRead(_ head: HornClause.Head) -> Bool {
    switch head {
    case .set(let number, let subject, _): return subjects[number.index].contains { mayMeet($0, subject) }
    case .add(let number, let subject, _):
      // The profile's own number starts at 0 as soon as some rule adds to the number of anybody.
      return subjects[number.index].contains { mayMeet($0, subject) || mayMeet($0, .term(.self)) }
    case .fact(let atom):
      if case .candidates(let choice) = program.roles[atom.relation.index] {
        return !atoms[program.choices[choice.index].picks.index].isEmpty || !atoms[atom.relation.index].isEmpty
      }
      return atoms[atom.relation.index].contains { other in
        zip(atom.places, other.places).allSatisfy { mayMeet($0, $1) }
      }
    }
  }
}
