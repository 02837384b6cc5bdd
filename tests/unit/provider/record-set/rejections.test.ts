import assert from "node:assert/strict";
import { explainRejections, type Rejection } from "../../../../provider/record-set/rejections";
import { deployment, digestOf } from "../../../support/record-sets";

type Kind = "record" | "update" | "decommission";

function rejection(name: string, cause: string, githubRepository?: string, kind: Kind = "record"): Rejection {
    const after = deployment({ ...(githubRepository !== undefined && { githubRepository }) });
    const before = deployment({ digest: digestOf(2) });
    const change =
        kind === "record"
            ? { kind, name, after }
            : kind === "update"
              ? { kind, name, before, after, fields: ["digest"] }
              : { kind, name, before, after };
    return { change, cause };
}

const explain = (...rejections: readonly Rejection[]) => explainRejections(rejections);
const unauthorized = (repository: string) =>
    `unauthorized: the credential may not write artifact metadata of the repository ${repository}: give it ` +
    '"artifact-metadata: write" there';

describe("the explanation of a rejection", () => {
    const start = `deployment "a\\"b" (sha256:000000000001…), to`;
    const DROP =
        "so it stays recorded as deployed. Give the credential access to that repository, if it still exists, and run again. " +
        'To drop it from the state as it is, set onRejected to "warn", or run `pulumi state delete` with the URN of the resource';

    for (const [what, kind, cause, repository, reason] of [
        ["the permission and the repository", "record", "unauthorized", "api", unauthorized('"api"')],
        ["the permission", "record", "unauthorized", undefined, unauthorized("that built it")],
        ["the permission, of an update", "update", "unauthorized", "api", unauthorized('"api"')],
        ["the permission, of a retirement", "decommission", "unauthorized", "api", unauthorized('"api"')],
        [
            "what to give where nothing was found to attach it to",
            "record",
            "not_found",
            undefined,
            "not_found: no provenance attestation exists for the digest, and no githubRepository is given: attest the " +
                "build, or name the repository",
        ],
        [
            "the repository that was not found",
            "update",
            "not_found",
            "api",
            'not_found: no provenance attestation exists for the digest, and the repository "api" was not found in the ' +
                "organization: check its name",
        ],
        [
            "both ways out where a retirement is not found",
            "decommission",
            "not_found",
            undefined,
            `not_found: it finds neither a provenance attestation nor a repository that built it, ${DROP}`,
        ],
        [
            "the repository of a retirement that is not found",
            "decommission",
            "not_found",
            "api",
            `not_found: it finds neither a provenance attestation nor the repository "api", ${DROP}`,
        ],
        [
            "the cause itself where nothing is known of it",
            "record",
            "rate_limited",
            "api",
            "rate_limited: GitHub says no more than that. Run `pulumi up` again later; if it stays so, ask GitHub's support",
        ],
        [
            "the cause of a retirement where nothing is known of it, also where objects have a field of that name",
            "decommission",
            "constructor",
            undefined,
            "constructor: GitHub says no more than that. Run `pulumi up` again later; if it stays so, ask GitHub's support",
        ],
    ] as const) {
        it(`names ${what}`, () => {
            assert.deepEqual(explain(rejection('a"b', cause, repository, kind)), [
                `${start} ${kind}: GitHub rejected it as ${reason}`,
            ]);
        });
    }
});

describe("the explanation of many rejections", () => {
    const alike = (count: number, ...of: [cause: string, repository?: string, kind?: Kind]) =>
        Array.from({ length: count }, (_, n) => rejection(`d${n + 10}`, ...of));

    it("is one line for what was rejected alike, wherever it stands among the others", () => {
        assert.deepEqual(
            explain(
                rejection("a", "unauthorized", "api"),
                rejection("b", "unauthorized", "web"),
                rejection("c", "unauthorized", "api"),
            ),
            [
                `2 deployments ("a", "c"), to record: GitHub rejected them as ${unauthorized('"api"')}`,
                `deployment "b" (sha256:000000000001…), to record: GitHub rejected it as ${unauthorized('"web"')}`,
            ],
        );
    });

    it("tells causes, repositories, and what was to be done apart", () => {
        const lines = explain(
            ...alike(2, "unauthorized", "api"),
            ...alike(2, "not_found", "api"),
            ...alike(2, "unauthorized"),
            ...alike(2, "unauthorized", "api", "update"),
            ...alike(2, "unauthorized", "api", "decommission"),
        );
        assert.equal(lines.length, 5);
    });

    it("names ten of those that were rejected alike, and counts the others", () => {
        const [line, ...rest] = explain(...alike(12, "unauthorized"));
        assert.match(line as string, /^12 deployments \("d10", .*"d19" and 2 more\), to record: /);
        assert.deepEqual(rest, []);
    });

    const groups = (count: number) => Array.from({ length: count }, (_, n) => rejection(`d${n}`, "not_found", `r${n}`));

    it("is twenty lines for twenty that differ", () => {
        const lines = explain(...groups(20));
        assert.equal(lines.length, 20);
        assert.match(lines[19] as string, /^deployment "d19" .*"r19"/);
    });

    it("is capped at twenty lines, and one that names all the others", () => {
        const lines = explain(...groups(22), rejection("more", "not_found", "r21"));
        assert.equal(lines.length, 21);
        assert.equal(
            lines[20],
            '3 deployments ("d20", "d21", "more"): rejected as well, for other causes or in other repositories',
        );
    });
});
