// describe_structure() returns the structure of a drawn network as JSON, so that a person or a
// script can look up its areas.
#pragma once

#include "codec/json_value.h"
#include "structure/masks.h"

namespace nn4n {

/// The result has this form:
/// {units, inputs, outputs,
///  areas: [{name, layer, units, excitatory, inhibitory, input_units, non_input_units,
///           readout_units}],
///  input_units, non_input_units, readout_units,
///  layers: [[indices]],
///  blocks: [{into, from, density, asked, e_to_e, e_to_i, i_to_e, i_to_i}]}
/// Units are indices from 0, counted through all areas. An area without signs lists no excitatory
/// and no inhibitory units. The `density` of a block is the fraction, 0..1, of its possible
/// synapses that were drawn; `asked` is the probability that the connectivity gives them. The other
/// four are the densities between its E and I units, named source to target. They are null if there
/// are no such units.
JsonValue describe_structure(const Network& network, const Masks& masks);

}  // namespace nn4n
