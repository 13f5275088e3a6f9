// Field lists: every struct of the experiment is declared once.
//
// A struct is a plain aggregate with defaults, plus one specialisation of `Fields` that lists its
// members (key, label, unit, range, help). Validation, JSON, share links, editors, tooltips and the
// manual all walk that list at run time through `Record`, `Field` and `Type`; none of them knows a
// member by name.
//
//   struct Area { std::string name = "Area"; int units = 32; };
//   template <> struct Fields<Area> {
//     static constexpr std::string_view name = "area";
//     static constexpr std::array list{
//         field<&Area::name>("name", {.label = "Name"}),
//         field<&Area::units>("units", {.label = "Units", .min = 1, .max = 512})};
//   };
//
// A member missing from its list does not compile (`record_of` compares the counts).
// Members may be bool, int, std::uint32_t, double, std::string, an enum with `Choices`, a struct
// with `Fields`, a `Selection`, or a std::vector of these. C arrays are not counted: use vectors.
#pragma once

#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/issue.h"
#include "base/text.h"

namespace nn4n {

struct Record;
struct Field;
struct Type;
class Registry;
class SelectionBase;

enum class Kind { boolean, integer, number, text, choice, list, record, selection };

/// What an edit of a field does to a run.
enum class Effect {
  restart,  ///< the network or the task changes: training starts again
  live,     ///< takes effect at the next iteration and is recorded with it (experiment/changes.h)
  none      ///< only shown, never computed with
};

/// One enumerator of an enum field: `key` in files and links, `label` in the page.
struct Choice {
  std::string_view key;
  std::string_view label;
  std::string_view help = {};
};

/// Specialise with `static constexpr std::array<Choice, n> list`, in the order of the enumerators.
template <class E>
struct Choices;

/// Specialise with `name` and `list`, see the head of this file.
template <class T>
struct Fields;

/// Where a value lives and how to treat it: the unit of every generic walk.
struct Target {
  const Type* type = nullptr;
  void* object = nullptr;
  const Field* field = nullptr;  ///< the field it belongs to, for lists the field of the list
};

/// The operations of one C++ type. Functions that do not apply to its kind are null.
struct Type {
  Kind kind;
  double (*number)(const void*) = nullptr;         ///< boolean, integer, number, choice (index)
  void (*set_number)(void*, double) = nullptr;     ///< the inverse; the value must be in range
  std::span<const Choice> choices = {};            ///< choice
  std::size_t (*size)(const void*) = nullptr;      ///< list
  void (*resize)(void*, std::size_t) = nullptr;    ///< list; new elements take their defaults
  void* (*at)(void*, std::size_t) = nullptr;       ///< list
  const Type* element = nullptr;                   ///< list
  const Record& (*record)(const void*) = nullptr;  ///< record; selection: of its parameters
  void* (*data)(void*) = nullptr;                  ///< record; selection: its parameters
  const Registry& (*registry)() = nullptr;         ///< selection
  SelectionBase* (*chosen)(void*) = nullptr;       ///< selection
};

/// What a person reads about a field. `min` and `max` are inclusive and, for a list, hold for each
/// number in it; `max_size` bounds the length of a list and the characters of a text.
struct About {
  std::string_view label;
  std::string_view unit = {};
  double min = -std::numeric_limits<double>::max();
  double max = std::numeric_limits<double>::max();
  double step = 0;           ///< of a slider; 0 = continuous
  bool logarithmic = false;  ///< slider in equal ratios
  std::size_t min_size = 0;
  std::size_t max_size = 80;
  Effect effect = Effect::restart;
  std::string_view help = {};
  std::string_view source = {};  ///< paper and equation, where there is one
};

struct Field {
  std::string_view key;
  About about;
  const Type& (*type)();
  void* (*member)(void* owner);
};

/// The run-time description of one struct.
struct Record {
  std::string_view name;
  std::span<const Field> fields;
  const void* (*defaults)();                          ///< a default-constructed one
  std::shared_ptr<void> (*clone)(const void* other);  ///< an owned copy
};

/// Channels of a task.
struct Channels {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
};

/// One thing that can be chosen by name: a task, a loss term, a pattern of synapses. Further members of the derived
/// entries (tasks/task.h, criterion/term.h) say how it computes.
struct Entry {
  std::string_view key;
  std::string_view label;
  std::string_view help;
  std::string_view source;
  const Record& (*parameters)();
  Channels (*channels)(const Entry&, const SelectionBase& chosen) = nullptr;  ///< of tasks
};

/// The entries of one kind, sorted by key whatever the order of registration.
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

  /// Takes the entry's default parameters. False and nothing changes when there is no such entry.
  bool select(const Registry& registry, std::string_view name);

  /// The parameters as the struct the entry declared.
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

// ---------------------------------------------------------------------------------------------
// Generic operations, all over `Target`s

/// The target of a whole struct.
template <class T>
Target target_of(T& object);

/// The parts of a list, record or selection, in order; `visit(target, step)` where step is ".key"
/// or "[index]". Scalars have none.
template <class Visit>
void for_each_part(const Target& target, Visit&& visit);

/// The target at a path such as "network.areas[0].units" ("network.areas.0.units" reads the same).
/// `type` of the answer is null when there is none.
Target resolve(Target root, std::string_view path);

/// "known: name, units" or "the list has 2 elements": which steps lead on from here.
std::string known_parts(const Target& target);

/// Why `path` could not be resolved: the first part that does not exist, and what exists there.
Issue explain_missing(Target root, std::string_view path);

/// Is the number, text or size within its field's range? An empty string, or a sentence without
/// subject: "is 9999; allowed 1 to 512".
std::string complaint(const Target& target);

/// May this list have so many elements? An empty string, or "has 9 elements; allowed 1 to 8".
std::string size_complaint(const Target& list, double size);

/// Every leaf's and list's complaint, with its path.
void check_ranges(const Target& target, const std::string& path, Issues& issues);

bool equal(const Target& a, const Target& b);

/// Makes `to` equal to `from`, which must be of the same type.
void assign(const Target& to, const Target& from);

/// Moves a number to the nearest one its field allows; not-a-number goes to the smallest.
void clamp_number(const Target& target);

/// "1 to 512", "sgd, adam": what a field accepts, in words.
std::string allowed(const Target& target);

/// The value as a person would type it: "0.8", "true", "relu". Scalars and selections only.
std::string to_text(const Target& target);

/// The inverse of `to_text`. Returns an empty string and stores the value, or says what is wrong
/// ("is \"abc\"; allowed 1 to 512") and stores nothing.
std::string from_text(const Target& target, std::string_view text);

/// The issue for a value that was not taken: "`path` `words`. Using 32.", where 32 is what `kept`
/// holds instead.
Issue refusal(const Target& kept, const std::string& path, const std::string& words);

/// The one spelling of a path that is stored and compared: "areas.0.units" gives "areas[0].units".
std::string with_brackets(std::string_view path);

// ---------------------------------------------------------------------------------------------
// What follows makes the run-time descriptions out of the declarations.

namespace detail {

/// Converts to any member: counts what an aggregate can be initialised with.
struct Anything {
  template <class T>
  operator T() const;  // never defined, only asked for
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), Anything{})...}; };
}

template <class T, std::size_t N = 0>
constexpr std::size_t count_members() {
  if constexpr (takes<T>(std::make_index_sequence<N + 1>())) {
    return count_members<T, N + 1>();
  } else {
    return N;
  }
}

template <auto Member>
struct MemberOf;
template <class S, class M, M S::*Member>
struct MemberOf<Member> {
  using Owner = S;
  using Value = M;
  static void* get(void* owner) { return &(static_cast<S*>(owner)->*Member); }
};

template <class T>
concept Described = requires {
  Fields<T>::list;
};
template <class T>
concept Chosen = requires {
  Choices<T>::list;
};
template <class T>
concept Selected = std::derived_from<T, SelectionBase>;

template <class T>
double get_number(const void* p) {
  return static_cast<double>(*static_cast<const T*>(p));
}
template <class T>
void put_number(void* p, double v) {
  *static_cast<T*>(p) = static_cast<T>(v + 0.0);  // a negative zero is a zero: JSON tells no other
}
template <class E>
double get_choice(const void* p) {
  return static_cast<double>(static_cast<int>(*static_cast<const E*>(p)));
}
template <class E>
void put_choice(void* p, double v) {
  *static_cast<E*>(p) = static_cast<E>(static_cast<int>(v));
}

template <class T>
struct TypeOf;

}  // namespace detail

template <class T>
const Type& type_of() {
  return detail::TypeOf<T>::get();
}

/// The description of T. Fails to compile when a member of T is missing from `Fields<T>::list`.
template <detail::Described T>
const Record& record_of() {
  static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(Fields<T>::list)>> ==
                    detail::count_members<T>(),
                "every member of the struct must be in its field list, and in it once");
  static const Record record{Fields<T>::name, Fields<T>::list,
                             []() -> const void* {
                               static const T defaults{};
                               return &defaults;
                             },
                             [](const void* other) -> std::shared_ptr<void> {
                               return std::make_shared<T>(*static_cast<const T*>(other));
                             }};
  return record;
}

template <auto Member>
constexpr Field field(std::string_view key, About about) {
  using Value = typename detail::MemberOf<Member>::Value;
  return Field{key, about, &type_of<Value>, &detail::MemberOf<Member>::get};
}

template <>
struct Fields<NoParameters> {
  static constexpr std::string_view name = "no parameters";
  static constexpr std::array<Field, 0> list{};
};

namespace detail {

template <class T>
requires std::is_arithmetic_v<T>
struct TypeOf<T> {
  static const Type& get() {
    static const Type type{.kind = std::is_same_v<T, bool> ? Kind::boolean
                                   : std::is_integral_v<T> ? Kind::integer
                                                           : Kind::number,
                           .number = &get_number<T>,
                           .set_number = &put_number<T>};
    return type;
  }
};

template <>
struct TypeOf<std::string> {
  static const Type& get() {
    static const Type type{.kind = Kind::text};
    return type;
  }
};

template <Chosen E>
struct TypeOf<E> {
  static const Type& get() {
    static const Type type{.kind = Kind::choice,
                           .number = &get_choice<E>,
                           .set_number = &put_choice<E>,
                           .choices = Choices<E>::list};
    return type;
  }
};

template <class T>
struct TypeOf<std::vector<T>> {
  static_assert(!std::is_same_v<T, bool>, "vector<bool> has no addressable elements");
  static const Type& get() {
    using List = std::vector<T>;
    static const Type type{
        .kind = Kind::list,
        .size = [](const void* p) { return static_cast<const List*>(p)->size(); },
        .resize = [](void* p, std::size_t n) { static_cast<List*>(p)->resize(n); },
        .at = [](void* p, std::size_t i) -> void* { return &(*static_cast<List*>(p))[i]; },
        .element = &type_of<T>()};
    return type;
  }
};

template <Described T>
struct TypeOf<T> {
  static const Type& get() {
    static const Type type{.kind = Kind::record,
                           .record = [](const void*) -> const Record& { return record_of<T>(); },
                           .data = [](void* p) { return p; }};
    return type;
  }
};

template <Selected T>
struct TypeOf<T> {
  static const Type& get() {
    static const Type type{
        .kind = Kind::selection,
        .record = [](const void* p) -> const Record& { return static_cast<const T*>(p)->record(); },
        .data = [](void* p) { return static_cast<T*>(p)->data(); },
        .registry = []() -> const Registry& { return T::registry(); },
        .chosen = [](void* p) { return static_cast<SelectionBase*>(static_cast<T*>(p)); }};
    return type;
  }
};

}  // namespace detail

template <class T>
Target target_of(T& object) {
  using Plain = std::remove_const_t<T>;
  return {&type_of<Plain>(), const_cast<Plain*>(&object), nullptr};
}

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

template <class Visit>
void for_each_part(const Target& target, Visit&& visit) {
  if (target.type->kind == Kind::list) {
    for (std::size_t i = 0; i < target.type->size(target.object); ++i) {
      visit(Target{target.type->element, target.type->at(target.object, i), target.field},
            "[" + std::to_string(i) + "]");
    }
  } else if (target.type->record) {
    void* owner = target.type->data(target.object);
    for (const Field& field : target.type->record(target.object).fields) {
      visit(Target{&field.type(), field.member(owner), &field}, "." + std::string(field.key));
    }
  }
}

}  // namespace nn4n
