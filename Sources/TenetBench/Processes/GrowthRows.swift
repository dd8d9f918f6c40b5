import Glibc

extension CommandRows {
  /// How the cost of a relational workload grows over four sizes: the last row says by which power of the number of facts.
  ///
  /// Each run is a process of its own, so that every size gets all its memory from the system. In one process small sizes
  /// would use again what runs before them gave back, and only the large ones would wait for fresh pages.
  func growth(of name: String, runs: Int) -> [Row] {
    var rows: [Row] = []
    for scale in [0.5, 1, 2, 4] {
      // Facts are pairs: for twice as many, about 1.4 times the nodes.
      guard let work = RelationalCase.named(name, scale: scale.squareRoot()) else { continue }
      let path = "\(folder)/growth.tenet"
      writeFile(path, work.rules.text + work.profileText)
      var row = Row("growth of \(name)", "size \(scale)")
      for _ in 0..<runs {
        guard let ended = run([tenet, "eval", path, "--quiet", "--no-trace", "--stats"], captures: 2),
          ended.status == 0,
          let stats = Stats(ended.output)
        else { continue }
        row.seconds.append(stats.seconds)
        row.derived = stats.derived
      }
      rows.append(row)
    }
    if let first = rows.first, let last = rows.last, first.least > 0, let few = first.derived, let many = last.derived {
      let power = log(last.least / first.least) / log(Double(many) / Double(few))
      rows[rows.count - 1].note = "time grows as facts to the power \(Row.short(max(0, power)))"
      rows[rows.count - 1].demand("at most 1.15", power <= 1.15)
    }
    return rows
  }
}

/// What `tenet eval --stats` says of the evaluation.
private struct Stats {
  var seconds: Double
  var derived: Int

  /// Nil where a field is missing.
  init?(_ line: [UInt8]) {
    var fields: [Substring: Substring] = [:]
    for field in String(decoding: line, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = field.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { fields[parts[0]] = parts[1] }
    }
    guard let seconds = fields["eval_s"].flatMap({ Double($0) }), let derived = fields["derived"].flatMap({ Int($0) })
    else {
      return nil
    }
    self.seconds = seconds
    self.derived = derived
  }
}
