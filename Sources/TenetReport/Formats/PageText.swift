import TenetText

/// Writes the page of a diagnostic for a terminal.
public struct PageText: Sendable {
  private let palette: Palette
  private let width: Int

  public init(palette: Palette, width: Int) {
    self.palette = palette
    // Longer lines are hard to read.
    self.width = min(max(40, width), 80)
  }

  public func append(_ page: Page, to output: inout [UInt8]) {
    palette.append(page.code, as: .strong, to: &output)
    palette.append(" - \(page.summary)\n\n", to: &output)
    for paragraph in page.explanation.split(separator: "\n", omittingEmptySubsequences: false) {
      append(paragraph, to: &output)
    }
    example("Instead of", page.wrong, .error, to: &output)
    example("write", page.right, .good, to: &output)
  }

  private func append(_ paragraph: Substring, to output: inout [UInt8]) {
    var column = 0
    for word in paragraph.split(separator: " ") {
      let needed = displayWidth(of: String(word))
      if column > 0, column + 1 + needed > width {
        output.append(10)
        column = 0
      }
      palette.append((column > 0 ? " " : "") + word, to: &output)
      column += needed + (column > 0 ? 1 : 0)
    }
    output.append(10)
  }

  private func example(_ title: String, _ text: String, _ tone: Palette.Tone, to output: inout [UInt8]) {
    if text.isEmpty { return }
    palette.append("\n\(title)\n\n", as: tone, to: &output)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      palette.append(line.isEmpty ? "\n" : "    \(line)\n", to: &output)
    }
  }
}
