// The iterations are medians over seeds. Those of tasks were measured on their default network by
//   nn4n learnability preset:pdm TASK... --seeds 3
// except rt, ctx, multi, romo, interval, flipflop, rsg, seq, dpa, dms, odr, anti and dmc, whose
// numbers lie between those of the two networks in src/tasks/README.md. one_area and three_areas
// are there, too. The numbers of published networks are in src/experiment/README.md.
#include "editing/preset_notes.h"

#include <algorithm>

#include "experiment/experiment.h"

namespace nn4n {

namespace {

constexpr std::string_view kSong = "Song, Yang & Wang 2016";
constexpr std::string_view kNn4n = "the NN4N package";
constexpr std::string_view kNotebooks = "the nn-brain notebooks";
constexpr std::string_view kPlayground = "this playground";
constexpr std::string_view kSolved =
    "There is nothing to wait for: each iteration solves for the readout.";

constexpr std::array kNotes{
    PresetNote{"pdm", "Start here", {}, 200},
    PresetNote{"gonogo", "Start here", {}, 250},
    PresetNote{"one_area", "Start here", kPlayground, 200},
    PresetNote{"three_areas", "Start here", kPlayground, 200},

    PresetNote{"rt", "Decisions", {}, 200},
    PresetNote{"ctx", "Decisions", {}, 525},
    PresetNote{"multi", "Decisions", {}, 200},
    PresetNote{"ng_pdm", "Decisions", {}, 500},

    PresetNote{"romo", "Memory", {}, 300},
    PresetNote{"dms", "Memory", {}, 475},
    PresetNote{"dmc", "Memory", {}, 650},
    PresetNote{"dpa", "Memory", {}, 450},
    PresetNote{"flipflop", "Memory", {}, 350},
    PresetNote{"ng_delay_comparison", "Memory", {}, 600},

    PresetNote{"interval", "Timing", {}, 350},
    PresetNote{"rsg", "Timing", {}, 275},
    PresetNote{"sine", "Timing", {}, 350},
    PresetNote{"sine_prediction", "Timing", {}, 500},

    PresetNote{"anti", "Movement", {}, 450},
    PresetNote{"odr", "Movement", {}, 550},
    PresetNote{"seq", "Movement", {}, 375},

    PresetNote{"song_rdm_dense", "Published", kSong, 450},
    PresetNote{"song_rdm_fixed", "Published", kSong, 275},
    PresetNote{"song_rdm_nodale", "Published", kSong, 275},
    PresetNote{"song_rdm_varstim", "Published", kSong, 700},
    PresetNote{"song_rdm_rt", "Published", kSong, 525},
    PresetNote{"song_mante", "Published", kSong, 775},
    PresetNote{"song_mante_areas", "Published", kSong, 650},
    PresetNote{"song_multisensory", "Published", kSong, 300},
    PresetNote{"song_romo", "Published", kSong, 725},
    PresetNote{"song_lee", "Published", kSong, 200},
    PresetNote{"nn_brain_ei", "Published", kNotebooks, 5000},
    PresetNote{"nn_brain_dynamics", "Published", kNotebooks, 1000},
    PresetNote{"nn_brain_memory", "Published", kNotebooks, 1075},
    PresetNote{"nn4n_ctrnn", "Published", kNn4n, 500},
    PresetNote{"nn4n_multiarea_chain", "Published", kNn4n, 625},
    PresetNote{"nn4n_multiarea_single", "Published", kNn4n, 175},
    PresetNote{"nn4n_multiarea_matrix", "Published", kNn4n, 400},
    PresetNote{"nn4n_multiarea_ei", "Published", kNn4n, 200},
    PresetNote{"nn4n_multiarea_ei_matrix", "Published", kNn4n, 200},
    PresetNote{"nn4n_ei_decision", "Published", kNn4n, 3000},
    PresetNote{"nn4n_ei_two_areas", "Published", kNn4n, 2000},
    PresetNote{"cue_into_all", "Published", kPlayground, 1150},
    PresetNote{"cue_into_first", "Published", kPlayground, 825},

    PresetNote{"memory_capacity", "Reservoirs", {}, 0, kSolved},
    PresetNote{"mackey_glass", "Reservoirs", {}, 0, kSolved},
    PresetNote{"hub_reservoir", "Reservoirs", "Wang & Wang 2023", 0, kSolved},

    PresetNote{"custom", "Own", "you", 0, "It depends on the task that you design."},
    PresetNote{"data", "Own", "you", 0, "It depends on your trials; first choose their file."}};

}  // namespace

std::span<const PresetNote> preset_notes() { return kNotes; }

std::vector<const Entry*> tasks_in_order() {
  const auto place = [](const Entry* task) {
    return std::find_if(kNotes.begin(), kNotes.end(),
                        [&](const PresetNote& note) { return note.preset == task->key; });
  };
  const auto known = TaskCatalogue::registry().entries();
  std::vector<const Entry*> tasks(known.begin(), known.end());
  std::stable_sort(tasks.begin(), tasks.end(),
                   [&](const Entry* one, const Entry* other) { return place(one) < place(other); });
  return tasks;
}

}  // namespace nn4n
