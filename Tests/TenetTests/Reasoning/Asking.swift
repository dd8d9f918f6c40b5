import Tenet

/// A loaded text that can be asked.
struct Asking {
  var workspace: Workspace
  let judge: Judge

  init?(_ text: String) {
    let loaded = Workspace.load([InputText(path: "test.tenet", text: text)])
    guard loaded.isFit else { return nil }
    workspace = loaded.value
    judge = Judge(loaded.value.set)
  }

  mutating func goal(_ text: String) -> Goal? { workspace.goal(text).value }

  func inquiry(_ index: Int = 0) -> Inquiry? {
    Inquiry(judge, workspace.cases[index], speller: workspace.wording.speller)
  }

  func json(_ write: (inout JSONWriter, Wording) -> Void) -> String {
    var writer = JSONWriter(.pretty)
    write(&writer, workspace.wording)
    return writer.text
  }

  func text(_ page: (Wording) -> AnswerPage) -> String {
    var output: [UInt8] = []
    page(workspace.wording).appendText(
      workspace.wording, Palette(isColored: false), width: 100, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

/// One state of a profile, as its lines; evaluated by the engine alone.
struct States {
  let judge: Judge
  let empty: Inquiry
  /// The change that each line is, seen from an empty profile.
  private var changes: [String: Change] = [:]

  init?(_ asking: inout Asking, _ lines: [String]) {
    judge = asking.judge
    guard
      let inquiry = Inquiry(
        asking.judge, Case(title: "empty", facts: ProfileFacts()), speller: asking.workspace.wording.speller)
    else { return nil }
    empty = inquiry
    for line in lines {
      switch asking.goal(line) {
      case .fact(let relation, let terms)?: changes[line] = .add(Fact(relation, terms))
      case .number(let number, let subject, let value?)?: changes[line] = .set(number, subject, value)
      default: return nil
      }
    }
  }

  func run(_ lines: [String]) -> Run {
    var facts = empty.changed(lines.compactMap { changes[$0] }).facts
    facts.termCount = 200
    return judge.compiled.run(facts)
  }

  func holds(_ goal: Goal, _ lines: [String]) -> Bool { empty.holds(goal, in: run(lines)) }
}

/// All subsets of a list.
func subsets(_ list: [String]) -> [[String]] {
  (0..<(1 << list.count)).map { mask in list.indices.filter { mask >> $0 & 1 == 1 }.map { list[$0] } }
}

/// A text of a test that was not understood.
struct Unreadable: Error {}
