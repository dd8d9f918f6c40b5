extension Array where Element: Hashable {
  /// Without what stands earlier already.
  @inlinable package func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
