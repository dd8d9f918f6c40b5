import TenetText

let unusedSuppression = Check(
  .use, "unused-suppression", "a comment allows a finding that is not there, or does not say why",
  why:
    "`# tenet: allow CHECK because …` lets one finding of the statement below stand. When the finding is gone, the comment would hide the next one.",
  wrong: "# tenet: allow unused-variable because it documents the place\n?a depends on ?b → ?b controls ?a\n",
  right: "# tenet: allow unused-variable because it documents the place\n?a depends on ?b → ?a controls it\n",
  found: ["# tenet: allow unused-verb\nverb hides\n", "# tenet: allow unused-vreb because of reasons\nverb hides\n"],
  passed: [
    "# tenet: allow unused-verb because others use it\nverb hides\n",
    "# a word on tenet: allow nothing\nweak → strong\n",
  ]
) { _ in }
