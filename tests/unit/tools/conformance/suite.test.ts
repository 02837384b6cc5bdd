import assert from "node:assert/strict";
import { parse } from "../../../../tools/conformance/arguments";
import { askEmbedded } from "../../../../tools/conformance/embedded";
import { QUESTIONS } from "../../../../tools/conformance/questions";
import { askAll, tableOf } from "../../../../tools/conformance/suite";
import { startGitHub } from "../../../../tools/github";

const TARGET = { org: "acme", repository: "api", token: "ghs_embedded", run: "test" };

const answersOf = (answers: readonly string[]): Record<string, string | undefined> =>
    Object.fromEntries(QUESTIONS.map(({ asks }, at) => [asks, answers[at]]));

describe("The conformance suite", () => {
    it("gets these answers from the embedded GitHub, and retires everything that it wrote", async () => {
        const { answers, left, active, calls } = await askEmbedded();
        assert.deepEqual(answersOf(answers), {
            "the form of updated_at": "0000-00-00T00:00:00Z",
            "a reply to a decommission names its record": "yes",
            "a GET lists decommissioned records": "yes",
            "6 tags of a deployment in a set": "200, with 6 tags",
            "a cluster in other case": "another record",
            "a deployment name in other case": "another record",
            "a repository that is not there": '404 "no artifacts found"',
            "one such among others, with partial_success": '207 "not_found"',
            "a write with a token that may only read": '403 "Resource not accessible by integration"',
            "a digest that is none":
                '422 "Validation Failed" {"field":"deployments[0].digest","code":"invalid","message":"does not match /^sha256:[a-f0-9]{64}$/."}',
            "a runtime risk that is none":
                '422 "Validation Failed" {"field":"deployments[0].runtime_risks[0]","code":"invalid","message":"must be one of critical-resource, internet-exposed, lateral-movement, sensitive-data."}',
            "one deployment name twice in a call":
                '422 "Validation Failed" {"field":"deployments[1].deployment_name","code":"custom","message":"deployment_name must be unique across all deployments."}',
            "what identifies a storage record": "digest, registry_url, repository",
            "the jobs endpoint": '404 "Not Found"',
        });
        assert.deepEqual([left, active], [[], 0]);
        assert.ok(calls <= 50, `${calls} requests`);
    });

    it("gets other answers from a GitHub that behaves differently", async () => {
        const github = await startGitHub({ ignoresCase: true, listDecommissioned: false });
        try {
            const { answers, left } = await askAll({ ...TARGET, baseUrl: github.url, fetch });
            const found = answersOf(answers);
            assert.equal(found["a cluster in other case"], "the same record");
            assert.equal(found["a deployment name in other case"], "the same record");
            assert.equal(found["a GET lists decommissioned records"], "no");
            assert.equal(found["a write with a token that may only read"], "not asked: set GITHUB_READ_TOKEN");
            assert.deepEqual(left, []);
            const active = [...github.deploymentRecords(), ...github.storageRecords()].filter(({ status }) =>
                /deployed|active/.test(status),
            );
            assert.deepEqual(
                active.filter(({ status }) => status !== "deployed"),
                [],
            );
            assert.deepEqual(active, []);
        } finally {
            await github.close();
        }
    });

    it("draws no conclusion from calls that are refused or cannot be made", async () => {
        const refusing = async () => Response.json({ message: "No." }, { status: 403 });
        const { answers, left } = await askAll({ ...TARGET, baseUrl: "https://api.invalid", fetch: refusing });
        assert.equal(
            answersOf(answers)["a GET lists decommissioned records"],
            'not seen, a call before it was refused: 403 "No."',
        );
        assert.deepEqual(left, []);
        const broken = async () => assert.fail("no network");
        const unreached = await askAll({ ...TARGET, baseUrl: "https://api.invalid", fetch: broken });
        assert.deepEqual(
            new Set(unreached.answers.map((answer) => /no network|not asked/.exec(answer)?.[0])),
            new Set(["no network", "not asked"]),
        );
    });

    it("names each record that it could not retire", async () => {
        const github = await startGitHub();
        try {
            const asked: typeof fetch = async (url, init) => {
                const retires = /"status":"deleted"/.test(String(init?.body));
                return retires ? new Response("", { status: 500 }) : fetch(url, init);
            };
            const { left } = await askAll({ ...TARGET, baseUrl: github.url, fetch: asked });
            assert.equal(left.length, 7);
            assert.match(
                left[0] as string,
                /^metadata\/storage-record: \{.*"registry_url":"https:\/\/conformance\.invalid".*\}: 500$/,
            );
        } finally {
            await github.close();
        }
    });

    it("prints a table with a column for each API", () => {
        const answers = QUESTIONS.map((_, at) => (at === 0 ? "a|b" : String(at)));
        const lines = tableOf({ "the embedded GitHub does": answers, "GitHub does": answers }).split("\n");
        assert.equal(lines[0], "| question | the description says | the embedded GitHub does | GitHub does |");
        assert.equal(lines[2], "| the form of updated_at | a string, of no declared form | a\\|b | a\\|b |");
        assert.equal(lines.length, QUESTIONS.length + 2);
    });
});

describe("The arguments of the conformance suite", () => {
    it("choose the embedded GitHub, or GitHub with a token", () => {
        assert.equal(parse([], {}), undefined);
        assert.equal(parse(["--help"], {}), "help");
        const given = ["--org", "acme", "--repository", "api"];
        assert.deepEqual(parse(given, { GITHUB_TOKEN: "t", GITHUB_BASE_URL: "https://api.acme.ghe.com/" }), {
            baseUrl: "https://api.acme.ghe.com",
            org: "acme",
            repository: "api",
            token: "t",
        });
        assert.throws(
            () => parse(given, {}),
            /^Error: To ask GitHub, give --org, --repository and the variable GITHUB_TOKEN\./,
        );
        assert.throws(() => parse(["--org", "acme"], { GITHUB_TOKEN: "t" }), /give --org, --repository/);
    });
});
