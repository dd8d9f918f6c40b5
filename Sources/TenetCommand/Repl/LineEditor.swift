import Glibc
import Tenet

/// Reads lines: with editing, history and completion at a terminal, as they are from anything else.
struct LineEditor {
  private let isTerminal: Bool
  private var history: [String] = []
  private var pending: [UInt8] = []
  private var isAtEnd = false

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The next line without its end, or nil at the end of the input.
  mutating func read(_ prompt: String, _ candidates: [String], width: Int) -> String? {
    guard isTerminal, let mode = RawMode() else { return plainLine() }
    var editing = Editing(prompt: prompt, history: history, candidates: candidates, width: width)
    editing.draw()
    while true {
      guard let byte = nextByte() else {
        mode.end()
        return nil
      }
      switch editing.take(byte, next: { nextByte() }) {
      case .goesOn: editing.draw()
      case .ends:
        mode.end()
        _ = write(Array("\n".utf8), to: STDOUT_FILENO)
        let line = String(editing.line)
        if !line.isEmpty, history.last != line { history.append(line) }
        return line
      case .isOver:
        mode.end()
        _ = write(Array("\n".utf8), to: STDOUT_FILENO)
        return nil
      }
    }
  }

  private mutating func plainLine() -> String? {
    var line: [UInt8] = []
    while let byte = nextByte() {
      if byte == 10 { return text(line) }
      line.append(byte)
    }
    return line.isEmpty ? nil : text(line)
  }

  private func text(_ line: [UInt8]) -> String {
    String(decoding: line.last == 13 ? line.dropLast() : line[...], as: UTF8.self)
  }

  /// The next byte of standard input.
  private mutating func nextByte() -> UInt8? {
    if pending.isEmpty, !isAtEnd {
      var failure: Int32 = 0
      repeat {
        failure = 0
        pending = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
          let read = unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress, 4096)
          if read < 0 { failure = errno }
          count = max(read, 0)
        }
      } while failure == EINTR
      pending.reverse()
      isAtEnd = pending.isEmpty
    }
    return pending.popLast()
  }
}

/// The terminal hands over every key at once and echoes none, until `end()`.
private struct RawMode {
  private var before = termios()

  init?() {
    guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    guard unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else { return nil }
  }

  func end() {
    var mode = before
    _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
  }
}
