import TenetEngine
import TenetModel

/// Some of the worlds that are looked at together.
package protocol WorldSet: Equatable {
  static var never: Self { get }
  static var always: Self { get }
}

/// How sets of worlds are put together: what a ``CircuitRun`` computes with.
///
/// There are two: ``Diagrams`` stand for all worlds that some toggles span, ``Masks`` for a few hundred that are listed.
package protocol WorldAlgebra: AnyObject {
  associatedtype Worlds: WorldSet

  /// The worlds in which a toggle, by its number, is the other way.
  func variable(_ number: Int) -> Worlds
  func not(_ worlds: Worlds) -> Worlds
  func and(_ left: Worlds, _ right: Worlds) -> Worlds
  func or(_ left: Worlds, _ right: Worlds) -> Worlds
  func and(_ parts: [Worlds]) -> Worlds
  func or(_ parts: [Worlds]) -> Worlds
  /// The worlds that are in so many of the parts, or more.
  func atLeast(_ needed: Int, of parts: [Worlds]) -> Worlds
  /// There was too much to do; results are no longer right.
  var isExhausted: Bool { get }
}

/// What a run of a circuit says of each world.
package enum CircuitMode {
  /// What the program means there.
  case meaning
  /// From which inputs a proof in the actual run can be built: what is negated or compared stays as it is.
  case support
}

/// A value of a number, and the worlds that have it.
package struct NumberCase<Worlds: WorldSet> {
  package var value: NumberValue
  package var diagram: Worlds

  package init(value: NumberValue, diagram: Worlds) {
    self.value = value
    self.diagram = diagram
  }
}

extension Diagram: WorldSet {}

extension Diagrams: WorldAlgebra {}

/// A circuit in all worlds that its toggles span: for each fact a function of the toggles.
package typealias SymbolicRun = CircuitRun<Diagrams>

/// Some of 512 worlds, a bit for each.
package struct Mask: WorldSet {
  package var bits: SIMD8<UInt64>

  package static var worldCount: Int { 512 }
  package static var never: Mask { Mask(bits: .zero) }
  package static var always: Mask { Mask(bits: SIMD8(repeating: .max)) }

  package func has(_ world: Int) -> Bool { bits[world >> 6] >> UInt64(world & 63) & 1 == 1 }
}

/// Worlds that are listed, at most 512 at a time: sets of them are bits.
package final class Masks: WorldAlgebra {
  /// For each toggle, by its number, the worlds in which it is the other way.
  private var toggled: [Mask] = []

  package init() {}

  package var isExhausted: Bool { false }

  /// Looks at other worlds from now on: in each of them these toggles are the other way.
  package func show(_ worlds: [[Int]]) {
    toggled = []
    for (world, toggles) in worlds.enumerated() {
      for toggle in toggles {
        while toggled.count <= toggle { toggled.append(.never) }
        toggled[toggle].bits[world >> 6] |= 1 << UInt64(world & 63)
      }
    }
  }

  package func variable(_ number: Int) -> Mask { number < toggled.count ? toggled[number] : .never }
  package func not(_ worlds: Mask) -> Mask { Mask(bits: ~worlds.bits) }
  package func and(_ left: Mask, _ right: Mask) -> Mask { Mask(bits: left.bits & right.bits) }
  package func or(_ left: Mask, _ right: Mask) -> Mask { Mask(bits: left.bits | right.bits) }

  package func and(_ parts: [Mask]) -> Mask {
    var result = Mask.always
    for part in parts { result.bits &= part.bits }
    return result
  }

  package func or(_ parts: [Mask]) -> Mask {
    var result = Mask.never
    for part in parts { result.bits |= part.bits }
    return result
  }

  package func atLeast(_ needed: Int, of parts: [Mask]) -> Mask {
    if needed <= 0 { return .always }
    if needed > parts.count { return .never }
    // reached[j]: in at least j of the parts so far.
    var reached = [Mask.always] + Array(repeating: Mask.never, count: needed)
    for part in parts {
      for index in stride(from: needed, through: 1, by: -1) {
        reached[index].bits |= part.bits & reached[index - 1].bits
      }
    }
    return reached[needed]
  }
}
