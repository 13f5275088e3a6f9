// A link as a code to scan (QR), where it is short enough for a phone's camera and a projector.
import qrcode from "./qrcode.mjs";
import {drawn} from "./trial-picture.js";

const MOST_CHARACTERS = 1200;  // denser codes are hard to scan from a wall
const MARGIN = 4;              // light squares around it, which the standard asks for

/** The picture, or null for links that are too long. */
export function code(link) {
  if (link.length > MOST_CHARACTERS) return null;
  const squares = qrcode(0, "L");  // 0 = as large as it must be; L = most in the least space
  squares.addData(link, "Byte");
  squares.make();
  const count = squares.getModuleCount();
  const size = count + 2 * MARGIN;
  const picture = drawn("svg", {viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "The link as a code to scan",
    "shape-rendering": "crispEdges"});
  let path = "";
  for (let row = 0; row < count; ++row) {
    for (let column = 0; column < count; ++column) {
      if (squares.isDark(row, column)) path += `M${column + MARGIN} ${row + MARGIN}h1v1h-1z`;
    }
  }
  picture.append(drawn("rect", {width: size, height: size, class: "paper"}), drawn("path", {d: path, class: "ink"}));
  return picture;
}
