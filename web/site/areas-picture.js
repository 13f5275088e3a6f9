// The areas of a network as a picture.
import {drawn} from "./trial-picture.js";

/**
 * A circle for each area, as large as it has units, with the inhibitory part as a sector of its rim.
 * @param {{units: number, excitatory: number | null}[]} list `excitatory` is the part of the units, null without signs
 * @param {{x: number, width: number, height: number}} room
 */
export function areas(list, {x: left, width, height}) {
  const group = drawn("g", {});
  const room = height / list.length;
  list.forEach(({units, excitatory}, index) => {
    const radius = Math.min(Math.max(Math.sqrt(units) * 1.8, 4), room / 2 - 3, 14);
    const [x, y] = [left + width / 2, room * (index + 0.5)];
    if (index > 0) group.append(drawn("path", {d: `M${x} ${y - room + radius}V${y - radius}`, class: "synapses"}));
    group.append(drawn("circle", {cx: x, cy: y, r: radius, class: excitatory === null ? "area" : "area exc"}));
    if (excitatory !== null && excitatory < 1) {
      const turn = 2 * Math.PI * (1 - excitatory);
      const [endX, endY] = [x + radius * Math.sin(turn), y - radius * Math.cos(turn)];
      const large = turn > Math.PI ? 1 : 0;
      group.append(drawn("path", {
        d: `M${x} ${y - radius}A${radius} ${radius} 0 ${large} 1 ${endX.toFixed(2)} ${endY.toFixed(2)}`,
        class: "area inh",
      }));
    }
  });
  return group;
}
