import TenetSyntax
import Testing

/// What the parser makes of well-formed texts, as outlines.
@Suite struct TreeTests {
  private func outline(_ text: String) -> String {
    let parsed = Parsed(text)
    #expect(parsed.diagnostics.isEmpty, "\(parsed.complaints)")
    return treeListing(of: parsed.tree, source: parsed.source)
  }

  @Test func statementsOfEveryForm() {
    #expect(
      outline(
        """
        ## The routes.
        ## All of them.
        ruleset "Routes"
          version "1"
          because "We need one."
        import "vocabulary.tenet"
        verb (actor) sells (product) to () through (route)
        verb depends on
        kind company (companies): Northwind, "42 North",
          Lexmoor
        number partner usage share in %
        number score
        choice control point: first of interface, model endpoint otherwise nothing
        outcome captures, control point
        """) == """
          ## The routes.
          ## All of them.
          ruleset "Routes"
            version "1"
            because "We need one."
          import "vocabulary.tenet"
          verb (actor) sells (product) to () through (route)
          verb depends on
          kind company (companies): Northwind, "42 North", Lexmoor
          number partner usage share in %
          number score
          choice control point: first of interface, model endpoint otherwise nothing
          outcome captures, control point

          """)
  }

  @Test func andBindsTighterThanOr() {
    #expect(
      outline("rule x: a and b or not c, (d or e) → f, g and h unless not not i or j") == """
        rule x
          or
            and
              a
              b
            and
              not
                c
              group
                or
                  d
                  e
          → f
          → g
          → h
          unless
            or
              not
                not
                  i
              j

        """)
  }

  @Test func conflictsBindLoosest() {
    #expect(
      outline("a and b or c conflicts with d, e\n  tag x y, z") == """
        rule
          or
            and
              a
              b
            c
          conflicts with
            and
              d
              e
          tag x y, z

        """)
  }

  @Test func parenthesesGroupOrCalculate() {
    #expect(
      outline("(a + b) * 2 > (c) and (d > 3) and ((e) is f) and (g) = 1 → score is (h + 1) * 2") == """
        rule
          and
            (a + b) * 2 > (c)
            group
              d > 3
            group
              (e) is f
            (g) = 1
          → score is (h + 1) * 2

        """)
  }

  @Test func casesHoldLines() {
    #expect(
      outline(
        """
        example "x"
          given owns a
          given unknown owns b

          expect c and
            not d
          expect not
              e
        profile "y"
          import "rules.tenet"
          owns
            a
          unknown owns b
        profile "z"
        """) == """
          example "x"
            fact owns a
            unknown owns b
            expect
              and
                c
                not
                  d
            expect
              not
                e
          profile "y"
            import "rules.tenet"
            fact owns a
            unknown owns b
          profile "z"

          """)
  }

  @Test func keywordsAreOrdinaryWordsInRules() {
    for text in [
      "number portability → captures habit", "kind words → trust", "verb use → style", "choice of route → risk",
      "outcome a conflicts with outcome b", "profile picture → captures habit", "import duty → cost",
      "because of this → that", "source code → openness", "given time → growth", "example a → b", "ruleset x → y",
      "unknown a → b", "tag a → b",
    ] {
      let parsed = Parsed(text)
      #expect(parsed.diagnostics.isEmpty, "\(text)")
      #expect(parsed.tree.statements.count == 1)
      guard case .rule = parsed.tree.statements[0].kind else {
        Issue.record("\(text)")
        return
      }
    }
  }

  // MARK: Layout

  @Test func statementsGoOn() {
    for text in [
      "rule x:\n  a\n  and b\n  → c\n  unless d", "rule x: a and\nb → c unless d", "rule x:\na, \nb →\nc unless d",
      "rule x: a\n\n  # note\n  and b → c\n      unless d", "\u{FEFF}rule x: a, b → c unless\n  d",
      "rule x: a and b →\r\n  c\r\n  unless d\r\n",
    ] {
      #expect(outline(text).contains("  and\n    a\n    b\n  → c\n  unless\n    d\n"), "\(text)")
    }
    #expect(outline("kind x: a,\nb,\n\n  c") == "kind x: a, b, c\n")
    #expect(outline("(\na or b) → c") == "rule\n  group\n    or\n      a\n      b\n  → c\n")
  }

  @Test func documentationStandsRightAbove() {
    #expect(outline("## one\n\n## two\n# three\n## four\na → b").hasPrefix("## four\nrule"))
    #expect(outline("## one\n\na → b").hasPrefix("rule"))
    #expect(outline("c → d  ## not\na → b").hasPrefix("rule"))
  }

  @Test func tokensAreListedWithTheirPlaces() {
    let parsed = Parsed("Owns  ?P\n")
    #expect(
      tokenListing(of: parsed.tree, source: parsed.source, words: parsed.words) == """
        1:1 word "Owns" = owns
        1:5 blank "  "
        1:7 variable "?P" = p
        1:9 newline "\\n"
        2:1 end

        """)
  }
}
