import TenetEngine
import TenetModel
import TenetText

/// Everything that may hold: the program without its negations, counts and comparisons, run on all that may be given.
///
/// It grounds the program: whatever derives a fact in some world is an instance here.
package struct Relaxation {
  /// The program that was relaxed.
  package let program: Program
  package let run: Run
  package let explainer: Explainer
  private let heads: Heads
  /// For the counts of each clause, by literal, a clause that finds the facts that fit.
  private let probes: [Probe: Int]

  private struct Probe: Hashable {
    var clause: Int
    var literal: Int
  }

  /// - Parameter derives: whether rules are run; otherwise the given facts are all that may hold.
  package init(_ program: Program, given: FactList, termCount: Int, derives: Bool = true, limits: Limits) {
    self.program = program
    var relaxed = program
    relaxed.clauses = program.clauses.map { Relaxation.relaxed($0) }
    var probes: [Probe: Int] = [:]
    for (index, clause) in program.clauses.enumerated() {
      for (literal, condition) in clause.body.enumerated() {
        guard case .count(let atom, _) = condition else { continue }
        probes[Probe(clause: index, literal: literal)] = relaxed.clauses.count
        relaxed.clauses.append(Relaxation.probe(clause, atom))
      }
    }
    relaxed.schedule = derives ? Relaxation.schedule(&relaxed) : []
    relaxed.choices = []
    var profile = ProfileFacts()
    profile.facts = given
    profile.termCount = max(termCount, program.termCount)
    run = CompiledProgram(relaxed).run(profile, limits: limits)
    explainer = Explainer(run)
    heads = Heads(program)
    self.probes = probes
  }

  private static let holdsAlways = Literal.same(.term(.self), .term(.self), holds: true)

  private static func relaxed(_ clause: HornClause) -> HornClause {
    var clause = clause
    clause.body = clause.body.map { literal in
      switch literal {
      case .match, .bind, .same: return literal
      case .count, .compare: return holdsAlways
      }
    }
    return clause
  }

  private static func probe(_ clause: HornClause, _ atom: Atom) -> HornClause {
    HornClause(
      rule: clause.rule, conclusion: -1, branch: 0, head: .fact(Atom(RelationID(0), [])), body: [.match(atom)],
      namedVariableCount: clause.namedVariableCount, variableCount: clause.variableCount, origins: [0])
  }

  /// The schedule without numbers; a choice takes every candidate, and its `otherwise`.
  private static func schedule(_ program: inout Program) -> [Program.Step] {
    var steps: [Program.Step] = []
    for step in program.schedule {
      switch step {
      case .derive(let clauses, let recursive, let stratum):
        let kept = clauses.filter { if case .fact = program.clauses[$0].head { return true } else { return false } }
        if !kept.isEmpty { steps.append(.derive(clauses: kept, recursive: recursive, stratum: stratum)) }
      case .settleNumber: continue
      case .settleChoice(let choice, let stratum):
        let plan = program.choices[choice.index]
        guard plan.picks != plan.candidates else { continue }
        if let otherwise = plan.otherwise {
          program.facts.append(plan.picks, [otherwise], at: Span(source: SourceID(UInt32(0)), start: 0, end: 0))
        }
        program.clauses.append(
          HornClause(
            rule: RuleID(UInt32.max), conclusion: 0, branch: 0, head: .fact(Atom(plan.picks, [.variable(0)])),
            body: [.match(Atom(plan.candidates, [.variable(0)]))], namedVariableCount: 1, variableCount: 1,
            origins: [0]))
        steps.append(.derive(clauses: [program.clauses.count - 1], recursive: false, stratum: stratum))
      }
    }
    return steps
  }

  // MARK: Instances

  package func mayHold(_ statement: Fact) -> Bool { run.fact(statement.relation, statement.terms) != nil }

  /// The clauses whose head may be the fact, with the binding that makes it so.
  package func clauses(concluding statement: Fact) -> [(clause: Int, binding: [TermID?])] {
    heads.clauses(statement).compactMap { clause in
      explainer.unify(clause, statement.terms).map { (clause, $0) }
    }
  }

  /// Every binding for which the clause may hold.
  package func bindings(of clause: Int, _ partial: [TermID?]) -> [[TermID?]] {
    explainer.solutions(of: clause, binding: partial).map { $0.binding }
  }

  /// The facts that fit a literal under a binding of all its variables.
  package func facts(of literal: Int, in clause: Int, _ binding: [TermID?]) -> [Fact] {
    let probe = probes[Probe(clause: clause, literal: literal)]
    if case .match(let atom) = program.clauses[clause].body[literal], let ground = atom.ground(binding) {
      return mayHold(ground) ? [ground] : []
    }
    let outcome = explainer.outcome(of: probe == nil ? literal : 0, in: probe ?? clause, binding: binding)
    return outcome.facts.map { Fact($0.relation, run.terms(of: $0)) }
  }

  /// The members of a kind.
  package func members(of kind: RelationID) -> [TermID] {
    run.facts(of: kind).map { run.term(of: $0, at: 0) }.sorted()
  }
}

/// The clauses that conclude facts, by relation and by the term in their last place.
package struct Heads {
  private var byTerm: [UInt64: [Int]] = [:]
  private var withVariable: [UInt32: [Int]] = [:]
  private var byRelation: [UInt32: [Int]] = [:]

  package init(_ program: Program) {
    for (index, clause) in program.clauses.enumerated() {
      guard case .fact(let head) = clause.head else { continue }
      byRelation[head.relation.raw, default: []].append(index)
      if case .term(let term)? = head.places.last {
        byTerm[Heads.key(head.relation, term), default: []].append(index)
      } else {
        withVariable[head.relation.raw, default: []].append(index)
      }
    }
  }

  /// The clauses that may conclude the fact, judged by its last place; rising.
  package func clauses(_ statement: Fact) -> [Int] {
    guard let last = statement.terms.last else { return byRelation[statement.relation.raw] ?? [] }
    return merged(statement.relation, last)
  }

  /// The clauses that may conclude a fact that fits the atom.
  package func clauses(_ atom: Atom) -> [Int] {
    if case .term(let term)? = atom.places.last { return merged(atom.relation, term) }
    return byRelation[atom.relation.raw] ?? []
  }

  private func merged(_ relation: RelationID, _ term: TermID) -> [Int] {
    let fixed = byTerm[Heads.key(relation, term)] ?? []
    guard let open = withVariable[relation.raw] else { return fixed }
    return fixed.isEmpty ? open : (fixed + open).sorted()
  }

  private static func key(_ relation: RelationID, _ term: TermID) -> UInt64 {
    UInt64(relation.raw) << 32 | UInt64(term.raw)
  }
}
