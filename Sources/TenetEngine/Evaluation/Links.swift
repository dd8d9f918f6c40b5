import TenetProgram
import TenetText

/// The values that a ``PlanLink`` leads to, as a row of bits: those gathered last, since solutions that share them follow
/// each other.
struct GatheredRow: ~Copyable {
  private(set) var bits = Vector<UInt64>()
  private(set) var chunks: UInt64 = 0
  /// The row of the link's grid that they were gathered for; -1 for none.
  private(set) var source = -1
  private var shift = 0

  init() {}

  mutating func forget() { source = -1 }

  /// Starts again without values, for a row of the link's grid; they will be joined with rows of so many words, of which
  /// each chunk has `1 << shift`.
  mutating func begin(_ source: Int, words: Int, shift: Int) {
    if bits.count != words || self.shift != shift {
      bits = Vector(repeating: 0, count: words)
    } else {
      while chunks != 0 {
        let start = chunks.trailingZeroBitCount << shift
        chunks &= chunks - 1
        for word in start..<min(bits.count, start + 1 << shift) { bits[word] = 0 }
      }
    }
    self.source = source
    self.shift = shift
    chunks = 0
  }

  @inline(__always) mutating func insert(_ value: UInt32) {
    let word = Int(value >> 6)
    bits[word] |= 1 << UInt64(value & 63)
    chunks |= 1 << UInt64(truncatingIfNeeded: word >> shift)
  }

  /// Inserts all values of a row; only the given chunks of it are looked at.
  @unsafe mutating func insert(_ row: UnsafePointer<UInt64>, chunks added: UInt64) {
    var rest = added
    while rest != 0 {
      let start = rest.trailingZeroBitCount << shift
      rest &= rest - 1
      for word in start..<min(bits.count, start + 1 << shift) { bits[word] |= unsafe row[word] }
    }
    chunks |= added
  }
}

/// Tails that go through a link.
extension Machine {
  /// Makes the facts of one solution of the outer loops pending in a row of the head's grid.
  @inline(__always) mutating func deriveLinked(
    _ plan: Plan, _ tail: PlanTail, _ link: PlanLink, _ head: Int, _ row: Int
  ) {
    let from = gridRow(plan, Int(link.relation), link.keyStart)
    if from < 0 { return }
    if from != gathered.source {
      let (words, shift) = (relations[head].grid.words, relations[head].grid.shift)
      gathered.begin(from, words: words, shift: shift)
      gather(plan, tail, link, from)
    }
    if gathered.chunks == 0 { return }
    let bits = unsafe UnsafePointer(gathered.bits.pointer)
    if tail.filterCount == 0, tail.excludedCount == 0 {
      unsafe relations[head].grid.union(row, bits, chunks: gathered.chunks)
    } else if unsafe filter(plan, tail, bits, words: gathered.bits.count) {
      unsafe relations[head].grid.union(row, UnsafePointer(scratch.pointer), chunks: gathered.chunks)
    }
  }

  /// Gathers what the source has for all values in a row.
  private mutating func gather(_ plan: Plan, _ tail: PlanTail, _ link: PlanLink, _ row: Int) {
    let relation = Int(link.relation)
    var chunks =
      link.isDelta ? relations[relation].grid.deltaChunks[row] : relations[relation].grid.visibleChunks[row]
    let bits = unsafe link.isDelta ? relations[relation].grid.deltaRow(row) : relations[relation].grid.visibleRow(row)
    let (words, shift) = (relations[relation].grid.words, relations[relation].grid.shift)
    while chunks != 0 {
      let start = chunks.trailingZeroBitCount << shift
      chunks &= chunks - 1
      for word in start..<min(words, start + 1 << shift) {
        var rest = unsafe bits[word]
        work += rest.nonzeroBitCount
        while rest != 0 {
          let value = UInt32(truncatingIfNeeded: word << 6 + rest.trailingZeroBitCount)
          rest &= rest - 1
          join.setRegister(Int(link.register), value)
          gatherSource(plan, tail)
        }
      }
    }
  }

  @inline(__always) private mutating func gatherSource(_ plan: Plan, _ tail: PlanTail) {
    guard tail.source == .list else {
      let source = Int(tail.relation)
      let row = gridRow(plan, source, tail.keyStart)
      if row < 0 { return }
      unsafe gathered.insert(
        relations[source].grid.visibleRow(row), chunks: relations[source].grid.visibleChunks[row])
      return
    }
    if indexes[Int(tail.index)].isPacked {
      for position in listRange(plan, tail) { gathered.insert(indexes[Int(tail.index)].values[Int(position)]) }
      return
    }
    var next = firstInList(plan, tail)
    while next != Relation.none {
      gathered.insert(relations[Int(tail.relation)].term(next, Int(tail.column)))
      next = afterInList(plan, tail, next)
    }
  }
}
