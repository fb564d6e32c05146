// What www/build.mjs puts into the bundle.

/** The shipped module: gzip, then base64. */
declare module "virtual:wasm" {
  export const wasmGzipBase64: string;
}

/** www/worker.ts as one classic script, for a Blob. */
declare module "virtual:worker" {
  export const workerScript: string;
}
