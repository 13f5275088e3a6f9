#include "model/kernels.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"

namespace nn4n::kernels_test {
namespace {

constexpr Form kForms[] = {Form::dense, Form::shared, Form::own};

struct Shape {
  int rows;
  int columns;
  double density;
};

// Every count of rows in the last tile, one column, full and empty rows.
constexpr Shape kShapes[] = {{1, 1, 1}, {2, 9, 0.5},   {3, 7, 1},
                             {4, 5, 0}, {37, 41, 0.2}, {12, 70, 0.7}};

/// A matrix whose absent entries are 0, and who is present.
struct Sparse {
  Shape shape;
  std::vector<float> values;

  explicit Sparse(const Shape& s) : shape(s) {
    RandomStream random(stream_key(1, Purpose::masks));
    for (int i = 0; i < s.rows * s.columns; ++i)
      values.push_back(random.chance(s.density) ? random.normal() : 0.0f);
  }
  float at(int i, int k) const { return values[static_cast<std::size_t>(i * shape.columns + k)]; }
  Present present() const {
    return [this](int i, int k) { return at(i, k) != 0; };
  }
};

std::vector<Bundle<float>> random_bundles(int count, std::uint32_t seed) {
  std::vector<Bundle<float>> bundles(static_cast<std::size_t>(count));
  RandomStream random(stream_key(seed, Purpose::trials));
  for (Bundle<float>& bundle : bundles) {
    for (int lane = 0; lane < kLanes; ++lane) bundle[lane] = random.normal();
  }
  return bundles;
}

TEST(Kernels, AProductIsTheSumOverItsColumnsInOrderInEveryForm) {
  for (const Shape& shape : kShapes) {
    const Sparse matrix(shape);
    const auto source = random_bundles(shape.columns, 2);
    for (const Form form : kForms) {
      for (const int lanes : {kLanes, 4, 1}) {
        SCOPED_TRACE(testing::Message() << shape.rows << " x " << shape.columns << ", form "
                                        << static_cast<int>(form) << ", lanes " << lanes);
        const ProductPlan plan = plan_product(shape.rows, shape.columns, matrix.present(), form);
        PackedMatrix<float> packed;
        pack(
            plan, [&](int i, int k) { return matrix.at(i, k); }, packed);
        std::vector<Bundle<float>> product(static_cast<std::size_t>(tiles_for(shape.rows) * kTile));
        multiply(packed, source.data(), product.data(), lanes);
        for (int i = 0; i < shape.rows; ++i) {
          Bundle<float> expected{};
          for (int k = 0; k < shape.columns; ++k)
            expected += matrix.at(i, k) * source[static_cast<std::size_t>(k)];
          for (int lane = 0; lane < lanes; ++lane)
            ASSERT_EQ(product[static_cast<std::size_t>(i)][lane], expected[lane]) << "row " << i;
        }
      }
    }
  }
}

TEST(Kernels, ASumStartsFromItsFirstValue) {
  const Sparse matrix({6, 9, 1});
  const auto source = random_bundles(9, 2);
  const ProductPlan plan = dense_product(6, 9);
  PackedMatrix<float> packed;
  pack(
      plan, [&](int i, int k) { return matrix.at(i, k); }, packed);
  for (int i = 0; i < 6; ++i) packed.first.push_back(static_cast<float>(i) + 0.3f);
  std::vector<Bundle<float>> product(6);  // dense products write no padding
  multiply(packed, source.data(), product.data());
  for (std::size_t i = 0; i < 6; ++i) {
    Bundle<float> expected = Bundle<float>{} + packed.first[i];
    for (int k = 0; k < 9; ++k)
      expected += matrix.at(static_cast<int>(i), k) * source[static_cast<std::size_t>(k)];
    for (int lane = 0; lane < kLanes; ++lane) ASSERT_EQ(product[i][lane], expected[lane]);
  }
}

/// Four sums over time, of the lanes l and l + 4, added up in the end.
float outer_entry(const Bundle<float>* left, int left_stride, const Bundle<float>* right,
                  int right_stride, int steps, int lanes) {
  float sums[4] = {};
  for (int t = 0; t < steps; ++t, left += left_stride, right += right_stride) {
    for (int lane = 0; lane < (lanes > 4 ? kLanes : 4); ++lane)
      sums[lane % 4] += (*left)[lane] * (*right)[lane];
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

TEST(Kernels, AGradientIsTheSumOverTimeInOrderInEveryForm) {
  for (const Shape& shape : kShapes) {
    const Sparse matrix(shape);
    for (const int steps : {1, 2, 63, 64, 65, 200}) {
      const int left_stride = shape.rows + 2;
      const int right_stride = shape.columns + 1;
      const auto left = random_bundles(left_stride * steps, 3);
      const auto right = random_bundles(right_stride * steps, 4);
      for (const Form form : kForms) {
        for (const int lanes : {kLanes, 4}) {
          SCOPED_TRACE(testing::Message()
                       << shape.rows << " x " << shape.columns << ", " << steps << " steps, form "
                       << static_cast<int>(form) << ", lanes " << lanes);
          const GradientPlan plan =
              plan_gradient(shape.rows, shape.columns, matrix.present(), form);
          std::vector<float> gradient(matrix.values.size(), 0.5f);
          OuterSums<float> sums(plan, lanes);
          sums.add({left.data(), left_stride}, {right.data(), right_stride}, steps);
          sums.add_to(gradient.data());
          for (int i = 0; i < shape.rows; ++i) {
            for (int k = 0; k < shape.columns; ++k) {
              if (form != Form::dense && matrix.at(i, k) == 0) continue;
              ASSERT_EQ(gradient[static_cast<std::size_t>(i * shape.columns + k)],
                        0.5f + outer_entry(left.data() + i, left_stride, right.data() + k,
                                           right_stride, steps, lanes))
                  << "entry " << i << ", " << k;
            }
          }
        }
      }
    }
  }
}

TEST(Kernels, AGradientGoesOnFromStretchToStretch) {
  const Sparse matrix({12, 9, 0.6});
  const auto left = random_bundles(12 * 150, 3);
  const auto right = random_bundles(9 * 150, 4);
  for (const Form form : kForms) {
    const GradientPlan plan = plan_gradient(12, 9, matrix.present(), form);
    OuterSums<float> together(plan, kLanes);
    together.add({left.data(), 12}, {right.data(), 9}, 150);
    OuterSums<float> apart(plan, kLanes);
    apart.add({left.data(), 12}, {right.data(), 9}, 1);
    apart.add({left.data() + 12, 12}, {right.data() + 9, 9}, 70);
    apart.add({left.data() + 12 * 71, 12}, {right.data() + 9 * 71, 9}, 79);
    std::vector<float> expected(matrix.values.size());
    std::vector<float> gradient(matrix.values.size());
    together.add_to(expected.data());
    apart.add_to(gradient.data());
    EXPECT_EQ(gradient, expected) << "form " << static_cast<int>(form);
  }
}

TEST(Kernels, TheCheapestFormFollowsTheMask) {
  const auto form_of = [](int units, const Present& present) {
    return plan_product(units, units, present).form;
  };
  const Sparse full({100, 100, 0.97});
  const Sparse few({100, 100, 0.2});
  EXPECT_EQ(form_of(100, full.present()), Form::dense);
  EXPECT_EQ(form_of(100, few.present()), Form::own);
  EXPECT_EQ(form_of(100, [](int i, int k) { return i / 20 == k / 20; }), Form::shared);
}

}  // namespace
}  // namespace nn4n::kernels_test
