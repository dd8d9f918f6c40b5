import TenetModel
import TenetText

/// Every profile of a rule set at once: each fact that may hold, as a function of base facts.
///
/// Base facts are those that some rule reads and none concludes; each is a variable of the decision diagram, and so is
/// each value at which a given number is tried, and each option of a choice that no rule picks. The rules are evaluated
/// once, in the order of their schedule, with functions in the place of truth: what an evaluation for one profile does,
/// this does for all of them. A relation with a rule of its own that only carries facts on (transitivity) may be given
/// too.
package struct ProfileSpace {
  package typealias Node = DecisionDiagram.Node

  /// Which profiles are meant.
  enum Profiles {
    /// Those that findings speak of: any base facts and given numbers, and the declared members of kinds.
    case base
    /// Whatever a profile may say: also what rules conclude, any value of any number, further members of kinds.
    case all
  }

  let set: RuleSet
  private(set) var program: Program
  let profiles: Profiles
  let universe: Universe
  let concludedNumbers: ConcludedNumbers
  let numberClasses: NumberClasses
  var diagram = DecisionDiagram()
  /// What each variable says of a profile.
  var variables: [Variable] = []
  var relations: [AnnotatedRelation]
  /// What a profile may give as a number of a subject.
  var given: [NumberKey: Distribution] = [:]
  /// What rules make of a number of a subject.
  var concluded: [NumberKey: Distribution] = [:]
  /// By Horn clause, what it concludes and when.
  var results: [ClauseResult]
  private(set) var heads: HeadLookup
  /// By relation and fact, the variable that says whether it is given.
  var baseNodes: [Int: [[TermID]: Node]] = [:]
  /// By relation and fact, the clauses that conclude it, and when.
  private(set) var contributions: [[[TermID]: [(clause: Int, node: Node)]]] = []
  /// By relation and fact, sums over the many clauses that conclude it; made where they are asked for.
  var sums: [Int: [[TermID]: Sums]] = [:]
  /// What was found about clauses of conditions, which several checks ask for.
  var leaves: [LeafKey: LeafNodes] = [:]
  /// By number, the clauses that set it or add to it.
  let settingClauses: [[Int]]
  /// By clause, the step of the schedule in which it runs.
  private(set) var step: [Int]
  /// The same, of clauses that run until nothing changes.
  private(set) var recursiveStep: [Int: Int] = [:]
  /// By relation, the clauses of such steps that conclude its facts.
  private(set) var recursiveHeads: [Int: [Int]] = [:]

  enum Variable {
    case fact(RelationID, [TermID])
    case number(NumberID, TermID, ExactDecimal)
  }

  struct NumberKey: Hashable {
    var number: NumberID
    var subject: TermID
  }

  init(_ given: RuleSet, _ reader: inout ClauseReader, over profiles: Profiles = .base) {
    var set = given
    if profiles == .all { set.vocabulary.openKinds() }
    self.set = set
    self.profiles = profiles
    program = set.program
    var universe = Universe(set.program, set.vocabulary)
    universe.setFresh((0..<universe.freshCount).map { _ in reader.unmentionedTerm() })
    self.universe = universe
    concludedNumbers = ConcludedNumbers(set.program, set.vocabulary)
    numberClasses = NumberClasses(set.program, universe, profiles == .all ? nil : concludedNumbers)
    relations = set.program.arities.indices.map { _ in AnnotatedRelation() }
    results = set.program.clauses.map { _ in ClauseResult() }
    step = set.program.clauses.map { _ in 0 }
    heads = HeadLookup(profiles == .all ? [] : set.program.clauses, set.vocabulary)
    var settingClauses: [[Int]] = Array(repeating: [], count: set.program.numberCount)
    for (index, clause) in set.program.clauses.enumerated() {
      switch clause.head {
      case .set(let number, _, _), .add(let number, _, _): settingClauses[number.index].append(index)
      case .fact: break
      }
    }
    self.settingClauses = settingClauses
    addDeclared()
    for clause in program.clauses { addBase(clause) }
    for (index, step) in program.schedule.enumerated() {
      run(step)
      guard case .derive(let clauses, let isRecursive, _) = step else { continue }
      for clause in clauses { self.step[clause] = index }
      for clause in clauses where isRecursive {
        recursiveStep[clause] = index
        if case .fact(let atom) = program.clauses[clause].head {
          recursiveHeads[atom.relation.index, default: []].append(clause)
        }
      }
    }
    contributions = program.arities.indices.map { _ in [:] }
    for (index, clause) in program.clauses.enumerated() {
      guard case .fact(let atom) = clause.head else { continue }
      for fact in results[index].facts {
        contributions[atom.relation.index][fact.tuple, default: []].append((index, fact.node))
      }
    }
  }

  /// Puts another clause with the same conclusion in the place of one; every profile has to come to the same with it.
  mutating func replace(_ index: Int, with clause: HornClause) {
    program.clauses[index] = clause
    let old = results[index].facts
    results[index].table = solve(clause, clause.body, keeping: ProfileSpace.kept(clause))
    guard case .fact(let atom) = clause.head else { return }
    results[index].facts = conclusions(atom, results[index].table).facts
    let relation = atom.relation.index
    for fact in old + results[index].facts {
      contributions[relation][fact.tuple]?.removeAll { $0.clause == index }
      sums[relation]?[fact.tuple] = nil
    }
    for fact in results[index].facts {
      contributions[relation][fact.tuple, default: []].append((index, fact.node))
    }
  }

  // MARK: Evaluating

  /// A step of the schedule; clauses that depend on each other run until nothing changes.
  private mutating func run(_ step: Program.Step) {
    switch step {
    case .derive(let clauses, let recursive, _):
      for round in 0..<ProfileSpace.mostRounds {
        var hasChanged = false
        for clause in clauses where derive(clause) { hasChanged = true }
        if !recursive || !hasChanged { return }
        if round == ProfileSpace.mostRounds - 1 { giveUp(clauses) }
      }
    case .settleNumber(let number, _): settle(number)
    case .settleChoice(let choice, _): settle(choice)
    }
  }

  private static var mostRounds: Int { 64 }

  private mutating func giveUp(_ clauses: [Int]) {
    for clause in clauses {
      if case .fact(let atom) = program.clauses[clause].head { relations[atom.relation.index].isOpen = true }
    }
  }

  /// Runs a clause; true where a fact holds in more profiles than before.
  private mutating func derive(_ index: Int) -> Bool {
    let clause = program.clauses[index]
    let table = solve(clause, clause.body, keeping: ProfileSpace.kept(clause))
    results[index].table = table
    guard case .fact(let atom) = clause.head else { return false }
    let (facts, isOpen) = conclusions(atom, table)
    results[index].facts = facts
    var hasChanged = false
    if isOpen, !relations[atom.relation.index].isOpen {
      relations[atom.relation.index].isOpen = true
      hasChanged = true
    }
    for (tuple, node) in facts where relations[atom.relation.index].add(tuple, node, &diagram) { hasChanged = true }
    return hasChanged
  }

  /// The facts that a table of bindings concludes, each once.
  mutating func conclusions(_ atom: Atom, _ table: BindingTable) -> (
    facts: [(tuple: [TermID], node: Node)], isOpen: Bool
  ) {
    var facts: [(tuple: [TermID], node: Node)] = []
    var rows: [[TermID]: Int] = [:]
    for row in table.rows {
      let tuple = atom.places.map { BindingTable.value($0, row.binding) ?? .self }
      if let known = rows[tuple] {
        facts[known].node = diagram.or(facts[known].node, row.node)
      } else {
        rows[tuple] = facts.count
        facts.append((tuple, row.node))
      }
    }
    return (facts, table.isOpen)
  }

  /// The variables that tell the solutions of a clause apart: those that its head uses, and for an addition all that the
  /// rule names.
  static func kept(_ clause: HornClause) -> [Bool] {
    var kept = Array(repeating: false, count: clause.variableCount)
    func keep(_ operand: Operand) { if case .variable(let slot) = operand { kept[slot] = true } }
    switch clause.head {
    case .fact(let atom): atom.places.forEach(keep)
    case .set(_, let subject, let value):
      keep(subject)
      value.subjects.forEach(keep)
    case .add:
      for slot in 0..<clause.namedVariableCount { kept[slot] = true }
    }
    return kept
  }

  // MARK: Choices

  private mutating func settle(_ choice: ChoiceID) {
    let plan = program.choices[choice.index]
    guard plan.picks != plan.candidates else { return }
    let picks = self.picks(plan, relations[plan.candidates.index])
    for (term, node) in picks { relations[plan.picks.index].add([term], node, &diagram) }
    if relations[plan.candidates.index].isOpen { relations[plan.picks.index].isOpen = true }
  }

  /// What a choice picks of its candidates, and when.
  mutating func picks(_ plan: ChoicePlan, _ candidates: AnnotatedRelation) -> [(term: TermID, node: Node)] {
    var none = DecisionDiagram.yes
    let ordered = candidates.tuples.indices.sorted { left, right in
      func rank(_ row: Int) -> Int { plan.options.firstIndex(of: candidates.tuples[row][0]) ?? Int.max }
      return (rank(left), left) < (rank(right), right)
    }
    var picks: [(term: TermID, node: Node)] = []
    for row in ordered {
      let node = candidates.nodes[row]
      var picked = node
      if case .first = plan.policy { picked = diagram.and(node, none) }
      none = diagram.and(none, diagram.not(node))
      picks.append((candidates.tuples[row][0], picked))
    }
    if let otherwise = plan.otherwise {
      if let index = picks.firstIndex(where: { $0.term == otherwise }) {
        picks[index].node = diagram.or(picks[index].node, none)
      } else {
        picks.append((otherwise, none))
      }
    }
    return picks
  }
}

/// What one clause concludes.
struct ClauseResult {
  /// The bindings of the variables that matter, and when each holds.
  var table = BindingTable()
  /// The facts that it concludes, each once.
  var facts: [(tuple: [TermID], node: DecisionDiagram.Node)] = []
}

/// Bindings of some variables, each with the profiles in which it is a solution.
struct BindingTable {
  var rows: [(binding: [TermID?], node: DecisionDiagram.Node)] = []
  /// There may be more.
  var isOpen = false

  static func value(_ operand: Operand, _ binding: [TermID?]) -> TermID? {
    switch operand {
    case .term(let term): return term
    case .variable(let slot): return slot < binding.count ? binding[slot] : nil
    case .any: return nil
    }
  }
}
