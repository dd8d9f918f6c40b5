/// The level of each row of a relation.
///
/// While rows come in runs of one level, as breadth-first rounds make them, only the runs are kept; otherwise one number a
/// row. Looking one up is logarithmic in the number of runs.
struct Levels: ~Copyable {
  struct Run: BitwiseCopyable {
    var start: UInt32
    var level: UInt32
  }

  private(set) var runs = Vector<Run>()
  private var rows = Vector<UInt32>()
  private(set) var hasRows = false
  private(set) var count = 0
  /// The bounds of all levels, 0 while there is no row. ``greatest`` may be too high once a level was lowered.
  private(set) var least: UInt32 = 0
  private(set) var greatest: UInt32 = 0

  init() {}

  var byteCount: Int { runs.byteCount + rows.byteCount }
  var isUniform: Bool { least == greatest }

  @inline(__always) subscript(row: UInt32) -> UInt32 {
    if hasRows { return rows[Int(row)] }
    if runs.count == 1 { return runs[0].level }
    return runs[run(of: row)].level
  }

  /// The index of the run that holds a row.
  func run(of row: UInt32) -> Int {
    var low = 0
    var high = runs.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runs[middle].start <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The row after the last of a run.
  func end(of run: Int) -> Int { run + 1 < runs.count ? Int(runs[run + 1].start) : count }

  @inline(__always) mutating func append(_ level: UInt32) {
    if hasRows || runs.count == 0 || runs[runs.count - 1].level != level { return appendOther(level) }
    count += 1
  }

  /// Appends many rows of one level as a run of their own.
  mutating func appendRun(_ level: UInt32, count added: Int) {
    guard added > 0 else { return }
    note(level)
    runs.append(Run(start: UInt32(count), level: level))
    count += added
  }

  private mutating func note(_ level: UInt32) {
    if count == 0 || level < least { least = level }
    if level > greatest { greatest = level }
  }

  private mutating func appendOther(_ level: UInt32) {
    note(level)
    if !hasRows, runs.count > 64, runs.count * 4 > count { spread() }
    if hasRows { rows.append(level) } else { runs.append(Run(start: UInt32(count), level: level)) }
    count += 1
  }

  /// Lowers the level of one row.
  mutating func lower(_ row: UInt32, to level: UInt32) {
    spread()
    rows[Int(row)] = level
    if level < least { least = level }
  }

  /// Goes over to one number a row.
  private mutating func spread() {
    if hasRows { return }
    hasRows = true
    rows.reserve(count)
    for run in 0..<runs.count { rows.resize(to: end(of: run), filling: runs[run].level) }
    runs = Vector()
  }
}
