// Webhooks as Twilio would send them, signed by Twilio's own SDK: one JSON line each, the same for the same seed.
//   node twilio_vectors.mjs [SEED]
// `expect` says what a right verifier does; the refused ones differ from a genuine one in one byte of signature, address
// or body, or have no signature at all.
import { pathToFileURL } from "node:url";

const token = "0123456789abcdef0123456789abcdef";
const genuine_count = 400;

// mulberry32: small, seeded, good enough to choose from lists.
function randomness(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const hosts = [
  "https://help.example.org", "https://help.example.org:443", "https://help.example.org:8443",
  "http://help.example.org", "http://help.example.org:80", "http://127.0.0.1:8080", "https://[::1]:9443",
];
const paths = ["/hooks/tw/message", "/hooks/tw/message/", "/", "/a/b%2Fc/message", "/h-1_2.3~4/message"];
const parameters = ["id=m-1", "turn=2", "empty=", "bare", "a=1&a=2", "name=%E0%A4%B9", "z=x%20y&A=b%2Bc", "q=1%3F2"];
const texts = [
  "talab payena", "passport khosyo", "नमस्ते मद्दत चाहियो", "९", "", " ", "मलाई थुनेको छ 🙏", "👩🏽‍🌾 malai bachau",
  "ends in blanks \r\n", "\tstarts with a tab", "A&B = C + D % E", "100%", "\"quoted\" 'text' <b>", "line one\nline two",
  "é ñ ü", "a=b&c=d", "+", "%41", "x".repeat(1600),
];
const extras = [
  ["FromCity", ""], ["FromState", ""], ["FromZip", ""], ["AddOns", "{\"status\":\"successful\",\"results\":{}}"],
  ["ProfileName", "सीता 🌸"], ["ButtonText", "हो"], ["apiVersion", "2010-04-01"], ["ApiVersion", "2010-04-01"],
  ["MediaUrl0", "https://media.example.org/a?b=c&d=e"], ["Latitude", "27.7"], ["a", "1"], ["B", " "],
];
const repeated = [["Tag", ["z", "a", "a"]], ["tag", ["", "x", ""]], ["Button", ["हो", "होइन", "हो"]], ["x", ["1", "1"]]];

class Generator {
  constructor(sdk, seed) {
    this.sdk = sdk;
    this.random = randomness(seed);
  }

  below(limit) { return Math.floor(this.random() * limit); }
  one(list) { return list[this.below(list.length)]; }
  some(list) { return list.filter(() => this.random() < 0.3); }
  digits(count, alphabet) { return Array.from({ length: count }, () => this.one(alphabet)).join(""); }

  fields() {
    const fields = {
      MessageSid: "SM" + this.digits(32, "0123456789abcdef"),
      AccountSid: "AC00000000000000000000000000000001",
      From: this.one(["+97455512" + this.digits(3, "0123456789"), "68849", "NTALERT", "", "whatsapp:+97455512001"]),
      To: "+15005550006",
      Body: this.one(texts),
      NumMedia: "0",
    };
    for (const [name, value] of this.some(extras)) fields[name] = value;
    for (const [name, values] of this.some(repeated)) fields[name] = values;
    return fields;
  }

  // Every escape that a client may write for the same value.
  escaped(value) {
    const full = encodeURIComponent(value).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16));
    const plus = this.random() < 0.5 ? full.replace(/%20/g, "+") : full;
    return this.random() < 0.2 ? plus.replace(/%[0-9A-F]{2}/g, (c) => c.toLowerCase()) : plus;
  }

  form(fields) {
    const pairs = [];
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) pairs.push(this.escaped(name) + "=" + this.escaped(one));
    }
    for (let last = pairs.length - 1; last > 0; --last) {
      const other = this.below(last + 1);
      [pairs[last], pairs[other]] = [pairs[other], pairs[last]];
    }
    return pairs.join("&");
  }

  address(further) {
    const query = [...this.some(parameters), ...further].join("&");
    return this.one(hosts) + this.one(paths) + (query === "" ? "" : "?" + query);
  }

  // Twilio may sign the address with its port or without, whatever it was given.
  signed_address(url) {
    if (this.random() < 0.7) return url;
    const [, before, port, after] = /^(https?:\/\/(?:\[[^\]]*\]|[^:/]*))(:\d+)?(.*)$/.exec(url);
    return port ? before + after : before + (url.startsWith("https") ? ":443" : ":80") + after;
  }

  genuine() {
    const fields = this.fields();
    const kind = this.one(["form", "form", "form", "get", "json"]);
    const headers = {};
    let url = "", body = "", signed = {};
    if (kind === "form") {
      headers["Content-Type"] = this.one([
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8",
        "Application/X-WWW-Form-URLEncoded;charset=UTF-8",
      ]);
      body = this.form(fields);
      url = this.address([]);
      signed = fields;
    } else if (kind === "get") {
      url = this.address([this.form(fields)]);
    } else {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify(fields);
      url = this.address(["bodySHA256=" + this.sdk.getExpectedBodyHash(body)]);
    }
    const signed_url = this.signed_address(url);
    headers["X-Twilio-Signature"] = this.sdk.getExpectedTwilioSignature(token, signed_url, signed);
    const method = kind === "get" ? "GET" : "POST";
    return { expect: "accept", kind, method, url, headers, body, token, id: fields.MessageSid, text: fields.Body,
      signed_url, params: signed };
  }

  changed(text, from) {
    let at = from;
    // One byte, so no letter that has several.
    do { at = from + this.below(text.length - from); } while (text.charCodeAt(at) > 0x7f);
    const others = [..."abcdefghij0123456789"].filter((letter) => letter !== text[at]);
    return text.slice(0, at) + this.one(others) + text.slice(at + 1);
  }

  // Whether the changed webhook still says the same (two of three equal values exchanged, say).
  says_the_same(vector, body) {
    if (vector.kind !== "form") return false;
    const params = {};
    for (const [name, value] of new URLSearchParams(body)) (params[name] ??= []).push(value);
    const again = this.sdk.getExpectedTwilioSignature(token, vector.signed_url, params);
    return again === vector.headers["X-Twilio-Signature"];
  }

  forged(vector) {
    const signature = vector.headers["X-Twilio-Signature"];
    const { "X-Twilio-Signature": _, ...unsigned } = vector.headers;
    const host_end = vector.url.indexOf("/", "https://".length);
    const forgeries = [
      { ...vector, headers: { ...unsigned, "X-Twilio-Signature": this.changed(signature, 0) }, change: "signature" },
      { ...vector, url: this.changed(vector.url, host_end + 1 < vector.url.length ? host_end + 1 : host_end),
        change: "address" },
      { ...vector, token: this.changed(token, 0), change: "token" },
      { ...vector, headers: unsigned, change: "no signature" },
    ];
    if (vector.body !== "") {
      const body = this.changed(vector.body, 0);
      if (!this.says_the_same(vector, body)) forgeries.push({ ...vector, body, change: "body" });
    }
    return forgeries.map((forgery) => ({ ...forgery, expect: "refuse" }));
  }
}

export function vectors(sdk, seed) {
  const generator = new Generator(sdk, seed);
  const list = [];
  for (let count = 0; count < genuine_count; ++count) {
    const vector = generator.genuine();
    list.push(vector, ...generator.forged(vector));
  }
  return list;
}

export async function load_sdk() {
  try {
    return (await import("twilio")).default;
  } catch {
    throw new Error("Twilio's SDK is not installed here. Run `npm ci` in tests/system/sdk (./dev test does).");
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const sdk = await load_sdk();
  for (const vector of vectors(sdk, Number(process.argv[2] ?? 1))) console.log(JSON.stringify(vector));
}
