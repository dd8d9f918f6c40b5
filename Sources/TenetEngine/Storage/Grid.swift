/// The facts of a relation as bits: a row of bits for each value of all places but one, the *leaf*, and in it a bit for
/// each value of the leaf.
///
/// New facts are *pending* until ``Relation/flush(level:limit:)`` makes them visible, so that a round never sees what it
/// derives; what a flush made visible is the *delta* until the next. Rows are joined word by word. Summaries say, by row,
/// in which chunks of words there are bits at all.
struct Grid: ~Copyable {
  let rowCount: Int
  /// The place of the leaf.
  let leaf: Int
  /// Words in a row: a power of two up to 4, or a multiple of 4.
  let words: Int
  /// Word >> shift is its chunk, below 64.
  let shift: Int
  /// By place but the leaf, what one step in it is worth in row numbers.
  let strides: Vector<Int>
  private(set) var visible: Vector<UInt64>
  private(set) var visibleChunks: Vector<UInt64>
  private var pending = Vector<UInt64>()
  private var pendingChunks = Vector<UInt64>()
  private(set) var delta = Vector<UInt64>()
  private(set) var deltaChunks = Vector<UInt64>()
  /// Rows with pending bits.
  private var dirty = Vector<UInt32>()
  /// Rows with delta bits, rising.
  private(set) var deltaRows = Vector<UInt32>()

  /// No grid at all.
  init() {
    rowCount = 0
    leaf = 0
    words = 0
    shift = 0
    strides = Vector()
    visible = Vector()
    visibleChunks = Vector()
  }

  /// An empty grid for places with so many values each.
  init(sizes: [Int], leaf: Int) {
    var strides: [Int] = []
    var rowCount = 1
    for place in sizes.indices.reversed() where place != leaf {
      strides.insert(rowCount, at: 0)
      rowCount *= sizes[place]
    }
    self.rowCount = rowCount
    self.strides = Vector(strides)
    self.leaf = leaf
    words = Grid.words(for: sizes[leaf])
    var shift = words >= 4 ? 2 : 0
    while (words - 1) >> shift >= 64 { shift += 1 }
    self.shift = shift
    visible = Vector(repeating: 0, count: rowCount * words)
    visibleChunks = Vector(repeating: 0, count: rowCount)
  }

  private static func words(for bits: Int) -> Int {
    let words = (bits + 63) / 64
    return words <= 1 ? 1 : words <= 2 ? 2 : (words + 3) / 4 * 4
  }

  /// How many bits a grid for places of these sizes takes; nil where that is beyond all measure.
  static func cells(_ sizes: [Int], leaf: Int) -> Int? {
    var cells = words(for: sizes[leaf]) * 64
    for place in sizes.indices where place != leaf {
      let (product, overflow) = cells.multipliedReportingOverflow(by: sizes[place])
      if overflow || product > 1 << 40 { return nil }
      cells = product
    }
    return cells
  }

  var byteCount: Int {
    visible.byteCount + pending.byteCount + delta.byteCount + visibleChunks.byteCount + pendingChunks.byteCount
      + deltaChunks.byteCount + dirty.byteCount + deltaRows.byteCount
  }

  // MARK: Reading

  /// The row of a fact with these terms.
  @inline(__always) @unsafe func row(_ terms: UnsafePointer<UInt32>) -> Int {
    if strides.count == 1 { return unsafe Int(terms[1 - leaf]) }
    var row = 0
    for index in 0..<strides.count { row += unsafe Int(terms[place(index)]) * strides[index] }
    return row
  }

  /// The place that a stride belongs to.
  @inline(__always) func place(_ index: Int) -> Int { index < leaf ? index : index + 1 }

  /// The term of a place but the leaf in a row.
  @inline(__always) func term(_ row: Int, _ place: Int) -> UInt32 {
    if strides.count == 1 { return UInt32(truncatingIfNeeded: row) }
    let place = place < leaf ? place : place - 1
    let rest = place == 0 ? row : row % strides[place - 1]
    return UInt32(truncatingIfNeeded: rest / strides[place])
  }

  @inline(__always) func contains(_ row: Int, _ leaf: UInt32) -> Bool {
    visible[row * words + Int(leaf >> 6)] >> UInt64(leaf & 63) & 1 == 1
  }

  @inline(__always) @unsafe func visibleRow(_ row: Int) -> UnsafePointer<UInt64> {
    unsafe UnsafePointer(visible.pointer + row * words)
  }

  @inline(__always) @unsafe func deltaRow(_ row: Int) -> UnsafePointer<UInt64> {
    unsafe UnsafePointer(delta.pointer + row * words)
  }

  // MARK: Writing

  /// Makes room for pending bits.
  mutating func open() {
    if pending.count == visible.count { return }
    pending = Vector(repeating: 0, count: visible.count)
    pendingChunks = Vector(repeating: 0, count: rowCount)
  }

  /// Drops the memory that only deriving needs.
  mutating func close() {
    pending = Vector()
    pendingChunks = Vector()
    delta = Vector()
    deltaChunks = Vector()
    dirty = Vector()
    deltaRows = Vector()
  }

  /// Sets a visible bit.
  mutating func set(_ row: Int, _ leaf: UInt32) {
    let word = Int(leaf >> 6)
    visible[row * words + word] |= 1 << UInt64(leaf & 63)
    visibleChunks[row] |= 1 << UInt64(word >> shift)
  }

  /// Makes a fact pending unless it is known.
  @inline(__always) mutating func insert(_ row: Int, _ leaf: UInt32) {
    let word = Int(leaf >> 6)
    let index = row * words + word
    let bit: UInt64 = 1 << UInt64(leaf & 63)
    if (visible[index] | pending[index]) & bit != 0 { return }
    pending[index] |= bit
    mark(row, 1 << UInt64(word >> shift))
  }

  /// Makes many facts of one row pending unless they are known.
  @inline(__always) @unsafe mutating func insert(_ row: Int, _ leaves: UnsafePointer<UInt32>, _ count: Int) {
    let known = unsafe visible.pointer + row * words
    let target = unsafe pending.pointer + row * words
    var chunks: UInt64 = 0
    for index in 0..<count {
      let leaf = unsafe leaves[index]
      let word = Int(leaf >> 6)
      let bit: UInt64 = 1 << UInt64(leaf & 63)
      if unsafe (known[word] | target[word]) & bit == 0 {
        unsafe target[word] |= bit
        chunks |= 1 << UInt64(truncatingIfNeeded: word >> shift)
      }
    }
    if chunks != 0 { mark(row, chunks) }
  }

  @inline(__always) private mutating func mark(_ row: Int, _ chunks: UInt64) {
    let before = pendingChunks[row]
    if before == 0 { dirty.append(UInt32(truncatingIfNeeded: row)) }
    pendingChunks[row] = before | chunks
  }

  /// Makes pending what a row of bits holds beyond the visible ones; only the given chunks of it are looked at.
  @inline(__always) @unsafe mutating func union(_ row: Int, _ source: UnsafePointer<UInt64>, chunks: UInt64) {
    var rest = chunks
    var found: UInt64 = 0
    let base = row * words
    while rest != 0 {
      let chunk = rest.trailingZeroBitCount
      rest &= rest - 1
      let start = chunk << shift
      let end = min(words, start + 1 << shift)
      if unsafe unionWords(base, source, start, end) { found |= 1 << UInt64(chunk) }
    }
    if found != 0 { mark(row, found) }
  }

  @inline(__always) @unsafe private mutating func unionWords(
    _ base: Int, _ source: UnsafePointer<UInt64>, _ start: Int, _ end: Int
  ) -> Bool {
    let known = unsafe visible.pointer + base
    let target = unsafe pending.pointer + base
    var found: UInt64 = 0
    var word = start
    while word < end {
      let new = unsafe source[word] & ~known[word]
      unsafe target[word] |= new
      found |= new
      word += 1
    }
    return found != 0
  }

  // MARK: Flushing

  /// Whether some bits are pending.
  var hasPending: Bool { dirty.count > 0 }

  /// Puts the dirty rows in rising order.
  mutating func sortDirty() {
    var isSorted = true
    for index in 1..<max(1, dirty.count) where dirty[index] < dirty[index - 1] {
      isSorted = false
      break
    }
    if isSorted { return }
    if dirty.count * 32 > rowCount {
      dirty.removeAll()
      for row in 0..<rowCount where pendingChunks[row] != 0 { dirty.append(UInt32(row)) }
    } else {
      dirty.sort()
    }
  }

  /// The number of rows with pending bits.
  var dirtyCount: Int { dirty.count }

  func dirtyRow(_ index: Int) -> Int { Int(dirty[index]) }

  /// The chunks of a row with pending bits, which become visible chunks.
  mutating func takeChunks(_ row: Int) -> UInt64 {
    visibleChunks[row] |= pendingChunks[row]
    return pendingChunks[row]
  }

  /// The pending bits of a word, which become visible.
  @inline(__always) mutating func takePending(_ row: Int, _ word: Int) -> UInt64 {
    let bits = pending[row * words + word]
    if bits != 0 { visible[row * words + word] |= bits }
    return bits
  }

  /// Clears the old delta and makes the pending bits the new one.
  mutating func turn() {
    if delta.count != visible.count {
      delta = Vector(repeating: 0, count: visible.count)
      deltaChunks = Vector(repeating: 0, count: rowCount)
    }
    for index in 0..<deltaRows.count {
      let row = Int(deltaRows[index])
      var chunks = deltaChunks[row]
      while chunks != 0 {
        let start = chunks.trailingZeroBitCount << shift
        chunks &= chunks - 1
        for word in start..<min(words, start + 1 << shift) { delta[row * words + word] = 0 }
      }
      deltaChunks[row] = 0
    }
    deltaRows.removeAll()
    swap(&pending, &delta)
    swap(&pendingChunks, &deltaChunks)
    swap(&dirty, &deltaRows)
  }

  /// Makes a visible fact part of what the next ``turn()`` makes the delta.
  mutating func setPending(_ row: Int, _ leaf: UInt32) {
    let word = Int(leaf >> 6)
    pending[row * words + word] |= 1 << UInt64(leaf & 63)
    mark(row, 1 << UInt64(word >> shift))
  }
}

extension Vector where Element == UInt32 {
  mutating func sort() {
    var elements = unsafe UnsafeMutableBufferPointer(start: pointer, count: count)
    unsafe elements.sort()
  }
}
