import TenetText

/// The parts of rules and conflicts.
let rulePages: [Page] = [
  Page(
    "missing-arrow", "a line that is no statement",
    """
    A rule has an arrow between what has to hold and what follows, a conflict the words `conflicts with`. A plain fact is \
    no statement: it belongs to somebody, so it stands below a line `profile "…"`, indented.
    """,
    wrong: "owns interface",
    right: "profile \"Northwind\"\n  owns interface"),
  Page(
    "rule-form", "`rule` without its name",
    """
    The word `rule` gives a rule or a conflict a name, by which traces, reports and other rules speak of it. The name is \
    words, or a text in quotes, and a colon follows. Without a name, leave out the word as well.
    """,
    wrong: "rule owns interface → captures habit",
    right: "rule interface-habit: owns interface → captures habit"),
  Page(
    "stray-colon", "a colon that ends no name",
    """
    A colon stands after the name of a rule, with the word `rule` in front, and after the names of kinds and choices where \
    they are declared. A name with a colon in it stands in quotes.
    """,
    wrong: "interface-habit: owns interface → captures habit",
    right: "rule interface-habit: owns interface → captures habit"),
  Page(
    "second-arrow", "two arrows in one rule",
    """
    One rule takes one step. For a chain write two rules: the second reads what the first concludes, and a trace shows both.
    """,
    wrong: "owns interface → captures habit → gains pricing power",
    right: "owns interface → captures habit\ncaptures habit → gains pricing power"),
  Page(
    "missing-condition", "nothing to the left",
    """
    A rule says what follows from something; what always holds is a fact, and belongs to a profile. A conflict has a \
    condition on both sides.
    """,
    wrong: "→ captures habit",
    right: "owns interface → captures habit"),
  Page(
    "missing-conclusion", "nothing to the right of the arrow",
    "A rule says what follows. Its conclusions stand after the arrow, with commas between them.",
    wrong: "owns interface →",
    right: "owns interface → captures habit"),
  Page(
    "or-in-conclusion", "a conclusion that is not definite",
    """
    What a rule concludes holds. Where one of several things holds, write down on what that depends, in a rule for each; or \
    declare a choice and let rules pick.
    """,
    wrong: "owns interface → captures habit or captures feedback",
    right: "owns interface → captures habit, captures feedback"),
  Page(
    "not-in-conclusion", "a conclusion that denies",
    """
    Rules say what holds; what nothing shows does not hold. Conclude something of its own that other rules can read, such \
    as `lacks …`, or add the exception to the rules that conclude too much: `unless …`.
    """,
    wrong: "owns only model endpoint → not captures habit",
    right: "owns only model endpoint → lacks habit"),
  Page(
    "unless-before-arrow", "an exception before the conclusion",
    """
    The exception of a rule stands last, as one would say it. Inside of the condition the same is `and not`.
    """,
    wrong: "owns interface unless lacks brand → captures habit",
    right: "owns interface → captures habit unless lacks brand"),
  Page(
    "second-unless", "two exceptions",
    "A rule has one `unless`. Whatever it names stops the rule, so several exceptions are joined with `or`.",
    wrong: "owns interface → captures habit unless lacks brand unless lacks trust",
    right: "owns interface → captures habit unless lacks brand or lacks trust"),
  Page(
    "arrow-in-conflict", "an arrow and `conflicts with` in one statement",
    """
    A conflict states that two things pull against each other; where both hold, the subject faces it. A rule can read \
    that, by the conflict's name.
    """,
    wrong: "consumer speed conflicts with enterprise caution → slow",
    right:
      "rule speed-caution: consumer speed conflicts with enterprise caution\nfaces speed-caution → slow"),
  Page(
    "second-conflict", "a conflict of three",
    "`conflicts with` stands between two sides. Three things that all conflict are three conflicts.",
    wrong: "speed conflicts with caution conflicts with openness",
    right: "speed conflicts with caution\ncaution conflicts with openness\nspeed conflicts with openness"),
  Page(
    "unless-in-conflict", "a conflict with an exception",
    "A conflict has no `unless`. Say on which side the exception lies.",
    wrong: "consumer speed conflicts with enterprise caution unless has two release trains",
    right: "consumer speed and not has two release trains conflicts with enterprise caution"),
  Page(
    "inside-parentheses", "an arrow inside parentheses",
    """
    Parentheses group conditions. The arrow, `conflicts with` and `unless` divide the whole statement, so they stand \
    outside.
    """,
    wrong: "(owns interface → captures habit)",
    right: "(owns interface) → captures habit"),
]
