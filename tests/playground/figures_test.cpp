// Plots as files: the numbers that are drawn, in a drawing and in a table.
#include "playground/plots/figure.h"

#include <gtest/gtest.h>

#include <cmath>

#include "codec/json.h"
#include "playground/headless.h"

namespace nn4n::playground::figures_test {
namespace {

const Tokens& colours() {
  static const Tokens tokens = make_theme(ThemeName::light, {}).colour;
  return tokens;
}

Figure two_curves() {
  Figure figure{.key = "test", .title = "A & <B>", .size = {200, 100}};
  figure.across = "Time [ms]";
  figure.up = "Rate";
  figure.horizontal = {0, 100};
  figure.vertical = {0, 2};
  figure.series = {{.name = "one, two", .colour = 0xff0000ff, .xs = {0, 50, 100}, .ys = {0, 1, 2}},
                   {.name = "said \"x\"",
                    .colour = 0xff00ff00,
                    .xs = {0, 50, 100},
                    .ys = {1, NAN, 0.25f},
                    .low = {0.5f, NAN, 0},
                    .high = {1.5f, NAN, 0.5f}}};
  return figure;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Figures, ATableHasAColumnForEachSeriesOfTheSamePoints) {
  EXPECT_EQ(
      to_csv(two_curves()),
      "Time [ms],\"one, two\",\"said \"\"x\"\"\",\"said \"\"x\"\" low\",\"said \"\"x\"\" high\"\n"
      "0,0,1,0.5,1.5\n"
      "50,1,,,\n"
      "100,2,0.25,0,0.5\n");
}

TEST(Figures, SeriesOfOtherPointsStandOneBelowTheOther) {
  Figure figure = two_curves();
  figure.series[1] = {.name = "other", .xs = {7}, .ys = {0.1f}};
  EXPECT_EQ(to_csv(figure),
            "series,Time [ms],Rate\n\"one, two\",0,0\n\"one, two\",50,1\n\"one, two\",100,2\n"
            "other,7,0.1\n");
}

TEST(Figures, AMatrixHasTheNamesOfItsRowsAndColumns) {
  Figure figure{.key = "m", .title = "Matrix", .size = {20, 20}};
  figure.cells = FigureCells{.rows = {"E 1", "I 2"},
                             .columns = {"a", "b,c"},
                             .values = {1, NAN, -0.5f, 3},
                             .colours = {1, 2, 2, 2},
                             .corner = "to / from"};
  EXPECT_EQ(to_csv(figure), "to / from,a,\"b,c\"\nE 1,1,\nI 2,-0.5,3\n");
  const std::string svg = to_svg(figure, colours());
  EXPECT_EQ(count_of(svg, "<path"), 2u) << "one for each colour";
  EXPECT_EQ(count_of(svg, "h1v1h-1z"), 4u) << "one piece for each cell";
}

TEST(Figures, ADrawingHasItsLinesAndItsTextAsText) {
  const std::string svg = to_svg(two_curves(), colours());
  EXPECT_TRUE(svg.starts_with("<?xml"));
  EXPECT_NE(svg.find("A &amp; &lt;B&gt;"), svg.npos);
  EXPECT_EQ(svg.find("<B>"), svg.npos);
  EXPECT_NE(svg.find(">Time [ms]</text>"), svg.npos);
  EXPECT_NE(svg.find("points=\"64,152 164,102 264,52\""), svg.npos) << svg;
  EXPECT_EQ(count_of(svg, "<polyline"), 3u) << "the second line is broken in the middle";
  EXPECT_EQ(svg.find("nan"), svg.npos);
}

TEST(Figures, NumbersThatAreNotFiniteOrFarOutStayOutOfADrawing) {
  Figure figure = two_curves();
  figure.vertical = {0.01, 1, true};
  figure.series[0].ys = {-1, 0, INFINITY};
  figure.series[1].low.clear();
  figure.horizontal = {5, 5};
  const std::string svg = to_svg(figure, colours());
  for (const char* word : {"nan", "inf"}) EXPECT_EQ(svg.find(word), svg.npos) << word;
}

TEST(Figures, ThePageHandsOutWhatIsOnItsScreen) {
  Headless screen(1600, 1200);
  EXPECT_EQ(parse_json(screen.page.figures()).value.items.empty(), false) << "empty axes, too";
  screen.trained(300);
  const JsonValue list = parse_json(screen.page.figures()).value;
  std::vector<std::string> keys;
  for (const JsonValue& one : list.items) {
    keys.push_back(one.find("key")->text);
    const auto place = screen.box("figure." + keys.back());
    EXPECT_TRUE(place.drawn && place.width > 20 && place.height > 10) << keys.back();
    EXPECT_TRUE(screen.page.figure(keys.back(), "svg").ends_with("</svg>\n")) << keys.back();
    EXPECT_FALSE(screen.page.figure(keys.back(), "csv").empty()) << keys.back();
  }
  for (const char* wanted :
       {"loss", "accuracy", "inputs", "rates", "outputs", "weights", "behaviour"})
    EXPECT_NE(std::find(keys.begin(), keys.end(), wanted), keys.end()) << wanted;
  const std::string csv = screen.page.figure("loss", "csv");
  EXPECT_TRUE(csv.starts_with("Iteration,Loss of each batch,Smoothed loss\n1,0.2,"))
      << csv.substr(0, 80);
  EXPECT_EQ(count_of(csv, "\n"), 301u);
  EXPECT_EQ(screen.page.figure("no such plot", "svg"), "");
}

TEST(Figures, TheSmallButtonOfAPlotHasTheBrowserSaveIt) {
  Headless screen(1600, 1200);
  screen.trained(300);
  screen.page.take_messages();
  for (const auto& [button, choice] : {std::pair{"save.loss", "choice.loss.svg"},
                                       {"save.accuracy", "choice.accuracy.csv"},
                                       {"save.weights", "choice.weights.png"},
                                       {"save.behaviour", "choice.behaviour.csv"},
                                       {"save.inputs", "choice.outputs.svg"}}) {
    ASSERT_TRUE(screen.box(button).drawn) << button;
    screen.click(screen.box(button).at(0.5f));
    ASSERT_TRUE(screen.box(choice).drawn) << choice;
    screen.click(screen.box(choice).at(0.5f));
    const JsonValue messages = screen.page.take_messages();
    ASSERT_EQ(messages.items.size(), 1u) << button;
    EXPECT_EQ(messages.items[0].find("type")->text, "save_figure");
    const std::string picked = "choice." + messages.items[0].find("plot")->text + "." +
                               messages.items[0].find("format")->text;
    EXPECT_EQ(picked, choice);
  }
}

}  // namespace
}  // namespace nn4n::playground::figures_test
