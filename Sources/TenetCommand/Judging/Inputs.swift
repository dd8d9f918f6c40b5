import Tenet

/// The files of a command, read and sorted by what they hold.
struct Inputs {
  var workspace: Workspace
  /// Files of profiles, one a line, that are read piece by piece; `-` is standard input.
  var streams: [String]
  /// How long reading, parsing and resolving took.
  var seconds: Double

  /// - Parameter profiles: more files, of which only the profiles are wanted, while those of `paths` are not.
  /// - Parameter streaming: whether NDJSON files are left to be streamed; standard input then may be among the files.
  ///
  /// Diagnostics go to standard error; errors end the command.
  static func load(
    _ paths: [String], profiles: [String] = [], streaming: Bool = false, _ console: inout Console
  ) throws(CommandFailure) -> Inputs {
    let start = monotonicSeconds()
    var texts: [InputText] = []
    var streams: [String] = []
    var failures: [CommandFailure] = []
    let (all, others) = (try expandFolders(paths), try expandFolders(profiles))
    for (index, path) in (all + others).enumerated() {
      if streaming, path == "-" || DataFormat(path: path) == .ndjson {
        streams.append(path)
      } else if path == "-" {
        texts.append(InputText(path: "<stdin>.ndjson", bytes: try readStandardInput()))
      } else {
        if let session = console.session(at: path) {
          texts.append(InputText(path: path, bytes: session))
          continue
        }
        do throws(CommandFailure) {
          let part: InputText.Part = profiles.isEmpty ? .all : index < all.count ? .rules : .profiles
          texts.append(InputText(path: path, bytes: try readFile(path), part: part))
        } catch {
          failures.append(error)
        }
      }
    }
    if failures.count > 1 { throw CommandFailure(failures.map { $0.message }.joined(separator: "; ")) }
    if let failure = failures.first { throw failure }
    if streams.filter({ $0 == "-" }).count > 1 { throw CommandFailure("standard input can only be read once") }
    let loaded = Workspace.load(texts, read: readImport, identity: absolutePath)
    let told = loaded.diagnostics.filter { $0.severity > .hint }
    console.report(Array(told.prefix(mostErrors)), in: loaded.value.set.sources)
    let isBroken = told.contains { diagnostic in
      let path = loaded.value.set.sources[diagnostic.span.source.index].name
      return diagnostic.severity == .error && path.hasSuffix(".tenet")
    }
    if !isBroken, console.session == nil, loaded.value.set.rules.isEmpty,
      !loaded.value.cases.isEmpty || !streams.isEmpty
    {
      console.warn("none of the files holds a rule", help: "name the rule files too, beside those of the profiles")
    }
    guard loaded.isFit else {
      let help = "the first \(mostErrors) are shown; others may follow from them"
      throw CommandFailure(errorCount(loaded.diagnostics), help: told.count > mostErrors ? help : nil)
    }
    return Inputs(workspace: loaded.value, streams: streams, seconds: monotonicSeconds() - start)
  }

  /// More errors than this at once help nobody.
  private static var mostErrors: Int { 1000 }

  /// `3 errors in 2 files`
  static func errorCount(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    var files: [SourceID] = []
    for error in errors where !files.contains(error.span.source) { files.append(error.span.source) }
    let count = self.count(errors.count, "error")
    return files.count > 1 ? "\(count) in \(files.count) files" : count
  }

  /// `1 error`, `3 errors`
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)" + (number == 1 ? "" : "s") }
}

/// The bytes of an imported file, or why there are none.
func readImport(_ path: String) -> Result<[UInt8], ReadFailure> {
  do throws(CommandFailure) {
    return .success(try readFile(path))
  } catch {
    let opening = "cannot read `\(path)`: "
    let isOpened = error.message.hasPrefix(opening)
    return .failure(ReadFailure(isOpened ? String(error.message.dropFirst(opening.count)) : error.message))
  }
}
