/// Finds the rows of a relation by the terms in some of its columns.
///
/// Rows with the same key are chained, the newest first. Single columns are addressed by the term itself while that is not
/// much larger than the relation, everything else by an open hash table. Built and brought up to date in batches.
struct Index: ~Copyable {
  let relation: Int
  /// The bits of the key columns.
  let mask: UInt32
  /// The key columns, a byte each, the first lowest.
  private let packedColumns: UInt64
  private let columnCount: Int
  /// Row number + 1 of the newest row, by term or by hash.
  private var heads = Vector<UInt32>()
  /// Row number + 1 of the next older row with the same key, by row.
  private var next = Vector<UInt32>()
  private var isDirect = false
  private var keyCount = 0
  private var shift: UInt64 = 64

  init(relation: Int, mask: UInt32) {
    self.relation = relation
    self.mask = mask
    var packed: UInt64 = 0
    var count = 0
    for column in 0..<32 where mask >> UInt32(column) & 1 == 1 && count < 8 {
      packed |= UInt64(column) << UInt64(8 * count)
      count += 1
    }
    packedColumns = packed
    columnCount = count
  }

  /// The most columns that a key has; further ones are to be checked in the row.
  static var greatestKeyCount: Int { 8 }

  @inline(__always) private func column(_ index: Int) -> Int { Int(packedColumns >> UInt64(8 * index) & 0xFF) }

  var byteCount: Int { heads.byteCount + next.byteCount }
  /// The number of different keys, for estimates; 0 where it is not known.
  var distinctKeys: Int { keyCount }

  /// The relation is so small that a scan does instead.
  var isSkipped: Bool { next.count == 0 }

  /// Takes in the rows that were added since the last time.
  mutating func update(_ source: borrowing Relation, termCount: Int) {
    let end = source.count
    var row = next.count
    if row == end || end <= 16 { return }
    if heads.count == 0, columnCount == 1, termCount <= max(64, end * 8) {
      isDirect = true
      heads.resize(to: termCount, filling: 0)
    }
    next.reserve(end)
    while row < end {
      if isDirect { addDirect(source, UInt32(row)) } else { addHashed(source, UInt32(row)) }
      row += 1
    }
  }

  private mutating func addDirect(_ source: borrowing Relation, _ row: UInt32) {
    let key = Int(source.term(row, column(0)))
    if key >= heads.count { heads.resize(to: max(key + 1, heads.count * 2), filling: 0) }
    if heads[key] == 0 { keyCount += 1 }
    next.append(heads[key])
    heads[key] = row + 1
  }

  private mutating func addHashed(_ source: borrowing Relation, _ row: UInt32) {
    if keyCount * 2 >= heads.count { grow(source) }
    var slot = Int(truncatingIfNeeded: hashOfRow(source, row) >> shift)
    while heads[slot] != 0, !sameKey(source, heads[slot] - 1, row) { slot = (slot + 1) & (heads.count - 1) }
    if heads[slot] == 0 { keyCount += 1 }
    next.append(heads[slot])
    heads[slot] = row + 1
  }

  private mutating func grow(_ source: borrowing Relation) {
    var old = Vector<UInt32>()
    swap(&old, &heads)
    let size = max(8, old.count * 2)
    heads.resize(to: size, filling: 0)
    shift = UInt64(64 - size.trailingZeroBitCount)
    for index in 0..<old.count where old[index] != 0 {
      var slot = Int(truncatingIfNeeded: hashOfRow(source, old[index] - 1) >> shift)
      while heads[slot] != 0 { slot = (slot + 1) & (size - 1) }
      heads[slot] = old[index]
    }
  }

  private func hashOfRow(_ source: borrowing Relation, _ row: UInt32) -> UInt64 {
    var result = keyHashSeed
    for index in 0..<columnCount { result = mixed(result, source.term(row, column(index))) }
    return finished(result)
  }

  private func sameKey(_ source: borrowing Relation, _ left: UInt32, _ right: UInt32) -> Bool {
    for index in 0..<columnCount where source.term(left, column(index)) != source.term(right, column(index)) {
      return false
    }
    return true
  }

  /// The newest row whose key columns hold the registers named in `key` (from `start`, in the order of the columns);
  /// `Relation.none` where there is none.
  @inline(__always) @unsafe func first(
    _ source: borrowing Relation, _ registers: UnsafePointer<UInt32>, _ key: UnsafePointer<UInt32>
  ) -> UInt32 {
    if isDirect {
      let term = unsafe Int(registers[Int(key[0])])
      return term < heads.count ? heads[term] &- 1 : Relation.none
    }
    if heads.count == 0 { return Relation.none }
    var result = keyHashSeed
    for index in 0..<columnCount { result = unsafe mixed(result, registers[Int(key[index])]) }
    var slot = Int(truncatingIfNeeded: finished(result) >> shift)
    while true {
      let entry = heads[slot]
      if entry == 0 { return Relation.none }
      var index = 0
      while index < columnCount, unsafe source.term(entry - 1, column(index)) == registers[Int(key[index])] {
        index += 1
      }
      if index == columnCount { return entry - 1 }
      slot = (slot + 1) & (heads.count - 1)
    }
  }

  /// The next older row with the same key, or `Relation.none`.
  @inline(__always) func after(_ row: UInt32) -> UInt32 { next[Int(row)] &- 1 }
}

private var keyHashSeed: UInt64 { 0 }

@inline(__always) private func mixed(_ hash: UInt64, _ term: UInt32) -> UInt64 {
  let result = (hash ^ UInt64(term)) &* 0x9E37_79B9_7F4A_7C15
  return result ^ result >> 32
}

@inline(__always) private func finished(_ hash: UInt64) -> UInt64 { hash &* 0xD6E8_FEB8_6659_FD93 }

extension Slots where Element == Index {
  /// Brings one index up to date.
  mutating func update(_ number: Int, _ relations: borrowing Slots<Relation>, termCount: Int) {
    let relation = self[number].relation
    self[number].update(relations[relation], termCount: termCount)
  }
}
