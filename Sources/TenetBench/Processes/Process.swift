import Glibc

/// A process that has ended.
struct Ended {
  /// From its start to its end.
  var seconds: Double
  /// Its exit status, or 128 and more after a signal.
  var status: Int
  /// What it wrote to the stream that was asked for.
  var output: [UInt8] = []
}

/// Runs a command to its end; nil where it cannot be started.
///
/// - Parameters:
///   - command: A path, or a name to look up, and arguments.
///   - input: A file for standard input; nothing by default.
///   - captures: The stream to keep what is written to: 1 or 2. Standard output is thrown away otherwise.
func run(_ command: [String], input: String = "/dev/null", captures: Int32? = nil) -> Ended? {
  var ends: [Int32] = [-1, -1]
  if captures != nil {
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
  if captures != 1 { unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
  if let captures { unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], captures) }
  var arguments = unsafe command.map { unsafe strdup($0) }
  unsafe arguments.append(nil)
  defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
  var process: pid_t = 0
  let start = now()
  let failure = unsafe posix_spawnp(&process, command[0], &actions, nil, arguments, environ)
  if captures != nil { close(ends[1]) }
  guard failure == 0 else {
    if captures != nil { close(ends[0]) }
    return nil
  }
  let output = captures != nil ? readAll(ends[0]) : []
  if captures != nil { close(ends[0]) }
  var status: Int32 = 0
  while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let seconds = now() - start
  let code = status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
  return Ended(seconds: seconds, status: code, output: output)
}

/// Reads an open file to its end.
private func readAll(_ file: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
    }
    if chunk.isEmpty { return bytes }
    bytes += chunk
  }
}

/// The whole of a file; nil where it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return readAll(file)
}

/// Writes a file anew.
func writeFile(_ path: String, _ bytes: [UInt8]) {
  let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  precondition(file >= 0, "cannot write \(path)")
  defer { close(file) }
  var start = 0
  while start < bytes.count {
    let written = unsafe bytes.withUnsafeBytes {
      unsafe write(file, $0.baseAddress.map { unsafe $0 + start }, bytes.count - start)
    }
    precondition(written > 0, "cannot write \(path)")
    start += written
  }
}

func writeFile(_ path: String, _ text: String) { writeFile(path, Array(text.utf8)) }

/// Writes a line to standard output at once.
func printLine(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, bytes.count) }
}

/// A folder for the inputs of other processes, removed at the end.
struct Workplace: ~Copyable {
  let path: String

  init() {
    var template = Array("/tmp/tenet-bench-XXXXXX".utf8CString)
    precondition(unsafe mkdtemp(&template) != nil, "cannot make a folder in /tmp")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A folder inside.
  func folder(_ name: String) -> String {
    unsafe mkdir("\(path)/\(name)", 0o755)
    return "\(path)/\(name)"
  }

  deinit { _ = run(["rm", "-r", path]) }
}
