// What no kernel of this build can exceed on this machine: benchmarks state their speed as a
// fraction of it, because machines differ and are noisy.
#pragma once

namespace nn4n {

/// Billion separate multiplications and additions per second that this thread reaches on registers
/// alone, or in a product that stays in the first cache if that is more, as a median over some
/// 60 ms: on a machine that is shared, the best moment is more than what a kernel that runs just
/// after can have.
double ceiling_gflops();

}  // namespace nn4n
