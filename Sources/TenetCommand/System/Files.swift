import Glibc
import Tenet

/// Reads a whole file.
///
/// - Parameter path: `-` is not special here.
func readFile(_ path: String) throws(CommandFailure) -> [UInt8] {
  let file = try openFile(path)
  defer { close(file) }
  return try readAll(file, path)
}

/// Reads standard input to its end.
func readStandardInput() throws(CommandFailure) -> [UInt8] { try readAll(STDIN_FILENO, "standard input") }

/// Opens a file to read; a folder is refused.
func openFile(_ path: String) throws(CommandFailure) -> Int32 {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw cannotRead(path, errno) }
  var info = stat()
  if unsafe fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
    close(file)
    throw cannotRead(path, EISDIR)
  }
  return file
}

/// Reads an open file to its end; what is larger than offsets can tell is refused.
private func readAll(_ file: Int32, _ name: String) throws(CommandFailure) -> [UInt8] {
  let limit = Int(UInt32.max) - 1
  var info = stat()
  let size = unsafe fstat(file, &info) == 0 && info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : 0
  guard size <= limit else { throw tooLarge(name) }
  // One byte more than the size, so that a single call mostly shows the end too.
  var bytes = try readSome(file, name, room: max(size + 1, 1 << 16))
  while !bytes.isEmpty {
    let chunk = try readSome(file, name, room: 1 << 16)
    if chunk.isEmpty { break }
    bytes.append(contentsOf: chunk)
    guard bytes.count <= limit else { throw tooLarge(name) }
  }
  return bytes
}

/// Reads up to so many bytes of an open file; none at its end.
func readSome(_ file: Int32, _ name: String, room: Int) throws(CommandFailure) -> [UInt8] {
  while true {
    var failure: Int32 = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      let read = unsafe Glibc.read(file, buffer.baseAddress, room)
      if read < 0 { failure = errno }
      count = max(read, 0)
    }
    if failure == 0 { return chunk }
    if failure != EINTR { throw cannotRead(name, failure) }
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
