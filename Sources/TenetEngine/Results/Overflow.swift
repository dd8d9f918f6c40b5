import TenetProgram
import TenetText

/// Arithmetic that came to more than 18 digits before or after the point; its value counts as unknown.
public enum Overflow: Hashable, Sendable {
  /// In a comparison or a conclusion of the clause (an index in ``Program/clauses``).
  case clause(Int)
  /// The sum of a number that rules add to.
  case sum(NumberID, subject: TermID)
}
