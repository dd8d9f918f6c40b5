import Tenet

/// Where a command's results go: standard output, or the file of `--output`, which appears when everything is written.
struct ResultSink {
  private let file: AtomicFile?

  /// The file is opened at once, so that a wrong place is known before the work is done.
  init(_ invocation: Invocation) throws(CommandFailure) {
    if let path = invocation.value("output"), path != "-" {
      file = try AtomicFile(path)
    } else {
      file = nil
    }
  }

  var isFile: Bool { file != nil }

  func write(_ bytes: [UInt8], _ console: inout Console) throws(CommandFailure) {
    if let file { try file.write(bytes) } else { console.output.append(bytes) }
  }

  /// Puts the file in its place.
  func finish() throws(CommandFailure) { try file?.finish() }

  /// Results in a file are coloured only where that was asked for.
  func palette(_ console: borrowing Console) -> Palette {
    isFile ? Palette(isColored: console.color == "always") : console.palette
  }

  /// The columns for text that is laid out.
  func width(_ console: borrowing Console) -> Int { isFile || !console.isOutputTerminal ? 100 : console.width }
}
