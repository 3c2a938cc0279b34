// Our Twilio adapter and Twilio's own SDK judge each other.
//   node twilio_sdk_test.mjs JUDGE [SEED]
// JUDGE is the test program twilio_judge: `verify` reads webhooks and says where the adapter is wrong, `sign` gives
// them back signed by the adapter. Exit 0 if both agree on every one.
import { spawnSync } from "node:child_process";

import { load_sdk, vectors } from "./twilio_vectors.mjs";

function run(judge, mode, list) {
  const input = list.map((vector) => JSON.stringify(vector)).join("\n") + "\n";
  const result = spawnSync(judge, [mode], { input, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  if (result.error) throw new Error(`${judge} could not be started: ${result.error.message}`);
  return result;
}

function adapter_judges(judge, list) {
  const result = run(judge, "verify", list);
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  return result.status === 0;
}

function sdk_accepts(sdk, vector, signature) {
  return vector.kind === "json"
    ? sdk.validateRequestWithBody(vector.token, signature, vector.url, vector.body)
    : sdk.validateRequest(vector.token, signature, vector.url, vector.params);
}

const damaged = (signature) => (signature[0] === "x" ? "y" : "x") + signature.slice(1);

function sdk_judges(sdk, judge, genuine) {
  const result = run(judge, "sign", genuine);
  const signed = result.stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  if (result.status !== 0 || signed.length !== genuine.length) {
    console.error(`The judge signed ${signed.length} of ${genuine.length} webhooks.`);
    return false;
  }
  const wrong = signed.filter((vector) => !sdk_accepts(sdk, vector, vector.signature));
  const careless = signed.filter((vector) => sdk_accepts(sdk, vector, damaged(vector.signature)));
  for (const vector of wrong.slice(0, 5)) console.error(`Twilio's SDK refuses our signature: ${vector.kind} ${vector.url}`);
  console.log(`Twilio's SDK accepts ${signed.length - wrong.length} of ${signed.length} signatures of ours.`);
  return wrong.length === 0 && careless.length === 0;
}

const [judge, seed = "1"] = process.argv.slice(2);
if (!judge) {
  console.error("usage: node twilio_sdk_test.mjs JUDGE [SEED]");
  process.exit(2);
}
try {
  const sdk = await load_sdk();
  const list = vectors(sdk, Number(seed));
  const results = [adapter_judges(judge, list),
    sdk_judges(sdk, judge, list.filter((vector) => vector.expect === "accept"))];
  process.exit(results.every(Boolean) ? 0 : 1);
} catch (problem) {
  console.error(problem.message);
  process.exit(1);
}
