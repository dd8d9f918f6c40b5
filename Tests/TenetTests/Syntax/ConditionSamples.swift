/// Texts with mistakes in their conditions, and what is said of each.
extension Sample {
  static let conditions: [Sample] = [
    Sample(
      "a and → b",
      [
        Complaint(
          "missing-clause", "and",
          "nothing stands after `and`",
          "write what belongs there, or delete `and`")
      ]),
    Sample(
      "a, , b → c",
      [
        Complaint(
          "missing-clause", ",",
          "nothing stands before this `,`",
          "write what belongs there, or delete `,`")
      ]),
    Sample(
      "and and a → b",
      [
        Complaint(
          "missing-clause", "and",
          "nothing stands before this `and`",
          "write what belongs there, or delete `and`")
      ]),
    Sample(
      "not → b",
      [
        Complaint(
          "missing-clause", "not",
          "nothing stands after `not`",
          "write what belongs there, or delete `not`")
      ]),
    Sample(
      "a or and b → c",
      [
        Complaint(
          "missing-clause", "and",
          "nothing stands before this `and`",
          "write what belongs there, or delete `and`")
      ]),
    Sample(
      "a → b unless",
      [
        Complaint(
          "missing-clause", "unless",
          "nothing stands after `unless`",
          "write what belongs there, or delete `unless`")
      ]),
    Sample(
      "a → b,",
      [
        Complaint(
          "missing-clause", ",",
          "nothing stands after `,`",
          "write what belongs there, or delete `,`")
      ]),
    Sample(
      "a → , b",
      [
        Complaint(
          "missing-clause", ",",
          "nothing stands before this `,`",
          "write what belongs there, or delete `,`")
      ]),
    Sample(
      "(a) b → c",
      [
        Complaint(
          "missing-connector", "b",
          "nothing joins `b` to what stands before it",
          "write `and` or `or` in front of it")
      ]),
    Sample(
      "() → b",
      [
        Complaint(
          "missing-clause", "()",
          "nothing stands between these parentheses",
          "write a condition between them, or delete them")
      ]),
    Sample(
      "owns (a or b) → c",
      [
        Complaint(
          "group-in-clause", "(a or b)",
          "`or` joins whole clauses, not parts of one",
          "write each clause in full: `owns interface or owns workflow`")
      ]),
    Sample(
      "a → owns (b, c)",
      [
        Complaint(
          "group-in-clause", "(b, c)",
          "`,` joins whole clauses, not parts of one",
          "write each clause in full: `owns interface and owns workflow`")
      ]),
    Sample(
      "(a → b",
      [
        Complaint(
          "unclosed-parenthesis", "(",
          "this parenthesis is never closed",
          "write `)` where the group ends")
      ]),
    Sample(
      "a → (b",
      [
        Complaint(
          "unclosed-parenthesis", "(",
          "this parenthesis is never closed",
          "write `)` where the group ends")
      ]),
    Sample(
      "a) → b",
      [
        Complaint(
          "stray-parenthesis", ")",
          "this parenthesis closes nothing",
          "delete it, or write `(` where the group starts")
      ]),
    Sample(
      "(a)) → b",
      [
        Complaint(
          "stray-parenthesis", ")",
          "this parenthesis closes nothing",
          "delete it, or write `(` where the group starts")
      ]),
    Sample(
      "choice x: one of a otherwise",
      [
        Complaint(
          "missing-clause", "otherwise",
          "nothing stands after `otherwise`",
          "write what belongs there, or delete `otherwise`")
      ]),
    Sample(
      "example \"x\"\n  given",
      [
        Complaint(
          "missing-clause", "given",
          "nothing stands after `given`",
          "write what belongs there, or delete `given`")
      ]),
    Sample(
      "example \"x\"\n  expect",
      [
        Complaint(
          "missing-clause", "expect",
          "nothing stands after `expect`",
          "write what belongs there, or delete `expect`")
      ]),
    Sample(
      "profile \"x\"\n  (a",
      [
        Complaint(
          "unclosed-parenthesis", "(",
          "this parenthesis is never closed",
          "write `)` where the group ends")
      ]),
    Sample(
      "profile \"x\"\n  a)",
      [
        Complaint(
          "stray-parenthesis", ")",
          "this parenthesis closes nothing",
          "delete it, or write `(` where the group starts")
      ]),
    Sample(
      "and a → b",
      [
        Complaint(
          "missing-clause", "and",
          "nothing stands before this `and`",
          "write what belongs there, or delete `and`")
      ]),
    Sample(
      "owns a → b\nand c → d",
      [
        Complaint(
          "missing-clause", "and",
          "nothing stands before this `and`",
          "write what belongs there, or delete `and`")
      ]),
  ]
}
