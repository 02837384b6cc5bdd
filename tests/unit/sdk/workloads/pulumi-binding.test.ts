import assert from "node:assert/strict";
import { digestOf } from "../../../support/records";
import { deployment, names } from "../made-deployments";
import { MockedEngine } from "../mocked-engine";

const DIGEST = digestOf("a");

/** Each error says what a program in TypeScript can do. */
const WAYS_OUT: readonly (readonly [what: string, make: () => Promise<unknown>, says: string])[] = [
    [
        "an object without containers",
        () => names({ kind: "ServiceMonitor", spec: {} }),
        "Pass workloads, manifests of them, or what has them as `resources`: a ConfigFile, a ConfigGroup, a kustomize Directory, " +
            "a helm.v4.Chart. A helm.v3.Release does not tell what it installs. ",
    ],
    [
        "an option include of another type",
        () => names([], { include: "ghcr.io/acme/" as never }),
        "must be a function or a list of prefixes, such as ",
    ],
    [
        "an image without a digest",
        () => names(deployment("api", "ghcr.io/acme/api:1")),
        "; or pass resolveDigest, which asks the registry",
    ],
    [
        "a tag that is too long",
        () => names(deployment("api", `api:${"t".repeat(101)}@${DIGEST}`)),
        'set another one with the option artifact, such as ({ image }) => ({ version: "…" })',
    ],
    [
        "one artifact under two names",
        () => names([deployment("api", `a:1@${DIGEST}`), deployment("web", `b:1@${DIGEST}`)]),
        "with the option artifact, such as () => ({ name, version })",
    ],
];

describe("An error in a TypeScript program says what to do", () => {
    before(() => MockedEngine.start());

    for (const [what, make, says] of WAYS_OUT) {
        it(`about ${what}`, () =>
            assert.rejects(make(), ({ message }: Error) => {
                assert.ok(message.includes(says), message);
                return true;
            }));
    }
});
