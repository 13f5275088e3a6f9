// The experiment as the fragment of a link: readable, short, and harmless to open.
//
//   v=0&task=gonogo&network.areas=3&network.areas.0.units=40&seed=7&at.120.training.learning_rate=0.001
//
// `v` is the schema. Every other key is a path of the experiment, with what differs from the
// default experiment; a list's own path gives its length. A long list of differences is taken from
// a preset with the same task instead, where that is shorter: `from=nn_brain_ei.3F2A` names it,
// with four digits of a checksum by which a build notices that its own preset is another.
// An area with another name than the one at its place there is another area, of which the link
// lists what differs from Area's defaults (begin_areas in read_value.h). `at.N.path` is a change
// from iteration N on. Letters, digits and -_.~ stand for themselves, everything else is
// percent-encoded, so that a link survives being pasted into a message. Data in bulk (About::bulk)
// does not go into a link; `left_out=task.content` says that there was some, and the reader repeats
// it. `iterations=300` is how far a run is to go or, beside `weights=…`
// (training/packed_weights.h), how far it had come. `view=…` is what the sender looked at, JSON as
// base64url, for the page alone.
#pragma once

#include <string>
#include <string_view>

#include "codec/reading.h"

namespace nn4n {

/// The longest text that is read, in bytes.
inline constexpr std::size_t kMaxLink = 64 * 1024;
/// The longest view that a link carries, in bytes.
inline constexpr std::size_t kMaxViewInLink = 1024;

/// Says what a link of this experiment leaves out, in sentences for the person who shares it. The
/// list is empty when the link is the whole experiment.
Issues left_out_of_link(const Experiment& experiment);

/// Writes the fragment, without '#'.
std::string to_link(const Experiment& experiment, const Carried& carried = {});

/// The same as differences from the default experiment, however many there are, and without what a
/// link may carry beside it.
std::string to_full_link(const Experiment& experiment);

/// Reads a whole URL (its fragment, or the query's `s` where a fragment would be cut off), "#…", or
/// the fragment alone. An empty one is the default experiment. Never fails: see `Reading`.
Reading read_link(std::string_view text);

}  // namespace nn4n
