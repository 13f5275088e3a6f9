// What each edit of the document does. Those of areas, blocks and masks: network_edits.h; of own
// tasks: task_edits.h.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// As `apply`, which calls it.
Issues apply_to_document(App& app, const DocumentEdit& edit);

}  // namespace nn4n
