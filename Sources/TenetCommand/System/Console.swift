import Glibc
import Tenet

/// The standard streams of a run: results go to standard output, everything else to standard error.
struct Console: ~Copyable {
  /// Results. Whoever appends much calls `drain()` now and then; the end of the run flushes.
  var output: Buffer
  let isOutputTerminal: Bool
  let isErrorTerminal: Bool
  /// The columns of the terminal, or 80 where there is none.
  let width: Int
  /// `auto`, `always` or `never`.
  var color = "auto"
  /// The text of a session of `tenet repl`, which commands read as a file.
  var session: [UInt8]?

  init() {
    output = Buffer { writeOrExit($0, to: STDOUT_FILENO) }
    isOutputTerminal = isatty(STDOUT_FILENO) == 1
    isErrorTerminal = isatty(STDERR_FILENO) == 1
    width = Self.terminalWidth()
  }

  /// The session's text, where the path stands for it.
  func session(at path: String) -> [UInt8]? { path == Session.path ? session : nil }

  /// How results are coloured.
  var palette: Palette { Palette(isColored: isColored(isOutputTerminal)) }

  /// How diagnostics and messages are coloured.
  var errorPalette: Palette { Palette(isColored: isColored(isErrorTerminal)) }

  /// Appends a result.
  mutating func print(_ text: String) { output.append(text) }

  /// Writes to standard error at once, behind the results so far.
  mutating func report(_ bytes: [UInt8]) {
    output.flush()
    writeOrExit(bytes, to: STDERR_FILENO)
  }

  /// Writes `tenet: error: …` and its help to standard error.
  mutating func report(_ failure: CommandFailure) { report(failure.message, as: "error", .error, help: failure.help) }

  /// Writes `tenet: warning: …` to standard error.
  mutating func warn(_ message: String, help: String? = nil) { report(message, as: "warning", .warning, help: help) }

  /// Writes diagnostics with their source lines to standard error.
  mutating func report(_ diagnostics: [Diagnostic], in sources: [Source]) {
    guard !diagnostics.isEmpty else { return }
    let columns = isErrorTerminal ? min(160, max(40, width - 10)) : 160
    report(DiagnosticRenderer(sources: sources, palette: errorPalette, width: columns).text(of: diagnostics))
  }

  private mutating func report(_ message: String, as kind: String, _ tone: Palette.Tone, help: String?) {
    var bytes: [UInt8] = []
    let palette = errorPalette
    palette.append("tenet: ", as: .strong, to: &bytes)
    palette.append("\(kind): ", as: tone, to: &bytes)
    palette.append("\(message)\n", as: .strong, to: &bytes)
    if let help { palette.append("  = help: \(help)\n", to: &bytes) }
    report(bytes)
  }

  private func isColored(_ isTerminal: Bool) -> Bool {
    switch color {
    case "always": return true
    case "never": return false
    default:
      let isDumb = environment("TERM") == "dumb"
      return isTerminal && !isDumb && (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  private static func terminalWidth() -> Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      if unsafe ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    }
    return 80
  }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// Writes all bytes. A reader that went away ends the run quietly; any other failure ends it with a message.
func writeOrExit(_ bytes: [UInt8], to stream: Int32) {
  let failure = write(bytes, to: stream)
  guard failure != 0 else { return }
  if failure != EPIPE, stream != STDERR_FILENO {
    _ = write(Array("tenet: error: cannot write to standard output: \(reason(failure))\n".utf8), to: STDERR_FILENO)
    exit(ExitStatus.wrongInput.rawValue)
  }
  exit(ExitStatus.fine.rawValue)
}

/// Writes all bytes to an open file; returns 0, or what the system says went wrong.
func write(_ bytes: [UInt8], to file: Int32) -> Int32 {
  var start = 0
  while start < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe Glibc.write(file, base + start, buffer.count - start)
    }
    if count > 0 {
      start += count
    } else if errno == EAGAIN {
      // The stream is somebody's that does not block: wait until it takes more.
      var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&wait, 1, -1)
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}

/// What the system says about an error number, in lower case.
func reason(_ number: Int32) -> String {
  switch number {
  case ENOENT: return "there is no such file or folder"
  case EACCES, EPERM: return "permission denied"
  case EISDIR: return "it is a folder"
  case ENOTDIR: return "a part of its path is no folder"
  case ENOSPC: return "no space left on the device"
  case ENAMETOOLONG: return "the name is too long"
  case ELOOP: return "its links lead in a circle"
  case EROFS: return "the file system can only be read"
  default:
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text).lowercased()
  }
}
