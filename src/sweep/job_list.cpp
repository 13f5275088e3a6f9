#include "sweep/job_list.h"

#include <algorithm>

#include "codec/share_link.h"

namespace nn4n {

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain = "/._-+=,:";
  const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           plain.find(c) != plain.npos;
  });
  if (is_plain) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string job_list(const SweepSpec& spec, std::string_view file, std::string_view again) {
  std::string lines;
  for (std::size_t job = 0; job < spec.jobs(); ++job) {
    lines += "nn4n sweep " + shell_word(file) + " --job " + std::to_string(job + 1);
    lines.append(again).append(" # ") += to_full_link(spec.experiment_of_job(job)) + "\n";
  }
  return lines;
}

}  // namespace nn4n
