import TenetText

/// A set of terms, one bit each.
public struct TermSet: Sendable {
  private var bits: [UInt64] = []

  public init() {}

  public init(_ terms: [TermID]) {
    for term in terms { insert(term) }
  }

  @inlinable public func contains(_ term: TermID) -> Bool { has(term.index) }

  @usableFromInline func has(_ index: Int) -> Bool {
    let word = index >> 6
    return word < bits.count && bits[word] >> UInt64(index & 63) & 1 == 1
  }

  public mutating func insert(_ term: TermID) {
    let word = term.index >> 6
    while bits.count <= word { bits.append(0) }
    bits[word] |= 1 << UInt64(term.index & 63)
  }

  /// Whether some term is in both.
  public func meets(_ other: TermSet) -> Bool {
    for index in 0..<min(bits.count, other.bits.count) where bits[index] & other.bits[index] != 0 { return true }
    return false
  }

  public func isSubset(of other: TermSet) -> Bool {
    for index in bits.indices {
      if bits[index] & ~(index < other.bits.count ? other.bits[index] : 0) != 0 { return false }
    }
    return true
  }

  public var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

  /// The terms, rising.
  public var terms: [TermID] { (0..<bits.count * 64).filter { has($0) }.map { TermID($0) } }

  public mutating func formIntersection(_ other: TermSet) {
    for index in bits.indices { bits[index] &= index < other.bits.count ? other.bits[index] : 0 }
  }
}
