/// An identity: the index of one `Tag` in the dense table that holds all of them.
///
/// Two ids of different tags never compare, so a term cannot be taken for a relation.
public struct ID<Tag>: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The index in the table, from 0.
  public let raw: UInt32

  @inlinable public init(_ raw: UInt32) { self.raw = raw }
  @inlinable public init(_ index: Int) { self.raw = UInt32(truncatingIfNeeded: index) }

  /// The index as an `Int`, to subscript the table with.
  @inlinable public var index: Int { Int(raw) }

  @inlinable public static func < (left: ID, right: ID) -> Bool { left.raw < right.raw }
}
