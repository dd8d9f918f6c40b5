import TenetText

/// How clauses are joined.
let conditionPages: [Page] = [
  Page(
    "missing-clause", "a joining word with nothing beside it",
    "`and`, `or`, `not`, `unless` and commas stand between clauses or in front of one. One of them has nothing to join.",
    wrong: "owns interface and → captures habit",
    right: "owns interface and owns workflow → captures habit"),
  Page(
    "missing-connector", "two conditions with nothing between them",
    "Conditions are joined by `and`, `or` or a comma.",
    wrong: "(owns interface) owns workflow → captures habit",
    right: "(owns interface) and owns workflow → captures habit"),
  Page(
    "group-in-clause", "`and` or `or` inside of a clause",
    """
    `and`, `or` and commas join whole clauses, each with its own verb. Parentheses inside of a clause only group what \
    is calculated, and conclusions take none around them.
    """,
    wrong: "owns (interface or workflow) → captures habit",
    right: "owns interface or owns workflow → captures habit"),
  Page(
    "unclosed-parenthesis", "a parenthesis that is never closed",
    "Every `(` has a `)` in the same statement. The place is that of the parenthesis which has none.",
    wrong: "(owns interface or owns workflow → captures habit",
    right: "(owns interface or owns workflow) → captures habit"),
  Page(
    "stray-parenthesis", "a parenthesis that closes nothing",
    "Every `)` has a `(` before it in the same statement.",
    wrong: "owns interface or owns workflow) → captures habit",
    right: "(owns interface or owns workflow) → captures habit"),
  Page(
    "too-deep", "conditions inside each other, more than 200 deep",
    """
    Nobody can follow a condition that deep. Give the inner parts names: rules of their own, whose conclusions this one \
    reads.
    """,
    wrong: String(repeating: "not ", count: 201) + "owns interface → captures habit",
    right: "owns interface → captures habit"),
]
