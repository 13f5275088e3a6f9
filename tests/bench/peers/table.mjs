// The results as a file and as a table.
import {readFileSync} from "node:fs";

const columns = ["engine", "structure", "workers", "units", "batch", "steps", "ms", "best_ms", "gflops", "ceiling_gflops"];

/** A comment line that says where the numbers come from, the names, and a line for each row. */
export function toCsv(heading, rows) {
  const cell = (value) => {
    const text = typeof value === "number" && !Number.isInteger(value) ? value.toPrecision(4) : String(value);
    return text.includes(",") ? `"${text}"` : text;
  };
  return [`# ${heading}`, columns.join(","), ...rows.map((row) => columns.map((name) => cell(row[name])).join(","))]
      .join("\n") + "\n";
}

function read(file) {
  const [heading, names, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const keys = names.split(",");
  const rows = lines.map((line) => {
    const cells = [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map(([, plain, quoted]) => quoted ?? plain);
    return Object.fromEntries(keys.map((key, i) => [key, cells[i]]));
  });
  return {heading: heading.slice(2), rows};
}

/** One line for each contender, one column for each size; as Markdown. */
export function printTable(file) {
  const {heading, rows} = read(file);
  const sizeOf = ({units, batch, steps}) => `${units},${batch},${steps}`;
  const nameOf = ({engine, structure, workers}) =>
    `${engine}${structure === "dense" ? "" : `, ${structure}`}, ${workers}`;
  const sizes = [...new Set(rows.map(sizeOf))];
  console.log(`${heading}\n`);
  console.log(`| ms a step; last number: threads or Workers | ${sizes.join(" | ")} |`);
  console.log(`|---|${sizes.map(() => "--:|").join("")}`);
  for (const name of new Set(rows.map(nameOf))) {
    const cells = sizes.map((size) => {
      const row = rows.find((each) => nameOf(each) === name && sizeOf(each) === size);
      return row ? Number(row.ms).toPrecision(3) : "";
    });
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}
