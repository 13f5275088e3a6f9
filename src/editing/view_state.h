// What a person chose to look at, as a short text that is kept with a run: tab, folded panels,
// selections, the sample trial, the order of the units and the moment of the film. What is under
// way (a drag, a value that is being typed), messages and the theme, which is the browser's, are
// not in it.
#pragma once

#include <string>
#include <string_view>

#include "editing/app.h"

namespace nn4n {

/// A JSON object of at most kLongestViewState bytes.
std::string view_state(const App& app);
inline constexpr std::size_t kLongestViewState = 16 * 1024;

/// What of it a link with a trained network carries: only what differs from a fresh page, without
/// folded panels and the film, which the reader does not have. Empty when nothing differs.
std::string view_for_link(const App& app);

/// Takes it up for the experiment that is open. The text may be anything: what cannot be shown is
/// left out, and the view keeps what it has there.
void take_view_state(App& app, std::string_view text);

}  // namespace nn4n
