// A struct with a member that its field list lacks must not compile. With -DCONTROL the list is
// complete and it must.
#include "base/declare.h"

namespace nn4n {

struct Area {
  int units = 1;
  double tau_ms = 100;
};
template <>
struct Fields<Area> {
  static constexpr std::string_view name = "area";
  static constexpr std::array list{
#ifdef CONTROL
      field<&Area::tau_ms>("tau_ms", {.label = "Time constant"}),
#endif
      field<&Area::units>("units", {.label = "Units"})};
};

const Record& record = record_of<Area>();

}  // namespace nn4n
