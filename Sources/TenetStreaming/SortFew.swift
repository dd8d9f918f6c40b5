extension Array {
  /// Sorts what is mostly short: by insertion up to 40 elements, which allocates nothing.
  mutating func sortFew(by precedes: (Element, Element) -> Bool) {
    if count > 40 { return sort(by: precedes) }
    for index in indices.dropFirst() {
      let element = self[index]
      var place = index
      while place > 0, precedes(element, self[place - 1]) {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = element
    }
  }
}
