import Glibc
import Tenet

/// Makes a folder and those above it.
func makeFolder(_ path: String) throws(CommandFailure) {
  if kind(of: path) == .folder { return }
  let parent = splitPath(path).folder
  if parent != path, kind(of: parent) == .missing { try makeFolder(parent) }
  if unsafe mkdir(path, 0o777) == 0 { return }
  let code = errno
  if code == EEXIST {
    // Somebody else may have made it just now.
    if kind(of: path) == .folder { return }
    throw CommandFailure("cannot make the folder `\(path)`: there is a file with this name")
  }
  throw CommandFailure("cannot make the folder `\(path)`: \(reason(code))")
}

/// The folder that relative paths start from.
func workingFolder() -> String { absolutePath(".") }

/// A path from the root, links followed; as given where there is no such file.
func absolutePath(_ path: String) -> String {
  guard let real = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(real) }
  return unsafe String(cString: real)
}
