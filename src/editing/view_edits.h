// What each edit of the view does.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// As `apply`, which calls it.
Issues apply_to_view(App& app, const ViewEdit& edit);

}  // namespace nn4n
