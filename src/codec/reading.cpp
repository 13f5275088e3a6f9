#include "codec/reading.h"

#include "codec/read_value.h"
#include "experiment/validate.h"

namespace nn4n {

Reading unreadable(std::string message) {
  return {{}, {{"", std::move(message) + " Using the default experiment."}}, false};
}

std::string complaint_alone(const std::string& message) {
  const std::size_t end = message.rfind(". ");
  return end == message.npos ? message : message.substr(0, end + 1);
}

std::optional<Issue> schema_issue(double schema) {
  if (schema == kSchema) return std::nullopt;
  if (schema > kSchema) {
    return Issue{"schema", "This was made with a newer version (schema " + shortest(schema) +
                               ", known up to " + std::to_string(kSchema) +
                               "); opening what is understood."};
  }
  return Issue{"schema", "schema is " + shortest(schema) + "; allowed 0 to " +
                             std::to_string(kSchema) + ". Using " + std::to_string(kSchema) + "."};
}

void finish(Reading& reading) {
  conform(reading.experiment);
  const Issues repairs = repair(reading.experiment);
  reading.issues.insert(reading.issues.end(), repairs.begin(), repairs.end());
  limit_issues(reading.issues);
}

}  // namespace nn4n
