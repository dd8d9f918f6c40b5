import TenetModel

/// Every profile of a rule set.
struct ProfileSpace {
  init(_ set: RuleSet, _ reader: inout ClauseReader) {}
}
