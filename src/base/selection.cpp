#include "base/selection.h"

#include <algorithm>
#include <utility>

namespace nn4n {

void Registry::add(const Entry& entry) {
  const auto place =
      std::lower_bound(entries_.begin(), entries_.end(), entry.key,
                       [](const Entry* e, std::string_view k) { return e->key < k; });
  assert(place == entries_.end() || (*place)->key != entry.key);
  entries_.insert(place, &entry);
}

const Entry* Registry::find(std::string_view key) const {
  for (const Entry* entry : entries_) {
    if (entry->key == key) return entry;
  }
  return nullptr;
}

SelectionBase::SelectionBase(const Registry& registry, std::string_view name) {
  [[maybe_unused]] const bool known = select(registry, name);
  assert(known);
}

SelectionBase::SelectionBase(const SelectionBase& other)
    : name_(other.name_), record_(other.record_), data_(record_->clone(other.data_.get())) {}

SelectionBase& SelectionBase::operator=(const SelectionBase& other) {
  SelectionBase copy(other);
  std::swap(name_, copy.name_);
  std::swap(record_, copy.record_);
  std::swap(data_, copy.data_);
  return *this;
}

bool SelectionBase::operator==(const SelectionBase& other) const {
  if (name_ != other.name_) return false;
  for (const Field& field : record_->fields) {
    const Target mine{&field.type(), field.member(data_.get()), &field};
    const Target theirs{&field.type(), field.member(other.data_.get()), &field};
    if (!equal(mine, theirs)) return false;
  }
  return true;
}

bool SelectionBase::select(const Registry& registry, std::string_view name) {
  const Entry* entry = registry.find(name);
  if (!entry) return false;
  name_ = entry->key;
  record_ = &entry->parameters();
  data_ = record_->clone(record_->defaults());
  return true;
}

}  // namespace nn4n
