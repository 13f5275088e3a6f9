// Field lists: every struct of the experiment is declared once.
//
// A struct is a plain aggregate with defaults, plus one specialisation of `Fields` that lists its
// members (key, label, unit, range, help). Its `Record`, its `Field`s and its `Type`
// (base/fields.h) are made from that list, and all generic code works on them.
//
//   struct Area { std::string name = "Area"; int units = 32; };
//   template <> struct Fields<Area> {
//     static constexpr std::string_view name = "area";
//     static constexpr std::array list{
//         field<&Area::name>("name", {.label = "Name"}),
//         field<&Area::units>("units", {.label = "Units", .min = 1, .max = 512})};
//   };
//
// A struct with a member that is missing from its list does not compile (`record_of` compares the
// counts).
// Members may be bool, int, std::uint32_t, double, std::string, an enum with `Choices`, a struct
// with `Fields`, a `Selection`, or a std::vector of these. A C array would be counted wrongly: use
// a vector.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/fields.h"

namespace nn4n {

/// Specialise this with `static constexpr std::array<Choice, n> list`, in the order of the
/// enumerators.
template <class E>
struct Choices;

/// Specialise this with `name` and `list`; the head of this file shows how.
template <class T>
struct Fields;

namespace detail {

/// A value of this type converts to any type. It serves to count the members of an aggregate.
struct Anything {
  template <class T>
  operator T() const;  // it is declared and never defined
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
  static const void* get(const void* owner) { return &(static_cast<const S*>(owner)->*Member); }
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
double get_number(const void* p) {
  return static_cast<double>(*static_cast<const T*>(p));
}
template <class T>
void put_number(void* p, double v) {
  *static_cast<T*>(p) = static_cast<T>(v + 0.0);  // −0 becomes 0: not all JSON writers keep it
}
template <class E>
double get_choice(const void* p) {
  return static_cast<double>(static_cast<int>(*static_cast<const E*>(p)));
}
template <class E>
void put_choice(void* p, double v) {
  *static_cast<E*>(p) = static_cast<E>(static_cast<int>(v));
}

/// The `Type` of T. Each kind has one specialisation below; that of a `Selection` is in
/// base/selection.h.
template <class T>
struct TypeOf;

}  // namespace detail

template <class T>
const Type& type_of() {
  return detail::TypeOf<T>::get();
}

/// The description of T. It does not compile when a member of T is missing from `Fields<T>::list`.
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

/// Makes one line of a field list.
template <auto Member>
constexpr Field field(std::string_view key, About about) {
  using Value = typename detail::MemberOf<Member>::Value;
  return Field{key, about, &type_of<Value>, &detail::MemberOf<Member>::get};
}

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
        .at = [](const void* p, std::size_t i) -> const void* {
          return &(*static_cast<const List*>(p))[i];
        },
        .element = &type_of<T>()};
    return type;
  }
};

template <Described T>
struct TypeOf<T> {
  static const Type& get() {
    static const Type type{.kind = Kind::record,
                           .record = [](const void*) -> const Record& { return record_of<T>(); },
                           .data = [](const void* p) { return p; }};
    return type;
  }
};

}  // namespace detail

/// The target of a whole struct; it can be written if the struct can.
template <class T>
Target target_of(const T& object) {
  return {&type_of<T>(), &object, nullptr};
}
template <class T>
EditTarget target_of(T& object) {
  return {&type_of<T>(), &object, nullptr};
}

}  // namespace nn4n
