// Values that are chosen by name, each name with parameters of its own: a task, a loss term.
//
// A `Registry` holds all values to choose from; a `Selection` is a member of a struct like any
// other (base/declare.h). To add an entry, see tasks/task.h and criterion/term.h.
#pragma once

#include <array>
#include <cassert>
#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/declare.h"

namespace nn4n {

struct Experiment;  // in experiment/experiment.h; an entry only names it

/// What a task needs of a network: its channels, and the duration of its longest trial.
struct Channels {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  double longest_ms = 0;
};

/// One thing that can be chosen by name: a task, a loss term, a pattern of synapses. Further
/// members of the derived entries (tasks/task.h, criterion/term.h) say how the entry computes.
struct Entry {
  std::string_view key;
  std::string_view label;
  std::string_view help;
  std::string_view source;
  const Record& (*parameters)();
  Channels (*channels)(const Entry&, const SelectionBase& chosen) = nullptr;  ///< of tasks
  /// Applies the rules that concern several of this entry's parameters at once. Each parameter is
  /// already within its range. The function finds what is wrong, corrects it and reports it. `path`
  /// is the path of the selection. Null = there are no such rules.
  void (*repair)(SelectionBase& chosen, const std::string& path, Repairs& repairs) = nullptr;
  /// For tasks: changes those fields of the default experiment without which the task is not
  /// learnt, such as noise, time constants or a curriculum. Null = the task needs no such change.
  void (*needs)(Experiment& experiment) = nullptr;
};

/// The entries of one kind. They are sorted by key, whatever the order of their registration.
class Registry {
 public:
  explicit Registry(std::string_view noun) : noun_(noun) {}
  void add(const Entry& entry);
  const Entry* find(std::string_view key) const;
  std::span<const Entry* const> entries() const { return entries_; }
  std::string_view noun() const { return noun_; }

 private:
  std::string_view noun_;
  std::vector<const Entry*> entries_;
};

/// A name out of a registry together with that entry's own parameters.
/// `Catalogue` is a struct with `static Registry& registry()` and `static constexpr string_view
/// fallback`, the key chosen by default.
class SelectionBase {
 public:
  const std::string& name() const { return name_; }
  const Record& record() const { return *record_; }
  void* data() { return data_.get(); }
  const void* data() const { return data_.get(); }

  SelectionBase(const Registry& registry, std::string_view name);  ///< the name must exist
  SelectionBase(const SelectionBase& other);
  SelectionBase& operator=(const SelectionBase& other);
  SelectionBase(SelectionBase&&) = default;
  SelectionBase& operator=(SelectionBase&&) = default;
  ~SelectionBase() = default;
  bool operator==(const SelectionBase& other) const;

  /// Selects the entry of this name, with its default parameters. If there is no such entry, it
  /// returns false and changes nothing.
  bool select(const Registry& registry, std::string_view name);

  /// The parameters, as the struct that the entry declared.
  template <class T>
  const T& as() const;
  template <class T>
  T& as();

 private:
  std::string name_;
  const Record* record_ = nullptr;
  std::shared_ptr<void> data_;
};

template <class Catalogue>
class Selection : public SelectionBase {
 public:
  Selection() : SelectionBase(Catalogue::registry(), Catalogue::fallback) {}
  explicit Selection(std::string_view name) : SelectionBase(Catalogue::registry(), name) {}
  static const Registry& registry() { return Catalogue::registry(); }
  bool select(std::string_view name) { return SelectionBase::select(registry(), name); }
};

/// A struct without parameters, for entries that need none.
struct NoParameters {};

template <>
struct Fields<NoParameters> {
  static constexpr std::string_view name = "no parameters";
  static constexpr std::array<Field, 0> list{};
};

template <class T>
const T& SelectionBase::as() const {
  assert(record_ == &record_of<T>());
  return *static_cast<const T*>(data_.get());
}

template <class T>
T& SelectionBase::as() {
  assert(record_ == &record_of<T>());
  return *static_cast<T*>(data_.get());
}

namespace detail {

template <class T>
concept Selected = std::derived_from<T, SelectionBase>;

template <Selected T>
struct TypeOf<T> {
  static const Type& get() {
    static const Type type{
        .kind = Kind::selection,
        .record = [](const void* p) -> const Record& { return static_cast<const T*>(p)->record(); },
        .data = [](const void* p) { return static_cast<const T*>(p)->data(); },
        .registry = []() -> const Registry& { return T::registry(); },
        .chosen = [](const void* p) -> const SelectionBase* { return static_cast<const T*>(p); }};
    return type;
  }
};

}  // namespace detail

}  // namespace nn4n
