import TenetSyntax
import TenetText

/// Runs of words as paths from a root: each node is one run, so that a run is compared by one number.
///
/// The run of a single word is found by the word's number alone, as most are; a further step is one probe of an
/// open-addressing table. Nothing is allocated to look a run up.
struct PhraseTrie: Sendable {
  typealias Node = UInt32

  static let root: Node = 0

  /// The word that each run is where it is a single one, else word 0.
  private var oneWords = [WordID(UInt32(0))]
  /// The run of each single word, by the word; the root where it was never added.
  private var ofOneWord: [Node] = []
  private var steps = Array(repeating: Step(), count: 256)
  private var stepCount = 0

  /// A longer run by the one before its last word and that word; node 0 is a free place.
  private struct Step: BitwiseCopyable {
    var from: Node = 0
    var word: UInt32 = 0
    var node: Node = 0
  }

  /// The run that goes on from `node` with `word`, if it was ever added.
  @inline(__always)
  func step(_ node: Node, _ word: WordID) -> Node? {
    let found = node == PhraseTrie.root ? run(of: word) : steps[slot(node, word)].node
    return found == 0 ? nil : found
  }

  /// The run of a single word, or the root where it was never added.
  @inline(__always)
  func run(of word: WordID) -> Node { word.index < ofOneWord.count ? ofOneWord[word.index] : PhraseTrie.root }

  /// The word that a run is where it is a single one, else word 0.
  @inline(__always)
  func word(of node: Node) -> WordID { oneWords[Int(node)] }

  /// The run that goes on from `node` with `word`, added where it is new.
  @inline(__always)
  mutating func extend(_ node: Node, _ word: WordID) -> Node { step(node, word) ?? add(node, word) }

  private mutating func add(_ from: Node, _ word: WordID) -> Node {
    let node = Node(oneWords.count)
    oneWords.append(from == PhraseTrie.root ? word : WordID(UInt32(0)))
    if from == PhraseTrie.root {
      while ofOneWord.count <= word.index { ofOneWord.append(PhraseTrie.root) }
      ofOneWord[word.index] = node
    } else {
      steps[slot(from, word)] = Step(from: from, word: word.raw, node: node)
      stepCount += 1
      if stepCount * 2 > steps.count { grow() }
    }
    return node
  }

  /// The place of a step in the table, or the free one where it belongs.
  private func slot(_ from: Node, _ word: WordID) -> Int {
    let mask = steps.count &- 1
    let key = UInt64(from) << 32 | UInt64(word.raw)
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while steps[slot].node != 0, steps[slot].from != from || steps[slot].word != word.raw { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = steps
    steps = Array(repeating: Step(), count: old.count * 4)
    for step in old where step.node != 0 { steps[slot(step.from, WordID(step.word))] = step }
  }
}
