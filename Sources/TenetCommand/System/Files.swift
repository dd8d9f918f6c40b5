import Glibc
import TenetText

/// Reads a whole file.
///
/// - Parameter path: `-` is not special here.
func readFile(_ path: String) throws(CommandFailure) -> [UInt8] {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw cannotRead(path, errno) }
  defer { close(file) }
  var info = stat()
  guard unsafe fstat(file, &info) == 0 else { throw cannotRead(path, errno) }
  if info.st_mode & S_IFMT == S_IFDIR { throw cannotRead(path, EISDIR) }
  return try readAll(file, path, expecting: Int(info.st_size))
}

/// Reads standard input to its end.
func readStandardInput() throws(CommandFailure) -> [UInt8] {
  try readAll(STDIN_FILENO, "standard input", expecting: 0)
}

/// Reads an open file to its end; what is larger than offsets can tell is refused.
private func readAll(_ file: Int32, _ name: String, expecting size: Int) throws(CommandFailure) -> [UInt8] {
  let limit = Int(UInt32.max) - 1
  guard size <= limit else { throw tooLarge(name) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(size + 1)
  while true {
    let room = max(bytes.capacity - bytes.count, 1 << 16)
    var failure: Int32 = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      let read = unsafe Glibc.read(file, buffer.baseAddress, room)
      if read < 0 { failure = errno }
      count = max(read, 0)
    }
    if failure == EINTR { continue }
    if failure != 0 { throw cannotRead(name, failure) }
    if chunk.isEmpty { return bytes }
    if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
    guard bytes.count <= limit else { throw tooLarge(name) }
  }
}

private func tooLarge(_ name: String) -> CommandFailure {
  CommandFailure("`\(name)` is larger than 4 GiB", help: "split it, or stream profiles through standard input")
}

private func cannotRead(_ path: String, _ error: Int32) -> CommandFailure {
  var help: String?
  if error == ENOENT {
    let (folder, name) = splitPath(path)
    if let near = nearest(to: name, in: names(in: folder)) {
      help = "did you mean `\(folder == "." && !path.hasPrefix("./") ? near : "\(folder)/\(near)")`?"
    }
  }
  return CommandFailure("cannot read `\(path)`: \(reason(error))", help: help)
}

/// The folder of a path and its last name.
func splitPath(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let folder = String(path[..<slash])
  return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
}

/// The names in a folder in the order of their bytes, hidden ones left out; none where it cannot be read.
func names(in folder: String) -> [String] {
  guard let stream = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return sortedByBytes(names)
}

/// What a path leads to.
enum PathKind: Sendable {
  case file
  case folder
  case missing
}

/// What a path leads to, through links or not.
func kind(of path: String, followingLinks: Bool = true) -> PathKind {
  var info = stat()
  let status = followingLinks ? unsafe stat(path, &info) : unsafe lstat(path, &info)
  guard status == 0 else { return .missing }
  return info.st_mode & S_IFMT == S_IFDIR ? .folder : .file
}

/// The paths with every folder replaced by all `.tenet` files inside it, in the order of their paths.
///
/// Hidden files and folders are left out, and links to folders inside a folder are not followed, so that there is an end.
func expandFolders(_ paths: [String]) throws(CommandFailure) -> [String] {
  var expanded: [String] = []
  for path in paths {
    guard path != "-", kind(of: path) == .folder else {
      expanded.append(path)
      continue
    }
    let inside = ruleFiles(in: path)
    guard !inside.isEmpty else { throw CommandFailure("the folder `\(path)` holds no `.tenet` file") }
    expanded.append(contentsOf: inside)
  }
  return expanded
}

private func ruleFiles(in folder: String) -> [String] {
  var found: [String] = []
  var open = [folder]
  while let next = open.popLast() {
    for name in names(in: next) {
      let path = next.hasSuffix("/") ? next + name : "\(next)/\(name)"
      if kind(of: path, followingLinks: false) == .folder {
        open.append(path)
      } else if name.hasSuffix(".tenet") {
        found.append(path)
      }
    }
  }
  return sortedByBytes(found)
}

private func sortedByBytes(_ texts: [String]) -> [String] {
  texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
