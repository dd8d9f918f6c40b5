import TenetSyntax
import TenetText

/// A text to load.
public struct InputText: Sendable {
  /// What of a text is wanted.
  public enum Part: Sendable {
    case all
    /// All but its profiles and those that it imports.
    case rules
    /// Its profiles and not what it imports; if it holds rules, nothing else of it is taken.
    case profiles
  }

  /// The path as given: imports are taken relative to it, and messages name it.
  public var path: String
  public var bytes: [UInt8]
  public var part: Part

  public init(path: String, bytes: [UInt8], part: Part = .all) {
    self.path = path
    self.bytes = bytes
    self.part = part
  }

  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// Why a text could not be read, in a few words.
public struct ReadFailure: Error, Sendable {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// A rule set together with the reader that read it, which goes on to read facts in its vocabulary.
public struct Loaded: Sendable {
  public var set: RuleSet
  public var reader: ClauseReader
}

/// Reads and resolves texts and what they import.
///
/// `read` is asked for imported paths, which are relative to the file that imports them; paths of one file have to have one
/// `identity`. Each file is loaded once, an imported text before the one that imports it; what is given twice for different
/// parts is taken whole. The result holds what could be understood even where there are errors.
public func load(
  _ inputs: [InputText],
  read: (String) -> Result<[UInt8], ReadFailure> = { _ in .failure(ReadFailure("no such file")) },
  identity: (String) -> String = normalizedPath
) -> Diagnosed<Loaded> {
  var loader = Loader()
  var reader = ClauseReader()
  let files = inputs.map { identity($0.path) }
  for (input, file) in zip(inputs, files) { loader.ask(for: input, file) }
  for (input, file) in zip(inputs, files) { loader.add(input, file, &reader.words, read, identity) }
  var resolver = Resolver(loader.sources, loader.trees, loader.order, consume reader)
  resolver.set.imports = loader.imports
  resolver.resolve()
  let order = loader.diagnostics + resolver.reader.takeDiagnostics()
  return Diagnosed(Loaded(set: resolver.set, reader: resolver.reader), sortedByPlace(order))
}

/// Diagnostics in the order of sources and offsets; of one place in the order they were found.
func sortedByPlace(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  diagnostics.enumerated().sorted { left, right in
    let (a, b) = (left.element.span, right.element.span)
    if a.source != b.source { return a.source < b.source }
    return a.start != b.start ? a.start < b.start : left.offset < right.offset
  }.map { $0.element }
}

/// Follows imports depth first.
private struct Loader {
  typealias Reading = (String) -> Result<[UInt8], ReadFailure>

  var sources: [Source] = []
  /// The tree of each source.
  var trees: [SyntaxTree] = []
  /// Sources in the order of their statements: what is imported stands before what imports it.
  var order: [SourceID] = []
  var imports: [(place: Span, importer: SourceID, imported: SourceID)] = []
  var diagnostics: [Diagnostic] = []
  private var files: [String: File] = [:]
  private var stack: [SourceID] = []

  /// What is known of a file.
  private struct File {
    /// What is wanted of it.
    var part: InputText.Part
    /// Its source, once it was met.
    var source: SourceID?
  }

  init() {}

  mutating func ask(for input: InputText, _ file: String) {
    let isSame = files[file, default: File(part: input.part)].part == input.part
    files[file] = File(part: isSame ? input.part : .all)
  }

  /// - Parameters:
  ///   - file: the identity of the text's file.
  ///   - words: of all texts.
  mutating func add(
    _ input: InputText, _ file: String, _ words: inout WordTable, _ read: Reading, _ identity: (String) -> String
  ) {
    if files[file]?.source == nil { _ = load(input, file, &words, read, identity) }
  }

  private mutating func load(
    _ input: InputText, _ file: String, _ words: inout WordTable, _ read: Reading, _ identity: (String) -> String
  ) -> SourceID {
    let id = SourceID(sources.count)
    let source = Source(name: input.path, bytes: input.bytes)
    let part = files[file]?.part ?? input.part
    files[file] = File(part: part, source: id)
    stack.append(id)
    var parsed = parse(source, id: id, words: &words)
    keep(part, of: &parsed.value)
    sources.append(source)
    trees.append(parsed.value)
    diagnostics += parsed.diagnostics
    for path in importPaths(parsed.value) { follow(path, from: id, part, &words, read, identity) }
    stack.removeLast()
    order.append(id)
    return id
  }

  private func keep(_ part: InputText.Part, of tree: inout SyntaxTree) {
    if part == .all { return }
    let holdsRules = tree.statements.contains { if case .rule = $0.kind { true } else { false } }
    tree.statements.removeAll { statement in
      switch statement.kind {
      case .invalid: false
      case .profile: part == .rules
      case .importFile: part == .profiles
      default: part == .profiles && holdsRules
      }
    }
  }

  /// The strings of `import` lines, those inside profiles included.
  private func importPaths(_ tree: SyntaxTree) -> [Phrase] {
    var paths: [Phrase] = []
    for statement in tree.statements {
      switch statement.kind {
      case .importFile(let path): paths.append(path)
      case .profile(let syntax): paths += syntax.items.filter { $0.kind == .importFile }.map { $0.phrase }
      default: break
      }
    }
    return paths
  }

  private mutating func follow(
    _ phrase: Phrase, from importer: SourceID, _ part: InputText.Part, _ words: inout WordTable, _ read: Reading,
    _ identity: (String) -> String
  ) {
    guard let token = phrase.range.first.map({ trees[importer.index].tokens[$0] }), token.kind == .string else {
      return
    }
    let source = sources[importer.index]
    let place = Span(source: importer, start: token.start, end: token.end)
    let written = decodeString(Array(source.bytes[Int(token.start)..<Int(token.end)]))
    if written.isEmpty {
      return diagnostics.append(.importNotFound("", "no path stands between the quotes", at: place))
    }
    let path = joinedPath(source.name, written)
    let file = identity(path)
    if let known = files[file]?.source {
      imports.append((place, importer, known))
      if let start = stack.firstIndex(of: known) {
        let names = (stack[start...] + [known]).map { sources[$0.index].name }
        diagnostics.append(.importCircle(names, at: place))
      }
      return
    }
    switch read(path) {
    case .success(let bytes):
      let input = InputText(path: path, bytes: bytes, part: part)
      imports.append((place, importer, load(input, file, &words, read, identity)))
    case .failure(let failure): diagnostics.append(.importNotFound(written, failure.reason, at: place))
    }
  }
}

/// A path as seen from the folder of another.
func joinedPath(_ importer: String, _ path: String) -> String {
  if path.utf8.first == UInt8(ascii: "/") { return path }
  guard let slash = importer.lastIndex(of: "/") else { return path }
  return normalizedPath(String(importer[...slash]) + path)
}

/// A path without `.` and without `..` after a folder, to tell whether two name one file.
public func normalizedPath(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
  }
  var result = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
  for (index, part) in parts.enumerated() { result += (index > 0 ? "/" : "") + String(part) }
  return result
}
