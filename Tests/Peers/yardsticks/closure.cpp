// What a closure costs when it is written by hand for nothing else: the same answer as `closure.dl`.
//
//   closure hash FILE   rounds over new pairs, each pair in a hash table of 8-byte keys: the general form
//   closure dense FILE  a search from each node, with a row of bits for what it has met
//
// Prints the number of pairs and the seconds from the edges in memory to all pairs in memory.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

using Successors = std::vector<std::vector<uint32_t>>;

static Successors read(const char* path) {
  Successors next;
  FILE* file = std::fopen(path, "r");
  unsigned from, to;
  while (file && std::fscanf(file, "%u %u", &from, &to) == 2) {
    if (next.size() <= std::max(from, to)) next.resize(std::max(from, to) + 1);
    next[from].push_back(to);
  }
  return next;
}

static uint64_t pair(uint32_t from, uint32_t to) { return uint64_t(from) << 32 | to; }

static size_t hashed(const Successors& next) {
  const uint64_t none = ~uint64_t(0);
  int bits = 16;
  std::vector<uint64_t> table(size_t(1) << bits, none), found;
  auto slot = [&](uint64_t key) { return size_t(key * 0x9E3779B97F4A7C15u >> (64 - bits)); };
  auto place = [&](uint64_t key) {
    size_t at = slot(key);
    while (table[at] != none && table[at] != key) at = (at + 1) & (table.size() - 1);
    return at;
  };
  auto add = [&](uint64_t key) {
    size_t at = place(key);
    if (table[at] == key) return;
    table[at] = key;
    found.push_back(key);
    if (found.size() * 2 < table.size()) return;
    bits++;
    table.assign(size_t(1) << bits, none);
    for (uint64_t known : found) table[place(known)] = known;
  };
  for (uint32_t from = 0; from < next.size(); from++)
    for (uint32_t to : next[from]) add(pair(from, to));
  for (size_t index = 0; index < found.size(); index++) {
    uint64_t known = found[index];
    for (uint32_t to : next[uint32_t(known)]) add(pair(known >> 32, to));
  }
  return found.size();
}

static size_t dense(const Successors& next) {
  size_t nodes = next.size(), words = (nodes + 63) / 64;
  std::vector<uint64_t> bits(nodes * words), found;
  std::vector<uint32_t> open;
  for (uint32_t from = 0; from < nodes; from++) {
    uint64_t* row = bits.data() + from * words;
    open.assign(1, from);
    while (!open.empty()) {
      uint32_t at = open.back();
      open.pop_back();
      for (uint32_t to : next[at]) {
        if (row[to >> 6] >> (to & 63) & 1) continue;
        row[to >> 6] |= uint64_t(1) << (to & 63);
        found.push_back(pair(from, to));
        open.push_back(to);
      }
    }
  }
  return found.size();
}

int main(int, char** arguments) {
  Successors next = read(arguments[2]);
  auto start = std::chrono::steady_clock::now();
  size_t pairs = std::strcmp(arguments[1], "hash") == 0 ? hashed(next) : dense(next);
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("%zu %.9f\n", pairs, seconds.count());
}
