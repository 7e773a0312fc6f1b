// Puts each island into one file, with the licences of what is in it: `node build.mjs FOLDER`.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const folder = process.argv[2] ?? "../built";
const told = await build({
  entryPoints: { network: "network.js" },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  metafile: true,
});
const used = new Set(
  Object.keys(told.metafile.inputs)
    .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean),
);
const notices = [...used].sort().map((name) => {
  const inside = join("node_modules", name);
  const licence = readdirSync(inside).find((file) => /^licen[cs]e/i.test(file));
  const { version, license } = JSON.parse(readFileSync(join(inside, "package.json"), "utf-8"));
  return `${name} ${version} (${license})\n\n${licence ? readFileSync(join(inside, licence), "utf-8").trim() : ""}\n`;
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "licences.txt"), notices.join("\n----\n\n"));
