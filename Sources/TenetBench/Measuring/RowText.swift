import Tenet

/// Rows as lines for people.
extension Row {
  var line: String {
    var line = name.padded(20) + " " + engine.padded(22)
    if seconds.isEmpty {
      line += " " + note
    } else {
      line += " " + Row.time(median).leading(9) + "  " + (Row.time(least) + " to " + Row.time(greatest)).padded(22)
      for detail in details { line += "  " + detail }
    }
    if let aim { line += "  " + (aim.isMet ? "✓ " : "✗ ") + aim.text }
    return line
  }

  private var details: [String] {
    var details: [String] = []
    if let derived {
      details.append("\(Row.grouped(derived)) derived".leading(19))
      details.append("\(Row.short(median / Double(max(1, derived)) * 1e9)) ns each")
    }
    if let bytesPerFact { details.append("\(Row.short(bytesPerFact)) bytes each") }
    if let amount { details.append(Row.rate(rate, amount.unit)) }
    if let ratio { details.append("\(Row.short(ratio)) × \(against ?? "tenet")") }
    if !note.isEmpty { details.append(note) }
    return details
  }

  private static func rate(_ rate: Double, _ unit: String) -> String {
    unit == "bytes" ? "\(short(rate / 1e6)) MB/s" : "\(grouped(Int(rate))) \(unit)/s"
  }

  /// A time in the unit that fits it.
  static func time(_ seconds: Double) -> String {
    if seconds >= 1 { return short(seconds) + " s" }
    if seconds >= 1e-3 { return short(seconds * 1e3) + " ms" }
    return short(seconds * 1e6) + " µs"
  }

  /// Three digits that count.
  static func short(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    if digits == 0 { return grouped(scaled) }
    let fraction = String(scaled % Int(scale))
    return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// An integer with commas.
  static func grouped(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }
}

/// Rows as JSON.
extension Row {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("case", name)
    json.member("engine", engine)
    if !seconds.isEmpty {
      json.member("runs", seconds.count)
      json.member("medianNanoseconds", Row.nanoseconds(median))
      json.member("leastNanoseconds", Row.nanoseconds(least))
      json.member("greatestNanoseconds", Row.nanoseconds(greatest))
    }
    if let derived { json.member("derived", derived) }
    if let bytes { json.member("bytes", bytes) }
    if let amount {
      json.member("unit", amount.unit)
      json.member("perSecond", Int(rate))
    }
    if let ratio {
      json.member("against", against ?? "tenet")
      json.member("ratioInPercent", Int((ratio * 100).rounded()))
    }
    if let aim {
      json.member("goal", aim.text)
      json.member("met", aim.isMet)
    }
    if !note.isEmpty { json.member("note", note) }
    json.endObject()
  }

  private static func nanoseconds(_ seconds: Double) -> Int { Int((seconds * 1e9).rounded()) }
}

extension String {
  /// With blanks after it.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  /// With blanks before it.
  func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
