/// What columns say, turned around: for each of 512 profiles the items whose columns have its bit, in their order.
struct ProfileLists: ~Copyable {
  /// Profile (the upper half) and item.
  private var found = Vector<UInt64>()
  private var items = Vector<UInt32>()
  /// By profile, where its items start.
  private var starts = Vector<UInt32>()

  init() {}

  /// Forgets everything; to be called before ``add(_:_:)``.
  mutating func begin() {
    found.removeAll()
    starts.resize(to: 0, filling: 0)
    starts.resize(to: SlicedBatch.width + 2, filling: 0)
  }

  /// Adds an item to the lists of some profiles.
  @inline(__always) mutating func add(_ item: UInt32, _ profiles: SIMD8<UInt64>) {
    if profiles == .zero { return }
    for lane in 0..<8 {
      var bits = profiles[lane]
      while bits != 0 {
        let profile = lane << 6 + bits.trailingZeroBitCount
        found.append(UInt64(profile) << 32 | UInt64(item))
        starts[profile + 2] += 1
        bits &= bits - 1
      }
    }
  }

  /// Sorts what was added by profile; to be called before ``subscript(_:)``.
  mutating func end() {
    for profile in 2..<starts.count { starts[profile] += starts[profile - 1] }
    items.resize(to: found.count, filling: 0)
    for index in 0..<found.count {
      let place = Int(found[index] >> 32) + 1
      items[Int(starts[place])] = UInt32(truncatingIfNeeded: found[index])
      starts[place] += 1
    }
  }

  /// The places of a profile's items.
  @inline(__always) func range(of profile: Int) -> Range<Int> { Int(starts[profile])..<Int(starts[profile + 1]) }

  @inline(__always) subscript(place: Int) -> UInt32 { items[place] }
}
