import Synchronization
import TenetSyntax
import TenetText

/// How the spelling of a term reads without quotes.
struct TermReading: Sendable {
  /// Its words, or nil where only quotes can write it.
  var words: [WordID]?
  /// Whether the lexer takes it apart into just these words, none of them reserved.
  var isPlain: Bool
}

/// The readings of terms that were spelled before: facts name the same few terms again and again.
final class TermReadings: Sendable {
  /// By term.
  private let known = Mutex<[TermReading?]>([])

  func reading(of term: TermID, _ read: () -> TermReading) -> TermReading {
    if let reading = known.withLock({ term.index < $0.count ? $0[term.index] : nil }) { return reading }
    let reading = read()
    known.withLock { known in
      if term.index >= known.count {
        known += Array(repeating: nil, count: max(term.index + 1 - known.count, known.count))
      }
      known[term.index] = reading
    }
    return reading
  }
}
