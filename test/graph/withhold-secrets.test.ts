import { describe, expect, it } from "vitest";
import { withholdSecrets } from "../../src/graph/withhold-secrets.ts";

const cleared = (text: string) => Buffer.from(withholdSecrets(Buffer.from(text))).toString("utf8");
const trigger = "https://prod-31.eastus.logic.azure.com:443/workflows/8cc/triggers/manual/paths/invoke";

describe("secrets in addresses", () => {
  it.each([
    ["as Logic Apps write them", `{"url":"${trigger}?api-version=2016-10-01&sp=%2Frun&sig=a-B_c%2Bd"}`],
    ["first in the query", `{"url":"${trigger}?SIG=a-B_c%2Bd"}`],
    ["with escaped ampersands", `{"url":"${trigger}?sv=1.0\\u0026sig=a-B_c%2Bd\\u0026x=1"}`],
    ["within another address", `{"url":"https://x.example/?to=https%3A%2F%2Fy%3Fv%3D1%26sig%3Da-B_c%2Bd"}`],
    ["as a function's key", `{"targetUrl":"https://f.example/api/x?code=a-B_c%2Bd=="}`],
  ])("are withheld %s", (_, body) => {
    expect(body).toContain("a-B_c");
    expect(cleared(body)).not.toContain("a-B_c");
    expect(cleared(body)).toContain("withheld");
    expect(() => JSON.parse(cleared(body)) as unknown).not.toThrow();
  });

  it("leave the rest as it came, byte for byte", () => {
    const before = Buffer.from(`{"name":"Zoë \u{1f510}","url":"${trigger}?api-version=1&sig=abc&sv=1.0"}\r\n`);
    expect(cleared(before.toString())).toBe(before.toString().replace("abc", "withheld"));

    const plain = Buffer.from(
      '{"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=abc&$select=id","d":"design=1&assig=2"}',
    );
    expect(withholdSecrets(plain)).toBe(plain);
  });
});
