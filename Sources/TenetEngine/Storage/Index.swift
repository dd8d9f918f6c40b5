/// Finds the rows of a relation by the terms in some of its columns.
///
/// An index of a relation that does not grow is *packed*: the rows of a key lie side by side, and where the key leaves one
/// column, so do the terms of that. Otherwise rows with the same key are chained, the newest first. Single columns are
/// addressed by the term itself while that is not much larger than the relation, everything else by an open hash table.
/// Built and brought up to date in batches.
struct Index: ~Copyable {
  let relation: Int
  /// The bits of the key columns.
  let mask: UInt32
  /// The key columns, a byte each, the first lowest.
  private let packedColumns: UInt64
  private let columnCount: Int
  /// Chained: row number + 1 of the newest row, by term or by hash. Packed: the group + 1, by hash (direct: unused).
  private var heads = Vector<UInt32>()
  /// Chained: row number + 1 of the next older row with the same key, by row.
  private var next = Vector<UInt32>()
  /// Packed: where each group starts in `rows`; one more at the end.
  private var starts = Vector<UInt32>()
  private(set) var rows = Vector<UInt32>()
  /// Packed: the terms of the only column outside the key, by position.
  private(set) var values = Vector<UInt32>()
  private var isDirect = false
  private(set) var isPacked = false
  private var mustChain = false
  private var keyCount = 0
  private var shift: UInt64 = 64

  init(relation: Int, mask: UInt32) {
    self.relation = relation
    self.mask = mask
    var packed: UInt64 = 0
    var count = 0
    for column in 0..<32 where mask >> UInt32(column) & 1 == 1 && count < Index.greatestKeyCount {
      packed |= UInt64(column) << UInt64(8 * count)
      count += 1
    }
    packedColumns = packed
    columnCount = count
  }

  /// The most columns that a key has; further ones are to be checked in the row.
  static var greatestKeyCount: Int { 8 }

  @inline(__always) private func column(_ index: Int) -> Int { Int(packedColumns >> UInt64(8 * index) & 0xFF) }

  var byteCount: Int {
    heads.byteCount + next.byteCount + starts.byteCount + rows.byteCount + values.byteCount
  }

  /// The relation is so small that a scan does instead.
  var isSkipped: Bool { next.count == 0 && !isPacked }

  /// The first key column.
  var firstColumn: Int { column(0) }

  private var indexed: Int { isPacked ? rows.count : next.count }

  /// Takes in the rows that were added since the last time; `size` is how many numbers the first key column can hold.
  mutating func update(_ source: borrowing Relation, size: Int, isGrowing: Bool, evenIfSmall: Bool = false) {
    let end = source.count
    if end == indexed || (end <= 16 && !evenIfSmall) { return }
    let canBeDirect = columnCount == 1 && size <= max(64, end * 8)
    if isPacked || next.count == 0 {
      // What was packed and has grown since is likely to grow again.
      if isPacked || isGrowing { mustChain = true }
      clear()
      isDirect = canBeDirect
      if !mustChain { return pack(source, size: size) }
      if isDirect { heads.resize(to: size, filling: 0) }
    }
    next.reserve(end)
    var row = next.count
    while row < end {
      if isDirect { chainDirect(source, UInt32(row)) } else { chainHashed(source, UInt32(row)) }
      row += 1
    }
  }

  /// Forgets all rows, because they were renumbered.
  mutating func clear() {
    heads = Vector()
    next = Vector()
    starts = Vector()
    rows = Vector()
    values = Vector()
    isPacked = false
    keyCount = 0
    shift = 64
  }

  // MARK: Chains

  private mutating func chainDirect(_ source: borrowing Relation, _ row: UInt32) {
    let key = Int(source.term(row, column(0)))
    if key >= heads.count { heads.resize(to: max(key + 1, heads.count * 2), filling: 0) }
    next.append(heads[key])
    heads[key] = row + 1
  }

  private mutating func chainHashed(_ source: borrowing Relation, _ row: UInt32) {
    if keyCount * 2 >= heads.count { growChains(source) }
    var slot = Int(truncatingIfNeeded: hashOfRow(source, row) >> shift)
    while heads[slot] != 0, !sameKey(source, heads[slot] - 1, row) { slot = (slot + 1) & (heads.count - 1) }
    if heads[slot] == 0 { keyCount += 1 }
    next.append(heads[slot])
    heads[slot] = row + 1
  }

  private mutating func growChains(_ source: borrowing Relation) {
    var old = Vector<UInt32>()
    swap(&old, &heads)
    resizeHeads(old.count * 2)
    for index in 0..<old.count where old[index] != 0 {
      var slot = Int(truncatingIfNeeded: hashOfRow(source, old[index] - 1) >> shift)
      while heads[slot] != 0 { slot = (slot + 1) & (heads.count - 1) }
      heads[slot] = old[index]
    }
  }

  private mutating func resizeHeads(_ wanted: Int) {
    var size = 8
    while size < wanted { size *= 2 }
    heads = Vector(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
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

  // MARK: Packing

  /// Sorts the rows by their keys: a group for each key, first counted, then filled.
  private mutating func pack(_ source: borrowing Relation, size: Int) {
    isPacked = true
    var groups = Vector<UInt32>()
    if isDirect { starts.resize(to: size + 1, filling: 0) } else { group(source, &groups) }
    for row in 0..<source.count {
      let group = isDirect ? Int(source.term(UInt32(row), column(0))) : Int(groups[row])
      starts[group + 1] += 1
    }
    for group in 1..<starts.count { starts[group] += starts[group - 1] }
    rows.resize(to: source.count, filling: 0)
    for row in (0..<source.count).reversed() {
      let group = isDirect ? Int(source.term(UInt32(row), column(0))) : Int(groups[row])
      starts[group + 1] -= 1
      rows[Int(starts[group + 1])] = UInt32(row)
    }
    // Each start has moved down to that of its group; put them back in their places.
    for group in 0..<starts.count - 1 { starts[group] = starts[group + 1] }
    starts[starts.count - 1] = UInt32(source.count)
    guard source.arity == columnCount + 1 else { return }
    var rest = 0
    while mask >> UInt32(rest) & 1 == 1 { rest += 1 }
    values.reserve(rows.count)
    for position in 0..<rows.count { values.append(source.term(rows[position], rest)) }
  }

  /// Numbers the keys in the order of their first rows.
  private mutating func group(_ source: borrowing Relation, _ groups: inout Vector<UInt32>) {
    resizeHeads(source.count * 2)
    // The first row of each group, for comparing keys while they are grouped.
    var firsts = Vector<UInt32>()
    groups.reserve(source.count)
    for row in 0..<UInt32(source.count) {
      var slot = Int(truncatingIfNeeded: hashOfRow(source, row) >> shift)
      while heads[slot] != 0, !sameKey(source, firsts[Int(heads[slot]) - 1], row) {
        slot = (slot + 1) & (heads.count - 1)
      }
      if heads[slot] == 0 {
        firsts.append(row)
        heads[slot] = UInt32(firsts.count)
      }
      groups.append(heads[slot] - 1)
    }
    starts.resize(to: firsts.count + 1, filling: 0)
  }

  // MARK: Finding

  /// The positions of a key in ``rows``, when packed. The key is in the registers named in `key`, in the order of columns.
  @inline(__always) @unsafe func range(
    _ source: borrowing Relation, _ registers: UnsafePointer<UInt32>, _ key: UnsafePointer<UInt32>
  ) -> Range<UInt32> {
    let group: Int
    if isDirect {
      group = unsafe Int(registers[Int(key[0])])
      if group >= starts.count - 1 { return 0..<0 }
    } else {
      let slot = unsafe slot(source, registers, key)
      if slot < 0 { return 0..<0 }
      group = Int(heads[slot]) - 1
    }
    return starts[group]..<starts[group + 1]
  }

  /// The newest row with a key, when chained, or `Relation.none`.
  @inline(__always) @unsafe func first(
    _ source: borrowing Relation, _ registers: UnsafePointer<UInt32>, _ key: UnsafePointer<UInt32>
  ) -> UInt32 {
    if isDirect {
      let term = unsafe Int(registers[Int(key[0])])
      return term < heads.count ? heads[term] &- 1 : Relation.none
    }
    let slot = unsafe slot(source, registers, key)
    return slot < 0 ? Relation.none : heads[slot] - 1
  }

  /// The next older row with the same key, or `Relation.none`.
  @inline(__always) func after(_ row: UInt32) -> UInt32 { next[Int(row)] &- 1 }

  @inline(__always) @unsafe private func slot(
    _ source: borrowing Relation, _ registers: UnsafePointer<UInt32>, _ key: UnsafePointer<UInt32>
  ) -> Int {
    if heads.count == 0 { return -1 }
    var result = keyHashSeed
    for index in 0..<columnCount { result = unsafe mixed(result, registers[Int(key[index])]) }
    var slot = Int(truncatingIfNeeded: finished(result) >> shift)
    while true {
      let entry = heads[slot]
      if entry == 0 { return -1 }
      let row = isPacked ? rows[Int(starts[Int(entry) - 1])] : entry - 1
      var index = 0
      while index < columnCount, unsafe source.term(row, column(index)) == registers[Int(key[index])] { index += 1 }
      if index == columnCount { return slot }
      slot = (slot + 1) & (heads.count - 1)
    }
  }
}

private var keyHashSeed: UInt64 { 0 }

@inline(__always) private func mixed(_ hash: UInt64, _ term: UInt32) -> UInt64 {
  let result = (hash ^ UInt64(term)) &* 0x9E37_79B9_7F4A_7C15
  return result ^ result >> 32
}

@inline(__always) private func finished(_ hash: UInt64) -> UInt64 { hash &* 0xD6E8_FEB8_6659_FD93 }

extension Slots where Element == Index {
  /// Brings one index up to date.
  mutating func update(
    _ number: Int, _ relations: borrowing Slots<Relation>, _ classes: ColumnClasses, _ domains: Domains,
    isGrowing: Bool, evenIfSmall: Bool = false
  ) {
    let relation = self[number].relation
    let size = domains.size(classes.columns[relation][self[number].firstColumn])
    self[number].update(relations[relation], size: size, isGrowing: isGrowing, evenIfSmall: evenIfSmall)
  }
}
