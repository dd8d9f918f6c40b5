/// One line of the result: what was measured, by whom, and what it came to.
struct Row {
  /// What was measured: `W1a`, `lexing`.
  var name: String
  /// Who was measured: Tenet, a way in which it works, or a peer.
  var engine = "tenet"
  /// The wall time of each run.
  var seconds: [Double]
  /// Facts or conclusions, where that is what the work leads to.
  var derived: Int?
  /// How much of something a run handles.
  var amount: Amount?
  /// Memory that is held after the run, or of a peer the most that its process took.
  var bytes: Int?
  /// The median as a multiple of another row's.
  var ratio: Double?
  /// What that other row is.
  var against: String?
  var aim: Aim?
  /// It counts other answers than Tenet.
  var isWrong = false
  /// Anything that a reader has to know; empty mostly.
  var note = ""

  struct Amount {
    var count: Double
    var unit: String
  }

  init(_ name: String, _ engine: String = "tenet", _ seconds: [Double] = []) {
    self.name = name
    self.engine = engine
    self.seconds = seconds
  }

  private var sorted: [Double] { seconds.sorted() }
  var median: Double { seconds.isEmpty ? 0 : TenetBench.median(ofSorted: sorted) }
  var least: Double { seconds.min() ?? 0 }
  var greatest: Double { seconds.max() ?? 0 }
  /// Units a second.
  var rate: Double { amount.map { $0.count / max(median, 1e-9) } ?? 0 }
  var bytesPerFact: Double? {
    guard let bytes, let derived, derived > 0 else { return nil }
    return Double(bytes) / Double(derived)
  }

  /// States a goal for the ratio, the rate or the time, and whether it is met.
  mutating func demand(_ text: String, _ isMet: Bool) { aim = Aim(text: text, isMet: isMet) }
}

/// What an outcome ought to be.
struct Aim {
  var text: String
  var isMet: Bool
}

/// The middle of sorted values, of an even number of them the mean of the two in the middle.
func median(ofSorted values: [Double]) -> Double {
  let middle = values.count / 2
  return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
}
