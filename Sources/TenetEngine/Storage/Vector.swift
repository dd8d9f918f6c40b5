/// A growable run of plain values without reference counts, bounds checks or copy-on-write.
///
/// With ``Slots`` this is all the manual memory of the engine. An index out of range is undefined behaviour in a release
/// build and stops a debug build. Growth doubles.
@safe struct Vector<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private(set) var count: Int
  private(set) var capacity: Int

  /// An empty buffer; allocates nothing.
  init() {
    unsafe base = UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    count = 0
    capacity = 0
  }

  init(repeating value: Element, count: Int) {
    self.init()
    reserve(count)
    unsafe base.initialize(repeating: value, count: count)
    self.count = count
  }

  deinit { if capacity > 0 { unsafe base.deallocate() } }

  /// How many bytes are allocated.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// The memory itself, valid until the next growth; for loops that the optimiser should see through.
  @inline(__always) @unsafe var pointer: UnsafeMutablePointer<Element> { unsafe base }

  @inline(__always) mutating func append(_ value: Element) {
    if count == capacity { reserve(count + 1) }
    unsafe base[count] = value
    count += 1
  }

  /// Makes room for at least `wanted` elements.
  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let size = max(wanted, capacity * 2, 4)
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: size)
    unsafe grown.update(from: base, count: count)
    if capacity > 0 { unsafe base.deallocate() }
    unsafe base = grown
    capacity = size
  }

  /// Grows or shrinks to `size`; new elements are `value`.
  mutating func resize(to size: Int, filling value: Element) {
    reserve(size)
    if size > count { unsafe (base + count).initialize(repeating: value, count: size - count) }
    count = size
  }

  /// Makes the first `size` elements count, whose memory the caller has written or will write before reading.
  @inline(__always) mutating func setCount(_ size: Int) {
    assert(size <= capacity)
    count = size
  }

  mutating func removeAll() { count = 0 }
}
