// What judging profiles costs when it is written by hand for rules of facts alone.
//
//   decisions one FOLDER   one profile at a time: a rule fires when the last of its conditions is met, layer by layer
//   decisions bits FOLDER  all profiles at once: a row of bits for each fact, a bit for each profile
//
// Reads `rules.txt` and `profiles.txt`; prints the number of conclusions and the seconds.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

struct Rule {
  int layer, head;
  std::vector<int> needs, forbids;
};

static std::unordered_map<std::string, int> names;
static int number(const std::string& name) { return names.emplace(name, int(names.size())).first->second; }

static std::vector<Rule> rules;
static std::vector<std::vector<int>> profiles;

static void read(const std::string& folder) {
  std::string line, word;
  for (std::ifstream file(folder + "/rules.txt"); std::getline(file, line);) {
    std::istringstream words(line);
    Rule rule;
    words >> rule.layer >> word;
    rule.head = number(word);
    while (words >> word) {
      if (word[0] == '!') rule.forbids.push_back(number(word.substr(1)));
      else rule.needs.push_back(number(word));
    }
    rules.push_back(rule);
  }
  for (std::ifstream file(folder + "/profiles.txt"); std::getline(file, line);) {
    std::istringstream words(line);
    profiles.emplace_back();
    while (words >> word) profiles.back().push_back(number(word));
  }
}

static size_t oneByOne() {
  size_t conclusions = 0;
  int layers = 0;
  std::vector<std::vector<int>> readers(names.size());
  for (size_t index = 0; index < rules.size(); index++) {
    for (int fact : rules[index].needs) readers[fact].push_back(int(index));
    layers = std::max(layers, rules[index].layer + 1);
  }
  std::vector<int> open(rules.size()), touched, known;
  for (size_t index = 0; index < rules.size(); index++) open[index] = int(rules[index].needs.size());
  std::vector<char> holds(names.size());
  std::vector<std::vector<int>> ready(layers);
  for (const auto& profile : profiles) {
    auto add = [&](int fact) {
      if (holds[fact]) return;
      holds[fact] = 1;
      known.push_back(fact);
      for (int rule : readers[fact]) {
        touched.push_back(rule);
        if (--open[rule] == 0) ready[rules[rule].layer].push_back(rule);
      }
    };
    for (int fact : profile) add(fact);
    size_t given = known.size();
    for (auto& layer : ready) {
      for (int index : layer) {
        bool fires = true;
        for (int fact : rules[index].forbids) fires = fires && !holds[fact];
        if (fires) add(rules[index].head);
      }
      layer.clear();
    }
    conclusions += known.size() - given;
    for (int rule : touched) open[rule]++;
    for (int fact : known) holds[fact] = 0;
    touched.clear();
    known.clear();
  }
  return conclusions;
}

static size_t inBits() {
  size_t words = (profiles.size() + 63) / 64, conclusions = 0;
  std::vector<uint64_t> bits(names.size() * words), given;
  for (size_t profile = 0; profile < profiles.size(); profile++)
    for (int fact : profiles[profile]) bits[fact * words + profile / 64] |= uint64_t(1) << profile % 64;
  for (const Rule& rule : rules) {
    for (size_t word = 0; word < words; word++) {
      uint64_t fires = ~uint64_t(0);
      for (int fact : rule.needs) fires &= bits[fact * words + word];
      for (int fact : rule.forbids) fires &= ~bits[fact * words + word];
      uint64_t& head = bits[rule.head * words + word];
      uint64_t fresh = fires & ~head;
      if (word + 1 == words && profiles.size() % 64) fresh &= (uint64_t(1) << profiles.size() % 64) - 1;
      conclusions += __builtin_popcountll(fresh);
      head |= fresh;
    }
  }
  return conclusions;
}

int main(int, char** arguments) {
  read(arguments[2]);
  auto start = std::chrono::steady_clock::now();
  size_t conclusions = std::strcmp(arguments[1], "one") == 0 ? oneByOne() : inBits();
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("%zu %.9f\n", conclusions, seconds.count());
}
