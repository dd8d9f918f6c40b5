/// The innermost loop of a plan, where all values of one variable, the *leaf*, are taken at once.
///
/// The leaf stands in the place of the leaf of a head that is a grid, or anywhere in another head (then facts are put in one
/// by one), or it is only counted. One literal is the source of its
/// values: a row of bits, or a list from an index. Others keep or drop values, again by rows of bits.
struct PlanTail: BitwiseCopyable {
  enum Source: UInt8 {
    /// A visible row of a grid.
    case visible
    /// A delta row of a grid.
    case delta
    /// What an index gives for the key.
    case list
  }

  var source: Source
  var relation: Int32
  /// For `list`.
  var index: Int32 = -1
  /// The leaf's register.
  var leaf: UInt32 = 0
  /// For `list`: the leaf's column.
  var column: UInt32 = 0
  /// Where the registers of the source's key start in ``Plan/keys``: of all places but the leaf, or of the index's columns.
  var keyStart: UInt32 = 0
  /// The range of ``Plan/filters``.
  var filterCount: UInt32 = 0
  /// The range in ``Plan/keys`` of registers whose values the leaf must not have.
  var excludedStart: UInt32 = 0
  var excludedCount: UInt32 = 0
  /// Where the registers of the head's places but the leaf start in ``Plan/keys``.
  var headStart: UInt32 = 0
  var link: PlanLink?
}

/// A variable that only leads from a row of bits to the source of a tail: `?p matches ?q and ?q bears ?y`, where nothing
/// else mentions `?q`.
///
/// The leaf's values are those that the source has for any value in the row. They are gathered once for all solutions of
/// the loops around that share the row.
struct PlanLink: BitwiseCopyable {
  /// The variable's register.
  var register: UInt32
  /// The grid that the row belongs to.
  var relation: Int32
  var isDelta: Bool
  /// Where the registers of its places but the leaf start in ``Plan/keys``.
  var keyStart: UInt32
}

/// A row of a grid that the leaf's values must be in, or must not be in.
struct PlanFilter: BitwiseCopyable {
  var relation: Int32
  var isNegated: Bool
  /// Where the registers of the places but the leaf start in ``Plan/keys``.
  var keyStart: UInt32
}
