import TenetSyntax
import TenetText

/// Runs of words as paths from a root: each node is one run, so that a run is compared by one number.
///
/// A step from node to node is one probe of an open-addressing table; nothing is allocated to look a run up.
struct PhraseTrie: Sendable {
  typealias Node = UInt32

  static let root: Node = 0

  private(set) var nodeCount = 1
  /// Node and word of each entry, plus one so that 0 is free.
  private var keys: [UInt64] = Array(repeating: 0, count: 1024)
  private var values: [Node] = Array(repeating: 0, count: 1024)

  /// The run that goes on from `node` with `word`, if it was ever added.
  func step(_ node: Node, _ word: WordID) -> Node? {
    let slot = slot(of: PhraseTrie.key(node, word))
    return keys[slot] == 0 ? nil : values[slot]
  }

  /// The run that goes on from `node` with `word`, added where it is new.
  mutating func extend(_ node: Node, _ word: WordID) -> Node {
    let key = PhraseTrie.key(node, word)
    let found = slot(of: key)
    if keys[found] != 0 { return values[found] }
    if nodeCount * 2 > keys.count { grow() }
    let free = slot(of: key)
    let node = Node(nodeCount)
    keys[free] = key
    values[free] = node
    nodeCount += 1
    return node
  }

  private static func key(_ node: Node, _ word: WordID) -> UInt64 { (UInt64(node) << 32 | UInt64(word.raw)) &+ 1 }

  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = Array(repeating: 0, count: oldKeys.count * 4)
    values = Array(repeating: 0, count: oldKeys.count * 4)
    for index in oldKeys.indices where oldKeys[index] != 0 {
      let slot = slot(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      values[slot] = oldValues[index]
    }
  }
}
