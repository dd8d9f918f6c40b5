/// Where the engine changes its ways of working; the answers are always the same.
package struct Tuning: Sendable {
  /// From so many given facts on, a run numbers its terms by class and plans with real counts.
  package var large = 512
  /// For tests: keep every relation as a grid that can be one, and join literals to factors wherever that is possible.
  package var always = false
  /// For measuring: levels only tell rounds apart, as if nobody could ask for the height of a proof.
  package var noLevels = false
  /// Search what one place of a recursion can come to origin by origin.
  package var reaches = true
  /// Keep joins of two literals as relations of their own where that promises to pay.
  package var factors = true

  package init() {}

  package static var withoutLevels: Tuning {
    var tuning = Tuning()
    tuning.noLevels = true
    return tuning
  }
}
