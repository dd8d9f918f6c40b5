/// Inputs as files that every peer can read.
extension RelationalCase {
  /// Facts as lines of numbers with tabs between them, a file for each relation.
  func write(to folder: String) {
    for input in inputs {
      var text = ""
      for row in input.rows { text += row.map { String($0) }.joined(separator: "\t") + "\n" }
      writeFile("\(folder)/\(input.name).facts", text)
    }
  }
}

extension DecisionCase {
  /// `rules.txt`: layer, head, conditions (those under `not` with `!`), in the order of layers; `profiles.txt`: the facts
  /// of a profile; words with blanks between them.
  func write(to folder: String) {
    var text = ""
    for rule in rules {
      let conditions = rule.positives.map { atom($0) } + rule.negatives.map { "!" + atom($0) }
      text += "\(rule.layer) \(atom(rule.head)) \(conditions.joined(separator: " "))\n"
    }
    writeFile("\(folder)/rules.txt", text)
    text = ""
    for profile in profiles { text += profile.map { atom($0) }.joined(separator: " ") + "\n" }
    writeFile("\(folder)/profiles.txt", text)
  }
}
