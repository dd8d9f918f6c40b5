import Tenet

let fmtCommand = CommandSpec(
  command: .fmt, group: .write, summary: "lay rule files out in the one form that there is",
  details: """
    Files are rewritten in place, each whole or not at all; - prints what stands on
    standard input. Only blanks, line ends and the spelling of signs change.
    """,
  arguments: [Argument(name: "FILES", count: .atLeastOne, summary: "rule files, folders, or - for standard input")],
  options: [
    Option(name: "check", summary: "write nothing; print what would change, and exit 1 if anything would"),
    Option(name: "ascii", summary: "-> >= <= != for → ≥ ≤ ≠"),
  ],
  examples: [
    ("tenet fmt Rules", "every rule file of a folder"),
    ("tenet fmt --check Rules", "for a build: is everything laid out?"),
  ]
) { (invocation, console) throws(CommandFailure) in
  var layouts: [Layout] = []
  for path in try expandFolders(invocation.list(0)) { layouts.append(try Layout(path, invocation.has("ascii"))) }
  let problems = layouts.flatMap(\.diagnostics)
  if !problems.isEmpty {
    for layout in layouts { console.report(layout.diagnostics, in: [layout.source]) }
    throw CommandFailure(
      "what cannot be read is not laid out: \(Inputs.count(problems.count, "error")), and nothing is written")
  }
  if invocation.has("check") {
    for layout in layouts { console.output.append(colored(layout.diff, console.palette)) }
    return layouts.contains(where: \.isChanged) ? .findings : .fine
  }
  for layout in layouts {
    if layout.isStandardInput {
      console.print(layout.text)
    } else if layout.isChanged {
      try writeFile(layout.source.name, Array(layout.text.utf8))
    }
  }
  return .fine
}

/// Lines that go in one tone, lines that come in another.
private func colored(_ diff: String, _ palette: Palette) -> [UInt8] {
  guard palette.isColored else { return Array(diff.utf8) }
  var output: [UInt8] = []
  for line in diff.split(separator: "\n") {
    let tone: Palette.Tone
    switch line.first {
    case "+": tone = .good
    case "-": tone = .error
    case "@": tone = .place
    default: tone = .plain
    }
    palette.append(String(line), as: tone, to: &output)
    output.append(10)
  }
  return output
}

/// A rule file, and how it should stand.
private struct Layout {
  let source: Source
  let text: String
  let diagnostics: [Diagnostic]
  let isStandardInput: Bool

  init(_ path: String, _ isASCII: Bool) throws(CommandFailure) {
    isStandardInput = path == "-"
    guard isStandardInput || DataFormat(path: path) == nil else {
      throw CommandFailure("`\(path)` holds profiles, and only rule files are laid out")
    }
    source = Source(
      name: isStandardInput ? "<stdin>" : path, bytes: isStandardInput ? try readStandardInput() : try readFile(path))
    var words = WordTable()
    let parsed = parse(source, id: SourceID(UInt32(0)), words: &words)
    diagnostics = parsed.diagnostics.filter { $0.severity == .error }
    text = diagnostics.isEmpty ? format(parsed.value, source: source, isASCII: isASCII) : ""
  }

  var isChanged: Bool { Array(text.utf8) != source.bytes }

  /// What would change, line by line.
  var diff: String {
    unifiedDiff(String(decoding: source.bytes, as: UTF8.self), text, name: source.name)
  }
}
