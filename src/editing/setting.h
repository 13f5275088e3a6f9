// How values get into the document: pulled into range, refused with a sentence, recorded as a
// change of a run, or taken with a restart. What each edit sets: document_edits.cpp.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// Has the run begun, so that setting a live value is a change that is recorded?
bool started(const App& app);

/// Puts the first issue into the notice, and returns all of them.
Issues refuse(App& app, Issues issues);

/// Puts a message into the outbox that overtakes what was to be sent about the run before.
void send_instead(App& app, Message message);

/// Has the worker keep the run that an edit has ended. The message by which the worker hears of the
/// edit is still in the outbox.
void keep_run(App& app, int serial);

/// Opens the document anew in the worker. If the network was training, it trains again from the
/// beginning.
void reopen(App& app);

/// Makes `next` the document and restarts. A document that cannot run is kept as well, and
/// `problems` says what stands in its way. The worker does not hear of such a document, and a run
/// that was under way waits: it can go on once the document is again what the worker has.
Issues restart_with(App& app, Experiment next, const std::string& path);

/// Sets a live value, which is in range. Before the run has begun that edits the document;
/// afterwards it is a change that is recorded with its iteration. `settles`: a hand moves a slider,
/// and the worker takes the value once it has come to rest, so that a drag is one change.
Issues set_live(App& app, const std::string& path, double value, bool settles = false);

/// Sets any number, tick or choice (by its index).
Issues set_number(App& app, const std::string& path, double value, bool settles = false);

/// Sets any value from the text that was typed.
Issues set_text(App& app, const std::string& path, const std::string& text);

}  // namespace nn4n
