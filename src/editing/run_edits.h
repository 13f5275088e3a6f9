// What each edit of the run does.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// As `apply`, which calls it.
Issues apply_to_run(App& app, const RunEdit& edit);

}  // namespace nn4n
