// The sequential map of the canvas (src/playground/look) for pictures around it. Its lightness grows evenly, so it reads the
// same for every kind of colour vision.

/** Five points of it: 0 is the colour of the ground. */
const maps = {
  dark: ["#0f1318", "#014863", "#048b82", "#91c28f", "#f5f2e3"],
  light: ["#ffffff", "#8bd998", "#0a9f9c", "#145d81", "#242530"],
};

const channel = (hex, k) => parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16);

function mixed(part) {
  const map = maps[document.documentElement.dataset.theme === "dark" ? "dark" : "light"];
  const at = Math.min(Math.max(part, 0), 1) * (map.length - 1);
  const low = Math.min(Math.floor(at), map.length - 2);
  return [0, 1, 2].map((k) => Math.round(channel(map[low], k) + (at - low) * (channel(map[low + 1], k) - channel(map[low], k))));
}

/** The colour of a part, 0 to 1, as CSS. */
export const colourOf = (part) => `rgb(${mixed(part).join(" ")})`;

const linear = (byte) => (byte / 255) ** 2.2;

/** Black or white, whichever can be read better on that colour. */
export function inkOn(part) {
  const [red, green, blue] = mixed(part).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000000" : "#ffffff";
}
