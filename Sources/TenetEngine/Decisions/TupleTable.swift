/// Numbers tuples of terms, each with a tag, as they come.
struct TupleTable: ~Copyable {
  private var tags = Vector<UInt32>()
  /// By tuple, where its terms start; one more at the end.
  private var starts = Vector<UInt32>()
  /// Those of all tuples, one tuple after the other.
  private(set) var terms = Vector<UInt32>()
  /// Tuples by a hash of all of them, each one higher than its number; 0 where there is none.
  private var entries = Vector<UInt32>(repeating: 0, count: 256)

  init() { starts.append(0) }

  var count: Int { tags.count }

  mutating func removeAll() {
    tags.removeAll()
    starts.removeAll()
    starts.append(0)
    terms.removeAll()
    for entry in 0..<entries.count { entries[entry] = 0 }
  }

  @inline(__always) func tag(of tuple: Int) -> UInt32 { tags[tuple] }

  @inline(__always) func arity(of tuple: Int) -> Int { Int(starts[tuple + 1] - starts[tuple]) }

  /// Where the terms of a tuple start among those of all.
  @inline(__always) func start(of tuple: Int) -> Int { Int(starts[tuple]) }

  @inline(__always) func term(of tuple: Int, at place: Int) -> UInt32 { terms[Int(starts[tuple]) + place] }

  /// Takes the next term of the tuple that is to be numbered or found.
  @inline(__always) mutating func stage(_ term: UInt32) { terms.append(term) }

  /// The number of the tuple of the terms that were staged; a new one gets the next number, which is the count before.
  mutating func numberStaged(_ tag: UInt32) -> Int {
    let start = Int(starts[count])
    let entry = entry(tag, start)
    if entries[entry] != 0 {
      terms.setCount(start)
      return Int(entries[entry]) - 1
    }
    tags.append(tag)
    starts.append(UInt32(terms.count))
    entries[entry] = UInt32(count)
    if count * 2 > entries.count { grow() }
    return count - 1
  }

  /// The tuple of the terms that were staged, if it has a number, else -1. The terms are forgotten.
  mutating func findStaged(_ tag: UInt32) -> Int {
    let start = Int(starts[count])
    let entry = entry(tag, start)
    terms.setCount(start)
    return Int(entries[entry]) - 1
  }

  /// The entry of the tuple whose terms end the list, or the free one where it belongs.
  private func entry(_ tag: UInt32, _ start: Int) -> Int {
    var entry = hash(tag, start..<terms.count) & (entries.count - 1)
    while entries[entry] != 0, !matches(Int(entries[entry]) - 1, tag, start) {
      entry = (entry + 1) & (entries.count - 1)
    }
    return entry
  }

  private func matches(_ tuple: Int, _ tag: UInt32, _ start: Int) -> Bool {
    guard tags[tuple] == tag, arity(of: tuple) == terms.count - start else { return false }
    let other = Int(starts[tuple])
    for place in 0..<terms.count - start where terms[other + place] != terms[start + place] { return false }
    return true
  }

  private func hash(_ tag: UInt32, _ range: Range<Int>) -> Int {
    var result = UInt64(tag) &* 0x9E37_79B9_7F4A_7C15
    for place in range {
      result = (result ^ UInt64(terms[place])) &* 0x9E37_79B9_7F4A_7C15
      result ^= result >> 32
    }
    return Int(truncatingIfNeeded: result >> 8)
  }

  private mutating func grow() {
    let size = entries.count * 4
    entries.removeAll()
    entries.resize(to: size, filling: 0)
    for tuple in 0..<count {
      var entry = hash(tags[tuple], Int(starts[tuple])..<Int(starts[tuple + 1])) & (size - 1)
      while entries[entry] != 0 { entry = (entry + 1) & (size - 1) }
      entries[entry] = UInt32(tuple + 1)
    }
  }
}
