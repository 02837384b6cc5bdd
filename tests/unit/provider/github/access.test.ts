import assert from "node:assert/strict";
import { accessOf, unusedLine } from "../../../../provider/github/access";
import type { Credential } from "../../../../provider/settings/settings";

const TOKEN: Credential = { kind: "token", token: "hush", source: "GITHUB_TOKEN" };
const APP: Credential = { kind: "app", id: "12", installationId: "34", privateKey: "hush", source: "github:appAuth" };

const SETTINGS = { unused: [], baseUrlIn: "GITHUB_BASE_URL" };

describe("the description of a credential in errors", () => {
    for (const [credential, says] of [
        [TOKEN, "the token from GITHUB_TOKEN"],
        [APP, "the app 12, installation 34, from github:appAuth"],
        [undefined, "no credential"],
    ] as const) {
        it(`names its source, never the credential itself: ${says}`, () => {
            const access = accessOf({ ...SETTINGS, ...(credential && { credential }) });
            assert.deepEqual(access, { ...SETTINGS, says, isKept: false });
        });
    }

    it("says if Pulumi keeps the credential", () => {
        for (const credential of [TOKEN, APP]) {
            assert.equal(accessOf({ ...SETTINGS, credential: { ...credential, isKept: true } }).isKept, true);
        }
    });

    it("lists other credentials that are set but not used, in a line at the end", () => {
        const unused = ["github:token", "GITHUB_TOKEN"];
        const access = accessOf({ ...SETTINGS, credential: TOKEN, unused });
        assert.equal(access.unused, unused);
        assert.deepEqual(unusedLine(access), ["Also set, and not used: github:token, GITHUB_TOKEN."]);
        assert.deepEqual(unusedLine({ ...access, unused: [] }), []);
    });
});
