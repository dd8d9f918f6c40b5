import Synchronization
import Tenet

/// What one evaluation of many profiles shares: rules, format, options. A value that threads can copy.
struct Evaluation: Sendable {
  let workspace: Workspace
  let judge: Judge
  var format: JudgementFormat
  let options: Judge.Options
  /// The only profile that is wanted.
  let profile: String?
  let keepsGoing: Bool
  let isQuiet: Bool

  /// What came of some profiles.
  struct Outcome: Sendable {
    var output: [UInt8] = []
    /// What a format that writes one page at the end needs.
    var judged: [Judged] = []
    /// How many results stand in the output.
    var count = 0
    var tally = Tally()
    /// Lines that could not be read: their diagnostics, and the text that they point into.
    var problems: [Diagnostic] = []
    var sources: [Source] = []
    /// Whether such a line ended the work.
    var isStopped = false
    /// Whether a calculation of some profile did not fit.
    var isMiscalculated = false
    /// Whether a limit ended the evaluation of a profile.
    var isLimited = false
  }

  /// Judges the profiles of files that were read whole.
  func judge(_ cases: [Case]) -> Outcome {
    var outcome = Outcome()
    let wording = Wording(workspace.set, program: workspace.set.program, reader: workspace.loaded.reader)
    var wanted = profile == nil ? cases[...] : cases.filter { $0.title == profile }[...]
    var batch = wanted.count < Self.few ? nil : BatchJudge(judge)
    while !wanted.isEmpty {
      var some = Array(wanted.prefix(BatchJudge.width))
      wanted.removeFirst(some.count)
      judge(&some, wording, &batch, &outcome)
    }
    return outcome
  }

  /// So few profiles are judged before anything is made ready for many.
  fileprivate static let few = 32

  /// Judges a piece of a stream of profiles.
  ///
  /// All lines are read before the first is judged: words that they bring are added to one copy of the tables.
  func judge(_ piece: LineStream.Piece, named name: String, _ worker: QuickWorker) -> Outcome {
    let source = Source(name: name, bytes: piece.bytes, firstLine: piece.firstLine, lineStarts: piece.lineStarts)
    return worker.judge(self, source)
  }

  /// Whether ``QuickJudge`` writes what is wanted.
  fileprivate var isPlain: Bool {
    profile == nil && (format.name == .ndjson || isQuiet) && options.limits.isNone
  }

  /// Judges some lines of a piece, by number from 0.
  fileprivate func judge(_ source: Source, lines indices: Range<Int>, _ batch: inout BatchJudge?) -> Outcome {
    let start = monotonicSeconds()
    var outcome = Outcome()
    var reader = workspace.loaded.reader
    reader.beginStream()
    let lines = read(source, indices, &reader, &outcome)
    let wording = Wording(workspace.set, program: workspace.set.program, reader: reader)
      .with(source, as: SourceID(workspace.set.sources.count))
    outcome.tally.loadSeconds = monotonicSeconds() - start
    var cases: [Case] = []
    for line in lines {
      switch line {
      case .profile(let input):
        if profile == nil || profile == input.title { cases.append(input) }
        if cases.count == BatchJudge.width { judge(&cases, wording, &batch, &outcome) }
      case .unreadable(let number, let message):
        guard format.showsErrors, !isQuiet, profile == nil else { continue }
        judge(&cases, wording, &batch, &outcome)
        separate(&outcome)
        format.append(errorAtLine: number, message, to: &outcome.output)
      }
    }
    judge(&cases, wording, &batch, &outcome)
    return outcome
  }

  /// Judges cases, at most as many as a batch is wide, and takes them off the list.
  private func judge(
    _ cases: inout [Case], _ wording: Wording, _ batch: inout BatchJudge?, _ outcome: inout Outcome
  ) {
    let start = monotonicSeconds()
    var writing = 0.0
    let take = { (input: Case, evaluated: Judge.Evaluated, outcome: inout Outcome) in
      let start = monotonicSeconds()
      write(input, evaluated, wording, &outcome)
      writing += monotonicSeconds() - start
    }
    if batch == nil {
      for input in cases { take(input, judge.evaluate(input, options), &outcome) }
    } else {
      batch?.evaluate(cases[...], options) { take($0, $1, &outcome) }
    }
    outcome.tally.evalSeconds += monotonicSeconds() - start - writing
    cases.removeAll(keepingCapacity: true)
  }

  private enum Line {
    case profile(Case)
    case unreadable(Int, String)
  }

  private func read(
    _ source: Source, _ indices: Range<Int>, _ reader: inout ClauseReader, _ outcome: inout Outcome
  ) -> [Line] {
    var lines: [Line] = []
    let id = SourceID(workspace.set.sources.count)
    for index in indices {
      let range = source.lineRange(index)
      guard source.bytes[range].contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { continue }
      let number = index + source.firstLine
      reader.beginLine()
      let (profile, problems) = Self.readLine(range, number, source, id, &reader)
      if let profile, !problems.contains(where: { $0.severity == .error }) {
        lines.append(.profile(Case(profile)))
        continue
      }
      outcome.problems.append(contentsOf: problems)
      outcome.sources = workspace.set.sources + [source]
      lines.append(.unreadable(number, problems.first?.message ?? "this is no profile"))
      guard keepsGoing else {
        lines.removeLast()
        outcome.isStopped = true
        return lines
      }
    }
    return lines
  }

  private static func readLine(
    _ range: Range<Int>, _ number: Int, _ source: Source, _ id: SourceID, _ reader: inout ClauseReader
  ) -> (ProfileCase?, [Diagnostic]) {
    do throws(JSONError) {
      let value = try parseJSON(source.bytes, in: range)
      let profile = reader.readJSONProfile(value, source.bytes, id, number: number)
      return (profile, reader.takeDiagnostics())
    } catch {
      return (nil, [error.diagnostic(in: id)])
    }
  }

  private func write(_ input: Case, _ evaluated: Judge.Evaluated, _ wording: Wording, _ outcome: inout Outcome) {
    let counts = evaluated.counts
    outcome.tally.given += counts.given
    outcome.tally.derived += counts.derived
    if !evaluated.isComplete { outcome.isLimited = true }
    outcome.count += isQuiet ? 1 : 0
    note(judge.notes(of: evaluated).filter { $0.severity == .error }, &outcome)
    guard !isQuiet else { return }
    let judgement = judge.judgement(of: evaluated, options)
    if format.page != nil {
      outcome.count += 1
      outcome.judged.append(Judged(input, judgement, wording))
      return
    }
    separate(&outcome)
    format.append(judgement, wording, judge, to: &outcome.output)
  }

  /// A calculation whose result does not fit is an error of the rules, found by the profile: what follows without it is shown.
  private func note(_ errors: [Diagnostic], _ outcome: inout Outcome) {
    if errors.isEmpty { return }
    outcome.isMiscalculated = true
    outcome.problems.append(contentsOf: errors)
    if outcome.sources.isEmpty { outcome.sources = workspace.set.sources }
  }

  private func separate(_ outcome: inout Outcome) {
    if outcome.count > 0 { outcome.output.append(contentsOf: format.separator.utf8) }
    outcome.count += 1
  }
}

/// What a thread keeps from one piece of a stream to the next.
final class QuickWorker: Sendable {
  private let state = Mutex(State())

  private struct State: ~Copyable {
    /// Where the rules and options allow it.
    var quick: QuickJudge?
    /// For what the quick judge leaves.
    var batch: BatchJudge?
    /// The stream whose name stands in the quick judge's traces; nil before the first.
    var stream: String?
    var lines = 0
    /// The room that what came of the last piece took.
    var room = 0

    mutating func prepare(_ evaluation: Evaluation, _ name: String) {
      if stream == name || lines < Evaluation.few { return }
      let program = evaluation.judge.compiled.slotProgram(evaluation.workspace.set.vocabulary.signature)
      if stream == nil { batch = BatchJudge(evaluation.judge, program) }
      stream = name
      guard evaluation.isPlain else { return }
      quick = QuickJudge(
        evaluation.workspace.loaded, evaluation.judge, program, tracesIn: evaluation.options.withTraces ? name : nil)
    }
  }

  /// Judges a piece: what is plain by the quick way, what that leaves by the general way in between.
  func judge(_ evaluation: Evaluation, _ source: Source) -> Evaluation.Outcome {
    state.withLock { state in
      state.lines += source.lineStarts.count
      state.prepare(evaluation, source.name)
      // Taken out for the piece: each call on an optional that cannot be copied moves it there and back.
      guard var quick = state.quick.take() else {
        return evaluation.judge(source, lines: source.lineStarts.indices, &state.batch)
      }
      var work = QuickWork(evaluation, source, room: max(state.room, source.bytes.count * 2))
      for index in source.lineStarts.indices where !work.outcome.isStopped {
        work.take(index, &quick, &state.batch)
      }
      work.flush(&quick, &state.batch)
      state.quick = consume quick
      state.room = work.outcome.output.count + work.outcome.output.count / 16
      return work.finished()
    }
  }
}

/// The work on one piece.
private struct QuickWork {
  private let evaluation: Evaluation
  private let source: Source
  private let start = monotonicSeconds()
  private(set) var outcome = Evaluation.Outcome()
  /// The lines that wait, by number from 0; those that the judge took are its batch.
  private var lines: [(index: Int, isTaken: Bool)] = []
  /// Spent on judging and writing; lines that go the general way keep their own account.
  private var flushSeconds = 0.0

  /// - Parameter room: how many bytes are likely to come of the piece.
  init(_ evaluation: Evaluation, _ source: Source, room: Int) {
    self.evaluation = evaluation
    self.source = source
    outcome.output.reserveCapacity(room)
  }

  mutating func take(_ index: Int, _ judge: inout QuickJudge, _ batch: inout BatchJudge?) {
    let range = source.lineRange(index)
    if range.isEmpty { return }
    lines.append((index, judge.take(source.bytes, range, line: index + source.firstLine)))
    if lines.count == BatchJudge.width { flush(&judge, &batch) }
  }

  mutating func flush(_ judge: inout QuickJudge, _ batch: inout BatchJudge?) {
    if lines.isEmpty { return }
    let start = monotonicSeconds()
    judge.evaluate()
    outcome.tally.evalSeconds += monotonicSeconds() - start
    var position = 0
    var next = 0
    while next < lines.count, !outcome.isStopped {
      let first = next
      next += 1
      if lines[first].isTaken {
        if !write(position, &judge) { leave(first..<next, &batch) }
        position += 1
      } else {
        // Lines side by side that the general path has to judge are judged together.
        while next < lines.count, !lines[next].isTaken { next += 1 }
        leave(first..<next, &batch)
      }
    }
    judge.clear()
    lines.removeAll(keepingCapacity: true)
    flushSeconds += monotonicSeconds() - start
  }

  /// Writes a line that was taken; false where the general path has to.
  private mutating func write(_ position: Int, _ judge: inout QuickJudge) -> Bool {
    let isJudged =
      evaluation.isQuiet ? judge.count(position) : judge.append(position, source.bytes, to: &outcome.output)
    guard isJudged else { return false }
    outcome.count += 1
    outcome.tally.given += judge.givenCount
    outcome.tally.derived += judge.derivedCount
    return true
  }

  /// Judges some of the lines that wait the general way.
  private mutating func leave(_ some: Range<Int>, _ batch: inout BatchJudge?) {
    let range = lines[some.lowerBound].index..<lines[some.upperBound - 1].index + 1
    outcome.add(evaluation.judge(source, lines: range, &batch))
  }

  /// What came of the piece; writing counts neither as loading nor as evaluating.
  func finished() -> Evaluation.Outcome {
    var outcome = outcome
    outcome.tally.loadSeconds += monotonicSeconds() - start - flushSeconds
    return outcome
  }
}

extension Evaluation.Outcome {
  /// Takes what came of a further line.
  fileprivate mutating func add(_ other: Evaluation.Outcome) {
    output += other.output
    count += other.count
    tally.add(other.tally)
    problems += other.problems
    // Errors of the rules need their files only, those of lines the stream behind them too.
    if other.sources.count > sources.count { sources = other.sources }
    isStopped = other.isStopped
    isLimited = isLimited || other.isLimited
    isMiscalculated = isMiscalculated || other.isMiscalculated
  }
}

/// The figures of `--stats`.
struct Tally: Sendable {
  var given = 0
  var derived = 0
  var loadSeconds = 0.0
  var evalSeconds = 0.0

  mutating func add(_ other: Tally) {
    given += other.given
    derived += other.derived
    loadSeconds += other.loadSeconds
    evalSeconds += other.evalSeconds
  }

  /// `given=N derived=N load_s=S eval_s=S rss_mib=N`
  var line: String {
    "given=\(given) derived=\(derived) load_s=\(sixDecimals(loadSeconds)) eval_s=\(sixDecimals(evalSeconds))"
      + " rss_mib=\(peakMemoryMiB())\n"
  }
}

/// Seconds with six digits behind the point.
func sixDecimals(_ seconds: Double) -> String {
  let micros = Int((max(seconds, 0) * 1_000_000).rounded())
  let fraction = String(micros % 1_000_000)
  return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
}
