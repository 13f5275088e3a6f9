// Here are descriptions of structs at run time, and functions that work on any of them.
//
// Validation, JSON, share links, editors, tooltips and the manual walk an experiment through
// `Record`, `Field` and `Type`; none of them knows a member by name. base/declare.h shows how
// a struct gets its description; base/selection.h has the values that are chosen by name.
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
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

/// A target says where a value is, and which type and field it has. All generic code works on
/// targets. The value of a target can only be read.
struct Target {
  const Type* type = nullptr;
  const void* object = nullptr;
  const Field* field = nullptr;  ///< the field it belongs to, for lists the field of the list
};

/// A target that can be written.
struct EditTarget {
  const Type* type = nullptr;
  void* object = nullptr;
  const Field* field = nullptr;

  operator Target() const { return {type, object, field}; }
};

/// The operations of one C++ type. Functions that do not apply to its kind are null.
struct Type {
  Kind kind;
  double (*number)(const void*) = nullptr;       ///< boolean, integer, number, choice (index)
  void (*set_number)(void*, double) = nullptr;   ///< the inverse; the value must be in range
  std::span<const Choice> choices = {};          ///< choice
  std::size_t (*size)(const void*) = nullptr;    ///< list
  void (*resize)(void*, std::size_t) = nullptr;  ///< list; new elements take their defaults
  const void* (*at)(const void*, std::size_t) = nullptr;  ///< list
  const Type* element = nullptr;                          ///< list
  const Record& (*record)(const void*) = nullptr;         ///< record; selection: of its parameters
  const void* (*data)(const void*) = nullptr;             ///< record; selection: its parameters
  const Registry& (*registry)() = nullptr;                ///< selection
  const SelectionBase* (*chosen)(const void*) = nullptr;  ///< selection
};

/// When a field has an effect: while another setting has one of some values.
struct Condition {
  /// The path of the other setting from the owner of the field: "optimiser" is a member beside it,
  /// "^optimiser" one of the record that the owner is a member of. Empty: always.
  std::string_view setting = {};
  std::string_view values = {};  ///< as in files, with spaces between them; "true" or "false"
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
  bool bulk = false;             ///< data in bulk: in files only, never in links or editors
  Condition when = {};           ///< otherwise it has no effect, and editors and lists leave it out
};

struct Field {
  std::string_view key;
  About about;
  const Type& (*type)();
  const void* (*member)(const void* owner);
};

/// The run-time description of one struct.
struct Record {
  std::string_view name;
  std::span<const Field> fields;
  const void* (*defaults)();                          ///< a default-constructed one
  std::shared_ptr<void> (*clone)(const void* other);  ///< an owned copy
};

// ---------------------------------------------------------------------------------------------
// Generic operations, all over `Target`s

/// The element of a list at an index, which the list must have.
Target element_of(const Target& list, std::size_t index);
EditTarget element_of(const EditTarget& list, std::size_t index);

/// The member of a record, or the parameter of a selection, that a field of it describes.
Target member_of(const Target& owner, const Field& field);
EditTarget member_of(const EditTarget& owner, const Field& field);

/// The name and the parameters that a selection holds.
const SelectionBase& chosen_in(const Target& selection);
SelectionBase& chosen_in(const EditTarget& selection);

/// Calls `visit(part, step)` for each part of a list, record or selection, in order; step is ".key"
/// or "[index]". Scalars have no parts. `AnyTarget` is Target or EditTarget; so is each part.
template <class AnyTarget, class Visit>
void for_each_part(const AnyTarget& target, Visit&& visit) {
  if (target.type->kind == Kind::list) {
    for (std::size_t i = 0; i < target.type->size(target.object); ++i) {
      visit(element_of(target, i), "[" + std::to_string(i) + "]");
    }
  } else if (target.type->record) {
    for (const Field& field : target.type->record(target.object).fields) {
      visit(member_of(target, field), "." + std::string(field.key));
    }
  }
}

/// The target at a path such as "network.areas[0].units" ("network.areas.0.units" reads the same).
/// If there is no such target, the `type` of the answer is null.
Target resolve(Target root, std::string_view path);
EditTarget resolve(EditTarget root, std::string_view path);

/// A condition that does not hold.
struct Unmet {
  std::string setting;      ///< the path of the setting that decides; empty = all conditions hold
  std::string_view values;  ///< the ones that it should have
};

/// The first condition on the way to `path` that does not hold.
Unmet unmet_condition(Target root, std::string_view path);

/// Says which parts the target has: "known: name, units" or "the list has 2 elements".
std::string known_parts(const Target& target);

/// Says why `path` cannot be resolved: it names the first part that does not exist, and those that
/// exist in its place.
Issue explain_missing(Target root, std::string_view path);

/// Is the number, text or size within its field's range? If it is, the answer is an empty string;
/// if not, the answer is a sentence to which the caller adds the path as its subject: "is 9999;
/// allowed 1 to 512".
std::string complaint(const Target& target);

/// May this list have so many elements? If it may, the answer is an empty string; if not, it is
/// "has 9 elements; allowed 1 to 8".
std::string size_complaint(const Target& list, double size);

/// Adds the complaint of every single value and of every list to `issues`, with its path.
void check_ranges(const Target& target, const std::string& path, Issues& issues);

bool equal(const Target& a, const Target& b);

/// Makes `to` equal to `from`, which must be of the same type.
void assign(const EditTarget& to, const Target& from);

/// Moves a number to the nearest one that its field allows. NaN becomes the smallest of these.
void clamp_number(const EditTarget& target);

/// Says in words what a field accepts: "1 to 512" or "sgd, adam".
std::string allowed(const Target& target);

/// The value as a person would type it: "0.8", "true", "relu". The target must be a
/// scalar or a selection.
std::string to_text(const Target& target);

/// The inverse of `to_text`. Returns an empty string and stores the value, or says what is wrong
/// ("is \"abc\"; allowed 1 to 512") and stores nothing.
std::string from_text(const EditTarget& target, std::string_view text);

/// The issue for a value that was refused: "`path` `words`. Using 32.", where 32 is the value of
/// `kept`, which is used instead.
Issue refusal(const Target& kept, const std::string& path, const std::string& words);

/// The one spelling of a path that is stored and compared: "areas.0.units" gives "areas[0].units".
std::string with_brackets(std::string_view path);

}  // namespace nn4n
