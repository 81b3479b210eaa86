/**
 * Bundles the pages' scripts and styles into static/dist, the same bytes from the same sources:
 * what is committed there can be served without Node, and be proven by building it again.
 *
 *   node static/build.mjs            writes static/dist
 *   node static/build.mjs --check    builds in memory, compares, exits 1 where it differs
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const DIST = join(ROOT, "static", "dist");
const SCRIPTS = ["phone", "wall", "desk", "note", "paper", "gone", "worker", "worker-gone"].map((name) => `static/js/${name}.js`);
const STYLES = ["phone", "wall", "desk", "paper"].map((name) => `static/css/${name}.css`);

/** Oldest browsers that we promise to work in; an iPhone of 2015 runs iOS 15. */
const TARGET = ["es2021", "safari15", "chrome94", "firefox93"];

/** @typedef {Map<string, Uint8Array>} Files by their name in static/dist */

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** @param {string} text */
const encode = (text) => new TextEncoder().encode(text);

/** @param {Iterable<string>} names */
const sorted = (names) => [...names].sort();

/** @returns {Promise<Files>} everything that belongs in static/dist */
async function build() {
  const entryPoints = [...SCRIPTS, ...STYLES].filter((path) => existsSync(join(ROOT, path)));
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints,
    entryNames: "[name]",
    assetNames: "[name]",
    outdir: DIST,
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    charset: "utf8",
    sourcemap: false,
    legalComments: "external",
    external: ["/static/*"],
    loader: { ".svg": "file", ".woff2": "file" },
    metafile: true,
    write: false,
    logLevel: "warning",
  });

  /** @type {Files} */
  const files = new Map();
  const notices = new Set();
  for (const file of result.outputFiles) {
    const name = relative(DIST, file.path).split(sep).join("/");
    if (name.endsWith(".LEGAL.txt")) notices.add(file.text.trim());
    else files.set(name, file.contents);
  }
  files.set("LICENCES.txt", encode(licences(result.metafile, sorted(notices))));

  const hashes = sorted(files.keys()).map((name) => [name, sha256(files.get(name) ?? encode(""))]);
  files.set("manifest.json", encode(JSON.stringify(Object.fromEntries(hashes), null, 2) + "\n"));
  return files;
}

/**
 * The licence of every package of which a line went into a bundle, and the notices in their files.
 *
 * @param {esbuild.Metafile} metafile
 * @param {string[]} notices
 */
function licences(metafile, notices) {
  const packages = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
      if (found && bytesInOutput > 0) packages.add(found[0]);
    }
  }
  const parts = sorted(packages).map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(ROOT, folder, "package.json"), "utf8"),
    );
    const file = readdirSync(join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(ROOT, folder, file), "utf8").trim() : "";
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  const intro = "The bundles in this folder contain parts of these packages.";
  return [intro, ...parts, ...notices].join(`\n\n${"-".repeat(80)}\n\n`).replaceAll("\r", "") + "\n";
}

/** @returns {Files} what static/dist holds now */
function committed() {
  const names = existsSync(DIST) ? readdirSync(DIST) : [];
  return new Map(names.map((name) => [name, readFileSync(join(DIST, name))]));
}

/** @param {Files} files */
function write(files) {
  mkdirSync(DIST, { recursive: true });
  for (const name of committed().keys()) {
    if (!files.has(name)) rmSync(join(DIST, name), { recursive: true });
  }
  for (const [name, bytes] of files) writeFileSync(join(DIST, name), bytes);
  for (const [name, bytes] of files) {
    console.log(`${String(bytes.length).padStart(9)}  static/dist/${name}`);
  }
}

/**
 * @param {Files} files
 * @returns {string[]} one line for each difference
 */
function differences(files) {
  const now = committed();
  return sorted(new Set([...files.keys(), ...now.keys()])).flatMap((name) => {
    const fresh = files.get(name);
    const old = now.get(name);
    if (!fresh) return [`${name}: in static/dist, but nothing builds it`];
    if (!old) return [`${name}: not in static/dist yet`];
    return sha256(fresh) === sha256(old) ? [] : [`${name}: differs from what its sources build`];
  });
}

const files = await build().catch((/** @type {unknown} */ error) => {
  // esbuild has already shown what is wrong with the sources.
  if (!(error instanceof Error && "errors" in error)) console.error(error);
  process.exit(1);
});

if (process.argv.includes("--check")) {
  const lines = differences(files);
  for (const line of lines) console.error(line);
  if (lines.length) console.error("static/dist is not what the sources build: run `make bundle`.");
  process.exitCode = lines.length ? 1 : 0;
} else {
  write(files);
}
