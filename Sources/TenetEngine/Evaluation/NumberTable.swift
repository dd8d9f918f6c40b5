import TenetProgram
import TenetText

/// The numbers of all subjects, as far as they are given, set or added to.
///
/// Sums are kept wider than a number can be, so whether one fits does not depend on the order of its parts.
struct NumberTable: ~Copyable {
  struct Entry: BitwiseCopyable {
    var number: UInt32
    var subject: UInt32
    /// Two values were given or set: none holds.
    var isContested = false
    /// Something that was added did not fit.
    var hasOverflow = false
    /// How often the sum went beyond 128 bits, up or down.
    var carry: Int32 = 0
    /// The value or sum, times 10^18.
    var scaled: Int128
    /// 1 + the next entry of the same number.
    var next: UInt32 = 0

    /// The sum is within 18 digits before the point.
    var fits: Bool {
      !hasOverflow && carry == 0 && scaled.magnitude < 1_000_000_000_000_000_000_000_000_000_000_000_000
    }
  }

  private(set) var entries = Vector<Entry>()
  private var table = Vector<UInt32>()
  /// By number, 1 + its newest entry.
  private var newest: Vector<UInt32>
  private var last = 0

  init(numberCount: Int) { newest = Vector(repeating: 0, count: numberCount) }

  /// Forgets all entries and keeps the memory.
  mutating func removeAll() {
    if entries.count == 0 { return }
    for entry in 0..<entries.count { newest[Int(entries[entry].number)] = 0 }
    for slot in 0..<table.count { table[slot] = 0 }
    entries.removeAll()
    last = 0
  }

  var byteCount: Int { entries.byteCount + table.byteCount + newest.byteCount }

  /// The one value, or nil where it is unknown or contested.
  func value(_ number: UInt32, _ subject: UInt32) -> ExactDecimal? {
    let found = find(number, subject)
    if found < 0 || entries[found].isContested || !entries[found].fits { return nil }
    return ExactDecimal(scaled: entries[found].scaled)
  }

  /// A value from the profile or from a rule that sets it: another one than before contests it.
  mutating func set(_ number: UInt32, _ subject: UInt32, _ value: ExactDecimal) {
    let found = find(number, subject)
    if found < 0 {
      append(Entry(number: number, subject: subject, scaled: value.scaled))
    } else if entries[found].scaled != value.scaled {
      entries[found].isContested = true
    }
  }

  /// Adds to the sum, which starts at 0 or at what was given; nil for a value that does not fit.
  mutating func add(_ number: UInt32, _ subject: UInt32, _ value: ExactDecimal?) {
    var found = last
    if found >= entries.count || entries[found].number != number || entries[found].subject != subject {
      found = find(number, subject)
      if found < 0 {
        append(Entry(number: number, subject: subject, scaled: 0))
        found = entries.count - 1
      }
      last = found
    }
    guard let value else {
      entries[found].hasOverflow = true
      return
    }
    let (sum, overflow) = entries[found].scaled.addingReportingOverflow(value.scaled)
    entries[found].scaled = sum
    if overflow { entries[found].carry += value.scaled > 0 ? 1 : -1 }
  }

  /// Adds a value several times.
  mutating func add(_ number: UInt32, _ subject: UInt32, _ value: ExactDecimal, times: Int) {
    // Below 2^120 the values are, and 2^7 of them fit beside the sum; more go in steps.
    let product = value.scaled.multipliedReportingOverflow(by: Int128(times))
    if !product.overflow, product.partialValue.magnitude < 1 << 126 {
      add(number, subject, ExactDecimal(scaled: product.partialValue))
    } else {
      for _ in 0..<times { add(number, subject, value) }
    }
  }

  /// The newest entry of a number, or -1; older ones follow by ``after(_:)``.
  func first(of number: UInt32) -> Int { Int(newest[Int(number)]) - 1 }

  func after(_ entry: Int) -> Int { Int(entries[entry].next) - 1 }

  /// The entry's index, or -1.
  func find(_ number: UInt32, _ subject: UInt32) -> Int {
    if table.count == 0 { return -1 }
    var slot = slot(number, subject)
    while table[slot] != 0 {
      let entry = Int(table[slot]) - 1
      if entries[entry].number == number, entries[entry].subject == subject { return entry }
      slot = (slot + 1) & (table.count - 1)
    }
    return -1
  }

  private func slot(_ number: UInt32, _ subject: UInt32) -> Int {
    let key = UInt64(number) << 32 | UInt64(subject)
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (table.count - 1)
  }

  private mutating func append(_ entry: Entry) {
    entries.append(entry)
    let index = entries.count - 1
    entries[index].next = newest[Int(entry.number)]
    newest[Int(entry.number)] = UInt32(index + 1)
    if entries.count * 2 > table.count {
      table = Vector(repeating: 0, count: max(8, table.count * 2))
      for index in 0..<entries.count { link(index) }
    } else {
      link(index)
    }
  }

  private mutating func link(_ entry: Int) {
    var slot = slot(entries[entry].number, entries[entry].subject)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = UInt32(entry + 1)
  }
}

extension NumberTable {
  /// What the number came to.
  func outcome(_ number: UInt32, _ subject: UInt32) -> NumberValue {
    let entry = find(number, subject)
    if entry < 0 { return .unknown }
    if entries[entry].isContested { return .contested }
    return value(number, subject).map { .known($0) } ?? .unknown
  }
}
