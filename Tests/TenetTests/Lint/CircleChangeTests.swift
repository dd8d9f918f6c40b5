import Testing

/// A changed rule above a circle that it shares conclusions with: the circle has to be complete before the rule runs again.
@Suite struct CircleChangeTests {
  @Test func conditionsAboveACircleAreFoundIrrelevant() throws {
    let folder = try Folder()
    try folder.write(
      "r.tenet",
      """
      kind actor: chip maker, cloud partner
      kind layer: interface, workflow
      verb (actor) trusts (actor)
      verb (actor) owns (layer)
      rule r2: cloud partner trusts ?a and not ?a owns interface → ?a has long neck
      rule r8: long neck and ?a owns interface and ?a is an actor → ?a owns workflow, ?a has late start
      rule r9: chip maker owns workflow and cloud partner owns no layer and not chip maker trusts _
        and (cloud partner trusts cloud partner or chip maker has long neck) → chip maker has long neck, late start
      rule r10: ?a owns workflow and ?a is an actor and ?a is not cloud partner → ?a trusts chip maker

      """)
    let run = try CommandRun(["lint", "r.tenet", "--format", "github"], in: folder.url)
    let found = run.output.split(separator: "\n").filter { $0.contains("irrelevant-condition") }
    for condition in ["cloud partner owns no layer", "cloud partner trusts cloud partner", "chip maker has long neck"] {
      #expect(found.contains { $0.contains("`\(condition)` `r9`") }, "\(condition)")
    }
  }
}
