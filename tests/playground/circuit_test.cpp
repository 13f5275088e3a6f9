// The circuit: where things lie, what lies at a point, and what a pointer and keys select.
#include <gtest/gtest.h>

#include <cmath>

#include "playground/headless.h"
#include "playground/panels/circuit/geometry.h"
#include "playground/panels/circuit/sprites.h"

namespace nn4n::playground::circuit_test {
namespace {

/// Areas in a chain, each with E and I units (or units without a sign), dense within and to both
/// neighbours; input to the first, readout from the last.
Projections chain(int areas, int e, int i, int inputs = 2, int outputs = 2) {
  Snapshot s;
  for (int area = 0; area < areas; ++area) {
    for (int k = 0; k < e + std::abs(i); ++k) {
      s.unit_area.push_back(static_cast<std::uint8_t>(area));
      s.unit_sign.push_back(i == 0 ? std::int8_t{0} : k < e ? std::int8_t{1} : std::int8_t{-1});
    }
  }
  s.units = static_cast<int>(s.unit_area.size());
  const auto n = static_cast<std::size_t>(s.units);
  for (std::size_t to = 0; to < n; ++to) {
    for (std::size_t from = 0; from < n; ++from) {
      const bool near = std::abs(s.unit_area[to] - s.unit_area[from]) <= 1;
      s.recurrent_present.push_back(near ? 1 : 0);
      s.recurrent.push_back(near ? 0.1f * (s.unit_sign[from] < 0 ? -1.0f : 1.0f) : 0.0f);
    }
  }
  s.trial.input_names.resize(static_cast<std::size_t>(inputs), "in");
  s.trial.output_names.resize(static_cast<std::size_t>(outputs), "out");
  for (std::size_t unit = 0; unit < n; ++unit)
    s.input.insert(s.input.end(), static_cast<std::size_t>(inputs),
                   s.unit_area[unit] ? 0.0f : 1.0f);
  for (int o = 0; o < outputs; ++o) {
    for (std::size_t unit = 0; unit < n; ++unit)
      s.readout.push_back(s.unit_area[unit] == areas - 1 ? 1.0f : 0.0f);
  }
  return projections_of(s);
}

constexpr ImRect kBox{{100, 50}, {500, 450}};

bool holds(const ImRect& outer, const ImRect& inner) {
  return inner.Min.x >= outer.Min.x - 0.5f && inner.Max.x <= outer.Max.x + 0.5f &&
         inner.Min.y >= outer.Min.y - 0.5f && inner.Max.y <= outer.Max.y + 0.5f;
}

struct Size {
  int areas, e, i;
};

TEST(CircuitLayout, EverythingLiesInItsPlaceFromOneToEightAreas) {
  for (const Size& size : {Size{1, 1, 0}, Size{1, 64, 0}, Size{1, 410, 102}, Size{2, 25, 7},
                           Size{3, 20, 5}, Size{4, 100, 28}, Size{5, 13, 3}, Size{8, 52, 12}}) {
    const Projections p = chain(size.areas, size.e, size.i);
    const CircuitLayout l = layout_of(p, 2, 2, kBox, {40, 40});
    const std::string which = std::to_string(size.areas) + " areas of " + std::to_string(size.e);
    ASSERT_EQ(l.areas.size(), static_cast<std::size_t>(size.areas)) << which;
    ASSERT_EQ(l.units.size(), p.group_of.size());
    EXPECT_GE(l.pitch, 4) << which;
    for (const AreaPlace& area : l.areas) EXPECT_TRUE(holds(kBox, area.box)) << which;
    for (std::size_t k = 0; k < l.areas.size(); ++k) {
      for (std::size_t j = 0; j < k; ++j)
        EXPECT_FALSE(l.areas[k].box.Overlaps(l.areas[j].box)) << which << ": " << j << " and " << k;
    }
    for (std::size_t unit = 0; unit < l.units.size(); ++unit) {
      const auto& group = p.groups[static_cast<std::size_t>(p.group_of[unit])];
      const auto area = std::find_if(l.areas.begin(), l.areas.end(),
                                     [&](const AreaPlace& a) { return a.area == group.area; });
      const ImVec2 c = l.units[unit];
      EXPECT_TRUE(
          holds(area->box, {{c.x - l.radius, c.y - l.radius}, {c.x + l.radius, c.y + l.radius}}))
          << which << ", unit " << unit;
    }
    ASSERT_EQ(l.recurrent.size(), p.recurrent.size());
    for (const Route& route : l.recurrent) {
      EXPECT_FALSE(route.empty());
      for (const ImVec2 point : route.points)
        EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << which;
    }
    EXPECT_EQ(l.input.size(), p.input.size());
    EXPECT_EQ(l.readout.size(), p.readout.size());
  }
}

TEST(CircuitLayout, UnitsAreApartFromOneAnother) {
  const Projections p = chain(2, 25, 7);
  const CircuitLayout l = layout_of(p, 2, 2, kBox, {40, 40});
  EXPECT_GE(l.radius, 4.5f);
  for (std::size_t k = 0; k < l.units.size(); ++k) {
    for (std::size_t j = 0; j < k; ++j)
      EXPECT_GE(std::hypot(l.units[k].x - l.units[j].x, l.units[k].y - l.units[j].y),
                2 * l.radius + 1);
  }
}

TEST(CircuitLayout, ActivityGoesFromLeftToRight) {
  const Projections p = chain(2, 25, 7);
  const CircuitLayout l = layout_of(p, 2, 2, kBox, {40, 40});
  EXPECT_LT(l.inputs[0].x, l.areas[0].box.Min.x);
  EXPECT_LT(l.areas[0].box.Max.x, l.areas[1].box.Min.x);
  EXPECT_LT(l.areas[1].box.Max.x, l.outputs[0].x);
  for (std::size_t k = 0; k < p.recurrent.size(); ++k) {
    const UnitGroup& from = p.groups[static_cast<std::size_t>(p.recurrent[k].from)];
    const UnitGroup& to = p.groups[static_cast<std::size_t>(p.recurrent[k].to)];
    const Route& route = l.recurrent[k];
    EXPECT_EQ(route.end, from.sign > 0 ? RouteEnd::arrow : RouteEnd::bar);
    if (from.area == to.area) continue;
    EXPECT_EQ(route.points.front().x < route.points.back().x, from.area < to.area);
  }
}

TEST(CircuitLayout, AreasAreSortedByTheirDistanceFromTheInput) {
  Projections p = chain(3, 4, 1);
  EXPECT_EQ(areas_in_order(p), (std::vector{0, 1, 2}));
  for (Projection& each : p.input) each.to = 2;
  for (Projection& each : p.readout) each.from = 0;
  EXPECT_EQ(areas_in_order(p), (std::vector{2, 1, 0}));
  p.input.clear();
  EXPECT_EQ(areas_in_order(p).size(), 3u);
}

TEST(CircuitLayout, AreasStandInColumnsWhereThereIsRoom) {
  const auto columns = [](int areas, float width) {
    const CircuitLayout l = layout_of(chain(areas, 20, 5), 2, 2, {{0, 0}, {width, 400}}, {40, 40});
    int most = 0;
    for (const AreaPlace& area : l.areas) most = std::max(most, area.column + 1);
    return most;
  };
  EXPECT_EQ(columns(1, 400), 1);
  EXPECT_EQ(columns(2, 400), 2);
  EXPECT_EQ(columns(3, 400), 2);
  EXPECT_EQ(columns(3, 640), 3);
  EXPECT_EQ(columns(4, 400), 2);
  EXPECT_EQ(columns(4, 700), 4);
}

TEST(CircuitLayout, SpreadKeepsOrderAndBounds) {
  std::vector<float> places{5, 5, 5, 90};
  spread(places, 0, 100, 10);
  EXPECT_EQ(places, (std::vector<float>{5, 15, 25, 90}));
  places = {95, 99, 99};
  spread(places, 0, 100, 10);
  EXPECT_EQ(places, (std::vector<float>{80, 90, 100}));
  places = {1, 2, 3, 4, 5};
  spread(places, 0, 8, 10);
  EXPECT_EQ(places, (std::vector<float>{0, 2, 4, 6, 8}));
}

TEST(CircuitLayout, WidthIsTheLogarithmOfTheSum) {
  EXPECT_FLOAT_EQ(line_width(10, 10), 5);
  EXPECT_FLOAT_EQ(line_width(10.0 / 300, 10), 1.2f);
  EXPECT_NEAR(line_width(10 / std::sqrt(300.0), 10), 3.1, 1e-5);
  EXPECT_FLOAT_EQ(line_width(0, 10), 1.2f);
  EXPECT_FLOAT_EQ(line_width(1, 0), 1.2f);
}

TEST(CircuitHits, APointFindsUnitsLinesGroupsAndAreas) {
  using Kind = CircuitHit::Kind;
  const Projections p = chain(2, 25, 7);
  const CircuitLayout l = layout_of(p, 2, 2, kBox, {40, 40});
  for (std::size_t unit = 0; unit < l.units.size(); ++unit)
    EXPECT_EQ(hit_at(l, l.units[unit], 6), (CircuitHit{Kind::unit, static_cast<int>(unit)}));
  const ImRect& head = l.areas[1].head;
  EXPECT_EQ(hit_at(l, {head.Min.x + 2, head.Min.y + 3}, 2), (CircuitHit{Kind::area, 1}));
  EXPECT_EQ(hit_at(l, l.inputs[1], 6), (CircuitHit{Kind::input, 1}));
  EXPECT_EQ(hit_at(l, l.outputs[0], 6), (CircuitHit{Kind::output, 0}));
  EXPECT_EQ(hit_at(l, {kBox.Min.x + 1, kBox.Min.y + 1}, 6), CircuitHit{});
  EXPECT_EQ(hit_at(l, {kBox.Min.x - 9, kBox.Min.y}, 20), CircuitHit{});
  for (std::size_t k = 0; k < l.recurrent.size(); ++k) {
    const auto& points = l.recurrent[k].points;
    const ImVec2 middle = points[points.size() / 2];
    const CircuitHit hit = hit_at(l, middle, 6);
    // Lines cross; there the nearest one is found.
    EXPECT_EQ(hit.kind, Kind::projection) << k;
  }
  ASSERT_GT(l.groups[0].label.GetHeight(), 0);
  EXPECT_EQ(hit_at(l, l.groups[0].label.GetCenter(), 2), (CircuitHit{Kind::group, 0}));
}

TEST(CircuitHits, ArrowKeysLeadToTheNeighbour) {
  const Projections p = chain(1, 12, 0, 0, 0);
  const CircuitLayout l = layout_of(p, 0, 0, kBox, {});
  const int columns = l.groups[0].columns;
  EXPECT_EQ(unit_beside(l, 0, ImGuiDir_Right), 1);
  EXPECT_EQ(unit_beside(l, 1, ImGuiDir_Left), 0);
  EXPECT_EQ(unit_beside(l, 0, ImGuiDir_Down), columns);
  EXPECT_EQ(unit_beside(l, columns, ImGuiDir_Up), 0);
  EXPECT_EQ(unit_beside(l, 0, ImGuiDir_Left), 0);
  EXPECT_EQ(unit_beside(l, 99, ImGuiDir_Left), 0);
}

TEST(CircuitSprites, AreFilledByTheRateAndShapedByTheSign) {
  const auto inside = [](int sign, float filling) {  // the share of a unit's square that is covered
    double sum = 0;
    for (int y = -8; y <= 8; ++y) {
      for (int x = -8; x <= 8; ++x)
        sum +=
            double{unit_opacity(static_cast<float>(x), static_cast<float>(y), sign, filling, 8, 1)};
    }
    return sum / (17 * 17);
  };
  for (const int sign : {1, -1, 0}) {
    EXPECT_GT(inside(sign, 0), 0.05) << "its outline is seen";
    EXPECT_GT(inside(sign, 0.3f), inside(sign, 0.02f));
    EXPECT_GT(inside(sign, 1), 1.5 * inside(sign, 0.3f));
    EXPECT_LT(unit_opacity(0, 0, sign, -1, 8, 1), 0.1f) << "a negative rate is hollow";
    EXPECT_EQ(unit_opacity(0, 0, sign, 1, 8, 1), 1);
  }
  EXPECT_GT(unit_opacity(5, 5, 1, 0.9f, 8, 1), unit_opacity(6.5f, 6.5f, -1, 0, 8, 1));
}

// On the page ---------------------------------------------------------------------------------

JsonValue view_of(const Headless& screen) {
  return *parse_json(screen.page.state()).value.find("view");
}

std::string selected_words_of(const Headless& screen) {
  return view_of(screen).find("selected")->find("words")->text;
}

TEST(CircuitPanel, IsThereAtOnceBesideTheCurves) {
  for (const auto& [width, height] : {std::pair{1366.0, 680.0}, {1920.0, 980.0}, {390.0, 700.0}}) {
    Headless screen(width, height);
    screen.trained(0);
    const auto circuit = screen.box("circuit.diagram");
    const auto curves = screen.box("plot.loss");
    ASSERT_TRUE(circuit.drawn && curves.drawn) << width;
    EXPECT_LE(circuit.y + circuit.height, height) << width;
    EXPECT_LE(curves.y, height) << width;
    EXPECT_TRUE(screen.box("unit[63]").drawn) << width;
    EXPECT_TRUE(screen.box("projection[1E][0E]").drawn) << width;
  }
}

TEST(CircuitPanel, AHighColumnHoldsTheWeightsTooAndLeavesRoomForTheBehaviour) {
  Headless screen(1920, 1100);
  screen.trained(100);
  ASSERT_TRUE(screen.box("circuit.diagram").drawn && screen.box("plot.weights").drawn);
  const auto behaviour = screen.box("panel.behaviour");
  EXPECT_GE(behaviour.height, 180);
  EXPECT_LE(behaviour.y + behaviour.height, 1100);
  EXPECT_GE(behaviour.y, screen.box("panel.weights").y + screen.box("panel.weights").height);
}

TEST(CircuitPanel, ReadsWhatThePointerIsOn) {
  Headless screen(1366, 700);
  screen.trained(100);
  screen.point(screen.box("unit[40]").at(0.5f));
  const JsonValue view = view_of(screen);
  const JsonValue* pointed = view.find("pointed");
  EXPECT_EQ(pointed->find("heading")->text, "Decision E 9");
  EXPECT_EQ(pointed->find("value")->text, "rate 0.70");
  ASSERT_EQ(pointed->find("lines")->items.size(), 3u + 4 + 4 + 2);
  // Row 40 has synapses but from every third unit; 50 of 64 sources are E with 0.1.
  int from_e = 0;
  for (int j = 0; j < 25; ++j) from_e += (40 * 64 + j) % 3 != 0;
  EXPECT_EQ(pointed->find("lines")->items[3].find("name")->text,
            "from Sensory E, " + std::to_string(from_e) + " synapses");
  EXPECT_TRUE(screen.box("readout").drawn);
  screen.point({5, 5});
  EXPECT_EQ(view_of(screen).find("pointed")->find("heading")->text, "");
}

TEST(CircuitPanel, AClickSelectsAndAnEmptyOneOrEscapeClears) {
  Headless screen(1366, 700);
  screen.trained(100);
  screen.click(screen.box("unit[40]").at(0.5f));
  EXPECT_EQ(selected_words_of(screen), "Selected: unit 9 of Decision, excitatory");
  screen.click(screen.box("circuit.area[1]").at(0.05f));
  EXPECT_EQ(selected_words_of(screen), "Selected: area Decision, 32 units");
  screen.click(screen.box("circuit.diagram").at(0.002f, 0.002f));
  EXPECT_EQ(selected_words_of(screen), "");
  screen.click(screen.box("projection[0I][0E]").at(0.5f));
  EXPECT_EQ(selected_words_of(screen), "Selected: projection Sensory E → Sensory I");
  screen.key(ImGuiKey_Escape);
  EXPECT_EQ(selected_words_of(screen), "");
  EXPECT_EQ(screen.messages(), "") << "nothing of the network changed";
}

TEST(CircuitPanel, PlaysFromTheBeginningAndStopsWhereItIsPointed) {
  Headless screen(1366, 700);
  screen.trained(100);
  const auto at_ms = [&] { return view_of(screen).find("playback")->find("at_ms")->number; };
  EXPECT_EQ(at_ms(), 880) << "the end of the stimulus";
  screen.click(screen.box("circuit.play").at(0.5f));
  EXPECT_TRUE(screen.page.playing());
  EXPECT_LT(at_ms(), 100);
  const double before = at_ms();
  screen.frames(5);
  EXPECT_NEAR(at_ms() - before, 5 * 16 * 0.5, 0.1);
  screen.click(screen.box("circuit.time").at(0.5f));
  EXPECT_FALSE(screen.page.playing());
  EXPECT_NEAR(at_ms(), 600, 5);
}

TEST(CircuitPanel, PlayedOnceItComesToRest) {
  Headless screen(1366, 700);
  screen.page.play_once();
  screen.trained(0);
  EXPECT_TRUE(screen.page.playing());
  screen.frames(200);
  EXPECT_FALSE(screen.page.playing());
  double now = 1e6;
  while (screen.page.frame(now += 16, 1366, 700, 1)) {
  }
  const int before = screen.page.frames();
  for (int k = 0; k < 10; ++k) screen.page.frame(now += 16, 1366, 700, 1);
  EXPECT_EQ(screen.page.frames(), before) << "an idle page draws nothing";
}

TEST(CircuitPanel, TheHeatMapIsSortedByPeakTimeWithSilentUnitsLast) {
  Headless screen(1366, 700);
  Snapshot s = made_up_snapshot(100);
  for (int unit = 0; unit < 64; ++unit) {
    for (int t = 0; t < 60; ++t)  // the later the lower the number; unit 2 is silent
      s.trial.rates[static_cast<std::size_t>(unit * 60 + t)] =
          unit != 2 && t == 59 - unit % 32 ? 1.0f : 0.0f;
  }
  screen.page.receive(R"({"type":"snapshot","status":"paused","speed":0})", to_bytes(s));
  screen.frames(2);
  const auto unit_in_row = [&](float row) {
    screen.click(screen.box("plot.rates").at(0.5f, (row + 0.5f) / 64));
    return selected_words_of(screen);
  };
  EXPECT_EQ(unit_in_row(0), "Selected: unit 1 of Sensory, excitatory");
  EXPECT_TRUE(screen.box("trial.silent").drawn);
  screen.choose("trial.order", "order.peak");
  EXPECT_EQ(unit_in_row(0), "Selected: unit 25 of Sensory, excitatory");
  EXPECT_EQ(unit_in_row(23), "Selected: unit 1 of Sensory, excitatory");
  EXPECT_EQ(unit_in_row(24), "Selected: unit 3 of Sensory, excitatory") << "silent";
  EXPECT_EQ(unit_in_row(25), "Selected: unit 7 of Sensory, inhibitory");
  EXPECT_EQ(screen.messages(), "");
}

TEST(CircuitPanel, ItsTabMakesItLargeAndBringsTheWeightsBeside) {
  Headless screen(1366, 700);
  screen.trained(100);
  const float small = screen.box("circuit.diagram").width;
  EXPECT_FALSE(screen.box("panel.weights").drawn);
  screen.click(screen.box("tab.circuit").at(0.5f));
  EXPECT_GT(screen.box("circuit.diagram").width, 1.4f * small);
  EXPECT_TRUE(screen.box("plot.weights").drawn);
  screen.click(screen.box("tab.weights").at(0.5f));
  EXPECT_TRUE(screen.box("plot.weights").drawn);
  EXPECT_NEAR(screen.box("circuit.diagram").width, small, 1);
}

}  // namespace
}  // namespace nn4n::playground::circuit_test
