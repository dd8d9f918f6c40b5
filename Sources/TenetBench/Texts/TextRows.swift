import Glibc
import Tenet

/// Measures what happens to texts: tokens, facts, rules, layout and lint.
struct TextRows {
  let runs: Int

  /// All of them, in texts that are `scale` times shorter than usual.
  func measure(scale: Int, _ show: (Row) -> Void) {
    let count = 100_000 / scale
    let rules = Array(RuleTexts.rules(count).utf8)
    show(lexing(rules))
    show(facts("plain", RuleTexts.facts(1_000_000 / scale), atLeast: 100e6))
    show(facts("mixed", RuleTexts.mixedFacts(1_000_000 / scale), atLeast: nil))
    show(loading(rules, count))
    for row in growth(count) { show(row) }
    show(layout(rules, count))
    // Lint proves things about rules, and takes its time.
    show(linting(Array(RuleTexts.rules(count / 10).utf8), count / 10))
  }

  private func lexing(_ text: [UInt8]) -> Row {
    var row = Row("lexing", "tenet")
    row.amount = Row.Amount(count: Double(text.count), unit: "bytes")
    row.seconds = time(runs) {
      var words = WordTable()
      return tokenize(text, source: SourceID(UInt32(0)), words: &words).tokens.count
    } then: {
      row.note = "\(Row.grouped($0)) tokens"
    }
    row.demand("≥ 250 MB/s", row.rate >= 250e6)
    return row
  }

  /// A profile with a million facts, read up to what the engine takes.
  private func facts(_ sort: String, _ text: String, atLeast goal: Double?) -> Row {
    var row = Row("loading facts", sort)
    row.amount = Row.Amount(count: Double(text.utf8.count), unit: "bytes")
    let input = InputText(path: "facts.tenet", text: text)
    row.seconds = time(runs) {
      Workspace.load([input])
    } then: { loaded in
      precondition(loaded.isFit, "generated facts have errors")
      row.note = "\(Row.grouped(loaded.value.cases.first?.facts.facts.count ?? 0)) facts"
    }
    if let goal { row.demand("≥ \(Row.short(goal / 1e6)) MB/s", row.rate >= goal) }
    return row
  }

  private func loading(_ text: [UInt8], _ count: Int) -> Row {
    var row = Row("loading rules", "tenet")
    row.amount = Row.Amount(count: Double(count), unit: "rules")
    let input = InputText(path: "rules.tenet", bytes: text)
    row.seconds = time(runs) {
      Workspace.load([input])
    } then: { loaded in
      precondition(loaded.isFit, "generated rules have errors")
      row.note = "\(Row.grouped(loaded.value.set.rules.count)) rules read and resolved"
    }
    row.demand("≤ 1 s", row.median <= 1)
    return row
  }

  /// How the time for rules grows: the last row says by which power of their number.
  private func growth(_ count: Int) -> [Row] {
    var rows: [Row] = []
    for size in [1, 3, 10] {
      var row = Row("growth of loading", "\(Row.grouped(count * size)) rules")
      let input = InputText(path: "rules.tenet", text: RuleTexts.rules(count * size))
      row.amount = Row.Amount(count: Double(count * size), unit: "rules")
      row.seconds = time(size == 1 ? runs : 1) {
        Workspace.load([input])
      } then: { loaded in
        precondition(loaded.isFit, "generated rules have errors")
      }
      rows.append(row)
    }
    let exponent = log(rows[2].least / rows[0].least) / log(10)
    rows[2].note = "time grows as rules to the power \(Row.short(exponent))"
    rows[2].demand("at most 1.15", exponent <= 1.15)
    return rows
  }

  private func layout(_ text: [UInt8], _ count: Int) -> Row {
    let source = Source(name: "rules.tenet", bytes: text)
    var row = Row("fmt", "tenet")
    row.amount = Row.Amount(count: Double(count), unit: "rules")
    row.seconds = time(runs) {
      var words = WordTable()
      let tree = parse(source, id: SourceID(UInt32(0)), words: &words).value
      return format(tree, source: source).utf8.count
    } then: {
      row.note = "\(Row.grouped($0)) bytes"
    }
    return row
  }

  private func linting(_ text: [UInt8], _ count: Int) -> Row {
    let loaded = Workspace.load([InputText(path: "rules.tenet", bytes: text)]).value.loaded
    var row = Row("lint", "tenet")
    row.amount = Row.Amount(count: Double(count), unit: "rules")
    row.seconds = time(1) {
      lint(loaded).findings.count
    } then: {
      row.note = "\(Row.grouped($0)) findings"
    }
    return row
  }
}
