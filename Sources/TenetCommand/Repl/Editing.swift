import Glibc
import Tenet

/// One line while it is typed.
struct Editing {
  enum Outcome {
    case goesOn
    case ends
    /// Ctrl-D on an empty line.
    case isOver
  }

  private(set) var line: [Character] = []
  private var cursor = 0
  private let prompt: String
  private let candidates: [String]
  private let width: Int
  /// Lines to go back to, the one that is being typed last.
  private var history: [String]
  private var place: Int

  init(prompt: String, history: [String], candidates: [String], width: Int) {
    self.prompt = prompt
    self.candidates = candidates
    self.width = width
    self.history = history + [""]
    place = history.count
  }

  // MARK: Keys

  /// Takes a key, which may be several bytes: the others come from `next`.
  mutating func take(_ byte: UInt8, next: () -> UInt8?) -> Outcome {
    switch byte {
    case 10, 13: return .ends
    case 4:
      if line.isEmpty { return .isOver }
      delete(from: cursor, to: cursor + 1)
    case 3:
      replace(with: "")
      place = history.count - 1
    case 1: cursor = 0
    case 5: cursor = line.count
    case 2: cursor = max(0, cursor - 1)
    case 6: cursor = min(line.count, cursor + 1)
    case 8, 127: delete(from: cursor - 1, to: cursor)
    case 9: complete()
    case 11: delete(from: cursor, to: line.count)
    case 12: emit("\u{1B}[H\u{1B}[2J")
    case 14: recall(place + 1)
    case 16: recall(place - 1)
    case 18: return search(next)
    case 21: delete(from: 0, to: cursor)
    case 23: delete(from: startOfWord, to: cursor)
    case 27: takeEscape(next)
    case 0..<32: break
    default: takeCharacter(byte, next)
    }
    return .goesOn
  }

  /// Arrows and their kin.
  private mutating func takeEscape(_ next: () -> UInt8?) {
    guard let kind = next(), kind == UInt8(ascii: "[") || kind == UInt8(ascii: "O"), let key = next() else { return }
    switch key {
    case UInt8(ascii: "A"): recall(place - 1)
    case UInt8(ascii: "B"): recall(place + 1)
    case UInt8(ascii: "C"): cursor = min(line.count, cursor + 1)
    case UInt8(ascii: "D"): cursor = max(0, cursor - 1)
    case UInt8(ascii: "H"): cursor = 0
    case UInt8(ascii: "F"): cursor = line.count
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      // Numbered keys end with a tilde; of those with modifiers nothing is done.
      var last = next()
      while let byte = last, byte != UInt8(ascii: "~"), !(64...126).contains(byte) { last = next() }
      guard last == UInt8(ascii: "~") else { return }
      switch key {
      case UInt8(ascii: "1"), UInt8(ascii: "7"): cursor = 0
      case UInt8(ascii: "4"), UInt8(ascii: "8"): cursor = line.count
      case UInt8(ascii: "3"): delete(from: cursor, to: cursor + 1)
      default: break
      }
    default: break
    }
  }

  /// A character of UTF-8.
  private mutating func takeCharacter(_ byte: UInt8, _ next: () -> UInt8?) {
    var bytes = [byte]
    let count = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    while bytes.count < count, let more = next() { bytes.append(more) }
    // A mark that combines joins the character before the cursor.
    let joined = String(line[..<cursor]) + String(decoding: bytes, as: UTF8.self)
    let rest = line[cursor...]
    line = Array(joined)
    cursor = line.count
    line += rest
  }

  // MARK: Changes

  private var startOfWord: Int {
    var start = cursor
    while start > 0, line[start - 1] == " " { start -= 1 }
    while start > 0, line[start - 1] != " " { start -= 1 }
    return start
  }

  private mutating func delete(from start: Int, to end: Int) {
    let range = max(0, start)..<min(line.count, end)
    guard !range.isEmpty else { return }
    line.removeSubrange(range)
    cursor = range.lowerBound
  }

  private mutating func replace(with text: String) {
    line = Array(text)
    cursor = line.count
  }

  private mutating func recall(_ wanted: Int) {
    guard history.indices.contains(wanted), wanted != place else { return }
    history[place] = String(line)
    place = wanted
    replace(with: history[wanted])
  }

  // MARK: History

  /// Ctrl-R: the latest line that holds what is typed, an earlier one with each further Ctrl-R. The return key sends it, Ctrl-C
  /// and Ctrl-G give up, any other key goes on with it.
  private mutating func search(_ next: () -> UInt8?) -> Outcome {
    let before = (line, cursor)
    var wanted: [UInt8] = []
    var found = history.count - 1
    while true {
      draw(behind: "(search) `\(String(decoding: wanted, as: UTF8.self))`: ")
      guard let byte = next() else { return .isOver }
      switch byte {
      case 18: look(for: wanted, upTo: found, &found)
      case 3, 7:
        (line, cursor) = before
        return .goesOn
      case 8, 127:
        while let last = wanted.popLast(), last & 0xC0 == 0x80 {}
        look(for: wanted, upTo: history.count - 1, &found)
      case 0..<32: return take(byte, next: next)
      default:
        wanted.append(byte)
        // A character of several bytes is looked for as a whole.
        if byte < 0x80 || byte & 0xC0 == 0x80 { look(for: wanted, upTo: found + 1, &found) }
      }
    }
  }

  private mutating func look(for wanted: [UInt8], upTo end: Int, _ found: inout Int) {
    let text = String(decoding: wanted, as: UTF8.self)
    let earlier = history[..<min(end, history.count - 1)]
    guard !text.isEmpty, let place = earlier.lastIndex(where: { holds($0, text) }) else { return }
    found = place
    replace(with: history[place])
  }

  private func holds(_ line: String, _ text: String) -> Bool {
    let (line, text) = (Array(line.lowercased()), Array(text.lowercased()))
    guard text.count <= line.count else { return false }
    return (0...line.count - text.count).contains { line[$0..<$0 + text.count].elementsEqual(text) }
  }

  /// Writes what all completions share; where that adds nothing, lists them.
  private mutating func complete() {
    let front = Array(line[..<cursor])
    let takesFiles = Completion.takesFiles(front)
    var (start, found) = takesFiles ? (0, []) : Completion.completions(of: front, candidates)
    if found.isEmpty, takesFiles || (front.last ?? " ") != " " { (start, found) = Completion.paths(of: front) }
    guard !found.isEmpty else { return }
    let common = Completion.common(found)
    if common.count > cursor - start {
      let text = common + (found.count == 1 && !common.hasSuffix("/") ? " " : "")
      line.replaceSubrange(start..<cursor, with: Array(text))
      cursor = start + text.count
      return
    }
    let shown = found.prefix(24).joined(separator: "   ") + (found.count > 24 ? "   …" : "")
    var bytes: [UInt8] = []
    Palette(isColored: true).append(shown, as: .quiet, to: &bytes)
    emit("\r\n" + String(decoding: bytes, as: UTF8.self) + "\r\n")
  }

  // MARK: Screen

  /// Shows the part of the line around the cursor that fits.
  func draw() { draw(behind: prompt) }

  private func draw(behind prompt: String) {
    let room = max(8, width - displayWidth(of: prompt) - 1)
    var start = 0
    while start < cursor, displayWidth(of: String(line[start..<cursor])) > room - 1 { start += 1 }
    var end = line.count
    while end > cursor, displayWidth(of: String(line[start..<end])) > room { end -= 1 }
    let before = displayWidth(of: prompt) + displayWidth(of: String(line[start..<cursor]))
    var shown: [UInt8] = []
    Palette(isColored: false).append(String(line[start..<end]), to: &shown)
    emit("\r\(prompt)\(String(decoding: shown, as: UTF8.self))\u{1B}[K\r\u{1B}[\(before)C")
  }

  private func emit(_ text: String) { _ = write(Array(text.utf8), to: STDOUT_FILENO) }
}
