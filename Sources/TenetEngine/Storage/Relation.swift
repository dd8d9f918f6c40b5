import TenetProgram
import TenetText

/// The facts of one relation: distinct rows of local term numbers, each with its level.
///
/// Rows are flat and row-major; given facts are put in first, in the order of their text. A hash table of row numbers finds
/// a row by its terms. A relation that is dense in its domain is a ``Grid`` instead: bits say which facts there are, and
/// the rows of each run of levels are sorted, so that they can be searched. Either way the rows are there.
struct Relation: ~Copyable {
  let arity: Int
  private(set) var count = 0
  private var terms = Vector<UInt32>()
  private var levels = Levels()
  /// Row number + 1 by hash, 0 for empty; the size is a power of two.
  private var table = Vector<UInt32>()
  /// How many rows, the first ones, the table holds: all of them, but in a grid as few as the given ones. Those after them
  /// lie in runs of levels, each in the order of ``compareInOrder(_:_:)``.
  private var tableCount = 0
  /// The place that counts last in that order; a grid's leaf.
  private var lastPlace = 0
  private var shift: UInt64 = 64
  /// For each given row, where it was given: the index in the facts of the program, or those of the profile after them.
  private(set) var givenSources = Vector<UInt32>()
  private(set) var hasGrid = false
  var grid = Grid()

  init(arity: Int) { self.arity = arity }

  /// No row, as ``find(_:)`` says it.
  static var none: UInt32 { UInt32.max }

  var givenCount: Int { givenSources.count }
  var byteCount: Int {
    terms.byteCount + levels.byteCount + table.byteCount + givenSources.byteCount + grid.byteCount
  }
  /// All rows have one level.
  var isUniform: Bool { levels.isUniform }
  /// The bounds of all levels, 0 while there is no row.
  var leastLevel: UInt32 { levels.least }
  var greatestLevel: UInt32 { levels.greatest }

  @inline(__always) func term(_ row: UInt32, _ column: Int) -> UInt32 { terms[Int(row) * arity + column] }
  @inline(__always) func level(_ row: UInt32) -> UInt32 { levels[row] }

  /// The terms of a row, valid until the next insertion.
  @inline(__always) @unsafe func pointer(_ row: UInt32) -> UnsafeMutablePointer<UInt32> {
    unsafe terms.pointer + Int(row) * arity
  }

  // MARK: Inserting

  /// Where the terms of a row to insert are to be written; ``insertStaged(level:)`` takes them from there.
  @inline(__always) @unsafe mutating func stage() -> UnsafeMutablePointer<UInt32> {
    let end = count * arity
    if end + arity > terms.capacity { terms.reserve(end + arity) }
    return unsafe terms.pointer + end
  }

  /// Takes the staged terms as a row, unless there is one already. Not for grids.
  ///
  /// Returns the row, and whether it is new. A row that was there keeps its level.
  @inline(__always) mutating func insertStaged(level: UInt32) -> (row: UInt32, isNew: Bool) {
    if count * 2 >= table.count || tableCount < count { growTable() }
    let staged = unsafe terms.pointer + count * arity
    let mask = table.count - 1
    var slot = unsafe Int(truncatingIfNeeded: hash(staged, arity) >> shift)
    while true {
      let entry = table[slot]
      if entry == 0 { break }
      if unsafe sameTerms(pointer(entry - 1), staged, arity) { return (entry - 1, false) }
      slot = (slot + 1) & mask
    }
    let row = UInt32(truncatingIfNeeded: count)
    table[slot] = row + 1
    count += 1
    tableCount = count
    terms.setCount(count * arity)
    levels.append(level)
    return (row, true)
  }

  /// Puts in a given fact (level 1); one that is there already is left as it is.
  mutating func insertGiven(
    _ values: [TermID], from start: Int, source: UInt32, _ columns: [Int], _ domains: Domains
  ) {
    let staged = unsafe stage()
    for column in 0..<arity { unsafe staged[column] = domains.local(values[start + column].raw, columns[column]) }
    if insertStaged(level: 1).isNew { givenSources.append(source) }
  }

  /// Lowers the level of a row.
  mutating func lower(_ row: UInt32, to level: UInt32) { levels.lower(row, to: level) }

  // MARK: Finding

  /// Whether there is a row with these terms.
  @inline(__always) @unsafe func contains(_ key: UnsafePointer<UInt32>) -> Bool {
    if hasGrid { return unsafe gridContains(key) }
    return unsafe find(key) != Relation.none
  }

  @inline(__always) @unsafe private func gridContains(_ key: UnsafePointer<UInt32>) -> Bool {
    for column in 0..<arity where unsafe key[column] == Relation.none { return false }
    return unsafe grid.contains(grid.row(key), key[grid.leaf])
  }

  /// The row with these terms, or ``none``; rows of a greater level need not be found.
  @inline(__always) @unsafe func find(_ key: UnsafePointer<UInt32>, upTo level: UInt32 = UInt32.max) -> UInt32 {
    if hasGrid, unsafe !gridContains(key) { return Relation.none }
    return unsafe search(key, upTo: level)
  }

  @inline(__always) @unsafe private func findInTable(_ key: UnsafePointer<UInt32>) -> UInt32 {
    if table.count == 0 { return Relation.none }
    let mask = table.count - 1
    var slot = unsafe Int(truncatingIfNeeded: hash(key, arity) >> shift)
    while true {
      let entry = table[slot]
      if entry == 0 { return Relation.none }
      if unsafe sameTerms(pointer(entry - 1), key, arity) { return entry - 1 }
      slot = (slot + 1) & mask
    }
  }

  /// The row of a fact: one in the table, or by binary search in each run of levels, the last one first (what a proof looks
  /// for is most often just below it).
  @inline(__always) @unsafe private func search(_ key: UnsafePointer<UInt32>, upTo level: UInt32) -> UInt32 {
    let known = unsafe findInTable(key)
    if known != Relation.none || tableCount == count { return known }
    return unsafe searchRuns(key, upTo: level)
  }

  @unsafe private func searchRuns(_ key: UnsafePointer<UInt32>, upTo level: UInt32) -> UInt32 {
    var end = count
    for run in (0..<levels.runs.count).reversed() where end > tableCount {
      let start = max(Int(levels.runs[run].start), tableCount)
      if levels.runs[run].level <= level {
        let row = unsafe search(key, start, end)
        if row != Relation.none { return row }
      }
      end = start
    }
    return Relation.none
  }

  /// Gets ready for many searches: puts all rows of a grid into the table if searching by runs would be slow.
  mutating func prepareToFind() {
    if hasGrid, tableCount < count, levels.runs.count > 8 { rehash(count) }
  }

  /// Gets ready for looking up facts while rules run: puts all rows into the table, unless bits say which there are.
  mutating func completeTable() {
    if !hasGrid, tableCount < count { rehash(count) }
  }

  /// Gets ready for questions about a finished run: many short runs of levels take longer to search than a table to make.
  mutating func settle() {
    if levels.runs.count > 128, count < levels.runs.count * 256 { completeTable() }
  }

  /// The row with these terms among sorted rows.
  @unsafe private func search(_ key: UnsafePointer<UInt32>, _ start: Int, _ end: Int) -> UInt32 {
    var low = start
    var high = end
    while low < high {
      let middle = (low + high) / 2
      switch unsafe compareInOrder(key, pointer(UInt32(middle))) {
      case 0: return UInt32(middle)
      case 1: low = middle + 1
      default: high = middle
      }
    }
    return Relation.none
  }

  /// -1, 0 or 1 as the first terms come before, are the same as, or come after the second.
  @unsafe private func compare(_ left: UnsafePointer<UInt32>, _ right: UnsafePointer<UInt32>) -> Int {
    for column in 0..<arity where unsafe left[column] != right[column] {
      return unsafe left[column] < right[column] ? -1 : 1
    }
    return 0
  }

  /// As ``compare(_:_:)``, in the order of rows in runs: one place counts last.
  @unsafe private func compareInOrder(_ left: UnsafePointer<UInt32>, _ right: UnsafePointer<UInt32>) -> Int {
    for column in 0..<arity where unsafe column != lastPlace && left[column] != right[column] {
      return unsafe left[column] < right[column] ? -1 : 1
    }
    let (first, second) = unsafe (left[lastPlace], right[lastPlace])
    return first < second ? -1 : first > second ? 1 : 0
  }

  /// The order of facts: given ones as in the text, then derived ones by level, then by their terms.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    if left < givenCount || right < givenCount { return left < right }
    if level(left) != level(right) { return level(left) < level(right) }
    return unsafe compare(pointer(left), pointer(right)) < 0
  }

  private mutating func growTable() { rehash(max(4, table.count, count)) }

  /// Makes the table anew, for the first rows and as many again.
  private mutating func rehash(_ rows: Int) {
    var size = 8
    while size < rows * 2 { size *= 2 }
    let rows = min(rows, count)
    tableCount = rows
    table = Vector(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    let mask = size - 1
    for row in 0..<rows {
      var slot = unsafe Int(truncatingIfNeeded: hash(pointer(UInt32(row)), arity) >> shift)
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = UInt32(row + 1)
    }
  }
}

// MARK: Grids

extension Relation {
  /// Whether it can become a grid: its derived rows come in runs of levels.
  var canBeGrid: Bool { arity > 0 && !levels.hasRows }

  /// Becomes a grid for places with so many values each, with a leaf among them. The rows of a run may be renumbered: no one may hold row numbers
  /// of derived facts, and indexes must be made anew.
  mutating func makeGrid(_ sizes: [Int], leaf: Int) {
    grid = Grid(sizes: sizes, leaf: leaf)
    hasGrid = true
    lastPlace = leaf
    for run in 0..<levels.runs.count {
      sortRows(max(Int(levels.runs[run].start), givenCount), levels.end(of: run))
    }
    for row in 0..<count {
      let terms = unsafe pointer(UInt32(row))
      unsafe grid.set(grid.row(terms), terms[leaf])
    }
    if givenCount == 0 {
      table = Vector()
      tableCount = 0
    } else if givenCount < count {
      rehash(givenCount)
    }
  }

  /// Makes the delta of some rows.
  mutating func setDelta(_ rows: Range<UInt32>) {
    grid.open()
    for row in rows {
      let terms = unsafe pointer(row)
      unsafe grid.setPending(grid.row(terms), terms[grid.leaf])
    }
    grid.sortDirty()
    grid.turn()
  }

  /// How many different terms a column holds; `size` is the size of its class. Cost: a pass over the rows.
  func distinctTerms(_ column: Int, size: Int) -> Int {
    var seen = Vector<Bool>(repeating: false, count: size)
    var distinct = 0
    for row in 0..<count where !seen[Int(terms[row * arity + column])] {
      seen[Int(terms[row * arity + column])] = true
      distinct += 1
    }
    return distinct
  }

  /// Goes back to a hash table.
  mutating func dropGrid() {
    grid = Grid()
    hasGrid = false
    rehash(count + 1)
  }

  /// Puts rows into the order of the grid: by grid row, then by the leaf.
  private mutating func sortRows(_ start: Int, _ end: Int) {
    guard end - start > 1, !isSorted(start, end) else { return }
    var keys: [UInt64] = []
    keys.reserveCapacity(end - start)
    for row in start..<end {
      let terms = unsafe pointer(UInt32(row))
      keys.append(unsafe UInt64(grid.row(terms)) << 32 | UInt64(terms[grid.leaf]))
    }
    keys.sort()
    for (index, key) in keys.enumerated() {
      let terms = unsafe pointer(UInt32(start + index))
      for column in 0..<arity where column != grid.leaf { unsafe terms[column] = grid.term(Int(key >> 32), column) }
      unsafe terms[grid.leaf] = UInt32(truncatingIfNeeded: key)
    }
  }

  private func isSorted(_ start: Int, _ end: Int) -> Bool {
    for row in start + 1..<end
    where unsafe compareInOrder(pointer(UInt32(row - 1)), pointer(UInt32(row))) > 0 {
      return false
    }
    return true
  }

  // MARK: Rows in order

  /// Where so many rows are to be written that no row of the relation equals; ``appendStaged(_:level:by:)`` takes them.
  @unsafe mutating func stage(rows: Int) -> UnsafeMutablePointer<UInt32> {
    terms.reserve((count + rows) * arity)
    return unsafe terms.pointer + count * arity
  }

  /// Takes the next staged rows as a run of one level. They are in order, the given place last.
  mutating func appendStaged(_ added: Int, level: UInt32, by place: Int) {
    lastPlace = place
    if hasGrid {
      for row in count..<count + added {
        let terms = unsafe terms.pointer + row * arity
        unsafe grid.set(grid.row(terms), terms[grid.leaf])
      }
    }
    count += added
    terms.setCount(count * arity)
    levels.appendRun(level, count: added)
  }

  /// Makes the pending facts of the grid visible as rows of one level, at most `limit` of them; returns how many.
  mutating func flush(level: UInt32, limit: Int) -> Int {
    let before = count
    let most = limit > Int.max - before ? Int.max : before + limit
    grid.sortDirty()
    for index in 0..<grid.dirtyCount {
      let row = grid.dirtyRow(index)
      var chunks = grid.takeChunks(row)
      while chunks != 0 {
        let start = chunks.trailingZeroBitCount << grid.shift
        chunks &= chunks - 1
        for word in start..<min(grid.words, start + 1 << grid.shift) {
          let bits = grid.takePending(row, word)
          if bits != 0 { append(row, word, bits, most) }
        }
      }
    }
    grid.turn()
    levels.appendRun(level, count: count - before)
    return count - before
  }

  /// Appends the facts of a word as rows.
  @inline(__always) private mutating func append(_ row: Int, _ word: Int, _ bits: UInt64, _ most: Int) {
    if (count + 64) * arity > terms.capacity {
      terms.setCount(count * arity)
      terms.reserve((count + 64) * arity)
    }
    if arity == 2 { appendPairs(row, word, bits, most) } else { appendOthers(row, word, bits, most) }
    terms.setCount(count * arity)
  }

  @inline(__always) private mutating func appendPairs(_ row: Int, _ word: Int, _ bits: UInt64, _ most: Int) {
    var bits = bits
    var left = min(most - count, bits.nonzeroBitCount)
    // A pair is written as one number, its first term in the lower half.
    var target = unsafe UnsafeMutableRawPointer(terms.pointer + count * 2)
    count += left
    let shift: UInt64 = grid.leaf == 1 ? 32 : 0
    let base = UInt64(truncatingIfNeeded: row) << (32 - shift) + UInt64(truncatingIfNeeded: word << 6) << shift
    while left > 0 {
      let leaf = UInt64(truncatingIfNeeded: bits.trailingZeroBitCount)
      unsafe target.storeBytes(of: (base + leaf << shift).littleEndian, as: UInt64.self)
      unsafe target += 8
      bits &= bits - 1
      left -= 1
    }
  }

  private mutating func appendOthers(_ row: Int, _ word: Int, _ bits: UInt64, _ most: Int) {
    guard count < most else { return }
    var bits = bits
    let start = unsafe terms.pointer + count * arity
    for index in 0..<grid.strides.count { unsafe start[grid.place(index)] = grid.term(row, grid.place(index)) }
    var target = unsafe start
    while bits != 0, count < most {
      // All but the leaf is as in the fact before.
      for column in 0..<arity { unsafe target[column] = start[column] }
      unsafe target[grid.leaf] = UInt32(truncatingIfNeeded: word << 6 + bits.trailingZeroBitCount)
      unsafe target += arity
      bits &= bits - 1
      count += 1
    }
  }
}

/// A hash whose upper bits are good, of up to eight terms; the same on every run.
@inline(__always) @unsafe func hash(_ terms: UnsafePointer<UInt32>, _ count: Int) -> UInt64 {
  var result: UInt64 = 0
  for index in 0..<count {
    result = unsafe (result ^ UInt64(terms[index])) &* 0x9E37_79B9_7F4A_7C15
    result ^= result >> 32
  }
  return result &* 0xD6E8_FEB8_6659_FD93
}

@inline(__always) @unsafe func sameTerms(
  _ left: UnsafePointer<UInt32>, _ right: UnsafePointer<UInt32>, _ count: Int
) -> Bool {
  for index in 0..<count where unsafe left[index] != right[index] { return false }
  return true
}
