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

  /// Judges plain lines quickly, where rules, format and options allow it.
  var quick: QuickJudge?

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
    /// Whether a limit ended the evaluation of a profile.
    var isLimited = false
  }

  /// Judges the profiles of files that were read whole.
  func judge(_ cases: [Case]) -> Outcome {
    var outcome = Outcome()
    let wording = Wording(workspace.set, program: workspace.set.program, reader: workspace.loaded.reader)
    for input in cases where profile == nil || profile == input.title { judge(input, wording, &outcome) }
    return outcome
  }

  /// Judges a piece of a stream of profiles.
  ///
  /// All lines are read before the first is judged: words that they bring are added to one copy of the tables.
  func judge(_ piece: LineStream.Piece, named name: String) -> Outcome {
    let source = Source(name: name, bytes: piece.bytes, firstLine: piece.firstLine)
    if var quick { return judge(source, &quick) }
    return judge(source, lines: source.lineStarts.indices)
  }

  /// Judges some lines of a piece, by number from 0.
  private func judge(_ source: Source, lines indices: Range<Int>) -> Outcome {
    let start = monotonicSeconds()
    var outcome = Outcome()
    var reader = workspace.loaded.reader
    let lines = read(source, indices, &reader, &outcome)
    var wording = Wording(workspace.set, program: workspace.set.program, reader: reader)
    wording.extraSources[SourceID(workspace.set.sources.count)] = source
    outcome.tally.loadSeconds = monotonicSeconds() - start
    for line in lines {
      switch line {
      case .profile(let input):
        if profile == nil || profile == input.title { judge(input, wording, &outcome) }
      case .unreadable(let number, let message):
        guard format.showsErrors, !isQuiet, profile == nil else { continue }
        separate(&outcome)
        format.append(errorAtLine: number, message, to: &outcome.output)
      }
    }
    return outcome
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

  private func judge(_ input: Case, _ wording: Wording, _ outcome: inout Outcome) {
    let start = monotonicSeconds()
    let judgement = judge.judge(input, options)
    outcome.tally.evalSeconds += monotonicSeconds() - start
    outcome.tally.given += judgement.givenCount
    outcome.tally.derived += judgement.derivedCount
    if !judgement.isComplete { outcome.isLimited = true }
    outcome.count += isQuiet ? 1 : 0
    guard !isQuiet else { return }
    if format.page != nil {
      outcome.count += 1
      outcome.judged.append(Judged(input, judgement, wording))
      return
    }
    separate(&outcome)
    format.append(judgement, wording, judge, to: &outcome.output)
  }

  private func separate(_ outcome: inout Outcome) {
    if outcome.count > 0 { outcome.output.append(contentsOf: format.separator.utf8) }
    outcome.count += 1
  }
}

extension Evaluation {
  /// Judges a piece line by line by the quick way; lines that it leaves go the general way in between.
  private func judge(_ source: Source, _ quick: inout QuickJudge) -> Outcome {
    var outcome = Outcome()
    let start = monotonicSeconds()
    outcome.output.reserveCapacity(source.bytes.count * 2)
    for index in source.lineStarts.indices {
      let range = source.lineRange(index)
      if range.isEmpty { continue }
      if quick.append(source.bytes, range, to: &outcome.output) {
        outcome.count += 1
        outcome.tally.given += quick.givenCount
        outcome.tally.derived += quick.derivedCount
        continue
      }
      outcome.add(judge(source, lines: index..<index + 1))
      if outcome.isStopped { break }
    }
    outcome.tally.evalSeconds = monotonicSeconds() - start - outcome.tally.loadSeconds
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
    if !other.sources.isEmpty { sources = other.sources }
    isStopped = other.isStopped
    isLimited = isLimited || other.isLimited
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
