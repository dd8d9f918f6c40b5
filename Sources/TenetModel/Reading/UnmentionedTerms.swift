extension ClauseReader {
  /// A new term that no text mentions: `thing 1`, or the next such.
  public mutating func unmentionedTerm() -> TermID {
    var number = 1
    while true {
      if let term = newTerm("thing \(number)") { return term }
      number += 1
    }
  }

  /// A new term that neither this reader nor the other one knows, in both of them.
  public mutating func unmentionedTerm(_ other: inout ClauseReader) -> (own: TermID, others: TermID) {
    var number = 1
    while true {
      if let own = newTerm("thing \(number)"), let others = other.newTerm("thing \(number)") { return (own, others) }
      number += 1
    }
  }

  /// The term, unless it was known before.
  private mutating func newTerm(_ text: String) -> TermID? {
    let count = terms.count
    let term = terms.intern(quoted: text, words: &words)
    return terms.count > count ? term : nil
  }
}
