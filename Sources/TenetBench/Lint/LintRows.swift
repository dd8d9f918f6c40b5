import Tenet

/// Measures how long all checks take, and all but those about meaning, findings written out with their proofs.
struct LintRows {
  let runs: Int

  func measure(_ shape: LintShape, rules count: Int) -> [Row] {
    let loaded = Workspace.load([InputText(path: "rules.tenet", text: shape.text(count))])
    precondition(loaded.isFit, "generated rules have errors")
    var options = LintOptions()
    var all = row(shape, "all", count, loaded.value, options)
    all.demand("≤ 10 s", all.median <= 10)
    options.only = allChecks.filter { $0.group != .meaning }.map { $0.name }
    var quick = row(shape, "all but meaning", count, loaded.value, options)
    quick.demand("≤ 1 s", quick.median <= 1)
    return [all, quick]
  }

  private func row(_ shape: LintShape, _ name: String, _ count: Int, _ work: Workspace, _ options: LintOptions) -> Row {
    var row = Row("lint \(shape.name)", name)
    row.amount = Row.Amount(count: Double(count), unit: "rules")
    row.seconds = time(runs) {
      let report = lint(work.loaded, options)
      let output = LintOutput(findings: report.findings, sources: work.set.sources)
      let text = LintText(output, report: report, palette: Palette(isColored: false), width: 100).text()
      return (findings: report.findings.count, undecided: report.undecided.count, bytes: text.count)
    } then: {
      row.note = "\(Row.grouped($0.findings)) findings, \(Row.grouped($0.undecided)) not decided"
    }
    return row
  }
}
