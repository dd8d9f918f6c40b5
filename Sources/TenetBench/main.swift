import Glibc
import TenetEngine

/// Measures the engine: `tenet-bench [--runs N] [--scale S] [--data DIR] [--json] [CASE… | variations]`.
///
/// Data in DIR/CASE/*.facts replaces what is generated.
struct Bench {
  var runs = 5
  var scale = 1.0
  var data: String?
  var json = false
  var cases: [String] = []

  init(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--runs": runs = rest.popFirst().flatMap { Int($0) } ?? runs
      case "--scale": scale = rest.popFirst().flatMap { Double($0) } ?? scale
      case "--data": data = rest.popFirst()
      case "--json": json = true
      default: cases.append(argument)
      }
    }
    if cases == ["variations"] { cases = RelationalCase.variationNames }
    if cases.isEmpty { cases = RelationalCase.names + ["W5-50", "W5-500", "W5-5000"] }
  }

  func run() {
    var rows: [Measurement] = []
    for name in cases {
      if let work = DecisionCase.named(name, profiles: 1 << 14) {
        measure(work, &rows)
        continue
      }
      guard let work = RelationalCase.named(name, scale: scale, data: data.map { "\($0)/\(name)" }) else { continue }
      rows.append(measure(work))
      if !json { print(rows[rows.count - 1].line) }
    }
    if json { print("[" + rows.map(\.json).joined(separator: ",\n ") + "]") }
  }

  /// Judges profiles in three ways: by the general engine (some of them), one at a time by counting, in batches of bits.
  private func measure(_ work: DecisionCase, _ rows: inout [Measurement]) {
    let compiled = CompiledProgram(work.program)
    let ground = compiled.slotProgram()
    let slots = work.profiles.map { ground.slots(of: $0) ?? [] }
    var general = Measurement(name: "\(work.name) general")
    var single = Measurement(name: "\(work.name) single")
    var batched = Measurement(name: "\(work.name) batch")
    var batch = SlicedBatch(ground)
    var judge = CountingJudge(ground)
    for _ in 0..<runs {
      let some = work.profiles.prefix(1000)
      general.time(profiles: some.count) { some.reduce(0) { $0 + compiled.run($1).derivedCount } }
      single.time(profiles: slots.count) {
        var derived = 0
        for given in slots { derived += judge.judge(given) }
        return derived
      }
      batched.time(profiles: slots.count) {
        var derived = 0
        for start in stride(from: 0, to: slots.count, by: SlicedBatch.width) {
          batch.clear()
          let count = min(SlicedBatch.width, slots.count - start)
          for profile in 0..<count { batch.give(slots[start + profile], to: profile) }
          derived += batch.evaluate(count: count)
        }
        return derived
      }
    }
    for row in [general, single, batched] {
      rows.append(row)
      if !json { print(row.line) }
    }
  }

  private func measure(_ work: RelationalCase) -> Measurement {
    var measurement = Measurement(name: work.name)
    let compiled = CompiledProgram(work.program)
    for _ in 0..<runs {
      let before = currentMemory()
      let start = now()
      let startOfWork = processorTime()
      let run = compiled.run(work.profile)
      measurement.seconds.append(now() - start)
      measurement.work.append(processorTime() - startOfWork)
      measurement.memory = currentMemory() - before
      measurement.derived = work.answers.reduce(0) { $0 + run.count(of: $1) }
      measurement.derived += work.counted.reduce(0) { $0 + run.subjects(of: $1).filter { $0.raw != 0 }.count }
    }
    return measurement
  }
}

/// What a case took.
struct Measurement {
  var name: String
  var seconds: [Double] = []
  /// Processor time of each run.
  var work: [Double] = []
  var derived = 0
  var memory = 0
  /// How many profiles were judged, where that is what counts.
  var profiles = 0

  /// Measures some work once.
  mutating func time(profiles: Int, _ work: () -> Int) {
    let start = now()
    let startOfWork = processorTime()
    derived = work()
    seconds.append(now() - start)
    self.work.append(processorTime() - startOfWork)
    self.profiles = profiles
  }

  init(name: String) { self.name = name }

  private var sorted: [Double] { seconds.sorted() }
  private var median: Double { sorted[seconds.count / 2] }

  var line: String {
    if profiles > 0 {
      return [
        name.padded(16), "profiles", "\(profiles)".padded(7), "conclusions", "\(derived)".padded(8), "profiles/s",
        "\(Int(Double(profiles) / median))".padded(10), "by cpu", "\(Int(Double(profiles) / (work.min() ?? 1)))",
      ].joined(separator: " ")
    }
    let nanoseconds = median / Double(max(1, derived)) * 1e9
    return [
      name.padded(6), "derived", "\(derived)".padded(9), "median", seconds(median), "least", seconds(sorted[0]),
      "greatest", seconds(sorted[sorted.count - 1]), "cpu", seconds(work.min() ?? 0), "ns/fact",
      "\(nanoseconds.rounded())".padded(7),
      "bytes/fact", "\(memory / max(1, derived))",
    ].joined(separator: " ")
  }

  var json: String {
    """
    {"case": "\(name)", "derived": \(derived), "median_s": \(median), "least_s": \(sorted[0]), \
    "greatest_s": \(sorted[sorted.count - 1]), "least_cpu_s": \(work.min() ?? 0), "memory_bytes": \(memory), "profiles": \(profiles)}
    """
  }

  private func seconds(_ value: Double) -> String { "\((value * 1e5).rounded() / 1e5)".padded(8) }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

Bench(Array(CommandLine.arguments.dropFirst())).run()
