/// Of which subjects rules conclude which numbers: a profile gives the same number of another subject.
public struct ConcludedNumbers {
  private struct Head {
    var subject: Operand
    /// What its variable may be; nil where it has none.
    var domains: VariableDomains?
  }

  /// By number the conclusions that set it or add to it.
  private var heads: [[Head]]

  /// - Parameter vocabulary: its declared kinds say what variables may be.
  public init(_ program: Program, _ vocabulary: Vocabulary) {
    heads = Array(repeating: [], count: program.numberCount)
    for clause in program.clauses {
      switch clause.head {
      case .fact: break
      case .set(let number, let subject, _), .add(let number, let subject, _):
        let head: Head
        if case .term = subject {
          head = Head(subject: subject)
        } else {
          head = Head(subject: subject, domains: VariableDomains(clause, vocabulary))
        }
        heads[number.index].append(head)
      }
    }
  }

  /// Whether some rule may set the number of this subject, or add to it.
  public func contains(_ number: NumberID, _ subject: TermID) -> Bool {
    heads[number.index].contains { head in
      switch head.subject {
      case .term(let term): return term == subject
      case .variable(let slot): return head.domains?.fits(slot, subject) ?? true
      case .any: return true
      }
    }
  }
}
