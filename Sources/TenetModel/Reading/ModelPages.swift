import TenetText

/// What `tenet explain` says about the diagnostics of this target: each example shows its code, and not when mended.
public let modelPages: [Page] = wordPages + numberPages + rulePages + dataPages

private let wordPages: [Page] = [
  Page(
    "any-compared", "`_` is compared",
    "`_` stands for any value, so comparing it with something says nothing. Give the value a name, and compare that.",
    wrong: "owns _ and _ is not self → shares",
    right: "owns ?x and ?x is not self → shares"),
  Page(
    "any-in-conclusion", "`_` in a conclusion",
    "A conclusion says something definite. `_` stands for any value, so there is nothing to conclude about.",
    wrong: "owns interface → captures _",
    right: "owns interface → captures habit"),
  Page(
    "empty-term", "a term without text",
    "A term in quotes is taken as it is written, and this one has nothing between its quotes.",
    wrong: "owns \"\" → big",
    right: "owns \"x\" → big"),
  Page(
    "missing-preposition", "a preposition of the verb is missing",
    "A declared verb states which prepositions its clauses have. `_` stands for any value in a place that does not matter.",
    wrong: "verb () sells () to ()\nsells model → busy",
    right: "verb () sells () to ()\nsells model to _ → busy"),
  Page(
    "mixed-quotes", "words beside a quoted term",
    "A quoted term is a whole term. Put the quotes around all of it.",
    wrong: "owns \"R&D\" lab → big",
    right: "owns \"R&D lab\" → big"),
  Page(
    "mixed-variable", "words beside a variable",
    "A variable stands for a whole term, so it stands alone in its place.",
    wrong: "owns big ?x → captures ?x",
    right: "owns ?x → captures ?x"),
  Page(
    "not-a-name", "a name that is no row of words",
    "Verbs, kinds, numbers, choices and prepositions are named by words. Words with a meaning of their own cannot be part of a name.",
    wrong: "number profit and loss\na → b",
    right: "number net profit\na → b"),
  Page(
    "only-any", "`only _`",
    "`only` names the one thing that may be there; `_` names nothing.",
    wrong: "owns only _ → narrow",
    right: "owns only interface → narrow"),
  Page(
    "reserved-word", "a reserved word inside a term",
    "`and`, `or`, `not`, `unless` and `is` join or deny clauses. In quotes they are words like any other.",
    wrong: "captures what is left → big",
    right: "captures \"what is left\" → big"),
  Page(
    "stray-in-clause", "a sign inside a term",
    "Terms are words. A name with signs in it needs quotes.",
    wrong: "owns a + b → big",
    right: "owns \"a + b\" → big"),
  Page(
    "term-starts-with-digit", "a term that starts with a digit",
    "A term starts with a letter, so that numbers stay numbers. In quotes it may start with anything.",
    wrong: "owns 5G licence → fast",
    right: "owns \"5G licence\" → fast"),
  Page(
    "verb-without-object", "a verb with nothing after it",
    "Every verb has an object. A noun phrase that happens to hold a verb needs quotes.",
    wrong: "heavy uses → busy",
    right: "\"heavy uses\" → busy"),
]

private let numberPages: [Page] = [
  Page(
    "bare-name", "a number or a choice without a value",
    "The name of a number or a choice is no clause by itself: a condition compares it, a conclusion or a fact gives it a value.",
    wrong: "number score\nscore → captures habit",
    right: "number score\nscore ≥ 1 → captures habit"),
  Page(
    "comparison-concluded", "a comparison as a conclusion",
    "A conclusion gives a number one value. `≥` and its like hold for many values, so they cannot be concluded.",
    wrong: "number score\nowns interface → score ≥ 3",
    right: "number score\nowns interface → score is 3"),
  Page(
    "comparison-in-fact", "a comparison as a fact",
    "A profile says what is. A number gets one value; leave it out where nobody knows it.",
    wrong: "number score\nprofile \"Lab\"\n  score > 3",
    right: "number score\nprofile \"Lab\"\n  score is 4"),
  Page(
    "count-not-whole", "a count that is no whole number",
    "Things are counted one by one, so `at least` and its like take whole numbers, in digits.",
    wrong: "kind layer: interface, workflow\nowns at least 1.5 layers → broad",
    right: "kind layer: interface, workflow\nowns at least 2 layers → broad"),
  Page(
    "declared-twice", "two declarations that differ",
    """
    A number or choice may be declared again only in the same words: two different declarations leave open which one \
    counts. A verb that is declared again has the kinds of both declarations, unless they name two for one place.
    """,
    wrong: "number share in %\nnumber share in USD\nshare > 3 → big",
    right: "number share in %\nshare > 3 → big"),
  Page(
    "division-by-zero", "a division by zero",
    "Nothing can be divided by zero. A divisor that turns out to be zero while judging makes the value unknown; one that is written as zero is an error.",
    wrong: "number score\nscore / 0 > 1 → big",
    right: "number score\nscore / 2 > 1 → big"),
  Page(
    "is-without-sides", "`is` with a side missing",
    "`is` stands between two sides: a name and its value.",
    wrong: "number score\nscore is → big",
    right: "number score\nscore is 3 → big"),
  Page(
    "long-expression", "a calculation of more than 500 signs",
    "A calculation of this length is no longer read by anybody. Numbers with rules of their own give its parts names.",
    wrong: "number n\nn > " + String(repeating: "1 + ", count: 501) + "1 → big",
    right: "number n\nn > 502 → big"),
  Page(
    "missing-comparison", "a calculation that compares with nothing",
    "A condition has to hold or not. A calculation alone has a value but decides nothing.",
    wrong: "number score\nscore + 1 → big",
    right: "number score\nscore + 1 > 3 → big"),
  Page(
    "missing-number", "a number is missing",
    "A sign of calculation or comparison has nothing beside it.",
    wrong: "number score\nscore > → big",
    right: "number score\nscore > 3 → big"),
  Page(
    "not-a-number", "a value for a calculation",
    "Only a number can be given a value, not a calculation with it.",
    wrong: "number score\na → score + 1 is 3",
    right: "number score\na → score is 2"),
  Page(
    "number-does-not-fit", "a number beyond 18 digits",
    "Numbers are exact decimals with up to 18 digits before and 18 after the point. What does not fit is refused, never rounded.",
    wrong: "number score\nscore > 1234567890123456789 → big",
    right: "number score\nscore > 123456789012345678 → big"),
  Page(
    "second-comparison", "two comparisons in one clause",
    "A clause compares two sides. Two comparisons are two clauses.",
    wrong: "number score\n1 < score < 3 → middling",
    right: "number score\n1 < score and score < 3 → middling"),
  Page(
    "set-and-added", "a number that is both set and added to",
    "A number either gets its value from one place or is summed up from many. With both, the order would decide.",
    wrong: "number score\na → score is 3\nb → add 1 to score",
    right: "number score\na → add 3 to score\nb → add 1 to score"),
  Page(
    "conjunction-as-name", "an `if` or `then` that became part of a name",
    "A rule says `condition → conclusion` and has no `if` and no `then`. They are words like any other, so they name something.",
    wrong: "if owns interface → captures habit",
    right: "owns interface → captures habit"),
  Page(
    "quantifier-in-name", "a quantifier where none can stand",
    "Objects are counted (`any`, `every`, `at least 3`), subjects are `someone` or `no one`. Elsewhere these words name something.",
    wrong: "verb trusts\ntrusts someone → open",
    right: "verb trusts\ntrusts _ → open"),
  Page(
    "denial-in-name", "a denial that was read as part of a name",
    "Only `not` in front of a clause denies it. `doesn't` is a word like any other, so it names something.",
    wrong: "doesn't own interface → weak",
    right: "not owns interface → weak"),
  Page(
    "misspelt-verb", "a property that looks like a clause with a misspelt verb",
    "A clause without a known verb is a property of its own. Where a verb is a letter away, that is hardly meant.",
    wrong: "owns interface → captures habit\nownss interface → loved",
    right: "owns interface → captures habit\nowns interface → loved"),
  Page(
    "unread-fact", "a fact of a profile that is close to what rules speak of",
    "A profile may say more than rules ask for. Where what it says is a letter away from what some rule asks for, it is told.",
    wrong: "verb sells\nsells tea → busy\nprofile \"P\"\n  selss tea",
    right: "verb sells\nsells tea → busy\nprofile \"P\"\n  sells tea\n  brews coffee"),
  Page(
    "member-as-property", "a clause that is only the object of the one before",
    "`and`, `or` and commas join whole clauses. A clause without a verb is a property of its own, whatever stands before it.",
    wrong: "verb uses (channel)\nkind channel: web, shop\nuses web or shop → broad",
    right: "verb uses (channel)\nkind channel: web, shop\nuses web or uses shop → broad"),
  Page(
    "number-in-property", "a calculation that was read as a name",
    "A clause without a verb, a sign of comparison or `add … to` is a property, even if it speaks of a number.",
    wrong: "number score\nscore exceeds 3 → big",
    right: "number score\nscore is above 3 → big"),
  Page(
    "percent-as-factor", "a percentage that multiplies by its bare number",
    "`%` is a unit like any other: a product of 100 and 20% is 2000. A share of something is that divided by 100.",
    wrong: "number income in EUR\nnumber tax in EUR\nincome > 0 → tax is income * 20%",
    right: "number income in EUR\nnumber tax in EUR\nincome > 0 → tax is income * 20% / 100"),
  Page(
    "stray-in-calculation", "something that does not calculate",
    "Calculations are made of numbers, names of numbers, `+ - * /` and parentheses.",
    wrong: "number score\nscore > 3 4 → big",
    right: "number score\nscore > 34 → big"),
  Page(
    "undeclared-is", "`is` with a name that is not declared",
    "`NAME is VALUE` is for numbers, choices and kinds, which are declared. A property needs no `is`.",
    wrong: "risk is high → alert",
    right: "choice risk: one of high, low\nrisk is high → alert"),
  Page(
    "unit-mismatch", "units that do not go together",
    "Values are added and compared in one unit. A number written without a unit fits any.",
    wrong: "number share in %\nnumber price in USD\nshare > 5 USD → big",
    right: "number share in %\nnumber price in USD\nshare > 5% → big"),
  Page(
    "unknown-number", "a number that is not declared",
    "Numbers are declared with `number NAME` before they are used, so that a misspelt one is noticed.",
    wrong: "number market share in %\nmarket shre > 3 → big",
    right: "number market share in %\nmarket share > 3 → big"),
  Page(
    "unknown-option", "an option that the choice does not list",
    "A choice lists what it can come to.",
    wrong: "choice risk: one of high, low\na → risk is hihg",
    right: "choice risk: one of high, low\na → risk is high"),
  Page(
    "unknown-unit", "a unit that no number has",
    "Units are declared with the numbers that use them, as in `number price in USD`.",
    wrong: "number price in USD\nprice > 3 UDS → big",
    right: "number price in USD\nprice > 3 USD → big"),
  Page(
    "unknown-value", "a value marked as unknown",
    """
    `unknown` marks facts. A number that a profile does not mention is unknown anyway, a choice is `nothing`, and of what \
    kind a thing is has to be known. In JSON what nobody knows is listed under `unknown`, and in a table it is what a cell says.
    """,
    wrong: "number score\nprofile \"Lab\"\n  unknown score is 3",
    right: "number score\nprofile \"Lab\"\n  owns interface"),
  Page(
    "value-not-literal", "a value that has to be calculated",
    "A profile states values; rules calculate.",
    wrong: "number score\nnumber weight\nprofile \"Lab\"\n  score is weight + 1",
    right: "number score\nnumber weight\nprofile \"Lab\"\n  score is 4"),
]

private let rulePages: [Page] = [
  Page(
    "circle-through-negation", "rules that wait for each other",
    "`not`, `no`, `every`, `only`, counts, numbers and settled choices look at finished results only. Where a rule needs, over any detour, its own result finished before it starts, no order of evaluation exists. The message names the rules of the circle one by one. Break it at the rule that reads more than it has to.",
    wrong: "rule one: not calm → alert\nrule two: alert → calm",
    right: "rule one: not quiet → alert\nrule two: alert → calm"),
  Page(
    "duplicate-name", "two rules or profiles of one name",
    "Explanations refer to rules and profiles by name, so each name stands for one of them. So do the columns of a table.",
    wrong: "rule one: a → b\nrule one: c → d",
    right: "rule one: a → b\nrule two: c → d"),
  Page(
    "import-not-found", "an import that cannot be read",
    "The path of an import starts at the folder of the file that imports. The message says what went wrong: no such file, a folder, no permission.",
    wrong: "import \"no-such-file.tenet\"\na → b",
    right: "a → b"),
  Page(
    "membership-concluded", "a kind's membership as a conclusion",
    "Kinds are vocabulary: their members are declared, or named by a profile. A rule concludes a property instead.",
    wrong: "kind layer: interface\nowns interface → workflow is a layer",
    right: "kind layer: interface\nowns interface → captures workflow"),
  Page(
    "misplaced-quantifier", "a quantifier outside of a condition",
    "`any`, `every`, `at least 3` and `someone` ask about many things at once. Conclusions and facts name the things they speak of.",
    wrong: "kind layer: interface, workflow\nbig → owns every layer",
    right: "kind layer: interface, workflow\nbig → owns interface, owns workflow"),
  Page(
    "one-fact-a-line", "several facts in one entry",
    "Each line of a profile, and each entry of a data file, says one fact, so that a trace can point to it.",
    wrong: "profile \"Lab\"\n  owns interface and owns workflow",
    right: "profile \"Lab\"\n  owns interface\n  owns workflow"),
  Page(
    "too-many-combinations", "a condition with too many cases",
    "Groups of `or` multiply. Beyond 4,096 cases nobody can follow a trace of the rule; rules of their own give the groups names.",
    wrong:
      "(a0 or b0) and (a1 or b1) and (a2 or b2) and (a3 or b3) and (a4 or b4) and (a5 or b5) and (a6 or b6) and (a7 or b7) and (a8 or b8) and (a9 or b9) and (a10 or b10) and (a11 or b11) and (a12 or b12) → big",
    right: "a0 or b0 → first\nfirst → big"),
  Page(
    "two-quantifiers", "two quantifiers in one clause",
    "A clause counts one thing. Which of two counts comes first would change the meaning.",
    wrong: "kind layer: x, y\nverb () sells () to ()\nsells any layer to every layer → big",
    right: "kind layer: x, y\nverb () sells () to ()\nsells any layer to _ → big"),
  Page(
    "unbound-variable", "a variable that nothing binds",
    "A positive clause has to find the values of a variable. Under `not`, `no`, `every`, in counts, comparisons and conclusions a variable is only used.",
    wrong: "not owns ?x → lacks ?x",
    right: "kind layer: x, y\n?x is a layer and not owns ?x → lacks ?x"),
  Page(
    "unknown-kind", "a kind that does not exist",
    "After `is a`, `any`, `no`, `every`, `at least 3` and their like stands a kind: its name or its plural.",
    wrong: "has no hair → bald",
    right: "not has hair → bald"),
  Page(
    "unknown-member", "a term that is no member of its kind",
    "A declared verb says which kind stands in a place, and the kind lists its members. This catches misspelt words before they silently never match.",
    wrong: "verb owns (layer)\nkind layer: interface, workflow\nowns interfce → big",
    right: "verb owns (layer)\nkind layer: interface, workflow\nowns interface → big"),
  Page(
    "variable-in-fact", "a variable in a fact",
    "Facts name things. Variables range over things, which is what rules do.",
    wrong: "profile \"Lab\"\n  owns ?x",
    right: "profile \"Lab\"\n  owns interface"),
]

/// Diagnostics of data files and of several files together; their examples are no rule files.
private let dataPages: [Page] = [
  Page(
    "bad-cell", "a cell that is neither yes nor no",
    "A column whose heading is a fact has `yes`, `no`, `unknown` or empty cells.",
    wrong: "profile,owns interface\nLab,perhaps",
    right: "profile,owns interface\nLab,yes"),
  Page(
    "empty-fact", "a fact without words",
    "An entry of a data file is a clause, such as `owns interface`.",
    wrong: "{\"profile\": \"Lab\", \"facts\": [\"\"]}",
    right: "{\"profile\": \"Lab\", \"facts\": [\"owns interface\"]}"),
  Page(
    "empty-heading", "a column without a heading",
    "Each heading of a table is a fact, or the name of a number or a choice.",
    wrong: "profile,\nLab,yes",
    right: "profile,owns interface\nLab,yes"),
  Page(
    "profile-shape", "data of the wrong shape",
    "A profile in JSON is an object with `profile`, `facts`, `numbers`, `choices` and `unknown`.",
    wrong: "{\"profile\": \"Lab\", \"facts\": \"owns interface\"}",
    right: "{\"profile\": \"Lab\", \"facts\": [\"owns interface\"]}"),
  Page(
    "unknown-key", "a key that profiles do not have",
    "The keys of a profile are `profile`, `facts`, `numbers`, `choices` and `unknown`; others would be lost silently, so they are refused.",
    wrong: "{\"profile\": \"Lab\", \"fact\": [\"owns interface\"]}",
    right: "{\"profile\": \"Lab\", \"facts\": [\"owns interface\"]}"),
  Page(
    "negated-conclusion", "a denied pick as a conclusion",
    "A conclusion says what holds. A choice can be given a pick, not denied one.",
    wrong: "choice risk: one of high, low\na → risk is not high",
    right: "choice risk: one of high, low\na → risk is low"),
  Page(
    "circular-import", "files that import each other in a circle",
    "Each file is loaded once, after what it imports. In a circle none could come first. Move what both need into a third file.",
    wrong: "import \"b.tenet\"",
    right: "a → b"),
  Page(
    "too-many-unknown", "too many unknown facts",
    "Each unknown fact doubles the number of cases to try.",
    wrong: "unknown owns interface",
    right: "owns interface"),
]
