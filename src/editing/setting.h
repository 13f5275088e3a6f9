// How values get into the document: pulled into range, refused with a sentence, recorded as a
// change of a run, or taken with a restart. What each edit sets: document_edits.cpp.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// Has the run begun, so that a live value is a change of it?
bool started(const App& app);

/// Puts the first issue into the notice; answers them all.
Issues refuse(App& app, Issues issues);

/// Opens the document anew in the worker; a run that was under way starts over and goes on.
void reopen(App& app);

/// Makes `next` the document and restarts. One that could not run is kept, with what stands in its
/// way in `problems`; the worker does not hear of it, and a run that was under way waits: when the
/// document is again what the worker has, it can go on.
Issues restart_with(App& app, Experiment next, const std::string& path);

/// A live value, in range: part of the document before the start, afterwards a change of the run.
Issues set_live(App& app, const std::string& path, double value);

/// Any number, tick or choice (its index).
Issues set_number(App& app, const std::string& path, double value);

/// Any value as it is typed.
Issues set_text(App& app, const std::string& path, const std::string& text);

}  // namespace nn4n
