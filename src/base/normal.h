// The standard normal distribution in double precision, with the same bits on every machine: only
// +, −, ×, ÷ and square roots are used, which IEEE 754 fixes to the last bit.
#pragma once

namespace nn4n {

/// e^x for x ≤ 0, with a relative error below 1e-14; 0 for x < −700.
double exp_of_negative(double x);

/// The density φ(z) = exp(−z²/2) / √(2π).
double normal_density(double z);

/// The probability Φ(z) that a standard normal number is below z, with an absolute error below
/// 1e-14 (Marsaglia 2004, "Evaluating the normal distribution"). Beyond ±8 it is exactly 0 or 1.
double normal_probability(double z);

/// The z with Φ(z) = p, for p in 0..1; a p nearer to an end than 1e-12 gives z = ∓7.
double normal_quantile(double p);

}  // namespace nn4n
