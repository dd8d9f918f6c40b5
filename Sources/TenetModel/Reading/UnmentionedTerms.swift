extension ClauseReader {
  /// A new term that no text mentions: `thing 1`, or the next such.
  public mutating func unmentionedTerm() -> TermID {
    var number = 1
    while true {
      let count = terms.count
      let term = terms.intern(quoted: "thing \(number)", words: &words)
      if terms.count > count { return term }
      number += 1
    }
  }
}
