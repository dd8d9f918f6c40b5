import Synchronization
import TenetModel
import TenetReasoning
import TenetText

/// Members of JSON objects that were written before: of very many judgements most steps are the same.
final class JSONMemo: Sendable {
  /// What members say, and about what.
  struct Key: Hashable {
    enum Sort: Hashable { case conclusion, derived, fact, absent }
    var sort: Sort
    /// The clause of the step, and its condition; -1 where they don't matter.
    var clause = -1
    var leaf = -1
    var relation: RelationID?
    var terms: [TermID?]
  }

  private static let most = 50_000
  private struct State {
    var kept: [Key: [UInt8]] = [:]
  }
  private let state = Mutex(State())

  func known(_ key: Key) -> [UInt8]? { state.withLock { $0.kept[key] } }

  func keep(_ members: [UInt8], _ key: Key) {
    state.withLock { state in
      if state.kept.count >= Self.most { state.kept.removeAll() }
      state.kept[key] = members
    }
  }
}

extension JSONWriter {
  /// Writes members that were written before; false where they were not.
  mutating func writeKnown(_ key: JSONMemo.Key, _ memo: JSONMemo) -> Bool {
    guard isCompact, let known = memo.known(key) else { return false }
    members(known)
    return true
  }

  /// Writes members that are the same whenever the key is, and keeps them.
  mutating func writeNew(_ key: JSONMemo.Key, _ memo: JSONMemo, _ write: (inout JSONWriter) -> Void) {
    guard isCompact else { return write(&self) }
    var writer = JSONWriter()
    writer.beginObject()
    write(&writer)
    let written = Array(writer.bytes.dropFirst())
    memo.keep(written, key)
    members(written)
  }

  /// Writes what a step is about.
  mutating func fact(_ statement: Fact, _ wording: Wording) {
    let key = JSONMemo.Key(sort: .fact, relation: statement.relation, terms: statement.terms)
    if writeKnown(key, wording.memo) { return }
    writeNew(key, wording.memo) { $0.member("fact", wording.text(statement)) }
  }
}
