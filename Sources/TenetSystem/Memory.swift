import Glibc

/// The C library's function, which its module does not show.
@_silgen_name("mallopt") private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

/// Blocks of this size or more come from the kernel and go back to it, each by itself.
private let largestKept = 1 << 30

/// Has the allocator keep freed memory for what comes next, large blocks too: a page that the kernel hands out anew costs
/// more than most work on it.
public func keepFreedMemory() {
  let (trimThreshold, mapThreshold) = (Int32(-1), Int32(-3))
  _ = mallopt(trimThreshold, Int32(largestKept))
  _ = mallopt(mapThreshold, Int32(largestKept))
}

/// Has the memory for so much input come in large pages: one for two megabytes in the place of 512 small ones.
///
/// It is a wish that the kernel may refuse. Call it after ``keepFreedMemory()``: it takes a block of some thirty times the
/// input, and frees it untouched, so that the next blocks lie where it lay.
public func useLargePages(forInputOf bytes: Int) {
  let page = 1 << 21
  let size = min(bytes * 32, largestKept - page)
  guard size > page, let block = unsafe malloc(size) else { return }
  let start = UInt(bitPattern: block)
  let aligned = (start + UInt(page) - 1) / UInt(page) * UInt(page)
  _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: aligned), size - Int(aligned - start), MADV_HUGEPAGE)
  unsafe free(block)
}
