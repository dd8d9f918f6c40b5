import TenetModel

/// Which clauses of a program a conclusion rests on: those that conclude what its clause reads, and so on down.
///
/// Clauses are told apart by relation and last term, so a few may be in a cone that do not matter there.
package struct Cones {
  package let clauses: [HornClause]
  private let program: Program
  private var heads = LastTermIndex()
  private var readers = LastTermIndex()
  /// By number, the clauses that set it or add to it, and those that read it.
  private var setters: [[Int]]
  private var numberReaders: [[Int]]

  package init(_ program: Program, _ clauses: [HornClause]) {
    self.clauses = clauses
    self.program = program
    setters = Array(repeating: [], count: program.numberCount)
    numberReaders = setters
    for (index, clause) in clauses.enumerated() {
      switch clause.head {
      case .fact(let atom): heads.insert(index, atom.relation, atom.places.last)
      case .set(let number, _, _), .add(let number, _, _): setters[number.index].append(index)
      }
      let reads = Cones.reads(clause)
      for atom in reads.atoms {
        let (relation, last) = source(of: atom)
        readers.insert(index, relation, last)
      }
      for number in reads.numbers { numberReaders[number.index].append(index) }
    }
  }

  /// Clauses and all that they rest on, rising.
  package func below(_ start: [Int]) -> [Int] { closure(start) { clauses(readBy: $0) } }

  /// Clauses and all that rest on them, rising.
  package func above(_ start: [Int]) -> [Int] { closure(start) { clauses(reading: clauses[$0].head) } }

  /// Whether a clause rests on itself.
  package func isCircular(_ index: Int) -> Bool { below(clauses(readBy: index)).contains(index) }

  /// The clauses that read what a head concludes.
  package func clauses(reading head: HornClause.Head) -> [Int] {
    switch head {
    case .fact(let atom): return readers.numbers(atom.relation, atom.places.last)
    case .set(let number, _, _), .add(let number, _, _): return numberReaders[number.index]
    }
  }

  private func clauses(readBy index: Int) -> [Int] {
    let reads = Cones.reads(clauses[index])
    var found: [Int] = []
    for atom in reads.atoms {
      let (relation, last) = source(of: atom)
      found += heads.numbers(relation, last)
    }
    for number in reads.numbers { found += setters[number.index] }
    return found
  }

  private func closure(_ start: [Int], _ next: (Int) -> [Int]) -> [Int] {
    var isFound = Array(repeating: false, count: clauses.count)
    var open = start
    while let index = open.popLast() {
      if isFound[index] { continue }
      isFound[index] = true
      open += next(index)
    }
    return isFound.indices.filter { isFound[$0] }
  }

  /// Where an atom's facts come from: picks of a choice come from all that is proposed for it.
  private func source(of atom: Atom) -> (RelationID, Operand?) {
    switch program.roles[atom.relation.index] {
    case .picks(let choice), .candidates(let choice): return (program.choices[choice.index].candidates, nil)
    case .verb, .kind, .auxiliary: return (atom.relation, atom.places.last)
    }
  }

  private static func reads(_ clause: HornClause) -> (atoms: [Atom], numbers: [NumberID]) {
    var atoms: [Atom] = []
    var numbers: [NumberID] = []
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom), .count(let atom, _): atoms.append(atom)
      case .compare(let left, _, let right, _): numbers += (left.numbers + right.numbers).map { $0.number }
      case .same: break
      }
    }
    switch clause.head {
    case .fact: break
    case .set(_, _, let value), .add(_, _, let value): numbers += value.numbers.map { $0.number }
    }
    return (atoms, numbers)
  }
}
