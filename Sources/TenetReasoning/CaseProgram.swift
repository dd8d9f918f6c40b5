import TenetEngine
import TenetModel

extension CompiledProgram {
  /// The program for a case: another one only where the case adds members to kinds.
  ///
  /// Nil where those members make rules depend on each other in a circle through negation.
  public func adding(_ memberships: [(kind: KindID, term: TermID)], to set: RuleSet) -> CompiledProgram? {
    if memberships.isEmpty { return self }
    return set.program(adding: memberships, to: program).map { CompiledProgram($0) }
  }
}
