import TenetProgram
import TenetText

/// A program with its plans: made once, run on any number of profiles.
public final class CompiledProgram: Sendable {
  public let program: Program
  /// By clause, the plan for a single pass; nil where the clause is not safe and so never holds.
  let plans: [Plan?]
  /// By step of the schedule.
  let steps: [CompiledStep]
  let catalog: IndexCatalog
  /// By clause, the stratum in which it runs.
  public let strata: [Int]
  /// By number: some rule adds to it.
  let isAdded: [Bool]
  /// By clause, the number of the set of bindings that it may add for only once; -1 where each solution is another binding.
  let additionGroups: [Int]
  /// By set of bindings, how many variables each has.
  let additionGroupArities: [Int]
  let classes: ColumnClasses
  /// By clause, what its literals read.
  let reads: [ClauseReads]
  let heads: HeadTable
  let proofPlans: ProofPlans
  /// By relation, the place of the leaf where it is a grid.
  let leaves: [Int]

  /// Cost: linear in the program, apart from clauses with very many literals.
  public init(_ program: Program) {
    self.program = program
    (isAdded, additionGroups, additionGroupArities) = program.additions()
    classes = ColumnClasses(program, additionGroups: additionGroups)
    heads = HeadTable(program)
    proofPlans = ProofPlans(program)
    leaves = LeafPlaces(program).places
    reads = program.clauses.map { ClauseReads($0) }
    var catalog = IndexCatalog(relationCount: program.arities.count)
    var plans: [Plan?] = []
    var steps: [CompiledStep] = []
    var strata = Array(repeating: 0, count: program.clauses.count)
    for (number, clause) in program.clauses.enumerated() {
      let request = Planner.Request(growing: clause.readsOfItsHead)
      plans.append(Planner.plan(clause, number: number, classes, request, catalog: &catalog))
    }
    for step in program.schedule {
      steps.append(CompiledStep(step, program, classes, &catalog))
      if case .derive(let clauses, _, let stratum) = step { for clause in clauses { strata[clause] = stratum } }
    }
    self.plans = plans
    self.steps = steps
    self.strata = strata
    self.catalog = catalog
  }
}

/// The relations that a clause reads, for a quick look before it is run.
struct ClauseReads: Sendable {
  /// Of literals whose facts are premises.
  private(set) var premises: [Int32] = []
  /// Of literals that need some fact.
  private(set) var required: [Int32] = []
  /// Of all literals that look for facts.
  private(set) var all: [Int32] = []

  init(_ clause: HornClause) {
    for literal in clause.body {
      if let atom = literal.matched ?? literal.read { all.append(Int32(atom.relation.index)) }
      switch literal {
      case .match(let atom):
        premises.append(Int32(atom.relation.index))
        required.append(Int32(atom.relation.index))
      case .bind(let atom): required.append(Int32(atom.relation.index))
      // Counts that are not premises raise nothing.
      case .count(let atom, let test): if test.hasPremises { premises.append(Int32(atom.relation.index)) }
      case .compare, .same: break
      }
    }
  }
}

/// A step of the schedule with its plans.
enum CompiledStep: Sendable {
  case once(clause: Int)
  case recursive(Component)
  case settleNumber(NumberID)
  case settleChoice(ChoiceID)

  /// Those that it runs.
  var clauses: [Int] {
    switch self {
    case .once(let clause): [clause]
    case .recursive(let component): component.clauses
    case .settleNumber, .settleChoice: []
    }
  }

  init(
    _ step: Program.Step, _ program: Program, _ classes: ColumnClasses, _ catalog: inout IndexCatalog
  ) {
    switch step {
    case .derive(let clauses, let recursive, _):
      if !recursive, let clause = clauses.first, clauses.count == 1 {
        self = .once(clause: clause)
      } else {
        self = .recursive(Component(clauses, program, classes, &catalog))
      }
    case .settleNumber(let number, _): self = .settleNumber(number)
    case .settleChoice(let choice, _): self = .settleChoice(choice)
    }
  }
}

/// Clauses that depend on each other.
final class Component: Sendable {
  let clauses: [Int]
  /// Clauses that read nothing that the component derives.
  let entries: [Int]
  /// One for each literal that reads what the component derives.
  let variants: [Variant]
  /// The relations that such literals read, rising.
  let growing: [Int]
  /// The relations of other premises, rising.
  let inputs: [Int]
  /// The relations of the heads, rising.
  let heads: [Int]
  /// Where all that recurs is of this kind.
  let reachability: Reachability?

  struct Variant: Sendable {
    /// The index of the clause; one that a run has made for itself comes after those of the program.
    var number: Int
    var clause: HornClause
    /// The relation whose new rows the plan runs over.
    var relation: Int
    /// The relation of the head.
    var head: Int
    var request: Planner.Request
    var plan: Plan
  }

  init(
    _ clauses: [Int], _ program: Program, _ classes: ColumnClasses, _ catalog: inout IndexCatalog
  ) {
    self.clauses = clauses
    let heads = clauses.compactMap { program.clauses[$0].head.atom }
    self.heads = Set(heads.map(\.relation.index)).sorted()
    var growing = Array(repeating: false, count: program.arities.count)
    var inputs = growing
    var entries: [Int] = []
    var variants: [Variant] = []
    for number in clauses {
      let clause = program.clauses[number]
      let isGrowing = clause.body.map { literal in
        guard let atom = literal.matched else { return false }
        return heads.contains { $0.mayUnify(with: atom) }
      }
      var isEntry = true
      for (literal, grows) in isGrowing.enumerated() {
        if let read = clause.body[literal].read, !grows { inputs[read.relation.index] = true }
        guard grows, let atom = clause.body[literal].matched else { continue }
        isEntry = false
        growing[atom.relation.index] = true
        let request = Planner.Request(delta: literal, growing: isGrowing)
        if let plan = Planner.plan(clause, number: number, classes, request, catalog: &catalog) {
          variants.append(
            Variant(
              number: number, clause: clause, relation: atom.relation.index,
              head: clause.head.atom?.relation.index ?? 0, request: request, plan: plan))
        }
      }
      if isEntry { entries.append(number) }
    }
    self.growing = growing.indices.filter { growing[$0] }
    self.inputs = inputs.indices.filter { inputs[$0] }
    self.entries = entries
    self.variants = variants
    let recursive = clauses.filter { !entries.contains($0) }
    reachability =
      self.heads.count == 1 ? Reachability(recursive.map { program.clauses[$0] }, &catalog) : nil
  }
}

extension HornClause.Head {
  var atom: Atom? {
    if case .fact(let atom) = self { return atom }
    return nil
  }

  var number: NumberID? {
    switch self {
    case .fact: nil
    case .set(let number, _, _), .add(let number, _, _): number
    }
  }
}

extension HornClause {
  /// Which literals read the relation of the head: it grows while they are read.
  var readsOfItsHead: [Bool] {
    guard let relation = head.atom?.relation else { return [] }
    return body.map { $0.matched?.relation == relation }
  }
}

extension Literal {
  /// The atom whose facts may be premises.
  var read: Atom? {
    switch self {
    case .match(let atom), .count(let atom, _): atom
    default: nil
    }
  }
}

extension Atom {
  /// Whether some fact fits both, by their relations and constants (and so maybe more often than in truth).
  func mayUnify(with other: Atom) -> Bool {
    guard relation == other.relation else { return false }
    for (left, right) in zip(places, other.places) {
      if case .term(let first) = left, case .term(let second) = right, first != second { return false }
    }
    return true
  }
}

extension Program {
  /// Which numbers are added to, and which clauses must add only once for equal bindings.
  fileprivate func additions() -> (isAdded: [Bool], groups: [Int], arities: [Int]) {
    struct Conclusion: Hashable {
      var rule: RuleID
      var conclusion: Int
    }
    var isAdded = Array(repeating: false, count: numberCount)
    var groups = Array(repeating: -1, count: clauses.count)
    var members: [Conclusion: [Int]] = [:]
    var order: [Conclusion] = []
    for (index, clause) in clauses.enumerated() {
      guard case .add(let number, _, _) = clause.head else { continue }
      isAdded[number.index] = true
      let conclusion = Conclusion(rule: clause.rule, conclusion: clause.conclusion)
      if members[conclusion] == nil { order.append(conclusion) }
      members[conclusion, default: []].append(index)
    }
    var arities: [Int] = []
    for conclusion in order {
      let clauses = members[conclusion] ?? []
      if clauses.count == 1, !self.clauses[clauses[0]].mayRepeatBindings { continue }
      for clause in clauses { groups[clause] = arities.count }
      arities.append(clauses.map { self.clauses[$0].namedVariableCount }.max() ?? 0)
    }
    return (isAdded, groups, arities)
  }
}

extension HornClause {
  /// Different solutions may bind the named variables alike.
  fileprivate var mayRepeatBindings: Bool {
    if variableCount > namedVariableCount { return true }
    for literal in body { if let atom = literal.matched, atom.places.contains(.any) { return true } }
    return false
  }
}
