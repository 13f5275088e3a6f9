#include "codec/npy.h"

#include <cstring>
#include <optional>

#include "base/text.h"
#include "codec/byte_view.h"

namespace nn4n {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxAxes = 8;

/// Returns what follows 'key': in the header, or nothing.
std::optional<std::string_view> after_key(std::string_view header, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string name = quote + std::string(key) + quote;
    const std::size_t at = header.find(name);
    if (at == header.npos) continue;
    const std::size_t colon = header.find_first_not_of(' ', at + name.size());
    if (colon == header.npos || header[colon] != ':') continue;
    const std::size_t value = header.find_first_not_of(' ', colon + 1);
    if (value != header.npos) return header.substr(value);
  }
  return std::nullopt;
}

/// Returns the text between the quotes at the beginning: "'<f4', …" gives "<f4".
std::optional<std::string_view> quoted(std::string_view text) {
  if (text.empty() || (text[0] != '\'' && text[0] != '"')) return std::nullopt;
  const std::size_t end = text.find(text[0], 1);
  if (end == text.npos) return std::nullopt;
  return text.substr(1, end - 1);
}

/// Returns the numbers of the tuple at the beginning: "(40, 25, 3), …" gives three.
std::optional<std::vector<std::size_t>> tuple(std::string_view text) {
  if (text.empty() || text[0] != '(') return std::nullopt;
  const std::size_t end = text.find(')');
  if (end == text.npos) return std::nullopt;
  std::vector<std::size_t> numbers;
  std::string_view rest = text.substr(1, end - 1);
  while (rest.find_first_not_of(" ,") != rest.npos) {
    rest.remove_prefix(rest.find_first_not_of(" ,"));
    const std::string_view word = rest.substr(0, rest.find_first_of(" ,"));
    const std::optional<double> number = parse_number(word);
    const bool digits = word.find_first_not_of("0123456789") == word.npos;
    if (!number || !digits || *number > 1e9 || numbers.size() >= kMaxAxes) return std::nullopt;
    numbers.push_back(static_cast<std::size_t>(*number));
    rest.remove_prefix(word.size());
  }
  return numbers;
}

template <class T>
float number_at(const std::uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);  // every machine that this runs on is little-endian
  return static_cast<float>(value);
}
float truth_at(const std::uint8_t* at) { return *at != 0 ? 1.0f : 0.0f; }

struct ElementType {
  std::string_view name;
  std::size_t size;
  float (*read)(const std::uint8_t*);
};
constexpr ElementType kTypes[] = {{"<f4", 4, number_at<float>},
                                  {"<f8", 8, number_at<double>},
                                  {"<i4", 4, number_at<std::int32_t>},
                                  {"<i8", 8, number_at<std::int64_t>},
                                  {"|i1", 1, number_at<std::int8_t>},
                                  {"|u1", 1, number_at<std::uint8_t>},
                                  {"|b1", 1, truth_at}};

const ElementType* type_named(std::string_view name) {
  for (const ElementType& type : kTypes) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

/// Finds the text of the header. Returns where the numbers begin; 0 when the file is cut off or is
/// something else.
std::size_t split(std::span<const std::uint8_t> bytes, std::string_view& header) {
  const std::string_view text = view_as_text(bytes);
  if (text.substr(0, kMagic.size()) != kMagic || text.size() < 12) return 0;
  const bool short_length = bytes[6] == 1;
  if (bytes[6] < 1 || bytes[6] > 3) return 0;
  std::size_t length = bytes[8] | static_cast<std::size_t>(bytes[9]) << 8;
  if (!short_length) {
    length |= static_cast<std::size_t>(bytes[10]) << 16 | static_cast<std::size_t>(bytes[11]) << 24;
  }
  const std::size_t begin = short_length ? 10 : 12;
  if (length > bytes.size() - begin) return 0;
  header = text.substr(begin, length);
  return begin + length;
}

ParsedArray refused_array(std::string words) { return {{}, std::move(words)}; }

/// Puts values whose first axis runs fastest (Fortran order) into the order in which the last does.
std::vector<float> last_axis_fastest(const std::vector<float>& values,
                                     const std::vector<std::size_t>& shape) {
  std::vector<float> ordered;
  ordered.reserve(values.size());
  std::vector<std::size_t> at(shape.size(), 0);
  while (ordered.size() < values.size()) {
    std::size_t index = 0;
    for (std::size_t axis = shape.size(); axis-- > 0;) index = index * shape[axis] + at[axis];
    ordered.push_back(values[index]);
    for (std::size_t axis = shape.size(); axis-- > 0 && ++at[axis] == shape[axis];) at[axis] = 0;
  }
  return ordered;
}

ParsedArray read_values(std::span<const std::uint8_t> data, const ElementType& type,
                        std::vector<std::size_t> shape, bool fortran_order) {
  double count = 1;  // as a double: a product of large axes must not wrap around
  for (const std::size_t axis : shape) count *= static_cast<double>(axis);
  if (count * static_cast<double>(type.size) != static_cast<double>(data.size())) {
    return refused_array("is " + shape_words(shape) + " of type " + std::string(type.name) +
                         ", but holds " + std::to_string(data.size()) + " bytes");
  }
  ParsedArray parsed;
  parsed.array.values.reserve(data.size() / type.size);
  for (std::size_t at = 0; at < data.size(); at += type.size) {
    parsed.array.values.push_back(type.read(data.data() + at));
  }
  if (fortran_order && shape.size() > 1)
    parsed.array.values = last_axis_fastest(parsed.array.values, shape);
  parsed.array.shape = std::move(shape);
  return parsed;
}

}  // namespace

ParsedArray parse_npy(std::span<const std::uint8_t> bytes) {
  std::string_view header;
  const std::size_t begin = split(bytes, header);
  if (begin == 0) return refused_array("is not an array of NumPy, or cut off");
  const auto descr = after_key(header, "descr");
  const auto name = descr ? quoted(*descr) : std::nullopt;
  const auto order = after_key(header, "fortran_order");
  const auto axes = after_key(header, "shape");
  const auto shape = axes ? tuple(*axes) : std::nullopt;
  if (!name || !order || !shape) return refused_array("has a header that cannot be read");
  const ElementType* type = type_named(*name);
  if (!type) {
    return refused_array("is of type " + printable(*name) +
                         "; allowed <f4, <f8, <i4, <i8, |i1, |u1, |b1");
  }
  const bool fortran = order->substr(0, 4) == "True";
  if (!fortran && order->substr(0, 5) != "False")
    return refused_array("has a header that cannot be read");
  return read_values(bytes.subspan(begin), *type, *shape, fortran);
}

std::vector<std::uint8_t> to_npy(const NamedTensor& array) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  for (const std::size_t axis : array.shape) header += std::to_string(axis) + ",";
  header += "), }";
  constexpr std::size_t before = 10;  // the magic word, the version and the length
  header.append(63 - (before + header.size()) % 64, ' ');
  header += '\n';
  std::string start(kMagic);
  for (const std::size_t byte :
       {std::size_t{1}, std::size_t{0}, header.size() & 255, header.size() >> 8})
    start += static_cast<char>(byte);
  start += header;
  std::vector<std::uint8_t> bytes(start.begin(), start.end());
  const std::size_t begin = bytes.size();
  bytes.resize(begin + array.values.size() * sizeof(float));
  if (!array.values.empty())
    std::memcpy(bytes.data() + begin, array.values.data(), array.values.size() * sizeof(float));
  return bytes;
}

}  // namespace nn4n
