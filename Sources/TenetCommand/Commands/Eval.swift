import Tenet

let evalCommand = CommandSpec(
  command: .eval, group: .judge,
  summary: "what the rules say about each profile, and why",
  arguments: [.files],
  options: [
    .format(JudgementFormat.Name.allCases.map(\.rawValue)), .profile,
    Option(name: "no-trace", summary: "conclusions without the reasons for them"),
    Option(
      name: "jobs", short: "j", value: "N", summary: "threads for profiles that are streamed; 1 unless given",
      isWholeNumber: true, least: 1),
    .output, .quiet,
    Option(name: "stats", summary: "one line of figures on standard error at the end"),
    Option(name: "keep-going", summary: "go on behind a line of NDJSON that cannot be read, and exit 1"),
  ] + limitOptions,
  examples: [
    ("tenet eval rules.tenet lab.tenet", "what the rules say about the profile in lab.tenet"),
    ("tenet eval Rules/labs --profile Northwind --format json", "one profile of a folder, for a program to read"),
    ("tenet eval rules.tenet - --format ndjson < labs.ndjson", "any number of profiles, one a line, in order"),
  ]
) { (invocation, console) throws(CommandFailure) in
  let sink = try ResultSink(invocation)
  let inputs = try Inputs.load(invocation.list(0), streaming: true, &console)
  var run = EvalRun(invocation, inputs, sink, console)
  let status = try run.run(inputs, &console)
  if status != .wrongInput { try sink.finish() }
  return run.isMiscalculated ? .wrongInput : status
}

/// One run of `tenet eval`.
private struct EvalRun {
  private let sink: ResultSink
  private let jobs: Int
  /// One for each job.
  private let workers: [QuickWorker]
  private let showsStats: Bool
  private let isLimited: Bool
  private var evaluation: Evaluation
  private var tally = Tally()
  /// For the page at the end.
  private var judged: [Judged] = []
  private var count = 0
  private var status = ExitStatus.fine
  /// Whether some profile is shown without a number that does not fit: that is an error, unless it is to go on behind errors.
  private(set) var isMiscalculated = false
  private var reported: Set<Span> = []
  /// Pieces that were read ahead, with the stream they come from.
  private var ahead: [(piece: LineStream.Piece, name: String)] = []
  private var progress: Progress

  init(_ invocation: Invocation, _ inputs: Inputs, _ sink: ResultSink, _ console: borrowing Console) {
    self.sink = sink
    progress = Progress(counting: "profiles", hidesResults: sink.isFile || invocation.has("quiet"), console)
    jobs = max(1, min(invocation.number("jobs") ?? 1, 256))
    showsStats = invocation.has("stats")
    isLimited = limitOptions.contains { invocation.has($0.name) }
    let withTraces = !invocation.has("no-trace")
    let format = JudgementFormat(
      name: JudgementFormat.Name(rawValue: invocation.value("format") ?? "text") ?? .text,
      palette: sink.palette(console), width: sink.width(console), withTraces: withTraces)
    let start = monotonicSeconds()
    var options = Judge.Options(withTraces: withTraces && !invocation.has("quiet"), limits: limits(invocation))
    options.mostSteps = format.mostSteps
    evaluation = Evaluation(
      workspace: inputs.workspace, judge: Judge(inputs.workspace.set), format: format,
      options: options, profile: invocation.value("profile"),
      keepsGoing: invocation.has("keep-going"), isQuiet: invocation.has("quiet"))
    workers = (0..<jobs).map { _ in QuickWorker() }
    tally.loadSeconds = inputs.seconds + (monotonicSeconds() - start)
  }

  mutating func run(_ inputs: Inputs, _ console: inout Console) throws(CommandFailure) -> ExitStatus {
    var streams: [LineStream] = []
    for path in inputs.streams { streams.append(try LineStream(path)) }
    try checkProfiles(inputs)
    try decideArray(inputs, &streams)
    try write(Array(evaluation.format.opening.utf8), &console)
    try take(evaluation.judge(inputs.workspace.cases), &console)
    for index in streams.indices where status != .wrongInput { try drain(&streams[index], &console) }
    if let profile = evaluation.profile, count == 0, status == .fine {
      throw unknownProfile(profile, inputs.workspace.cases)
    }
    try writePage(&console)
    try write(Array(evaluation.format.closing(count: count).utf8), &console)
    if showsStats { console.report(Array(tally.line.utf8)) }
    if status == .limit {
      console.warn(
        "a limit ended the evaluation early", help: "what is shown is true; without the limit more may follow")
    }
    return status
  }

  private func checkProfiles(_ inputs: Inputs) throws(CommandFailure) {
    guard inputs.streams.isEmpty else { return }
    if inputs.workspace.cases.isEmpty { throw noProfile }
    if let profile = evaluation.profile, !inputs.workspace.cases.contains(where: { $0.title == profile }) {
      throw unknownProfile(profile, inputs.workspace.cases)
    }
  }

  /// JSON wants to know in front of the first profile whether there is a second one.
  private mutating func decideArray(_ inputs: Inputs, _ streams: inout [LineStream]) throws(CommandFailure) {
    guard evaluation.format.name == .json else { return }
    if evaluation.profile != nil { return }
    var count = inputs.workspace.cases.count
    for index in streams.indices where count < 2 {
      while count < 2, let piece = try streams[index].next() {
        ahead.append((piece, streams[index].name))
        count += Self.lineCount(piece.bytes)
      }
    }
    evaluation.format.isArray = count != 1
  }

  /// The lines that hold something.
  private static func lineCount(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isEmpty = true
    for byte in bytes {
      if byte == 10 {
        isEmpty = true
      } else if byte != 32, byte != 9, byte != 13, isEmpty {
        count += 1
        isEmpty = false
      }
    }
    return count
  }

  private mutating func drain(_ stream: inout LineStream, _ console: inout Console) throws(CommandFailure) {
    while status != .wrongInput {
      var pieces: [LineStream.Piece] = []
      while pieces.count < jobs, pieces.isEmpty || stream.isReady, let piece = try nextPiece(&stream) {
        pieces.append(piece)
      }
      if pieces.isEmpty { break }
      let (evaluation, workers) = (evaluation, workers)
      let (name, batch) = (stream.name, pieces)
      let outcomes = concurrently(batch.count) { evaluation.judge(batch[$0], named: name, workers[$0]) }
      for outcome in outcomes where status != .wrongInput { try take(outcome, &console) }
      progress.show(count, share: stream.share, &console)
      if !stream.isReady { console.output.flush() }
    }
    progress.clear()
  }

  private mutating func nextPiece(_ stream: inout LineStream) throws(CommandFailure) -> LineStream.Piece? {
    if let first = ahead.first, first.name == stream.name {
      ahead.removeFirst()
      return first.piece
    }
    return try stream.next()
  }

  /// Writes what came of some profiles, in their order.
  private mutating func take(_ outcome: Evaluation.Outcome, _ console: inout Console) throws(CommandFailure) {
    if outcome.count > 0, count > 0 { try write(Array(evaluation.format.separator.utf8), &console) }
    count += outcome.count
    tally.add(outcome.tally)
    try write(outcome.output, &console)
    judged.append(contentsOf: outcome.judged)
    // A place of the rules where many profiles fail is reported once.
    let files = evaluation.workspace.set.sources.count
    let problems = outcome.problems.filter { $0.span.source.index >= files || reported.insert($0.span).inserted }
    if !problems.isEmpty { progress.clear() }
    console.report(problems, in: outcome.sources)
    if outcome.isStopped { status = .wrongInput } else if !outcome.problems.isEmpty { status = .findings }
    if outcome.isMiscalculated, !evaluation.keepsGoing { isMiscalculated = true }
    if outcome.isLimited, isLimited, status == .fine { status = .limit }
  }

  private func writePage(_ console: inout Console) throws(CommandFailure) {
    guard let page = evaluation.format.page, status != .wrongInput else { return }
    var bytes: [UInt8] = []
    page.append(judged, evaluation.judge, limits: evaluation.options.limits, to: &bytes)
    try write(bytes, &console)
  }

  private func write(_ bytes: [UInt8], _ console: inout Console) throws(CommandFailure) {
    if !evaluation.isQuiet { try sink.write(bytes, &console) }
  }
}
