import Synchronization
import TenetText

/// The texts of facts that were spelled before: answers name the same few facts again and again.
final class FactTexts: Sendable {
  private struct Key: Hashable {
    var relation: RelationID
    var terms: [TermID]
  }

  /// More than this, and it starts anew.
  private static let most = 20_000
  private let known = Mutex<[Key: String]>([:])

  func text(_ relation: RelationID, _ terms: [TermID], _ spell: () -> String) -> String {
    let key = Key(relation: relation, terms: terms)
    if let text = known.withLock({ $0[key] }) { return text }
    let text = spell()
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[key] = text
    }
    return text
  }
}
