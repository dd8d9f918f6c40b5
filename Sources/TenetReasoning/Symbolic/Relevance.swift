import TenetModel

/// The clauses that what is asked about may rest on, by relations and constants alone.
package struct Relevance {
  package private(set) var clauses: [Int] = []
  private let program: Program
  private let heads: Heads
  private var isIn: [Bool]
  private var atoms: [Atom] = []
  private var numbers: [NumberID] = []
  private var seenAtoms: Set<Atom> = []
  private var seenNumbers: Set<NumberID> = []
  private let byNumber: [NumberID: [Int]]

  package init(_ program: Program, atoms: [Atom], numbers: [NumberID], clauses roots: [Int] = []) {
    self.program = program
    heads = Heads(program)
    isIn = Array(repeating: false, count: program.clauses.count)
    var byNumber: [NumberID: [Int]] = [:]
    for (index, clause) in program.clauses.enumerated() {
      switch clause.head {
      case .fact: continue
      case .set(let number, _, _), .add(let number, _, _): byNumber[number, default: []].append(index)
      }
    }
    self.byNumber = byNumber
    for atom in atoms { want(atom) }
    for number in numbers { want(number) }
    for clause in roots { take(clause) }
    follow()
    clauses = isIn.indices.filter { isIn[$0] }
  }

  private mutating func follow() {
    while true {
      if let atom = atoms.popLast() {
        for clause in heads.clauses(atom) where fits(clause, atom) { take(clause) }
        if case .picks(let choice) = program.roles[atom.relation.index] {
          let candidates = program.choices[choice.index].candidates
          if candidates != atom.relation { want(Atom(candidates, [.any])) }
        }
      } else if let number = numbers.popLast() {
        for clause in byNumber[number] ?? [] { take(clause) }
      } else {
        return
      }
    }
  }

  private func fits(_ clause: Int, _ atom: Atom) -> Bool {
    guard case .fact(let head) = program.clauses[clause].head else { return false }
    for (left, right) in zip(head.places, atom.places) {
      if case .term(let first) = left, case .term(let second) = right, first != second { return false }
    }
    return true
  }

  private mutating func want(_ atom: Atom) {
    let open = Atom(atom.relation, atom.places.map { if case .term = $0 { return $0 } else { return .any } })
    if seenAtoms.insert(open).inserted { atoms.append(open) }
  }

  private mutating func want(_ number: NumberID) {
    if seenNumbers.insert(number).inserted { numbers.append(number) }
  }

  private mutating func want(_ expression: Expression) {
    for (number, _) in expression.numbers { want(number) }
  }

  private mutating func take(_ clause: Int) {
    guard !isIn[clause] else { return }
    isIn[clause] = true
    for literal in program.clauses[clause].body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): want(atom)
      case .compare(let left, _, let right, _):
        want(left)
        want(right)
      case .same: continue
      }
    }
    switch program.clauses[clause].head {
    case .fact: return
    case .set(_, _, let value), .add(_, _, let value): want(value)
    }
  }
}
