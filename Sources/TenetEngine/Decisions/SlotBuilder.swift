import TenetModel
import TenetText

/// Finds the steps of a program that have no variables and translates their clauses.
struct SlotBuilder {
  /// A slot before the number of atoms is known.
  enum Read {
    case atom(Int)
    case condition(Int)

    func slot(atomCount: Int) -> UInt32 {
      switch self {
      case .atom(let index): UInt32(index)
      case .condition(let index): UInt32(atomCount + index)
      }
    }
  }

  let compiled: CompiledProgram
  private(set) var atoms: [SlotAtom] = []
  private(set) var conditions: [SlotCondition] = []
  private(set) var clauses: [SlotClause] = []
  private(set) var reads: [Read] = []
  private(set) var segments: [SlotSegment] = []
  private(set) var rest: [Int] = []
  private var numbers: [SlotAtom: Int] = [:]
  private var conditionNumbers: [SlotCondition: Int] = [:]
  /// By atom, the layer of the clauses that conclude it.
  private var layers: [UInt32] = []
  /// Heads of the steps that are left over, and relations that settling a choice fills.
  private var general: [RelationID: [Atom]] = [:]
  /// All heads, by relation.
  private var heads: [RelationID: [Atom]] = [:]
  /// Numbers that some clause sets or adds to.
  private var concludedNumbers: Set<NumberID> = []

  init(_ compiled: CompiledProgram) {
    self.compiled = compiled
    for clause in compiled.program.clauses {
      switch clause.head {
      case .fact(let atom): heads[atom.relation, default: []].append(atom)
      case .set(let number, _, _), .add(let number, _, _): concludedNumbers.insert(number)
      }
    }
    for choice in compiled.program.choices where choice.picks != choice.candidates {
      let pick = Atom(choice.picks, [.any])
      heads[choice.picks, default: []].append(pick)
      general[choice.picks, default: []].append(pick)
    }
    for (index, step) in compiled.program.schedule.enumerated() { take(step, index) }
  }

  private mutating func take(_ step: Program.Step, _ index: Int) {
    guard case .derive(let clauses, let isRecursive, _) = step else {
      // Numbers and choices are settled by the general engine; a choice that needs no settling is done with its candidates.
      if case .settleChoice(let choice, _) = step {
        let plan = compiled.program.choices[choice.index]
        if plan.picks == plan.candidates { return }
      }
      return rest.append(index)
    }
    if clauses.allSatisfy({ isGround(compiled.program.clauses[$0]) }) {
      let start = UInt32(self.clauses.count)
      let layer = clauses.map { self.layer(of: compiled.program.clauses[$0]) }.max() ?? 0
      for clause in clauses { add(clause, layer: layer) }
      segments.append(SlotSegment(start: start, end: UInt32(self.clauses.count), isRecursive: isRecursive))
    } else {
      rest.append(index)
      for clause in clauses {
        if let atom = compiled.program.clauses[clause].head.atom { general[atom.relation, default: []].append(atom) }
      }
    }
  }

  // MARK: What is ground

  private func isGround(_ clause: HornClause) -> Bool {
    guard case .fact(let head) = clause.head, head.isGround else { return false }
    return clause.body.allSatisfy(isGround)
  }

  private func isGround(_ literal: Literal) -> Bool {
    switch literal {
    case .match(let atom), .bind(let atom): return atom.isGround && !isGeneral(atom)
    case .count(let atom, let test):
      if test.place == nil, atom.isGround, case .atMost(0) = test.bound { return !isGeneral(atom) }
      return isCondition(literal)
    case .compare, .same: return isCondition(literal)
    }
  }

  /// Some left-over step may conclude a fact that fits.
  private func isGeneral(_ atom: Atom) -> Bool { general[atom.relation]?.contains { $0.mayUnify(with: atom) } ?? false }

  /// The literal looks at nothing that any clause concludes.
  private func isCondition(_ literal: Literal) -> Bool {
    guard literal.variables.isEmpty else { return false }
    switch literal {
    case .match, .bind: return false
    case .count(let atom, let test):
      if let kind = test.kind, heads[kind] != nil { return false }
      return !(heads[atom.relation]?.contains { $0.mayUnify(with: atom) } ?? false)
    case .compare(let left, _, let right, _):
      return left.numbers.union(right.numbers).isDisjoint(with: concludedNumbers)
    case .same: return true
    }
  }

  // MARK: Translation

  private func layer(of clause: HornClause) -> UInt32 {
    var layer: UInt32 = 0
    for literal in clause.body {
      switch literal {
      case .match(let atom), .bind(let atom): layer = max(layer, self.layer(of: atom))
      case .count(let atom, _) where atom.isGround:
        let below = self.layer(of: atom)
        if heads[atom.relation]?.contains(where: { $0.mayUnify(with: atom) }) ?? false { layer = max(layer, below + 1) }
      default: break
      }
    }
    return layer
  }

  private func layer(of atom: Atom) -> UInt32 {
    numbers[SlotAtom(atom)].map { $0 < layers.count ? layers[$0] : 0 } ?? 0
  }

  private mutating func number(_ atom: Atom) -> Int {
    let ground = SlotAtom(atom)
    if let known = numbers[ground] { return known }
    numbers[ground] = atoms.count
    atoms.append(ground)
    layers.append(0)
    return atoms.count - 1
  }

  private mutating func add(_ index: Int, layer: UInt32) {
    let clause = compiled.program.clauses[index]
    guard let head = clause.head.atom else { return }
    var premises: [Read] = []
    var others: [Read] = []
    var negatives: [Read] = []
    for literal in clause.body {
      switch literal {
      case .match(let atom): premises.append(.atom(number(atom)))
      case .bind(let atom): others.append(.atom(number(atom)))
      case .count(let atom, let test):
        if test.place == nil, atom.isGround, case .atMost(0) = test.bound {
          negatives.append(.atom(number(atom)))
        } else {
          others.append(condition(.count(atom, test)))
        }
      case .compare(let left, let comparison, let right, let holds):
        others.append(condition(.compare(left, comparison, right, holds: holds)))
      case .same(let left, let right, let holds): others.append(condition(.same(left, right, holds: holds)))
      }
    }
    let slot = number(head)
    layers[slot] = max(layers[slot], layer)
    let start = reads.count
    let premiseEnd = start + premises.count
    let positiveEnd = premiseEnd + others.count
    reads += premises + others + negatives
    clauses.append(
      SlotClause(
        head: UInt32(slot), clause: UInt32(index), start: UInt32(start), premiseEnd: UInt32(premiseEnd),
        positiveEnd: UInt32(positiveEnd), end: UInt32(reads.count), layer: layer))
  }

  private mutating func condition(_ condition: SlotCondition) -> Read {
    if let known = conditionNumbers[condition] { return .condition(known) }
    conditionNumbers[condition] = conditions.count
    conditions.append(condition)
    return .condition(conditions.count - 1)
  }
}

extension SlotAtom {
  /// The atom must have no variables.
  init(_ atom: Atom) {
    relation = atom.relation
    terms = atom.places.map {
      guard case .term(let term) = $0 else { preconditionFailure("only atoms without variables have slots") }
      return term
    }
  }
}

extension Atom {
  var isGround: Bool {
    places.allSatisfy {
      if case .term = $0 { return true }
      return false
    }
  }
}

extension Expression {
  /// The numbers in it.
  fileprivate var numbers: Set<NumberID> {
    var result: Set<NumberID> = []
    var stack = [self]
    while let next = stack.popLast() {
      switch next {
      case .literal: break
      case .number(let number, _): result.insert(number)
      case .negate(let inner): stack.append(inner)
      case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
        .divide(let left, let right):
        stack += [left, right]
      }
    }
    return result
  }
}

extension CompiledProgram {
  /// The part of the program that has no variables. Cost: linear in the program; make it once.
  public func slotProgram() -> SlotProgram { SlotProgram(SlotBuilder(self)) }
}
