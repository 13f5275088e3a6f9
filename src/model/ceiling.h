// A speed that no kernel of this build can exceed on this machine. Benchmarks state their speed as
// a fraction of it, because machines differ and do not always run equally fast.
#pragma once

namespace nn4n {

/// How many multiplications and additions this thread does, in billions per second (GFLOP/s): on
/// registers alone, or in a product that stays in the first-level cache if that is more. It is a
/// median over some 60 ms, because on a shared machine the best moment is faster than what a kernel
/// can reach that runs just after.
double ceiling_gflops();

}  // namespace nn4n
