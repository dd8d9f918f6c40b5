/// Where the engine changes its ways of working; the answers are always the same.
package struct Tuning: Sendable {
  /// From so many given facts on, a run numbers its terms by class and plans with real counts.
  package var large = 512
  /// Keep every relation as a grid that can be one, for tests.
  package var alwaysGrids = false

  package init() {}
}
