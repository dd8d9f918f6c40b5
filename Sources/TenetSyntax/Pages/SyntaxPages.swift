import TenetText

/// What `tenet explain` says about the diagnostics of this target: each example shows its code, and not when mended.
public let syntaxPages: [Page] =
  characterPages + layoutPages + rulePages + conditionPages + declarationPages + casePages
