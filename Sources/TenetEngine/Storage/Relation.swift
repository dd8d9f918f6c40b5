import TenetModel
import TenetText

/// The facts of one relation: distinct rows of term ids, each with its level.
///
/// Rows are flat and row-major; a row keeps its number for good. A hash table of row numbers finds a row by its terms.
/// Given facts are put in first, in the order of their text.
struct Relation: ~Copyable {
  let arity: Int
  private(set) var count = 0
  private var terms = Vector<UInt32>()
  private var levels = Vector<UInt32>()
  /// Row number + 1 by hash, 0 for empty; the size is a power of two.
  private var table = Vector<UInt32>()
  private var shift: UInt64 = 64
  /// For each given row, where it was given: the index in the facts of the program, or those of the profile after them.
  private(set) var givenSources = Vector<UInt32>()
  /// The bounds of all levels, 0 while there is no row.
  private(set) var leastLevel: UInt32 = 0
  private(set) var greatestLevel: UInt32 = 0

  init(arity: Int) { self.arity = arity }

  /// No row, as ``find(_:)`` says it.
  static var none: UInt32 { UInt32.max }

  var givenCount: Int { givenSources.count }
  var byteCount: Int { terms.byteCount + levels.byteCount + table.byteCount + givenSources.byteCount }
  /// All rows have one level.
  var isUniform: Bool { leastLevel == greatestLevel }

  @inline(__always) func term(_ row: UInt32, _ column: Int) -> UInt32 { terms[Int(row) * arity + column] }
  @inline(__always) func level(_ row: UInt32) -> UInt32 { levels[Int(row)] }

  /// The terms of a row, valid until the next insertion.
  @inline(__always) @unsafe func pointer(_ row: UInt32) -> UnsafeMutablePointer<UInt32> {
    unsafe terms.pointer + Int(row) * arity
  }

  /// Where the terms of a row to insert are to be written; ``insertStaged(level:)`` takes them from there.
  @inline(__always) @unsafe mutating func stage() -> UnsafeMutablePointer<UInt32> {
    let end = count * arity
    if end + arity > terms.capacity { terms.reserve(end + arity) }
    return unsafe terms.pointer + end
  }

  /// Takes the staged terms as a row, unless there is one already.
  ///
  /// Returns the row, and whether it is new. A row that was there keeps its level.
  @inline(__always) mutating func insertStaged(level: UInt32) -> (row: UInt32, isNew: Bool) {
    if count * 2 >= table.count { growTable() }
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
    terms.setCount(count * arity)
    levels.append(level)
    if row == 0 || level < leastLevel { leastLevel = level }
    if level > greatestLevel { greatestLevel = level }
    return (row, true)
  }

  /// Puts in a given fact (level 1); one that is there already is left as it is.
  mutating func insertGiven(_ values: [TermID], from start: Int, source: UInt32) {
    let staged = unsafe stage()
    for column in 0..<arity { unsafe staged[column] = values[start + column].raw }
    if insertStaged(level: 1).isNew { givenSources.append(source) }
  }

  /// The order of facts: given ones as in the text, then derived ones by level, then by their terms.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    if left < givenCount || right < givenCount { return left < right }
    if level(left) != level(right) { return level(left) < level(right) }
    for column in 0..<arity where term(left, column) != term(right, column) {
      return term(left, column) < term(right, column)
    }
    return false
  }

  /// Lowers the level of a row. ``greatestLevel`` stays as an upper bound.
  mutating func lower(_ row: UInt32, to level: UInt32) {
    levels[Int(row)] = level
    if level < leastLevel { leastLevel = level }
  }

  /// The row with these terms, or ``none``.
  @inline(__always) @unsafe func find(_ key: UnsafePointer<UInt32>) -> UInt32 {
    if count == 0 { return Relation.none }
    let mask = table.count - 1
    var slot = unsafe Int(truncatingIfNeeded: hash(key, arity) >> shift)
    while true {
      let entry = table[slot]
      if entry == 0 { return Relation.none }
      if unsafe sameTerms(pointer(entry - 1), key, arity) { return entry - 1 }
      slot = (slot + 1) & mask
    }
  }

  private mutating func growTable() {
    let size = max(8, table.count * 2)
    table = Vector(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    let mask = size - 1
    for row in 0..<count {
      var slot = unsafe Int(truncatingIfNeeded: hash(pointer(UInt32(row)), arity) >> shift)
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = UInt32(row + 1)
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
