#include "codec/json_value.h"

#include <cassert>
#include <cmath>

#define JSON_NO_IO
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace nn4n {

namespace {

/// Receives the events of the parser, builds the value and stops at a limit.
class Builder final : public nlohmann::json::json_sax_t {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  JsonValue value;
  std::string error;

  bool null() override { return put(JsonValue()); }
  bool boolean(bool flag) override { return put(JsonValue(flag)); }
  bool number_integer(std::int64_t n) override { return put(JsonValue(static_cast<double>(n))); }
  bool number_unsigned(std::uint64_t n) override { return put(JsonValue(static_cast<double>(n))); }
  bool number_float(double n, const std::string&) override {
    JsonValue item(n);
    item.decimal = true;
    return put(std::move(item));
  }
  bool string(std::string& text) override { return put(JsonValue(std::move(text))); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(JsonValue::object()); }
  bool start_array(std::size_t) override { return open(JsonValue::list()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    open_.back()->keys.push_back(std::move(name));
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    error = "is not JSON; the first mistake is at character " + std::to_string(position);
    return false;
  }

 private:
  /// Puts a value where the document is open. Returns where it is now, or null at a limit.
  JsonValue* place(JsonValue&& item) {
    if (++values_ > limits_.values) {
      error = "has too many values; allowed " + std::to_string(limits_.values);
      return nullptr;
    }
    if (open_.empty()) {
      value = std::move(item);
      return &value;
    }
    open_.back()->items.push_back(std::move(item));
    return &open_.back()->items.back();
  }
  bool put(JsonValue&& item) { return place(std::move(item)) != nullptr; }
  bool open(JsonValue&& item) {
    if (static_cast<int>(open_.size()) >= limits_.depth) {
      error = "is nested too deeply; allowed " + std::to_string(limits_.depth) + " levels";
      return false;
    }
    JsonValue* placed = place(std::move(item));
    if (placed) open_.push_back(placed);
    return placed != nullptr;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  JsonLimits limits_;
  std::size_t values_ = 0;
  std::vector<JsonValue*> open_;  // these stay valid, because only the innermost list grows
};

void print_text(std::string_view text, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

bool holds_objects(const JsonValue& value) {
  for (const JsonValue& item : value.items) {
    if (item.is(JsonKind::object) || holds_objects(item)) return true;
  }
  return false;
}

struct Printer {
  Layout layout;
  std::string out;

  void line(int level) {
    out += '\n';
    out.append(2 * static_cast<std::size_t>(level), ' ');
  }

  void items(const JsonValue& value, int level, bool object) {
    const bool pretty = layout == Layout::pretty;
    const bool lines = pretty && !value.items.empty() && (object || holds_objects(value));
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (i > 0) out += pretty && !lines ? ", " : ",";
      if (lines) line(level + 1);
      if (object) {
        print_text(value.keys[i], out);
        out += pretty ? ": " : ":";
      }
      print(value.items[i], level + 1);
    }
    if (lines) line(level);
  }

  void print(const JsonValue& value, int level) {
    switch (value.kind) {
      case JsonKind::null:
        out += "null";
        return;
      case JsonKind::boolean:
        out += value.boolean ? "true" : "false";
        return;
      case JsonKind::number:
        out += std::isfinite(value.number) ? shortest(value.number) : "null";
        return;
      case JsonKind::text:
      case JsonKind::bare:
        print_text(value.text, out);
        return;
      case JsonKind::list:
        out += '[';
        items(value, level, false);
        out += ']';
        return;
      case JsonKind::object:
        out += '{';
        items(value, level, true);
        out += '}';
        return;
    }
  }
};

}  // namespace

JsonValue JsonValue::list() {
  JsonValue value;
  value.kind = JsonKind::list;
  return value;
}

JsonValue JsonValue::object() {
  JsonValue value;
  value.kind = JsonKind::object;
  return value;
}

const JsonValue* JsonValue::find(std::string_view key) const {
  for (std::size_t i = keys.size(); i-- > 0;) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

void JsonValue::add(std::string_view key, JsonValue value) {
  assert(is(JsonKind::object) && !find(key));
  keys.emplace_back(key);
  items.push_back(std::move(value));
}

ParsedJson parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return {
        {},
        "has " + std::to_string(text.size()) + " bytes; allowed " + std::to_string(limits.bytes)};
  }
  if (const std::size_t zero = text.find('\0'); zero != text.npos) {  // the library would end here
    return {{}, "is not JSON; the first mistake is at character " + std::to_string(zero + 1)};
  }
  Builder builder(limits);
  const bool complete = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (!complete && builder.error.empty()) builder.error = "is not JSON";
  return {complete ? std::move(builder.value) : JsonValue(), std::move(builder.error)};
}

std::string print_json(const JsonValue& value, Layout layout) {
  Printer printer{layout, {}};
  printer.print(value, 0);
  return std::move(printer.out);
}

}  // namespace nn4n
