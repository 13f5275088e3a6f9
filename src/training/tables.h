// What a spreadsheet or a plotting program opens: tables as CSV (RFC 4180), with a header line and
// numbers with a decimal point that read back to the same float.
#pragma once

#include <string>

#include "training/snapshot.h"
#include "training/trainer.h"

namespace nn4n {

/// iteration,loss,accuracy,gradient_norm,weight_norm: a line per iteration, from 1. The accuracy, 0
/// to 1, stands where it was measured; a norm is empty where it is not known.
std::string learning_curve_csv(const Trainer& trainer);

/// step,time_ms,in_NAME…,out_NAME…,target_NAME…,mask_NAME…,rate_1…rate_N: a line per step, from 1;
/// the time is that at the end of the step.
std::string trial_csv(const SampleTrial& trial);

}  // namespace nn4n
