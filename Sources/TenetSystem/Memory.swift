import Glibc

/// The C library's function, which its module does not show.
@_silgen_name("mallopt") private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

/// Has the allocator keep freed memory for what comes next, large blocks too: a page that the kernel hands out anew costs
/// more than most work on it. Blocks of a gigabyte or more come from the kernel and go back to it, each by itself.
public func keepFreedMemory() {
  let (trimThreshold, mapThreshold) = (Int32(-1), Int32(-3))
  _ = mallopt(trimThreshold, 1 << 30)
  _ = mallopt(mapThreshold, 1 << 30)
}
