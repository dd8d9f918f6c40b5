import Synchronization
import TenetText

/// The texts of facts that were spelled before: answers name the same few facts again and again.
final class FactTexts: Sendable {
  /// More than this, and it starts anew.
  private static let most = 20_000
  private let known = Mutex<[Fact: String]>([:])

  func text(_ relation: RelationID, _ terms: [TermID], _ spell: () -> String) -> String {
    let fact = Fact(relation, terms)
    if let text = known.withLock({ $0[fact] }) { return text }
    let text = spell()
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[fact] = text
    }
    return text
  }
}
