import Glibc

/// A file that appears whole or not at all: it is written beside its place under another name, then put there.
///
/// A file that was there before keeps its permissions, and a link to it stays a link. Devices and pipes are written
/// directly, since nothing can stand in for them.
final class AtomicFile {
  private let path: String
  private let target: String
  private let temporary: String?
  private let file: Int32
  private var isFinished = false

  init(_ path: String) throws(CommandFailure) {
    self.path = path
    var info = stat()
    let exists = unsafe stat(path, &info) == 0
    if exists, info.st_mode & S_IFMT != S_IFREG {
      target = path
      temporary = nil
      file = unsafe open(path, O_WRONLY | O_CLOEXEC)
    } else {
      target = exists ? Self.resolved(path) : path
      let (folder, name) = splitPath(target)
      let beside = "\(folder == "/" ? "" : folder)/.\(name).\(getpid()).tmp"
      temporary = beside
      file = unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, exists ? info.st_mode & 0o7777 : 0o666)
      if file >= 0, exists { _ = fchmod(file, info.st_mode & 0o7777) }
    }
    guard file >= 0 else { throw Self.cannotWrite(path, errno) }
  }

  deinit {
    guard !isFinished else { return }
    close(file)
    if let temporary { unsafe unlink(temporary) }
  }

  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    let failure = TenetCommand.write(bytes, to: file)
    if failure != 0 { throw Self.cannotWrite(path, failure) }
  }

  /// Puts the file in its place.
  func finish() throws(CommandFailure) {
    guard let temporary else { return }
    // Without this a crash of the machine may leave an empty file behind the new name.
    if fsync(file) != 0, errno != EINVAL { throw Self.cannotWrite(path, errno) }
    if unsafe rename(temporary, target) != 0 { throw Self.cannotWrite(path, errno) }
    close(file)
    isFinished = true
  }

  private static func cannotWrite(_ path: String, _ error: Int32) -> CommandFailure {
    CommandFailure("cannot write `\(path)`: \(reason(error))")
  }

  /// Where links lead to in the end.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

/// Writes a file whole or not at all; see ``AtomicFile``.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) {
  let file = try AtomicFile(path)
  try file.write(bytes)
  try file.finish()
}
