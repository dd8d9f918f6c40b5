import TenetText

/// The forms of declarations.
let declarationPages: [Page] = [
  Page(
    "missing-string", "a keyword without its text in quotes",
    "`ruleset`, `import`, `example` and `profile` are followed by a title, or a path, in quotes.",
    wrong: "profile Northwind\n  owns interface",
    right: "profile \"Northwind\"\n  owns interface"),
  Page(
    "stray-text", "more on a line than belongs there",
    "The title, or the path, stands alone on its line. What belongs to it follows on indented lines.",
    wrong: "profile \"Northwind\" owns interface",
    right: "profile \"Northwind\"\n  owns interface"),
  Page(
    "verb-form", "a verb without its words",
    """
    A verb is declared by its words, between the kinds of what stands in front of it and behind it: \
    `verb (actor) sells (product) to (actor)`. `()` takes anything; without parentheses the verb is words alone.
    """,
    wrong: "verb (actor) sells (product) to",
    right: "verb (actor) sells (product) to (actor)"),
  Page(
    "kind-form", "a kind without name or members",
    """
    A kind is declared by its name, its plural in parentheses where that is not just an `s` more, a colon, and its members.
    """,
    wrong: "kind layer interface, workflow",
    right: "kind layer: interface, workflow"),
  Page(
    "list-form", "a list with a gap, or with words between its names",
    "The names of a list have commas between them, and nothing else. A name that holds `and` or `or` stands in quotes.",
    wrong: "kind layer: interface, workflow and billing",
    right: "kind layer: interface, workflow, billing"),
  Page(
    "number-form", "a number without its name or unit",
    "A number is declared by its name and, after `in`, its unit. The declaration gives it no value: profiles and rules do.",
    wrong: "number control score = 3",
    right: "number control score"),
  Page(
    "choice-form", "a choice that does not say how it picks",
    """
    A choice has a name, a colon, a policy and options. `one of` takes one pick and reports two as contested, `first of` \
    takes the earliest listed, `all of` keeps them all; `otherwise` names what holds when nothing is picked.
    """,
    wrong: "choice control point: interface, workflow",
    right: "choice control point: first of interface, workflow otherwise nothing"),
]

/// The lines of examples and profiles.
let casePages: [Page] = [
  Page(
    "example-form", "a line of an example without `given` or `expect`",
    "An example states facts, each on a line with `given`, and what is to follow from them, each on a line with `expect`.",
    wrong: "example \"habit\"\n  owns interface\n  expect captures habit",
    right: "example \"habit\"\n  given owns interface\n  expect captures habit"),
  Page(
    "denied-fact", "a fact with `not`",
    """
    A profile lists what holds; what it does not list, and no rule concludes, does not hold. So nothing is to be denied. \
    What nobody knows is marked `unknown`.
    """,
    wrong: "profile \"Northwind\"\n  not owns billing",
    right: "profile \"Northwind\"\n  unknown owns billing"),
  Page(
    "rule-among-facts", "a rule inside of a profile or an example",
    "Profiles and examples hold facts and expectations. Rules are statements of their own and start in the first column.",
    wrong: "profile \"Northwind\"\n  owns interface → captures habit",
    right: "owns interface → captures habit\nprofile \"Northwind\"\n  owns interface"),
]
