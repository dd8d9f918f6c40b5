import TenetModel

/// Finds what rests on some facts and numbers, clause after clause.
package struct Readers {
  private let program: Program
  private var byRelation: [[Int]]
  private var byNumber: [[Int]]
  /// For each relation of candidates, its choices.
  private var choices: [[ChoiceID]]
  private var seen: Set<Atom> = []
  private var isSeen: [Bool]
  private var isFound: [Bool]
  private var found: [Int] = []

  package init(_ program: Program) {
    self.program = program
    byRelation = Array(repeating: [], count: program.arities.count)
    byNumber = Array(repeating: [], count: program.numberCount)
    choices = Array(repeating: [], count: program.arities.count)
    isSeen = Array(repeating: false, count: program.numberCount)
    isFound = Array(repeating: false, count: program.clauses.count)
    for (index, plan) in program.choices.enumerated() { choices[plan.candidates.index].append(ChoiceID(index)) }
    for (index, clause) in program.clauses.enumerated() { note(index, clause) }
  }

  private mutating func note(_ index: Int, _ clause: HornClause) {
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): byRelation[atom.relation.index].append(index)
      case .compare(let left, _, let right, _):
        for number in left.numberIDs + right.numberIDs { byNumber[number.index].append(index) }
      case .same: continue
      }
    }
    switch clause.head {
    case .fact: return
    case .set(_, _, let value), .add(_, _, let value):
      for number in value.numberIDs { byNumber[number.index].append(index) }
    }
  }

  // MARK: What is read

  /// From now on clauses that read a fact that fits the atom are found.
  package mutating func add(_ atom: Atom) {
    guard seen.insert(atom).inserted else { return }
    for clause in byRelation[atom.relation.index] where !isFound[clause] && reads(clause, atom) { find(clause) }
  }

  package mutating func add(_ number: NumberID) {
    if isSeen[number.index] { return }
    isSeen[number.index] = true
    for clause in byNumber[number.index] where !isFound[clause] { find(clause) }
  }

  /// What a clause concludes; of a candidate the pick too.
  package mutating func addHead(of clause: Int) {
    switch program.clauses[clause].head {
    case .fact(let atom):
      add(atom)
      for choice in choices[atom.relation.index] { add(Atom(program.choices[choice.index].picks, [.any])) }
    case .set(let number, _, _), .add(let number, _, _): add(number)
    }
  }

  private func reads(_ clause: Int, _ atom: Atom) -> Bool {
    program.clauses[clause].body.contains { literal in
      switch literal {
      case .match(let other), .bind(let other), .count(let other, _): return atom.mayMeet(other)
      case .compare, .same: return false
      }
    }
  }

  private mutating func find(_ clause: Int) {
    isFound[clause] = true
    found.append(clause)
  }

  /// A clause that reads what was added; nil where there is no further one.
  package mutating func next() -> Int? { found.popLast() }
}

extension Atom {
  /// Whether some fact fits both.
  package func mayMeet(_ other: Atom) -> Bool {
    guard relation == other.relation else { return false }
    for (left, right) in zip(places, other.places) {
      if case .term(let first) = left, case .term(let second) = right, first != second { return false }
    }
    return true
  }
}

extension Expression {
  /// The numbers that it reads, whatever the subjects.
  package var numberIDs: [NumberID] { numbers.map { $0.number } }
}
