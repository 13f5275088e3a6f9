#include "playground/ui.h"

#include <utility>

namespace nn4n::playground {

void Ui::answer(Edit edit) { edits.push_back(std::move(edit)); }

}  // namespace nn4n::playground
