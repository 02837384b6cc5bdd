import assert from "node:assert/strict";
import type { Refusal } from "../../../../provider/github/diagnosis";
import { explainRejections, type Rejection } from "../../../../provider/record-set/rejections";
import { deployment, digestOf } from "../../../support/record-sets";

type Kind = "record" | "update" | "decommission";

function rejection(
    name: string,
    cause: string,
    githubRepository?: string,
    kind: Kind = "record",
    parts: { digest?: string; isStaying?: boolean } = {},
): Rejection {
    const { digest = digestOf(1), isStaying = true } = parts;
    const after = deployment({ digest, ...(githubRepository !== undefined && { githubRepository }) });
    const before = deployment({ digest: digestOf(2) });
    const change =
        kind === "record"
            ? { kind, name, after }
            : kind === "update"
              ? { kind, name, before, after, fields: ["digest"] }
              : { kind, name, before, after };
    return { change, cause, isStaying };
}

/** Explains rejections of `acme`, each with the lines of `why`, and returns what was asked. */
async function explained(rejections: readonly Rejection[], why: readonly string[] = ["it may not.", "Let it."]) {
    const asked: Refusal[] = [];
    let calls = 0;
    const told = await explainRejections(rejections, "acme", async (refusals) => {
        calls += 1;
        asked.push(...refusals);
        return refusals.map(() => why);
    });
    return { asked, calls, told, says: told.map(({ says }) => says) };
}

describe("the explanation of a rejection", () => {
    for (const kind of ["record", "update", "decommission"] as const) {
        it(`contains what was rejected, and the reason that was found: ${kind}`, async () => {
            const { asked, told } = await explained([rejection('a"b', "unauthorized", "api", kind)]);
            const says =
                `deployment "a\\"b" (sha256:000000000001…), to ${kind}: GitHub rejected it as unauthorized: it may not.\n` +
                "  Let it.";
            assert.deepEqual(told, [{ says, isStaying: true }]);
            const artifacts = [{ digest: digestOf(1), github_repository: "api" }];
            assert.deepEqual(asked, [{ org: "acme", artifacts, as: "unauthorized", permission: "write" }]);
        });
    }

    it("is not requested if nothing was rejected", async () => {
        const { calls, says } = await explained([]);
        assert.deepEqual([calls, says], [0, []]);
    });
});

describe("the explanation of a deployment that is to be decommissioned and that GitHub does not find", () => {
    const lastLine = async (...of: Parameters<typeof rejection>) =>
        (await explained([rejection(...of)])).says[0]?.split("\n").at(-1) as string;

    it("ends with how to drop it if it stays in the state", async () => {
        const last = await lastLine("a", "not_found", undefined, "decommission");
        assert.match(
            last,
            /^ {2}It is still recorded as deployed\. To drop it .*onRejected to "warn".*`pulumi state delete`/,
        );
    });

    it("ends with how to decommission it later if it leaves the state", async () => {
        const last = await lastLine("a", "not_found", "api", "decommission", { isStaying: false });
        assert.match(
            last,
            /^ {2}It is still recorded as deployed, but no longer in the state\. .* "decommissioned" and/,
        );
    });

    it("has no such line if it is to be recorded or updated, or if the cause is another one", async () => {
        assert.equal(await lastLine("a", "not_found"), "  Let it.");
        assert.equal(await lastLine("a", "not_found", undefined, "update"), "  Let it.");
        assert.equal(await lastLine("a", "unauthorized", undefined, "decommission"), "  Let it.");
    });
});

describe("the explanation of many rejections", () => {
    const alike = (count: number, ...of: [cause: string, repository?: string, kind?: Kind]) =>
        Array.from({ length: count }, (_, n) => rejection(`d${n + 10}`, ...of));

    it("groups equal rejections, wherever they are in the list", async () => {
        const digest = digestOf(3);
        const { asked, calls, says } = await explained([
            rejection("a", "unauthorized", "api"),
            rejection("b", "unauthorized", "web"),
            rejection("c", "unauthorized", "api", "record", { digest }),
        ]);
        assert.deepEqual(says, [
            '2 deployments ("a", "c"), to record: GitHub rejected them as unauthorized: it may not.\n  Let it.',
            'deployment "b" (sha256:000000000001…), to record: GitHub rejected it as unauthorized: it may not.\n  Let it.',
        ]);
        assert.equal(calls, 1);
        assert.deepEqual(
            asked.map(({ artifacts }) => artifacts),
            [
                [digestOf(1), digest].map((digest) => ({ digest, github_repository: "api" })),
                [{ digest: digestOf(1), github_repository: "web" }],
            ],
        );
    });

    it("separates causes, repositories and kinds of change", async () => {
        const { says } = await explained([
            ...alike(2, "unauthorized", "api"),
            ...alike(2, "not_found", "api"),
            ...alike(2, "unauthorized"),
            ...alike(2, "unauthorized", "api", "update"),
            ...alike(2, "unauthorized", "api", "decommission"),
        ]);
        assert.equal(says.length, 5);
    });

    it("names ten of a group, and counts the others", async () => {
        const { says } = await explained(alike(12, "unauthorized"));
        assert.equal(says.length, 1);
        assert.match(says[0] as string, /^12 deployments \("d10", .*"d19" and 2 more\), to record: /);
    });

    const groups = (count: number, isStaying = true) =>
        Array.from({ length: count }, (_, n) => rejection(`d${n}`, "not_found", `r${n}`, "record", { isStaying }));

    it("has twenty entries for twenty different rejections", async () => {
        const { asked, says } = await explained(groups(20));
        assert.deepEqual([asked.length, says.length], [20, 20]);
        assert.match(says[19] as string, /^deployment "d19" /);
    });

    it("has at most twenty entries, and one more that names all others, for which no reason is requested", async () => {
        const { asked, says } = await explained([...groups(22), rejection("more", "not_found", "r21")]);
        assert.deepEqual([asked.length, says.length], [20, 21]);
        assert.equal(
            says[20],
            '3 deployments ("d20", "d21", "more"): also rejected, for other causes or in other repositories',
        );
    });

    it("says that the others stay in the state if one of them does", async () => {
        const last = async (...more: readonly Rejection[]) =>
            (await explained([...groups(21, false), ...more])).told.map(({ isStaying }) => isStaying).at(-1);
        assert.equal(await last(), false);
        assert.equal(await last(rejection("more", "not_found", "r30")), true);
    });
});
