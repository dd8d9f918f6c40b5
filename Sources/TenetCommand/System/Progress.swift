import Glibc
import Tenet

/// A line on the terminal that tells how far long work is: done, rate, time left.
///
/// Nothing is shown where standard error is no terminal, where the results themselves scroll by, or where the work is soon
/// over.
struct Progress {
  private let isShown: Bool
  private let noun: String
  private let start = monotonicSeconds()
  private var last: Double
  private var isVisible = false

  /// - Parameter noun: what is counted, in the plural.
  init(counting noun: String, hidesResults: Bool, _ console: borrowing Console) {
    self.noun = noun
    isShown = console.isErrorTerminal && (hidesResults || !console.isOutputTerminal)
    last = start + 0.4
  }

  /// - Parameter share: how much of the work is done, from 0 to 1; nil where nobody knows.
  mutating func show(_ count: Int, share: Double?, _ console: inout Console) {
    let now = monotonicSeconds()
    guard isShown, now - last >= 0.1 else { return }
    last = now
    isVisible = true
    let rate = Double(count) / max(now - start, 0.001)
    var text = "\r\u{1B}[K\(grouped(count)) \(noun), \(grouped(Int(rate))) a second"
    if let share, share > 0 {
      let left = (now - start) * (1 - share) / share
      text += ", \(Int(share * 100))%, \(clock(left)) left"
    }
    writeOrExit(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Takes the line away, so that something else can be written.
  mutating func clear() {
    guard isVisible else { return }
    isVisible = false
    writeOrExit(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }

  /// `1 234 567`
  private func grouped(_ number: Int) -> String {
    var result = ""
    let digits = Array(String(number))
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += " " }
      result.append(digit)
    }
    return result
  }

  /// `1:05`
  private func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 1e9))
    return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
  }
}
