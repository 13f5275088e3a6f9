#include "editing/film_view.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "editing/words.h"

namespace nn4n {

namespace {

void ask_for(App& app, int iteration) {
  app.run.film.asked = iteration;
  app.outbox.push_back({.what = Message::What::moment, .until = iteration});
}

}  // namespace

std::optional<int> moment_near(const Run& run, int iteration) {
  if (iteration >= run.snapshot.iteration) return std::nullopt;
  std::optional<int> nearest;
  for (const int kept : run.film.iterations) {
    if (!nearest || std::abs(kept - iteration) < std::abs(*nearest - iteration)) nearest = kept;
  }
  return nearest && *nearest < run.snapshot.iteration ? nearest : std::nullopt;
}

void take_film(App& app, std::vector<int> iterations) {
  FilmView& film = app.run.film;
  film.iterations = std::move(iterations);
  if (!film.remembered || std::find(film.iterations.begin(), film.iterations.end(),
                                    *film.remembered) == film.iterations.end())
    return;
  show_moment(app, moment_near(app.run, *film.remembered));
}

void show_moment(App& app, std::optional<int> iteration) {
  FilmView& film = app.run.film;
  film.remembered.reset();
  if (iteration == film.wanted) return;
  film.wanted = iteration;
  if (iteration) {
    if (!film.asked) ask_for(app, *iteration);
    return;
  }
  film.shown.reset();
  app.outbox.push_back({.what = Message::What::moment});
}

void take_moment(App& app, int asked, Snapshot snapshot) {
  FilmView& film = app.run.film;
  if (film.asked == asked) film.asked.reset();
  if (!film.wanted) return;
  if (*film.wanted == asked) film.wanted = snapshot.iteration;
  film.shown = std::move(snapshot);
  wear_activity(app);
  if (*film.wanted != film.shown->iteration && !film.asked) ask_for(app, *film.wanted);
}

std::string moment_words(const Run& run) {
  if (!run.film.shown) return "";
  return "Shown: iteration " + grouped(run.film.shown->iteration) + " of " +
         grouped(run.snapshot.iteration);
}

std::string branch_sentence(int iteration) {
  return "A new run begins at iteration " + grouped(iteration) +
         ", with the weights of that moment and a fresh optimiser.";
}

}  // namespace nn4n
