import TenetSyntax
import TenetText

let mixedScripts = Check(
  .spelling, "mixed-scripts", "a word mixes letters of several scripts, or hidden signs change the order of reading",
  why:
    "The Cyrillic `а` looks like the Latin `a`, so two words that look the same may be two terms. Controls for the direction of writing can show a text in another order than the one it has.",
  wrong: "owns interf\u{430}ce → captures habit\n",
  right: "owns interface → captures habit\n",
  found: ["# a \u{202E}comment\nowns x → y\n", "owns habit → a\nowns h\u{430}bit → b\n"],
  passed: ["owns schön → a\n", "owns вход → a\n"]
) { linting in
  for tree in linting.set.trees {
    let source = linting.set.sources[tree.source.index]
    for token in tree.tokens {
      let bytes = source.bytes[Int(token.start)..<Int(token.end)]
      guard bytes.contains(where: { $0 >= 0x80 }) else { continue }
      let place = Span(source: tree.source, start: token.start, end: token.end)
      let text = String(decoding: bytes, as: UTF8.self)
      if let control = text.unicodeScalars.first(where: { isBidirectional($0) }) {
        let code = String(control.value, radix: 16, uppercase: true)
        linting.report(
          "the hidden sign U+\(code) changes the order in which this is read", at: place, help: "take it away")
      } else if token.kind == .word || token.kind == .variable || token.kind == .string {
        reportWords(text, place, linting)
      }
    }
  }
}

private func reportWords(_ text: String, _ place: Span, _ linting: Linting) {
  for word in text.split(whereSeparator: { $0 == " " || $0 == "\"" || $0 == "-" || $0 == "_" || $0 == "?" }) {
    var scripts: [String] = []
    for scalar in word.unicodeScalars {
      if let script = script(of: scalar), !scripts.contains(script) { scripts.append(script) }
    }
    guard scripts.count > 1 else { continue }
    linting.report(
      "`\(word)` mixes \(scripts.joined(separator: " and ")) letters", at: place,
      help: "type it again in one script", fixes: fix(String(word), text, place))
  }
}

/// The word in Latin letters, where each foreign one has a Latin look-alike.
private func fix(_ word: String, _ text: String, _ place: Span) -> [Diagnostic.Fix] {
  guard word == text else { return [] }
  var latin = ""
  for scalar in word.unicodeScalars {
    if script(of: scalar) == "Latin" || scalar.isASCII {
      latin.unicodeScalars.append(scalar)
    } else if let twin = twins[scalar] {
      latin.unicodeScalars.append(twin)
    } else {
      return []
    }
  }
  return [Diagnostic.Fix(place, latin)]
}

private let twins: [Unicode.Scalar: Unicode.Scalar] = [
  "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s", "ј": "j", "ο": "o",
  "ν": "v",
  "α": "a", "ρ": "p", "ι": "i", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P",
  "С": "C", "Т": "T", "Х": "X",
]

private func isBidirectional(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: return true
  default: return false
  }
}

/// The script of a letter, of those that look alike; nil for other signs.
private func script(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: return "Latin"
  case 0x370...0x3FF, 0x1F00...0x1FFF: return scalar.properties.isAlphabetic ? "Greek" : nil
  case 0x400...0x52F: return "Cyrillic"
  case 0x531...0x587: return "Armenian"
  case 0x13A0...0x13FF: return "Cherokee"
  default: return nil
  }
}
