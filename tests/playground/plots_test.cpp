// Ticks, fits, colour maps and words: the parts of plots that are plain functions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "editing/words.h"
#include "playground/look/colour_map.h"
#include "playground/plots/picture.h"
#include "playground/plots/ticks.h"
#include "playground/widgets/slider.h"

namespace nn4n::playground::plots_test {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> words;
  for (const Tick& tick : ticks) {
    if (!tick.label.empty()) words.push_back(tick.label);
  }
  return words;
}

TEST(Pictures, AreShrunkToWhatATextureHolds) {
  ImGuiContext* context = ImGui::CreateContext();
  {
    Pictures pictures;
    constexpr int kWidth = 3 * Pictures::kLargestSide;
    const auto shown = [&](int width, int height, std::uint64_t key, auto&& fill) {
      return pictures.get("rates", width, height, key, fill)._TexData;
    };
    const auto by_threes = [](Pixels pixels) {  // 0 1 2 0 1 2 …, so each three have the mean 1
      for (std::size_t k = 0; k < pixels.size(); ++k)
        pixels[k] = 0xff000000u | static_cast<std::uint32_t>(k % 3) * 0x010203u;
    };
    const ImTextureData* wide = shown(kWidth, 2, 1, by_threes);
    EXPECT_EQ(wide->Width, Pictures::kLargestSide);
    EXPECT_EQ(wide->Height, 2);
    const auto* cells = reinterpret_cast<const std::uint32_t*>(wide->Pixels);
    EXPECT_TRUE(std::all_of(cells, cells + 2 * Pictures::kLargestSide,
                            [](std::uint32_t cell) { return cell == 0xff010203u; }));
    int fills = 0;
    shown(kWidth, 2, 1, [&](Pixels) { ++fills; });
    EXPECT_EQ(fills, 0) << "what it shows has not changed";
    const ImTextureData* small =
        shown(5, 1, 2, [](Pixels pixels) { std::iota(pixels.begin(), pixels.end(), 7u); });
    EXPECT_EQ(small->Width, 5);
    EXPECT_EQ(reinterpret_cast<const std::uint32_t*>(small->Pixels)[4], 11u);
  }
  ImGui::DestroyContext(context);
}

TEST(Ticks, AreRoundNumbersWithinTheAxis) {
  EXPECT_EQ(labels(linear_ticks(0, 1240, 5)),
            (std::vector<std::string>{"0", "250", "500", "750", "1,000"}));
  EXPECT_EQ(labels(linear_ticks(40, 100, 5)), (std::vector<std::string>{"40", "60", "80", "100"}));
  EXPECT_EQ(labels(linear_ticks(-55, 55, 5)),
            (std::vector<std::string>{"−40", "−20", "0", "20", "40"}));
  EXPECT_EQ(labels(linear_ticks(0, 0.3, 4)), (std::vector<std::string>{"0", "0.1", "0.2", "0.3"}));
}

TEST(Ticks, AreNeverMoreThanAskedFor) {
  for (double high = 1e-6; high < 1e9; high *= 1.37) {
    for (int count = 2; count < 8; ++count) {
      const auto ticks = linear_ticks(-0.3 * high, high, count);
      EXPECT_LE(ticks.size(), static_cast<std::size_t>(count));
      EXPECT_GE(ticks.size(), 1u);
    }
  }
}

TEST(Ticks, OfAnEmptyAxisAreNone) {
  EXPECT_TRUE(linear_ticks(1, 1).empty());
  EXPECT_TRUE(linear_ticks(NAN, 1).empty());
  EXPECT_TRUE(log_ticks(0, 1).empty());
  EXPECT_TRUE(log_ticks(1, 0.1).empty());
}

TEST(Ticks, OfALogAxisNamePowersOfTen) {
  EXPECT_EQ(labels(log_ticks(0.004, 1)), (std::vector<std::string>{"0.01", "0.1", "1"}));
  const auto ticks = log_ticks(0.01, 1);
  EXPECT_EQ(ticks.size(), 19u);  // 1…9 twice, and 1
}

TEST(Ticks, OfAShortLogAxisNameOneTwoFive) {
  EXPECT_EQ(labels(log_ticks(0.15, 0.9)), (std::vector<std::string>{"0.2", "0.5"}));
}

TEST(Ticks, OfALongLogAxisSkipPowers) {
  EXPECT_LE(labels(log_ticks(1e-12, 1, 5)).size(), 5u);
  EXPECT_GE(labels(log_ticks(1e-12, 1, 5)).size(), 3u);
}

TEST(ColourMap, ZeroIsTheBackgroundOfPlots) {
  EXPECT_EQ(colour_at(diverging_dark(), signed_power(0, 1)), 0xFF18130Fu);
  EXPECT_EQ(colour_at(diverging_light(), signed_power(0, 1)), 0xFFFFFFFFu);
  EXPECT_EQ(colour_at(sequential_dark(), 0), 0xFF18130Fu);
}

TEST(ColourMap, SignsGoOppositeWays) {
  EXPECT_GT(signed_power(0.1f, 1), 0.5f);
  EXPECT_FLOAT_EQ(signed_power(0.1f, 1) + signed_power(-0.1f, 1), 1);
  EXPECT_FLOAT_EQ(signed_power(5, 1), 1);
  EXPECT_FLOAT_EQ(signed_power(NAN, 1), 0.5f);
}

TEST(SliderScale, PlacesAndValuesAreInverse) {
  Experiment experiment;
  for (const char* path : {"training.learning_rate", "network.areas[0].units", "network.dt_ms",
                           "network.recurrent_noise", "loss[1].weight"}) {
    const SliderScale scale(resolve(target_of(experiment), path));
    for (double place = 0; place <= 1; place += 0.125) {
      const double value = scale.value_at(place);
      EXPECT_NEAR(scale.place_of(value), place, 0.06) << path << " at " << place;
      EXPECT_EQ(scale.value_at(scale.place_of(value)), value) << path << " at " << place;
    }
  }
}

TEST(SliderScale, ReachesBothEndsOfItsField) {
  Experiment experiment;
  const SliderScale scale(resolve(target_of(experiment), "loss[1].weight"));
  EXPECT_EQ(scale.value_at(0), 0);
  EXPECT_EQ(scale.value_at(1), 100);
  EXPECT_GT(scale.value_at(0.05), 0);
  EXPECT_LT(scale.value_at(0.05), 1e-3);
}

TEST(SliderScale, AKeyPressAlwaysMoves) {
  Experiment experiment;
  for (const char* path :
       {"network.areas[0].units", "training.batch", "network.areas[0].excitatory",
        "network.areas[0].tau_ms", "training.learning_rate"}) {
    const Target target = resolve(target_of(experiment), path);
    const SliderScale scale(target);
    const double value = target.type->number(target.object);
    EXPECT_GT(scale.nudged(value, 1), value) << path;
    EXPECT_LT(scale.nudged(value, -1), value) << path;
  }
}

TEST(Words, NumbersAreWrittenAsInPrint) {
  EXPECT_EQ(grouped(1240), "1,240");
  EXPECT_EQ(grouped(-1234567), "−1,234,567");
  EXPECT_EQ(compact(0.003), "0.003");
  EXPECT_EQ(compact(0.0001), "1e−4");
  EXPECT_EQ(compact(-12.5), "−12.5");
  EXPECT_EQ(compact(NAN), "–");
  EXPECT_EQ(fixed(0.1436, 3, true), "+0.144");
  EXPECT_EQ(fixed(-0.5, 1, true), "−0.5");
  EXPECT_EQ(compact(999.9), "1,000");
}

TEST(Words, LongNumbersAreShortened) {
  EXPECT_EQ(brief(-0.5, 2), "−0.50");
  EXPECT_EQ(brief(-3.3e12, 2), "−3.3e12");
  EXPECT_EQ(brief(1234499968.0, 3, true), "+1.234e9");
  EXPECT_EQ(brief(1240, 2), "1,240");
  EXPECT_EQ(brief(INFINITY, 2, true), "–");
  EXPECT_EQ(brief(NAN, 2), "–");
}

TEST(Words, AreSaidToAFingerWithoutKeys) {
  EXPECT_EQ(for_finger("Point at a weight to read it."), "Press a weight to read it.");
  EXPECT_EQ(for_finger("Click another block, or drag over several. Hold Ctrl to add one."),
            "Tap another block, or drag over several.");
  EXPECT_EQ(for_finger("Double-click a cell to type its numbers."),
            "Double-tap a cell to type its numbers.");
  EXPECT_EQ(for_finger(""), "");
}

TEST(Words, ComplaintsNameTheElement) {
  Experiment experiment;
  EXPECT_EQ(sentence(experiment, {"network.areas[1].units",
                                  "network.areas[1].units is 9999; allowed 1 to 512"}),
            "Decision: units is 9999; allowed 1 to 512.");
}

TEST(Words, RestartsNameTheField) {
  const Experiment experiment;
  EXPECT_EQ(restart_sentence(experiment, "network.connectivity.density[0][1]"),
            "Changing density restarts training from iteration 0.");
  EXPECT_EQ(restart_sentence(experiment, "network.connectivity.e_to_e"),
            "Changing E→E restarts training from iteration 0.");
}

TEST(Words, ListsAreReadAsTheyAreWritten) {
  EXPECT_EQ(numbers_in("3.2, 6.4,12.8"), (std::vector<double>{3.2, 6.4, 12.8}));
  EXPECT_FALSE(numbers_in("3, four"));
  EXPECT_FALSE(numbers_in("1,,2"));
}

}  // namespace
}  // namespace nn4n::playground::plots_test
