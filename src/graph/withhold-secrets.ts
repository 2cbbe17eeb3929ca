/**
 * A query parameter of an address that lets whoever has it call that address: the signature of a Logic App's trigger
 * (https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#sas), a function's key and their like. Graph
 * may send such addresses, as JSON text or percent-encoded within another address.
 */
const secret =
  /((?:[?&;]|\\u0026|\\u003f|%26|%3f)(?:sig|code|subscription-key|access_token|client_secret|password)(?:=|\\u003d|%3d))[^&"'\s\\<>]+/giu;

/** The body with such values replaced by `withheld`, and otherwise byte for byte as it came. */
export function withholdSecrets(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
  const cleared = text.replace(secret, "$1withheld");
  return cleared === text ? body : new Uint8Array(Buffer.from(cleared, "latin1"));
}
