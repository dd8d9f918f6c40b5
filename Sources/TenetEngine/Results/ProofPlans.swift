import Synchronization
import TenetProgram

/// A clause, or one of its literals, where some variables are bound.
struct PlanKey: Hashable {
  var clause: Int
  /// A single literal of the clause, or -1 for all.
  var literal: Int
  var bound: [Bool]
}

/// The plans with which all small runs of a program are explained: made once, without looking at their facts.
final class ProofPlans: Sendable {
  private struct State {
    var catalog: IndexCatalog
    /// By clause: each is asked for in few ways.
    var plans: [[(key: PlanKey, plan: Plan?)]]
  }

  private let state: Mutex<State>

  init(_ program: Program) {
    let catalog = IndexCatalog(relationCount: program.arities.count)
    state = Mutex(State(catalog: catalog, plans: Array(repeating: [], count: program.clauses.count)))
  }

  /// The plan for a clause (`body` may be cut down to a literal), with the indexes that all plans until now want.
  func plan(_ key: PlanKey, _ body: HornClause, _ classes: ColumnClasses) -> (plan: Plan?, catalog: IndexCatalog) {
    state.withLock { state in
      if let known = state.plans[key.clause].first(where: { $0.key == key }) { return (known.plan, state.catalog) }
      let request = Planner.Request(bound: key.bound)
      let plan = Planner.plan(body, number: key.clause, classes, request, catalog: &state.catalog)
      state.plans[key.clause].append((key, plan))
      return (plan, state.catalog)
    }
  }
}
