/// What a rule concludes, in words that two versions share: a verb with its terms, a choice or a number.
struct HeadPattern: Hashable {
  /// The verb with its prepositions, or which choice or number.
  var subject: String
  /// The terms as they are written; nil where any term may stand.
  var places: [String?]

  /// Whether some fact fits both.
  func meets(_ other: HeadPattern) -> Bool {
    subject == other.subject && zip(places, other.places).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}

/// Conclusions, found by what they speak of.
struct HeadPatterns {
  private var all: Set<HeadPattern> = []
  private var bySubject: [String: [HeadPattern]] = [:]
  private var open: [String: [HeadPattern]] = [:]

  init(_ patterns: [HeadPattern]) {
    for pattern in patterns where all.insert(pattern).inserted {
      bySubject[pattern.subject, default: []].append(pattern)
      if pattern.places.contains(nil) { open[pattern.subject, default: []].append(pattern) }
    }
  }

  func patterns(of subject: String) -> [HeadPattern] { bySubject[subject] ?? [] }

  /// Whether some conclusion may be the same fact as this one.
  func meets(_ pattern: HeadPattern) -> Bool {
    if all.contains(pattern) { return true }
    let others = pattern.places.contains(nil) ? bySubject : open
    return others[pattern.subject]?.contains { $0.meets(pattern) } == true
  }
}
