#include "lesson/predicate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace nn4n {

namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 6> kSigns{{{"<=", Relation::at_most},
                                                                       {">=", Relation::at_least},
                                                                       {"==", Relation::equal},
                                                                       {"!=", Relation::different},
                                                                       {"<", Relation::less},
                                                                       {">", Relation::greater}}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class PredicateReader {
 public:
  explicit PredicateReader(std::string_view text) : text_(text) {}

  std::variant<Predicate, std::string> read() {
    Predicate whole = any_of(0);
    skip_spaces();
    if (error_.empty() && at_ < text_.size()) fail("nothing more");
    if (!error_.empty()) return error_;
    return whole;
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  void fail(std::string_view wanted) {
    if (!error_.empty()) return;
    const std::string_view rest = text_.substr(at_, 24);
    error_ = "the check " + in_quotes(text_) + " has " +
             (rest.empty() ? "its end" : in_quotes(rest)) + " where it should have " +
             std::string(wanted);
  }

  bool take(std::string_view token) {
    skip_spaces();
    if (text_.substr(at_, token.size()) != token) return false;
    const std::size_t end = at_ + token.size();
    const bool word = is_letter(token.back());
    if (word && end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) return false;
    at_ = end;
    return true;
  }

  Predicate any_of(int depth) { return joined(depth, "or", Predicate::Kind::any); }
  Predicate all_of(int depth) { return joined(depth, "and", Predicate::Kind::all); }

  Predicate joined(int depth, std::string_view word, Predicate::Kind kind) {
    const auto part = [&] { return kind == Predicate::Kind::any ? all_of(depth) : single(depth); };
    Predicate first = part();
    if (!take(word)) return first;
    Predicate whole;
    whole.kind = kind;
    whole.parts.push_back(std::move(first));
    do {
      whole.parts.push_back(part());
    } while (error_.empty() && take(word));
    return whole;
  }

  Predicate single(int depth) {
    if (depth > kMaxPredicateDepth) {
      fail("no more than 16 parentheses within each other");
      return {};
    }
    if (take("not")) {
      Predicate negation;
      negation.kind = Predicate::Kind::negation;
      negation.parts.push_back(single(depth + 1));
      return negation;
    }
    if (take("(")) {
      Predicate inner = any_of(depth + 1);
      if (error_.empty() && !take(")")) fail("a closing parenthesis");
      return inner;
    }
    Predicate one;
    one.comparison = comparison();
    return one;
  }

  Requirement comparison() {
    Requirement found;
    if (!error_.empty()) return found;
    if (++comparisons_ > kMaxComparisons) {
      fail("no more than 16 comparisons");
      return found;
    }
    if (take("with")) read_acts(found);
    skip_spaces();
    const std::size_t begin = at_;
    if (at_ < text_.size() && is_letter(text_[at_])) {
      while (at_ < text_.size() &&
             (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.'))
        ++at_;
    }
    found.quantity = std::string(text_.substr(begin, at_ - begin));
    if (found.quantity.empty()) fail("a quantity, such as accuracy");
    read_relation(found);
    read_value(found);
    return found;
  }

  void read_acts(Requirement& found) {
    if (!take("(")) return fail("an opening parenthesis");
    const std::size_t end = text_.find(')', at_);
    if (end == std::string_view::npos) return fail("interventions and a closing parenthesis");
    std::string_view acts = text_.substr(at_, end - at_);
    while (!acts.empty()) {
      const std::size_t length = std::min(acts.find(';'), acts.size());
      if (length > 0) found.acts.emplace_back(acts.substr(0, length));
      acts.remove_prefix(std::min(length + 1, acts.size()));
    }
    if (found.acts.empty()) return fail("an intervention, such as silence:area2");
    at_ = end + 1;
    if (!take(".")) fail("a point and a quantity");
  }

  void read_relation(Requirement& found) {
    for (const auto& [sign, relation] : kSigns) {
      if (!take(sign)) continue;
      found.relation = relation;
      return;
    }
    fail("one of < <= > >= == !=");
  }

  void read_value(Requirement& found) {
    if (!error_.empty()) return;
    skip_spaces();
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != ')' && text_[at_] != '%') ++at_;
    const std::string_view value = text_.substr(begin, at_ - begin);
    found.number = parse_number(value);
    if (found.number) {
      if (take("%")) *found.number /= 100;
      return;
    }
    bool is_word = !value.empty() && is_letter(value[0]);
    for (const char c : value) is_word = is_word && (is_letter(c) || is_digit(c));
    const bool same = found.relation == Relation::equal || found.relation == Relation::different;
    if (is_word && same) {
      found.word = std::string(value);
    } else {
      at_ = begin;
      fail(is_word ? "a number" : "a number or a word");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int comparisons_ = 0;
  std::string error_;
};

}  // namespace

std::string_view sign_of(Relation relation) {
  for (const auto& [sign, one] : kSigns) {
    if (one == relation) return sign;
  }
  return "";
}

std::variant<Predicate, std::string> read_predicate(std::string_view text) {
  if (!is_readable(text))
    return "the check " + in_quotes(text) + " has characters that cannot be read";
  if (text.size() > kMaxPredicate) {
    return "a check has " + std::to_string(text.size()) + " characters; allowed " +
           std::to_string(kMaxPredicate);
  }
  return PredicateReader(text).read();
}

}  // namespace nn4n
