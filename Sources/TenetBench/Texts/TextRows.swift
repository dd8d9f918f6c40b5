import Tenet

/// Measures what happens to texts: tokens, facts, rules, layout and lint.
struct TextRows {
  let runs: Int

  /// All of them, in texts that are `scale` times shorter than usual.
  func measure(scale: Int, _ show: (Row) -> Void) {
    let count = 100_000 / scale
    let rules = Array(RuleTexts.rules(count).utf8)
    show(lexing(rules))
    show(facts(1_000_000 / scale))
    show(loading(rules, count))
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

  private func facts(_ count: Int) -> Row {
    let text = RuleTexts.facts(count)
    var row = Row("loading facts", "tenet")
    row.amount = Row.Amount(count: Double(text.utf8.count), unit: "bytes")
    let input = InputText(path: "facts.tenet", text: text)
    row.seconds = time(runs) {
      Workspace.load([input])
    } then: { loaded in
      precondition(loaded.isFit, "generated facts have errors")
      row.note = "\(Row.grouped(loaded.value.cases.first?.facts.facts.count ?? 0)) facts"
    }
    row.demand("≥ 100 MB/s", row.rate >= 100e6)
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
