// Channels are told apart: by the distances of their colours as people see them, with and without
// the three kinds of colour blindness.
#include "playground/plots/channel_colours.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "playground/look/theme.h"

namespace nn4n::playground::channel_colours_test {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr std::array kThemes{ThemeName::dark, ThemeName::light, ThemeName::projector};
constexpr std::size_t kSolidLooks = 4;

/// Normal sight, then protanopia, deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009,
/// severity 1), on linear sRGB.
constexpr std::array<Matrix, 4> kSights{
    Matrix{Triple{1, 0, 0}, Triple{0, 1, 0}, Triple{0, 0, 1}},
    Matrix{Triple{0.152286, 1.052583, -0.204868}, Triple{0.114503, 0.786281, 0.099216},
           Triple{-0.003882, -0.048116, 1.051998}},
    Matrix{Triple{0.367322, 0.860646, -0.227968}, Triple{0.280085, 0.672501, 0.047413},
           Triple{-0.011820, 0.042940, 0.968881}},
    Matrix{Triple{1.255528, -0.076749, -0.178779}, Triple{-0.078411, 0.930809, 0.147602},
           Triple{0.004733, 0.691367, 0.303900}}};

Triple product(const Matrix& m, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

Triple linear(ImU32 colour) {
  Triple rgb{};
  for (std::size_t k = 0; k < 3; ++k) {
    const double part = ((colour >> (8 * k)) & 255u) / 255.0;
    rgb[k] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return rgb;
}

/// Oklab (Ottosson 2020): equal distances look about equally different.
Triple oklab(const Triple& seen) {
  Triple rgb = seen;
  for (double& part : rgb) part = std::fmin(std::fmax(part, 0), 1);
  constexpr Matrix cones{Triple{0.4122214708, 0.5363325363, 0.0514459929},
                         Triple{0.2119034982, 0.6806995451, 0.1073969566},
                         Triple{0.0883024619, 0.2817188376, 0.6299787005}};
  constexpr Matrix lab{Triple{0.2104542553, 0.7936177850, -0.0040720468},
                       Triple{1.9779984951, -2.4285922050, 0.4505937099},
                       Triple{0.0259040371, 0.7827717662, -0.8086757660}};
  Triple response = product(cones, rgb);
  for (double& part : response) part = std::cbrt(part);
  return product(lab, response);
}

/// The distance to whom the two colours look most alike.
double distance(ImU32 a, ImU32 b) {
  double least = INFINITY;
  for (const Matrix& sight : kSights) {
    const Triple p = oklab(product(sight, linear(a)));
    const Triple q = oklab(product(sight, linear(b)));
    least = std::fmin(least, std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
  }
  return least;
}

double contrast(ImU32 a, ImU32 b) {
  const auto luminance = [](ImU32 colour) {
    const Triple rgb = linear(colour);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  };
  const double p = luminance(a) + 0.05;
  const double q = luminance(b) + 0.05;
  return std::fmax(p, q) / std::fmin(p, q);
}

TEST(ChannelColours, TheMeasureKnowsWhatLooksAlike) {
  const ImU32 red = IM_COL32(200, 60, 40, 255);
  const ImU32 green = IM_COL32(110, 120, 30, 255);
  EXPECT_LT(distance(red, green), 0.12) << "red and green are alike without one of the cones";
  EXPECT_GT(distance(IM_COL32_BLACK, IM_COL32_WHITE), 0.99);
}

TEST(ChannelColours, EightAreToldApartInEveryThemeByEverybody) {
  for (const ThemeName theme : kThemes) {
    const Tokens colour = make_theme(theme, {}).colour;
    for (const bool inputs : {true, false}) {
      const ChannelColours& list = inputs ? input_colours(theme) : output_colours(theme);
      EXPECT_EQ(list[0], inputs ? colour.input : colour.output);
      for (std::size_t i = 0; i < list.size(); ++i) {
        EXPECT_GE(contrast(list[i], colour.plot), 3) << name_of(theme) << inputs << i;
        for (std::size_t k = 0; k < i; ++k) {
          const bool same_line = (i < kSolidLooks) == (k < kSolidLooks);
          EXPECT_GE(distance(list[i], list[k]), same_line ? 0.15 : 0.085)
              << name_of(theme) << (inputs ? " inputs " : " outputs ") << k << " and " << i;
        }
      }
    }
  }
}

}  // namespace
}  // namespace nn4n::playground::channel_colours_test
