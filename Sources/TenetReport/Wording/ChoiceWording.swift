import TenetReasoning

extension Wording {
  /// The picks of a choice, or that there is none; with unknown facts all that it may be.
  package func text(_ choice: JudgedChoice, _ judgement: Judgement) -> String {
    let isDecided = choice.possible.count == 1 || !judgement.hasUnknown
    let picks = isDecided ? choice.picked.map { Optional($0) } : choice.possible
    if picks.isEmpty { return "nothing" }
    if !isDecided, !choice.picked.isEmpty {
      // What is picked however the unknown facts turn out, and what only some completions add.
      let others = choice.possible.compactMap { $0 }.filter { !choice.picked.contains($0) }
      let certain = choice.picked.map { spelled($0) }.joined(separator: ", ")
      return others.isEmpty ? certain : certain + ", perhaps " + others.map { spelled($0) }.joined(separator: " or ")
    }
    return picks.map { $0.map { spelled($0) } ?? "nothing" }.joined(separator: isDecided ? ", " : " or ")
  }
}
