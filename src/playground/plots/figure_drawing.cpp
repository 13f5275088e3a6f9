// Figures as drawings: SVG, in which text stays text.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/text.h"
#include "codec/experiment_file.h"
#include "playground/plots/figure.h"
#include "playground/plots/ticks.h"

namespace nn4n::playground {

namespace {

constexpr float kLeft = 64, kTop = 52, kRight = 24, kBottom = 48, kPitch = 16;
constexpr float kLetter = 6.2f;  // about the width of one in the legend

std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      escaped += c;
  }
  return escaped;
}

std::string number(double value) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.2f", value);
  std::string digits = text.data();
  while (digits.ends_with('0')) digits.pop_back();
  if (digits.ends_with('.')) digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

std::string hex(ImU32 colour) {
  std::array<char, 8> text;
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour >> IM_COL32_R_SHIFT & 255,
                colour >> IM_COL32_G_SHIFT & 255, colour >> IM_COL32_B_SHIFT & 255);
  return text.data();
}

/// ` fill="#c9e86b" fill-opacity="0.4"`
std::string paint(const char* what, ImU32 colour) {
  const ImU32 alpha = colour >> IM_COL32_A_SHIFT & 255;
  std::string text = std::string(" ") + what + "=\"" + hex(colour) + "\"";
  if (alpha < 255)
    text += std::string(" ") + what + "-opacity=\"" + number(double{1} * alpha / 255) + "\"";
  return text;
}

class Drawing {
 public:
  Drawing(const Figure& figure, const Tokens& colour, Language* language)
      : figure_(figure),
        colour_(colour),
        language_(language),
        across_(scale_of(figure.horizontal)),
        up_(scale_of(figure.vertical)) {}

  std::string text() {
    begin();
    figure_.cells ? cells(*figure_.cells) : plot();
    legend();
    svg_ += "</svg>\n";
    return std::move(svg_);
  }

 private:
  struct Scale {
    double low, high;
    bool logarithmic;
    double place(double value) const {
      if (!logarithmic) return (value - low) / (high - low);
      return std::log(std::max(value, low * 1e-6) / low) / std::log(high / low);
    }
  };
  static Scale scale_of(Range range) {
    if (!(range.high > range.low)) range.high = range.low + 1;
    return {range.low, range.high, range.logarithmic && range.low > 0};
  }
  double x(double value) const { return kLeft + across_.place(value) * double{figure_.size.x}; }
  double y(double value) const { return kTop + (1 - up_.place(value)) * double{figure_.size.y}; }
  double right() const { return double{kLeft} + double{figure_.size.x}; }
  double foot() const { return double{kTop} + double{figure_.size.y}; }

  void words(double at_x, double at_y, std::string_view said, ImU32 colour,
             const char* anchor = "start", int size = 11) {
    svg_ += "<text x=\"" + number(at_x) + "\" y=\"" + number(at_y) + "\"" + paint("fill", colour) +
            " font-size=\"" + std::to_string(size) + "\" text-anchor=\"" + anchor + "\">" +
            xml(in_language(said)) + "</text>\n";
  }
  std::string_view in_language(std::string_view english) const {
    return language_ ? language_->said(english) : english;
  }
  void line(double x1, double y1, double x2, double y2, ImU32 colour, double width = 1,
            double dash = 0) {
    svg_ += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
            "\" y2=\"" + number(y2) + "\"" + paint("stroke", colour) + " stroke-width=\"" +
            number(width) + "\"" + dashes(dash) + "/>\n";
  }
  static std::string dashes(double dash) {
    return dash > 0 ? " stroke-dasharray=\"" + number(dash) + "\"" : "";
  }

  float legend_width() const {
    std::size_t longest = 0;
    for (const FigureSeries& one : figure_.series) {
      if (!one.unnamed) longest = std::max(longest, count_characters(in_language(one.name)));
    }
    for (const Plot::Reference& level : figure_.levels)
      longest = std::max(longest, count_characters(in_language(level.words)));
    return longest > 0 ? 30 + kLetter * px(longest) : 0;
  }
  std::size_t named() const {
    std::size_t count = 0;
    for (const FigureSeries& one : figure_.series) count += one.unnamed ? 0 : 1;
    return count;
  }

  void begin() {
    const double width = right() + double{kRight} + double{legend_width()};
    const double height =
        std::max(foot(), double{kTop} + double{kPitch} * px(named())) + double{kBottom};
    svg_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " + program_name() +
           " -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "width=\"" +
           number(width) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(width) +
           " " + number(height) +
           "\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n<title>" +
           xml(in_language(figure_.title)) + "</title>\n<rect width=\"100%\" height=\"100%\"" +
           paint("fill", colour_.panel) + "/>\n";
    words(8, 20, figure_.title, colour_.text, "start", 13);
  }

  void plot() {
    svg_ += "<rect x=\"" + number(kLeft) + "\" y=\"" + number(kTop) + "\" width=\"" +
            number(double{figure_.size.x}) + "\" height=\"" + number(double{figure_.size.y}) +
            "\"" + paint("fill", colour_.plot) + "/>\n";
    axes();
    for (const Plot::Reference& level : figure_.levels) {
      line(kLeft, y(level.level), right(), y(level.level), colour_.text2, 1, double{level.dash});
      words(right() + 6, y(level.level) + 4, level.words, colour_.text2);
    }
    for (const Figure::Moment& moment : figure_.moments) {
      line(x(moment.at), kTop, x(moment.at), foot(), colour_.edge, 1, 3);
      words(x(moment.at) + 4, foot() - 6, moment.words, colour_.text3);
    }
    svg_ += "<clipPath id=\"area\"><rect x=\"" + number(kLeft) + "\" y=\"" + number(kTop - 4) +
            "\" width=\"" + number(double{figure_.size.x}) + "\" height=\"" +
            number(double{figure_.size.y} + 8) + "\"/></clipPath>\n<g clip-path=\"url(#area)\">\n";
    for (const FigureSeries& one : figure_.series) draw(one);
    svg_ += "</g>\n";
  }

  void axes() {
    const int across = std::clamp(static_cast<int>(figure_.size.x / 60), 2, 8);
    for (const Tick& tick : ticks(figure_.vertical, 5)) {
      line(kLeft, y(tick.value), right(), y(tick.value), colour_.grid);
      if (!tick.label.empty())
        words(double{kLeft} - 8, y(tick.value) + 4, tick.label, colour_.text2, "end");
    }
    for (const Tick& tick : ticks(figure_.horizontal, across)) {
      line(x(tick.value), foot(), x(tick.value), foot() + 4, colour_.edge);
      if (!tick.label.empty())
        words(x(tick.value), foot() + 17, tick.label, colour_.text2, "middle");
    }
    line(kLeft, kTop, kLeft, foot(), colour_.edge);
    line(kLeft, foot(), right(), foot(), colour_.edge);
    words(8, double{kTop} - 10, figure_.up, colour_.text2);
    words(right(), foot() + 34, figure_.across, colour_.text2, "end");
  }
  static std::vector<Tick> ticks(const Range& range, int count) {
    return range.logarithmic && range.low > 0 ? log_ticks(range.low, range.high, count)
                                              : linear_ticks(range.low, range.high, count);
  }

  void draw(const FigureSeries& one) {
    if (one.width > 0) {
      std::string points;
      for (std::size_t k = 0; k <= one.xs.size(); ++k) {
        const bool there = k < one.xs.size() && k < one.ys.size() && std::isfinite(one.ys[k]);
        if (there) {
          add_points(one, k, points);
        } else if (!points.empty()) {
          svg_ += "<polyline fill=\"none\"" + paint("stroke", one.colour) + " stroke-width=\"" +
                  number(double{one.width}) + "\" stroke-linejoin=\"round\"" +
                  dashes(double{one.dash}) + " points=\"" + points + "\"/>\n";
          points.clear();
        }
      }
    }
    for (std::size_t k = 0; k < std::min(one.low.size(), one.high.size()); ++k) {
      if (!std::isfinite(one.low[k]) || !std::isfinite(one.high[k])) continue;
      const double at = x(double{one.xs[k]});
      line(at, y(double{one.low[k]}), at, y(double{one.high[k]}), one.colour, 1.5);
    }
    for (std::size_t k = 0; one.dot > 0 && k < std::min(one.xs.size(), one.ys.size()); ++k) {
      if (std::isfinite(one.ys[k])) circle(x(double{one.xs[k]}), y(double{one.ys[k]}), one);
    }
  }
  void add_points(const FigureSeries& one, std::size_t k, std::string& points) const {
    const auto add = [&](double at) {
      points += (points.empty() ? "" : " ") + number(x(at)) + "," + number(y(double{one.ys[k]}));
    };
    if (!one.steps || one.xs.size() < 2) return add(double{one.xs[k]});
    const double half = (double{one.xs[1]} - double{one.xs[0]}) / 2;
    add(double{one.xs[k]} - half);
    add(double{one.xs[k]} + half);
  }
  void circle(double at_x, double at_y, const FigureSeries& one) {
    svg_ += "<circle cx=\"" + number(at_x) + "\" cy=\"" + number(at_y) + "\" r=\"" +
            number(double{one.dot}) + "\"" + paint("fill", one.colour) + "/>\n";
  }

  /// All cells of one colour are one path.
  void cells(const FigureCells& of) {
    if (of.rows.empty() || of.columns.empty()) return;
    const double wide = double{figure_.size.x} / px(of.columns.size());
    const double high = double{figure_.size.y} / px(of.rows.size());
    std::map<ImU32, std::string> paths;
    for (std::size_t k = 0; k < of.colours.size(); ++k) {
      const std::size_t row = k / of.columns.size(), column = k % of.columns.size();
      paths[of.colours[k]] += "M" + std::to_string(column) + " " + std::to_string(row) + "h1v1h-1z";
    }
    svg_ += "<g shape-rendering=\"crispEdges\" transform=\"translate(" + number(kLeft) + " " +
            number(kTop) + ") scale(" + shortest(wide) + " " + shortest(high) + ")\">\n";
    for (const auto& [colour, path] : paths)
      svg_ += "<path" + paint("fill", colour) + " d=\"" + path + "\"/>\n";
    svg_ += "</g>\n<rect x=\"" + number(kLeft) + "\" y=\"" + number(kTop) + "\" width=\"" +
            number(double{figure_.size.x}) + "\" height=\"" + number(double{figure_.size.y}) +
            "\" fill=\"none\"" + paint("stroke", colour_.text2) + "/>\n";
    words(8, double{kTop} - 10, figure_.up, colour_.text2);
    words(right(), foot() + 17, figure_.across, colour_.text2, "end");
  }

  void legend() {
    double at = double{kTop} + 8;
    const double left = right() + 10;
    const bool beside_levels = !figure_.levels.empty();  // these have names there
    for (const FigureSeries& one : figure_.series) {
      if (one.unnamed || beside_levels) continue;
      if (one.width > 0)
        line(left, at - 4, left + 14, at - 4, one.colour, double{one.width}, double{one.dash});
      if (one.dot > 0) circle(left + 7, at - 4, one);
      words(left + 20, at, one.name, colour_.text2);
      at += double{kPitch};
    }
  }

  const Figure& figure_;
  const Tokens& colour_;
  Language* language_;
  Scale across_, up_;
  std::string svg_;
};

}  // namespace

std::string to_svg(const Figure& figure, const Tokens& colour, Language* language) {
  return Drawing(figure, colour, language).text();
}

}  // namespace nn4n::playground
